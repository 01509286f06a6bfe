"""Engine and peers on the same data in one run: a table, a picture, the growth, and the distance to the limit.

    python benchmarks/trace/run.py [--data ../shared/data/trace] [--sizes 1000 10000 100000 1000000] [--out DIR]

Needs the extra `bench`. A million releases take about a quarter of an hour and 3 GB of disk; leave it out of --sizes
for a short run. Writes `results.json`, `table.md` and `growth.svg` to --out (default: beside this file, `results/`).
"""

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from peers import PEERS

from jembatan.tracing import warm

HERE = Path(__file__).resolve().parent
NEEDED = ("tantivy", "rapidfuzz", "datasketch")
ENGINE = "engine"


def contest(name: str, data: Path, size: int, articles: int, seed: int) -> dict:
    run = subprocess.run(
        [sys.executable, HERE / "contest.py", name, data, str(size), str(articles), str(seed)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise SystemExit(f"{name} at {size}: {run.stderr[-2000:]}")
    row = {"contestant": name, "releases": size, "articles": articles, **json.loads(run.stdout)}
    print(json.dumps(row), flush=True)
    return row


def table(rows: list[dict]) -> str:
    """The results as a page of text; a peer's column says how many times the engine is faster at the same size."""
    rates = {r["releases"]: r["articles_per_s"] for r in rows if r["contestant"] == ENGINE}
    lines = [
        "| contestant | releases | articles/s | engine is faster by | pair F1, odd half | releases indexed/s | memory, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        times = "" if r["contestant"] == ENGINE else f"{rates[r['releases']] / r['articles_per_s']:.0f} times"
        shown = (r["contestant"], f"{r['releases']:,}", f"{r['articles_per_s']:,}", times, r["pair_f1"],
                 f"{r['indexing_per_s']:,}" if "indexing_per_s" in r else "", r["memory_MB"])  # fmt: skip
        lines.append("| " + " | ".join(map(str, shown)) + " |")
    keys = ("indexing_over_tokenising", "bytes_per_document", "tokenising_MB_per_s",
            "articles_per_s_of_tokenising_alone", "articles_per_s_of_tokenising_and_bucket_reads", "open_s",
            "first_article_s", "imports_s", "whole_s")  # fmt: skip
    lines += ["", "| engine | " + " | ".join(f"{s:,}" for s in rates) + " |", "|---" * (len(rates) + 1) + "|"]
    for key in keys:
        cells = [str(r.get(key, "")) for r in rows if r["contestant"] == ENGINE]
        lines.append(f"| {key.replace('_', ' ')} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def picture(rows: list[dict]) -> str:
    """Articles a second over releases, as SVG."""
    import altair as alt
    import vl_convert

    values = [{"contestant": r["contestant"], "releases": r["releases"], "rate": r["articles_per_s"]} for r in rows]
    base = alt.Chart(alt.Data(values=values), width=560, height=320, title="Articles traced a second, on one core")
    axes = base.encode(
        x=alt.X("releases:Q", scale=alt.Scale(type="log"), title="releases in the index"),
        y=alt.Y("rate:Q", scale=alt.Scale(type="log"), title="articles a second"),
        color=alt.Color("contestant:N", title=None),
        shape=alt.Shape("contestant:N", title=None),
    )
    return str(vl_convert.vegalite_to_svg((axes.mark_line() + axes.mark_point(size=70, filled=True)).to_json()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared" / "data" / "trace")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--peer-articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=HERE / "results")
    options = parser.parse_args()
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing or not options.data.exists():
        print(f"not run: {', '.join(missing) or options.data} missing (the peers are in the extra `bench`)")
        return
    warm()
    rows = []
    for size in options.sizes:
        rows.append(contest(ENGINE, options.data, size, options.articles, options.seed))
        for name, peer in PEERS.items():
            if size <= peer.largest:
                rows.append(contest(name, options.data, size, options.peer_articles, options.seed))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "results.json").write_text(json.dumps(rows, indent=1) + "\n")
    (options.out / "table.md").write_text(table(rows))
    (options.out / "growth.svg").write_text(picture(rows))
    print(table(rows))


if __name__ == "__main__":
    main()
