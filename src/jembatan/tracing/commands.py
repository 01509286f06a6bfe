"""`jembatan trace`: the engine on files of JSON lines."""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from jembatan.tracing.index import Index

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_PLACE = click.Path(file_okay=False, path_type=Path)


@click.group()
def trace() -> None:
    """Trace which article was made from which release."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSONL file. Raises click.ClickException that names the line on anything else."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise click.ClickException(f"{path}, line {number}: not JSON ({error})") from error
            if not isinstance(row, dict):
                raise click.ClickException(f"{path}, line {number}: not an object")
            yield row


def text_rows(path: Path, *names: str) -> Iterator[tuple[Any, ...]]:
    """Values of `names` of each row, which must be there; texts must be strings."""
    for number, row in enumerate(read_lines(path), 1):
        for name in names:
            if name not in row or (name != "id" and not isinstance(row[name], str)):
                raise click.ClickException(f"{path}, row {number}: no text in the field {name!r}")
        if not isinstance(row["id"], str | int):
            raise click.ClickException(f"{path}, row {number}: the id is neither a string nor a number")
        if row.get("published_at") is not None and not isinstance(row["published_at"], str):
            raise click.ClickException(f"{path}, row {number}: published_at is not a string")
        yield (row["id"], *(row[name] for name in names if name != "id"), row.get("published_at"))


@trace.command()
@click.option("--releases", type=_FILE, help="Releases as JSON lines: id, text, published_at.")
@click.option(
    "--articles", type=click.Path(exists=True, path_type=Path), required=True,
    help="Articles as JSON lines: id, text, published_at. With --scheduler a Parquet file or a folder of such files.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), required=True,
    help="Where the traces go, one line an article. With --scheduler a folder.",
)  # fmt: skip
@click.option("--index", "place", type=_PLACE, help="Index directory; with --releases it is extended first.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Trace on the workers of a Dask scheduler, as tcp://10.0.0.1:8786."
)
def match(
    releases: Path | None, articles: Path, out: Path, place: Path | None, workers: int, scheduler: str | None
) -> None:
    """Trace articles; the same input gives the same bytes for any number of workers."""
    from jembatan.tracing.batch import match_files

    if scheduler is not None:
        if workers != 1:
            raise click.UsageError("--workers is of one machine, with --scheduler the cluster's workers trace")
        _match_on(scheduler, releases, articles, out, place)
        return
    if releases is None and place is None:
        raise click.UsageError("give --releases, --index or both")
    if articles.is_dir() or out.is_dir():
        raise click.UsageError(f"{articles if articles.is_dir() else out} is a folder; only --scheduler takes folders")
    with _plain_errors():
        match_files(releases, articles, out, place, workers)


def _match_on(scheduler: str, releases: Path | None, articles: Path, out: Path, place: Path | None) -> None:
    if place is None:
        raise click.UsageError("--scheduler needs --index, a folder that every worker reaches under this path")
    _need("distributed", "pyarrow")
    from jembatan.tracing.scaling.running import Tally, match_on

    with _plain_errors():
        if releases is not None:
            _extended(releases, place)
        tally: Tally = match_on(scheduler, articles, out, place, lambda line: click.echo(line, err=True))
    click.echo(f"{out}: {tally.partitions} partitions, {tally.traced} traced ({tally.rows} articles), "
               f"{tally.skipped} finished before, {len(tally.failed)} failed")  # fmt: skip
    for name, reason in sorted(tally.failed.items()):
        click.echo(f"{name}: {reason}", err=True)
    if tally.failed:
        raise SystemExit(1)


def _need(*modules: str) -> None:
    """Refuse, and say what to install, where a module of the extra `scale` is absent."""
    absent = [name for name in modules if find_spec(name) is None]
    if absent:
        raise click.ClickException(f"{' and '.join(absent)} not installed; pip install 'jembatan[scale]'")


def _extended(releases: Path, place: Path) -> "Index":
    from jembatan.tracing.batch import release_texts
    from jembatan.tracing.index import Index

    Index.extend(place, release_texts(releases))
    return Index.merge(place)


@trace.command()
@click.option("--releases", type=_FILE, required=True, help="Releases as JSON lines: id, text, published_at.")
@click.option("--index", "place", type=_PLACE, required=True, help="Index directory, made where it is absent.")
def index(releases: Path, place: Path) -> None:
    """Build an index or extend it."""
    with _plain_errors():
        built = _extended(releases, place)
    click.echo(f"{place}: {len(built)} releases in {len(built.segments)} segments")


@trace.command()
@click.option("--index", "place", type=_PLACE, required=True, help="Index directory; it stays as it is.")
@click.option("--out", type=_PLACE, required=True, help="Where the shards go; `trace match --index` takes this folder.")
@click.option("--shards", type=click.IntRange(1, 256), required=True, help="How many.")
def shard(place: Path, out: Path, shards: int) -> None:
    """Split an index into shards by release range, which together trace as it does."""
    from jembatan.tracing.scaling.shards import ShardedIndex

    with _plain_errors():
        made = ShardedIndex.split(place, out, shards)
    click.echo(f"{out}: {len(made)} releases in {len(made.shards)} shards")


@trace.command()
@click.option("--release", type=_FILE, required=True, help="The release, a plain text file.")
@click.option("--article", type=_FILE, required=True, help="The article, a plain text file.")
def explain(release: Path, article: Path) -> None:
    """Print both texts with the shared parts marked, and what was changed in each."""
    from jembatan.tracing.explaining import explained

    with _plain_errors():
        click.echo(explained(read_text(release), read_text(article)), color=sys.stdout.isatty())


@trace.command()
@click.option("--official", type=_FILE, help="The official text, a plain text file.")
@click.option("--claimed", type=_FILE, help="The claimed text, a plain text file.")
@click.option("--pairs", type=_FILE, help="Many pairs as JSON lines: id, official, claimed.")
@click.option("--out", type=_OUT, help="Where the answers on --pairs go.")
def compare(official: Path | None, claimed: Path | None, pairs: Path | None, out: Path | None) -> None:
    """Say what changed between an official text and a claimed one."""
    from jembatan.tracing.batch import compare_files
    from jembatan.tracing.explaining import compared

    if pairs and out and not official and not claimed:
        with _plain_errors():
            compare_files(pairs, out)
    elif official and claimed and not pairs and not out:
        with _plain_errors():
            click.echo(compared(read_text(official), read_text(claimed)))
    else:
        raise click.UsageError("give --official and --claimed, or --pairs and --out")


def read_text(path: Path) -> str:
    """A text file in UTF-8. Raises click.ClickException on anything else."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: not a text in UTF-8 ({error.reason} at byte {error.start})") from error


class _plain_errors:  # noqa: N801 - reads as a statement
    """Turn the engine's refusals into a message without a traceback."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        from jembatan.tracing.segment import IndexMissing, IndexRefused

        if isinstance(error, IndexRefused | IndexMissing | ValueError | OSError):
            raise click.ClickException(str(error)) from error
