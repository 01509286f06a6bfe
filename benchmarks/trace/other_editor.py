"""A second editor of text, unlike the one that made the development set: a guard against fitting that one.

    python benchmarks/trace/other_editor.py SHARED_DATA_TRACE SHARED_SCORE_SCRIPT [--seed 1] [--count 600]

It cuts sentences at commas, joins two into one, puts attributions before and behind, drops words, exchanges verbs for
their passive, scans badly (letters misread), and quotes 8 to 14 words within a sentence of another text.
Prints what the score script says, by the editor's manner.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from jembatan.tracing import ArticleText, Index, ReleaseText

MISREAD = {"l": "1", "o": "0", "m": "rn", "e": "c", "i": "l", "a": "o", "n": "u"}
BEFORE = ["Menurut keterangan resmi, ", "Dijelaskannya, ", "Masih menurut sumber yang sama, ", "Seperti diketahui, "]
BEHIND = [", demikian bunyi keterangan itu", ", sebagaimana diberitakan sebelumnya", ", ungkapnya lebih jauh"]
FORMULA = re.compile("siaran pers|pelayanan informasi|DailySocial|silakan menghubungi|keterangan tertulis", re.I)
MANNERS = ("cut", "attributed", "dropped", "passive", "scanned", "joined", "quoted", "none")


def sentences_of(text: str) -> list[tuple[int, int]]:
    found = re.finditer(r"[^\s][^\n]*?[.!?][\"”]?(?=\s|$)", text)
    return [m.span() for m in found if 40 < len(m.group()) < 400 and not FORMULA.search(m.group())]


def cut(r: random.Random, s: str) -> tuple[int, int]:
    """The longer side of a comma, as bounds within the sentence."""
    commas = [m.start() for m in re.finditer(", ", s)]
    if not commas:
        return 0, len(s)
    at = r.choice(commas)
    return (0, at) if at > len(s) / 2 else (at + 2, len(s))


def worded(r: random.Random, s: str, manner: str) -> str:
    words = s.split(" ")
    if manner == "dropped":
        return " ".join(w for w in words if r.random() > 0.18)
    if manner == "passive":
        return " ".join("di" + w[2:] if re.match(r"me[a-z]{5,}$", w) else w for w in words)
    if manner == "scanned":
        return "".join(MISREAD[c] if c in MISREAD and r.random() < 0.03 else c for c in s)
    return s


def article_of(r: random.Random, number: int, sources: list[str], strangers: list[str]) -> dict:
    manner = r.choice(MANNERS)
    release = r.randrange(len(sources))
    text, spans = f"{r.choice(['Kupang', 'Ende', 'Ruteng'])} – ", []
    foreign = sentences_of(strangers[number % len(strangers)])
    other = [strangers[number % len(strangers)][a:b] for a, b in foreign][:12]
    own = sentences_of(sources[release])
    if manner == "none" or len(own) < 4:
        return {"id": str(number), "text": " ".join(other) or "kosong", "kind": "none", "spans": [], "ratio": 0.0}
    low = r.randrange(len(own) - 2)
    picked = [own[low]] if manner == "quoted" else own[low : low + r.randint(2, 9)]
    for k, (a, b) in enumerate(picked):
        s = sources[release][a:b]
        if manner == "quoted":
            words = list(re.finditer(r"\S+", s))
            count = r.randint(8, 14)
            at = r.randrange(max(1, len(words) - count))
            lo, hi = words[at].start(), words[min(len(words), at + count) - 1].end()
        else:
            lo, hi = cut(r, s) if manner == "cut" else (0, len(s))
        if other and r.random() < 0.3:
            text += other.pop() + " "
        piece = worded(r, s[lo:hi], manner)
        head = r.choice(BEFORE) if manner in ("attributed", "quoted") else ""
        tail = r.choice(BEHIND) if manner in ("attributed", "quoted") else ""
        if manner == "joined" and k + 1 < len(picked) and piece.endswith("."):
            piece, tail = piece[:-1], ", sedangkan"
        begin = len(text) + len(head)
        text += head + piece + tail + ("." if tail and manner != "joined" else "") + " "
        spans.append([str(release), begin, begin + len(piece), a + lo, a + hi])
    text += " ".join(other[:3] if manner != "quoted" else other)
    share = sum(s[2] - s[1] for s in spans) / len(text)
    return {"id": str(number), "text": text, "kind": manner, "spans": spans, "ratio": share}


def make(data: Path, seed: int, count: int) -> tuple[list[str], list[dict]]:
    """Releases and articles of a seed."""
    r = random.Random(seed)
    with (data / "dev_releases.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    sources, strangers = texts[:1200], texts[1200:]
    return sources, [article_of(r, k, sources, strangers) for k in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("score", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    sources, articles = make(options.data, options.seed, options.count)
    with tempfile.TemporaryDirectory() as name:
        place = options.keep or Path(name)
        place.mkdir(parents=True, exist_ok=True)
        index = Index.build(Path(name) / "index", [ReleaseText(str(k), t) for k, t in enumerate(sources)])
        traces = index.match([ArticleText(a["id"], a["text"]) for a in articles])
        rows = [
            {
                "article": t.article,
                "class": t.klass,
                "matches": [{"release": m.release, "spans": m.spans} for m in t.matches],
            }
            for t in traces
        ]
        (place / "truth.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles))
        (place / "predicted.jsonl").write_text("".join(json.dumps(x) + "\n" for x in rows))
        subprocess.run([sys.executable, options.score, place / "truth.jsonl", place / "predicted.jsonl"], check=True)


if __name__ == "__main__":
    main()
