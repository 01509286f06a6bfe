"""Engine and peer side by side, in one run, on one core.

    python benchmarks/tracing/speed.py SHARED_DATA_TRACE [--size 100000] [--articles 2000] [--peer-articles 200]

The development releases are enlarged to `--size`; the development articles are traced by the engine and, a
part of them, by tantivy (BM25, top 5) with rapidfuzz on sentences, its threshold tuned on the even articles,
measured on the odd ones. Rates are per second of processor time, so that a busy machine does not blur the
comparison; the first article is timed by the clock. Prints one JSON object: rates, pair F1 on odd articles,
index bytes a document, resident memory, share of tokenising.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from enlarging import enlarged

from jembatan.tracing import ArticleText, Index, ReleaseText, warm
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
print(json.dumps({"imports_s": t1 - t0, "open_s": t2 - t1, "first_article_s": t3 - t2}))
"""


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def resident() -> int:
    """Anonymous memory of this process in bytes: what is resident beyond mapped files."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(re.search(r"RssAnon:\s+(\d+)", status).group(1))


def f1(pairs: set, true: set) -> float:
    return 2 * len(pairs & true) / max(1, len(pairs) + len(true))


def engine(texts: list[str], articles: list[dict], place: Path) -> dict:
    releases = [ReleaseText(str(k), t) for k, t in enumerate(texts)]
    t = time.process_time()
    for low in range(0, len(texts), 1024):
        tokens_of(texts[low : low + 1024], weigh=False)
    tokenising = time.process_time() - t
    t = time.process_time()
    Index.build(place, releases)
    indexing = time.process_time() - t
    del releases
    rows = [ArticleText(str(a["id"]), a["text"]) for a in articles]
    before = resident()
    index = Index.open(place)
    index.match(rows[:64])
    best = 0.0
    for _ in range(3):
        t = time.process_time()
        traces = index.match(rows)
        best = max(best, len(rows) / (time.process_time() - t))
    found = {(a["id"], int(m.release)) for a, x in zip(articles, traces, strict=True) for m in x.matches if a["id"] % 2}
    first = subprocess.run(
        [sys.executable, "-c", FIRST, str(place)], input=articles[0]["text"], capture_output=True, text=True, check=True
    )
    return {
        "articles_per_s": round(best),
        "indexing_per_s": round(len(texts) / indexing),
        "indexing_over_tokenising": round(tokenising / indexing, 3),
        "bytes_per_document": round(sum(p.stat().st_size for p in place.iterdir()) / len(texts)),
        "bytes_per_text": round(sum(map(len, texts[:2000])) / min(2000, len(texts))),
        "resident_beyond_maps_MB": round((resident() - before) / 1e6),
        "pair_f1_odd": round(f1(found, true_pairs(articles)), 4),
        **{k: round(v, 4) for k, v in json.loads(first.stdout).items()},
    }


def true_pairs(articles: list[dict]) -> set:
    return {(a["id"], s[0]) for a in articles if a["id"] % 2 for s in a["spans"]}


def peer(texts: list[str], articles: list[dict]) -> dict:
    """Tantivy BM25 top 5, then rapidfuzz on sentences."""
    import tantivy
    from rapidfuzz import fuzz, process

    schema = tantivy.SchemaBuilder().add_unsigned_field("n", stored=True).add_text_field("body").build()
    index = tantivy.Index(schema)
    writer = index.writer(500_000_000, 1)
    t = time.process_time()
    for k, text in enumerate(texts):
        writer.add_document(tantivy.Document(n=k, body=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    indexing = time.process_time() - t
    searcher = index.searcher()
    boilerplate = re.compile("siaran pers|DailySocial|silakan menghubungi|keterangan tertulis", re.I)

    def sentences(text: str) -> list[str]:
        return [s for s in re.split(r"(?<=[.!?])\s+|\n", text) if len(s) > 30 and not boilerplate.search(s)]

    t = time.process_time()
    shares = []
    for a in articles:
        words = " ".join(re.findall(r"\w{4,}", a["text"])[:400])
        query = index.parse_query(words, ["body"])
        mine = sentences(a["text"])
        for _, address in searcher.search(query, 5).hits:
            k = searcher.doc(address)["n"][0]
            theirs = sentences(texts[k])
            hit = sum(
                len(s) for s in mine if process.extractOne(s, theirs, scorer=fuzz.ratio, score_cutoff=70) is not None
            )
            shares.append((a["id"], k, hit / max(1, len(a["text"]))))
    seconds = time.process_time() - t
    best = max(np.arange(0.02, 0.6, 0.02), key=lambda c: f1(
        {(i, k) for i, k, s in shares if s >= c and i % 2 == 0},
        {(a["id"], s[0]) for a in articles if a["id"] % 2 == 0 for s in a["spans"]}))  # fmt: skip
    found = {(i, k) for i, k, s in shares if s >= best and i % 2}
    return {
        "articles_per_s": round(len(articles) / seconds, 1),
        "indexing_per_s": round(len(texts) / indexing),
        "threshold": round(float(best), 2),
        "pair_f1_odd": round(f1(found, true_pairs(articles)), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--peer-articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    warm()
    texts = [r["text"] for r in read(options.data / "dev_releases.jsonl")]
    articles = read(options.data / "dev_articles.jsonl")[: options.articles]
    texts += enlarged(texts, max(0, options.size - len(texts)), options.seed)
    out: dict = {"size": len(texts), "articles": len(articles)}
    with tempfile.TemporaryDirectory() as place:
        out["engine"] = engine(texts, articles, Path(place))
    if options.peer_articles:
        out["peer"] = peer(texts, articles[: options.peer_articles])
        out["times_the_peer"] = round(out["engine"]["articles_per_s"] / out["peer"]["articles_per_s"], 1)
    out["peak_MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
