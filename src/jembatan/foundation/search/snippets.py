"""The passage of a text that shows why it was found."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jembatan.foundation.search.words import placed_words, stem

LENGTH = 220
#: How far into a text a passage is looked for; a hit further on shows the beginning of the text.
LOOKED_THROUGH = 40_000

Span = tuple[int, int]


def snippet(text: str, query: list[str]) -> SafeString:
    """About `LENGTH` characters of `text` around the most hits, escaped, each hit in <mark>."""
    hits = _hits(text[:LOOKED_THROUGH], query)
    start = _best_start(hits)
    end = min(len(text), start + LENGTH)
    start, end = _to_word_edge(text, start, end)
    return format_html(
        "{}{}{}",
        "… " if start > 0 else "",
        _marked(text, start, end, [hit for hit in hits if hit[0] >= start and hit[1] <= end]),
        " …" if end < len(text) else "",
    )


def _hits(text: str, query: list[str]) -> list[Span]:
    stems = {stem(word) for word in query}
    last = query[-1]
    found = ((start, end) for start, end, word in placed_words(text) if word.startswith(last) or stem(word) in stems)
    return list(dict.fromkeys(found))


def _best_start(hits: list[Span]) -> int:
    """Where a passage begins that holds the most hits, a little before the first of them."""
    best, most, first = 0, 0, 0
    for place, hit in enumerate(hits):
        while hit[1] - hits[first][0] > LENGTH - 40:
            first += 1
        if place - first + 1 > most:
            best, most = first, place - first + 1
    return max(hits[best][0] - 40, 0) if hits else 0


def _to_word_edge(text: str, start: int, end: int) -> Span:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    # A text without any space: cut it nevertheless.
    return (max(start, end - 2 * LENGTH), end) if end - start > 2 * LENGTH else (start, end)


def _marked(text: str, start: int, end: int, hits: list[Span]) -> SafeString:
    pieces: list[tuple[str, str]] = []
    place = start
    for first, last in hits:
        pieces += [("{}", text[place:first]), ("<mark>{}</mark>", text[first:last])]
        place = last
    pieces.append(("{}", text[place:end]))
    return format_html_join("", "{}", ((format_html(form, piece),) for form, piece in pieces))
