"""Two texts side by side: which passages they share, numbered alike on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text. `number` is that of its passage (from 1), or None where the other text lacks it."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts in pieces that, joined, give the texts back exactly."""

    article: tuple[Piece, ...]
    release: tuple[Piece, ...]
    passages: int


def side_by_side(article: str, release: str, spans: Sequence[Sequence[int]]) -> SideBySide:
    """Cut both texts along `spans` ([a0, a1, r0, r1] in code points); passages are numbered in the article's order."""
    ordered = sorted((int(a0), int(a1), int(r0), int(r1)) for a0, a1, r0, r1 in spans)
    numbered = list(enumerate(ordered, start=1))
    return SideBySide(
        article=_pieces(article, [(a0, a1, number) for number, (a0, a1, _r0, _r1) in numbered]),
        release=_pieces(release, sorted((r0, r1, number) for number, (_a0, _a1, r0, r1) in numbered)),
        passages=len(ordered),
    )


def _pieces(text: str, marks: Sequence[tuple[int, int, int]]) -> tuple[Piece, ...]:
    """Pieces of `text`; where two marks overlap, the earlier keeps the common part."""
    pieces, position = [], 0
    for start, end, number in marks:
        begin, finish = max(start, position), min(end, len(text))
        if begin >= finish:
            continue
        if begin > position:
            pieces.append(Piece(text[position:begin], None))
        pieces.append(Piece(text[begin:finish], number))
        position = finish
    if position < len(text):
        pieces.append(Piece(text[position:], None))
    return tuple(pieces)


def passage_html(pieces: Sequence[Piece], *, grey_rest: bool = False) -> SafeString:
    """Pieces as escaped HTML: numbered <mark>s, line breaks kept; with `grey_rest` what was left out is set apart."""
    return mark_safe("".join(_piece_html(piece, grey_rest=grey_rest) for piece in pieces))  # noqa: S308 - escaped below


def _piece_html(piece: Piece, *, grey_rest: bool) -> str:
    body = linebreaksbr(piece.text, autoescape=True)
    if piece.number is not None:
        number = piece.number
        return format_html(
            '<mark class="j-shared" data-span="{}" tabindex="0"><sup>{}</sup>{}</mark>', number, number, body
        )
    return format_html('<span class="j-left-out">{}</span>', body) if grey_rest and piece.text.strip() else str(body)
