"""Tracing through Dask with two workers against the same in one process: rates, bytes of Parquet, cost of a partition.

    python benchmarks/trace/scale.py DATA [--copies 20] [--partitions 8] [--work DIR]

DATA holds dev_releases.jsonl and dev_articles.jsonl; the articles are taken `copies` times. Rates are given by the wall
clock and by the processor time of all workers, since the machine may be busy with other things.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, LocalCluster

from jembatan.tracing import ArticleText, Index, ReleaseText
from jembatan.tracing.scaling.running import match_on, open_matcher, trace_partition
from jembatan.tracing.scaling.shards import ShardedIndex

EMPTY = 200  # partitions without articles, to see what a partition costs by itself


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def size_of(folder: Path, pattern: str) -> int:
    return sum(p.stat().st_size for p in folder.glob(pattern))


def warm_up(index: Path) -> None:
    """On a worker: import the engine, which loads its machine code."""
    open_matcher(index)


class Watch:
    """Wall clock and processor time of this process."""

    def __enter__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.wall, self.cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu


def tell(name: str, articles: int, wall: float, cpu: float) -> None:
    print(f"| {name} | {articles / wall:,.0f} | {articles / cpu:,.0f} | {cpu / articles * 1e6:,.0f} |", flush=True)


def write_partitions(place: Path, articles: list[dict], copies: int, partitions: int) -> int:
    place.mkdir()
    total = len(articles) * copies
    for p in range(partitions):
        numbers = range(p * total // partitions, (p + 1) * total // partitions)
        texts = [articles[n % len(articles)]["text"] for n in numbers]
        pq.write_table(pa.table({"id": list(numbers), "text": texts}), place / f"part-{p:04d}.parquet",
                       compression="zstd")  # fmt: skip
    return total


def on_dask(name: str, workers: int, articles: int, work: Path, index: Path, source: str = "in") -> None:
    out = work / f"out-{name}"
    with LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        with Client(cluster) as client:
            client.run(warm_up, index)
            before = client.run(time.process_time)
            with Watch() as watch:
                tally = match_on(cluster.scheduler_address, work / source, out, index)
            after = client.run(time.process_time)
        if tally.failed:
            raise SystemExit(tally.failed)
        cpu = sum(after[k] - before[k] for k in before)
        if articles:
            tell(f"Dask, {workers} workers", articles, watch.wall, cpu)
        else:
            print(f"a partition by itself: {watch.wall / EMPTY * 1e3:.1f} ms by the clock with {workers} workers; "
                  f"processor time: worker {cpu / EMPTY * 1e3:.1f} ms, client and scheduler "
                  f"{watch.cpu / EMPTY * 1e3:.1f} ms")  # fmt: skip


def measure(data: Path, work: Path, copies: int, partitions: int) -> None:
    releases = [ReleaseText(str(r["id"]), r["text"]) for r in rows_of(data / "dev_releases.jsonl")]
    articles = rows_of(data / "dev_articles.jsonl")
    total = write_partitions(work / "in", articles, copies, partitions)
    index = Index.build(work / "index", releases)
    texts = [ArticleText(str(a["id"]), a["text"]) for a in articles]
    print(f"{len(releases)} releases, {total} articles of {sum(len(t.text) for t in texts) / len(texts):.0f} characters "
          f"in {partitions} partitions\n\n| how | articles/s, clock | articles/s of processor time | µs an article |\n"
          "| --- | --- | --- | --- |")  # fmt: skip
    index.match(texts[:200])
    with Watch() as watch:
        for _ in range(copies):
            index.match(texts)
    tell("the engine alone, texts in memory", total, watch.wall, watch.cpu)
    for shards in (2, 8):
        sharded = ShardedIndex.split(work / "index", work / f"shards-{shards}", shards)
        sharded.match(texts[:200])
        with Watch() as watch:
            for _ in range(3):
                sharded.match(texts)
        tell(f"the engine alone, {shards} shards", 3 * len(texts), watch.wall, watch.cpu)
    _, origin = open_matcher(work / "index")
    (work / "here").mkdir()
    with Watch() as watch:
        for path in sorted((work / "in").iterdir()):
            trace_partition(path, work / "here", work / "index", origin)
    tell("one process, Parquet in and out", total, watch.wall, watch.cpu)
    for workers in (1, 2):
        on_dask(f"{workers}", workers, total, work, work / "index")
        same = all(p.read_bytes() == (work / f"out-{workers}" / p.name).read_bytes() for p in (work / "here").iterdir())
        if not same:
            raise SystemExit("the bytes differ")
    print(f"\nbytes an article: in {size_of(work / 'in', '*.parquet') / total:,.0f}, "
          f"out {size_of(work / 'here', '*.parquet') / total:,.0f}; "
          f"a checkpoint {size_of(work / 'here', '*.json') / partitions:,.0f}")  # fmt: skip
    (work / "empty").mkdir()
    for n in range(EMPTY):
        pq.write_table(pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}),
                       work / "empty" / f"{n:04d}.parquet")  # fmt: skip
    on_dask("empty", 2, 0, work, work / "index", "empty")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--work", type=Path)
    given = parser.parse_args()
    work = given.work or Path(tempfile.mkdtemp())
    work.mkdir(exist_ok=True)
    try:
        measure(given.data, work, given.copies, given.partitions)
    finally:
        if given.work is None:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
