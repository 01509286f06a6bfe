"""Two texts side by side: which passages they share, numbered alike on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jembatan.chain.releases.diff import Change, words

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text. `number` is that of its passage (from 1), or None where the other text lacks it.

    `runs` cuts the text of a passage by words: (text, whether the other side says it otherwise).
    """

    text: str
    number: int | None
    runs: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts in pieces that, joined, give the texts back exactly."""

    article: tuple[Piece, ...]
    release: tuple[Piece, ...]
    passages: int


def side_by_side(article: str, release: str, spans: Sequence[Sequence[int]]) -> SideBySide:
    """Cut both texts along `spans` ([a0, a1, r0, r1] in code points); passages are numbered in the article's order.

    Inside a passage the words that differ are told apart, since an outlet copies a sentence and changes a figure in it.
    """
    ordered = sorted((int(a0), int(a1), int(r0), int(r1)) for a0, a1, r0, r1 in spans)
    changes = [words(release[r0:r1], article[a0:a1]) for a0, a1, r0, r1 in ordered]
    in_article, in_release = [], []
    for number, ((a0, a1, r0, r1), runs) in enumerate(zip(ordered, changes, strict=True), start=1):
        in_article.append((a0, a1, number, _side(runs, "+")))
        in_release.append((r0, r1, number, _side(runs, "-")))
    return SideBySide(_pieces(article, in_article), _pieces(release, sorted(in_release)), len(ordered))


def _side(changes: Sequence[Change], own: str) -> tuple[tuple[str, bool], ...]:
    return tuple((change.text, change.op == own) for change in changes if change.op in {"=", own})


Mark = tuple[int, int, int, tuple[tuple[str, bool], ...]]


def _pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Pieces of `text`; where two marks overlap, the earlier keeps the common part."""
    pieces, position = [], 0
    for start, end, number, runs in marks:
        begin, finish = max(start, position), min(end, len(text))
        if begin >= finish:
            continue
        if begin > position:
            pieces.append(Piece(text[position:begin], None))
        body = text[begin:finish]
        is_whole = "".join(run for run, _changed in runs) == body
        pieces.append(Piece(body, number, runs if is_whole else ((body, False),)))
        position = finish
    if position < len(text):
        pieces.append(Piece(text[position:], None))
    return tuple(pieces)


def passage_html(pieces: Sequence[Piece], *, changed: str = "ins", grey_rest: bool = False) -> SafeString:
    """Pieces as escaped HTML: numbered <mark>s, line breaks kept. Words that differ stand in `changed` ("ins" in the
    article, "del" in the release); with `grey_rest` what was left out is set apart."""
    return mark_safe("".join(_piece_html(piece, changed, grey_rest=grey_rest) for piece in pieces))  # noqa: S308 - escaped


def _piece_html(piece: Piece, changed: str, *, grey_rest: bool) -> str:
    if piece.number is None:
        body = linebreaksbr(piece.text, autoescape=True)
        return (
            format_html('<span class="j-left-out">{}</span>', body) if grey_rest and piece.text.strip() else str(body)
        )
    name = "j-added" if changed == "ins" else "j-removed"
    inner = [
        format_html('<{} class="{}">{}</{}>', changed, name, linebreaksbr(text), changed)
        if is_changed and text.strip()
        else linebreaksbr(text, autoescape=True)
        for text, is_changed in piece.runs
    ]
    return format_html(
        '<mark class="j-shared" data-span="{}" tabindex="0"><sup>{}</sup>{}</mark>',
        piece.number,
        piece.number,
        mark_safe("".join(inner)),  # noqa: S308 - each part is escaped above
    )
