"""Tracing partitions on the workers of a Dask cluster.

Only paths and a few numbers go over the scheduler: workers open the index by memory map, and read and write the
partitions themselves. What a partition's file holds depends on the partition, the index and the engine alone, so the
bytes are the same for any number of workers, and after any of them was killed.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from distributed import Client, KilledWorker, as_completed
from distributed.client import FutureCancelledError

from jembatan.tracing.index import Index
from jembatan.tracing.scaling.partitions import (
    InputRefused,
    Origin,
    check_partition,
    is_finished,
    output_of,
    partitions_of,
    read_articles,
    write_partition,
)
from jembatan.tracing.scaling.shards import ShardedIndex, is_sharded
from jembatan.tracing.texts import ArticleText, Trace

CONNECT_SECONDS = 20


class RunRefused(ValueError):  # noqa: N818 - says what happened
    """A run can't begin or go on; the message says why and what to do."""


class Matcher(Protocol):
    """What traces: an index, whole or in shards."""

    directory: Path
    generation: int

    def match(self, texts: Sequence[ArticleText]) -> list[Trace]:
        """Trace articles, in their order."""


@dataclass
class Tally:
    """What became of the partitions of a run; `failed` says why, by the partition's name."""

    partitions: int
    traced: int = 0
    skipped: int = 0
    rows: int = 0
    failed: dict[str, str] = field(default_factory=dict)


@cache
def engine_version() -> str:
    """The version of this program, a digest of the engine's sources, and the Parquet writer's version.

    Two workers of one version write the same bytes.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted([*package.glob("*.py"), *package.glob("*.npy"), *package.glob("scaling/*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return f"{version('jembatan')}+{digest.hexdigest()} pyarrow {version('pyarrow')} numba {version('numba')}"


def open_matcher(place: Path) -> tuple[Matcher, Origin]:
    """Open an index, whole or in shards, and say which it is. Raises what `Index.open` raises."""
    if is_sharded(place):
        sharded = ShardedIndex.open(place)
        return sharded, Origin(sharded.mark, sharded.generation, engine_version())
    index = Index.open(place)
    digest = hashlib.blake2b(str(index.generation).encode(), digest_size=16)
    for segment, dead in zip(index.segments, index.dead, strict=True):
        digest.update(segment.path.name.encode() + segment.fingerprint() + dead.tobytes())
    return index, Origin(digest.hexdigest(), index.generation, engine_version())


_opened: dict[Path, tuple[Matcher, Origin]] = {}  # of a worker; kept between its partitions
_opening = threading.Lock()


def _opened_as(place: Path, origin: Origin) -> Matcher:
    """The index at `place`, which must be the one that the run began with."""
    if origin.engine != engine_version():
        raise RunRefused(f"the worker runs {engine_version()}, the run was begun by {origin.engine}")
    with _opening:
        if place not in _opened or _opened[place][1] != origin:
            _opened[place] = open_matcher(place)
        matcher, found = _opened[place]
    if found != origin:
        raise RunRefused(f"{place}: the index has changed since the run began; begin it again")
    return matcher


def trace_partition(partition: Path, out: Path, place: Path, origin: Origin) -> int:
    """Trace one partition, unless that is done; returns its rows, or -1 where it was done already.

    Runs on a worker. Raises InputRefused, RunRefused, and what `Index.open` raises.
    """
    if is_finished(partition, out, origin):
        return -1
    matcher = _opened_as(place, origin)
    return write_partition(partition, out, origin, _traced(matcher, partition))


def _traced(matcher: Matcher, partition: Path) -> Iterator[list[tuple[str | int, Trace]]]:
    for rows in read_articles(partition):
        try:
            traces = matcher.match([text for _, text in rows])
        except ValueError as error:
            raise InputRefused(f"{partition}: {error}") from error
        yield [(name, trace) for (name, _), trace in zip(rows, traces, strict=True)]


def prepare(articles: Path, out: Path) -> list[Path]:
    """The partitions to trace, all of them looked at, and the folder for their traces.

    Raises InputRefused where one is not what it should be, and where `out` holds traces of other articles.
    """
    partitions = partitions_of(articles)
    names = [output_of(p, out).name for p in partitions]
    for path in partitions:
        check_partition(path)
    out.mkdir(parents=True, exist_ok=True)
    foreign = sorted({p.name for p in out.glob("*.parquet")} - set(names))
    if foreign:
        raise InputRefused(f"{out}: holds {foreign[0]}, which belongs to no partition of {articles}")
    return partitions


def match_on(
    address: str, articles: Path, out: Path, place: Path, told: Callable[[str], None] = lambda _: None
) -> Tally:
    """Trace the partitions of `articles` on the cluster at `address`; all paths must be the same on every worker.

    What is finished already is skipped. One partition's failure doesn't stop the others. Raises RunRefused where the
    cluster doesn't answer or goes away, InputRefused as `prepare`, and what `Index.open` raises.
    """
    articles, out, place = articles.resolve(), out.resolve(), place.resolve()
    partitions = prepare(articles, out)
    _, origin = open_matcher(place)
    tally = Tally(len(partitions))
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise RunRefused(f"no Dask scheduler answers at {address} ({error})") from error
    with client:
        futures = {
            client.submit(trace_partition, p, out, place, origin, key=f"trace-{p.name}-{origin.index}", pure=False): p
            for p in partitions
        }
        for future in as_completed(futures):
            _count(future, futures[future], tally)
            told(f"{tally.traced + tally.skipped + len(tally.failed)} of {tally.partitions} partitions")
    for left in out.glob(".*.tmp"):  # of killed workers; nobody writes any more
        left.unlink(missing_ok=True)
    return tally


def _count(future: Any, partition: Path, tally: Tally) -> None:
    try:
        rows = future.result()
    except KilledWorker:
        reason = "the workers that took it up died, one after another (out of memory?)"
    except FutureCancelledError as error:
        done = tally.traced + tally.skipped
        raise RunRefused(
            f"the scheduler has gone; {done} of {tally.partitions} partitions are finished, begin again to go on"
        ) from error
    except Exception as error:
        reason = str(error) or type(error).__name__
    else:
        if rows < 0:
            tally.skipped += 1
        else:
            tally.traced += 1
            tally.rows += rows
        return
    tally.failed[partition.name] = reason
