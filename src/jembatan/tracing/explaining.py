"""Texts for people: what an article took from a release, and what a claimed text changed."""

import tempfile
from pathlib import Path

from jembatan.tracing.comparing import Alignment, compare
from jembatan.tracing.comparing.judging import words_between
from jembatan.tracing.index import Index
from jembatan.tracing.texts import ArticleText, ReleaseText, Trace


def traced_alone(release: str, article: str) -> Trace:
    """The trace of an article against one release."""
    with tempfile.TemporaryDirectory() as place:
        index = Index.build(Path(place), [ReleaseText("release", release)])
        return index.match([ArticleText("article", article)])[0]


def marked(text: str, ranges: list[tuple[int, int]]) -> str:
    """The text with numbered brackets round the ranges (in the order given)."""
    marks = [(b, 0, f"]{n}") for n, (_, b) in enumerate(ranges, 1)]
    marks += [(a, 1, f"{n}[") for n, (a, _) in enumerate(ranges, 1)]
    out, position = [], 0
    for at, _, mark in sorted(marks):
        out += [text[position:at], mark]
        position = at
    return "".join(out) + text[position:]


def explained(release: str, article: str) -> str:
    """Both texts with the shared parts marked and, per part, what was changed."""
    trace = traced_alone(release, article)
    spans = trace.matches[0].spans if trace.matches else ()
    lines = [f"class: {trace.klass}"]
    for m in trace.matches:
        shares = f"of the article: {m.article_share:.1%}, of the release: {m.release_share:.1%}"
        lines.append(f"{shares}, score {m.score:.3f}")
    lines += ["", "ARTICLE", marked(article, [(a, b) for a, b, _, _ in spans])]
    lines += ["", "RELEASE", marked(release, [(a, b) for _, _, a, b in spans]), ""]
    for number, (a0, a1, r0, r1) in enumerate(spans, 1):
        alignment = compare(release[r0:r1], article[a0:a1])
        lines.append(f"{number}: " + ("unchanged" if alignment.verdict == "same" else "changed"))
        lines += ["  " + line for line in _differences(release[r0:r1], article[a0:a1], alignment)]
    return "\n".join(lines)


def compared(official: str, claimed: str) -> str:
    """The verdict and the differences, for a terminal."""
    alignment = compare(official, claimed)
    return "\n".join([f"verdict: {alignment.verdict}", *_differences(official, claimed, alignment)])


def _differences(official: str, claimed: str, alignment: Alignment) -> list[str]:
    out = []
    for c in alignment.changes:
        old, new = words_between(official, c.official), words_between(claimed, c.claimed)
        out.append(f"{c.kind}: «{old}» -> «{new}»")
    out += [f"missing: «{words_between(official, r)}»" for r in alignment.missing]
    out += [f"added: «{words_between(claimed, r)}»" for r in alignment.added]
    return out
