"""One contestant at one size, in a process of its own and on one core: rates, pair F1, memory. Called by `run.py`.

Rates are per second of processor time, so that a busy machine blurs the comparison less; the first article and the
opening are timed by the clock.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from enlarging import enlarged
from peers import PEERS

from jembatan.tracing import ArticleText, Index, ReleaseText
from jembatan.tracing.kernels_seek import find_buckets
from jembatan.tracing.tokens import tokens_of

FIRST = """
import sys, time, json
t0 = time.perf_counter()
from pathlib import Path
from jembatan.tracing import Index, ArticleText
t1 = time.perf_counter()
index = Index.open(Path(sys.argv[1]))
t2 = time.perf_counter()
index.match([ArticleText("a", sys.stdin.read())])
t3 = time.perf_counter()
print(json.dumps({"imports_s": t1 - t0, "open_s": t2 - t1, "first_article_s": t3 - t2, "whole_s": t3 - t0}))
"""


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def resident() -> int:
    """Anonymous memory of this process in bytes: what is resident beyond mapped files."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(re.search(r"RssAnon:\s+(\d+)", status).group(1))


def f1(found: set, true: set) -> float:
    return 2 * len(found & true) / max(1, len(found) + len(true))


def true_pairs(articles: list[dict], parity: int) -> set:
    return {(a["id"], s[0]) for a in articles if a["id"] % 2 == parity for s in a["spans"]}


def timed(work: Callable[[], object]) -> tuple[float, object]:
    t = time.process_time()
    answer = work()
    return time.process_time() - t, answer


def releases_of(data: Path, size: int, seed: int):
    """The development releases, enlarged to `size`; a stream, so that a million need not be held."""
    texts = [r["text"] for r in read(data / "dev_releases.jsonl")][:size]
    yield from texts
    yield from enlarged(texts, size - len(texts), seed)


def limits(index: Index, rows: list[ArticleText]) -> dict:
    """How fast tokenising alone is, and tokenising with the reads of the index's buckets: what no engine undercuts."""
    texts = [r.text for r in rows]
    tokenising = min(timed(lambda: tokens_of(texts))[0] for _ in range(5))
    tokens, s = tokens_of(texts), max(index.segments, key=lambda s: s.documents)
    room = int(np.diff(tokens.bounds).max(initial=1))
    wanted, low, high = np.empty(room, np.uint16), np.empty(room, np.int64), np.empty(room, np.int64)

    def reads() -> None:
        for d in range(len(texts)):
            begin, n = int(tokens.bounds[d]), int(tokens.bounds[d + 1] - tokens.bounds[d]) - 3
            if n > 0:
                find_buckets(
                    tokens.words, begin, n, s.facts["bits"], s["bucket_bounds"], s["checks"], wanted, low, high
                )

    reads()
    reading = min(timed(reads)[0] for _ in range(3))
    characters = sum(map(len, texts))
    return {
        "tokenising_MB_per_s": round(4 * characters / tokenising / 1e6),
        "articles_per_s_of_tokenising_alone": round(len(rows) / tokenising),
        "articles_per_s_of_tokenising_and_bucket_reads": round(len(rows) / (tokenising + reading)),
    }


def indexing(texts: list[str], place: Path) -> dict:
    """Indexing beside tokenising (which hashes each token), taken in turns."""
    rows = [ReleaseText(str(k), t) for k, t in enumerate(texts)]
    alone, whole = [], []
    for _ in range(3):
        alone.append(
            timed(lambda: [tokens_of(texts[k : k + 1024], weigh=False) for k in range(0, len(texts), 1024)])[0]
        )
        whole.append(timed(lambda: Index.build(place, rows))[0])
    return {
        "indexing_per_s": round(len(texts) / min(whole)),
        "indexing_over_tokenising": round(min(alone) / min(whole), 3),
    }


def engine(data: Path, size: int, articles: list[dict], seed: int) -> dict:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        out: dict = {}
        if size <= 100_000:
            out |= indexing(list(releases_of(data, size, seed)), place)
        else:
            Index.build(place, (ReleaseText(str(k), t) for k, t in enumerate(releases_of(data, size, seed))))
        rows = [ArticleText(str(a["id"]), a["text"]) for a in articles]
        before = resident()
        index = Index.open(place)
        index.match(rows[:64])
        runs = [timed(lambda: index.match(rows)) for _ in range(5)]
        traces = runs[-1][1]
        pairs = {(a["id"], int(m.release)) for a, x in zip(articles, traces, strict=True) for m in x.matches}
        first = subprocess.run(
            [sys.executable, "-c", FIRST, str(place)], input=articles[0]["text"], capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return out | {
            "articles_per_s": round(len(rows) / min(t for t, _ in runs)),
            "pair_f1": round(f1({p for p in pairs if p[0] % 2}, true_pairs(articles, 1)), 4),
            "bytes_per_document": round(sum(p.stat().st_size for p in place.iterdir()) / size),
            "memory_MB": round((resident() - before) / 1e6),
            **limits(index, rows),
            **{k: round(v, 4) for k, v in json.loads(first.stdout).items()},
        }


def peer(kind: type, data: Path, size: int, articles: list[dict], seed: int) -> dict:
    texts = list(releases_of(data, size, seed))
    before, made = resident(), kind()
    seconds, _ = timed(lambda: made.index(texts))
    tracing, shares = timed(lambda: [(a["id"], k, s) for a in articles for k, s in made.shares(a["text"])])
    best = max(
        np.arange(0.01, 0.6, 0.01),
        key=lambda c: f1({(i, k) for i, k, s in shares if s >= c and i % 2 == 0}, true_pairs(articles, 0)),
    )
    return {
        "articles_per_s": round(len(articles) / tracing, 1),
        "pair_f1": round(f1({(i, k) for i, k, s in shares if s >= best and i % 2}, true_pairs(articles, 1)), 4),
        "threshold": round(float(best), 2),
        "indexing_per_s": round(size / seconds),
        "memory_MB": round((resident() - before) / 1e6),
    }


def main() -> None:
    name, data, size, count, seed = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6])
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    articles = read(data / "dev_articles.jsonl")[:count]
    made = engine(data, size, articles, seed) if name == "engine" else peer(PEERS[name], data, size, articles, seed)
    print(json.dumps(made))


if __name__ == "__main__":
    main()
