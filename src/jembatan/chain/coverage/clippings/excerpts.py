"""The words of an article that a clipping quotes: an excerpt that leads to the article, never its whole text."""

import re
from collections.abc import Sequence

#: At most so many signs are quoted, and never more than the half of an article.
LONGEST = 300
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[\"”’)]*|\n|$)")


def excerpt(text: str, spans: Sequence[tuple[int, int]] = (), longest: int = LONGEST) -> str:
    """At most `longest` signs of `text`, and at most half of it: from the sentence in which the first of `spans` begins.

    `spans` (code points of `text`, end exclusive) are where the institution is named or the tone is heard; without them
    it is the beginning. Left-out words are marked by "…".
    """
    limit = min(longest, len(text) // 2)
    start = _sentence_start(text, min((first for first, _last in spans), default=0))
    words = " ".join(text[start : start + 3 * longest].split())
    if not words or limit < 20:
        return ""
    before = "… " if text[:start].strip() else ""
    if len(before) + len(words) <= limit:
        return f"{before}{words}"
    room = limit - len(before) - 2
    kept = words[:room].rsplit(" ", 1)[0] if " " in words[:room] else words[:room]
    return f"{before}{kept.rstrip(' ,;:–—-')} …"


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence with the sign `at` begins; the beginning of the text for a place outside of it."""
    if not 0 < at < len(text):
        return 0
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= at < sentence.end():
            found = sentence.group()
            return sentence.start() + len(found) - len(found.lstrip())
    return 0
