"""An article divided over several pages: those that follow are fetched, and their texts joined."""

import logging
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from jembatan.chain.coverage.addresses import canonical_key
from jembatan.chain.coverage.extraction import LONGEST_TEXT, Extracted, extract
from jembatan.chain.coverage.fetching import FetchFailed, FetchRefused, Page
from jembatan.chain.coverage.following import WHOLE, page_number
from jembatan.foundation.refusal import Refused

#: More pages than this are no article of the press.
MOST_PAGES = 10

log = logging.getLogger(__name__)


def read_pages(page: Page, *, zone: ZoneInfo, get: Callable[[str], Page]) -> Extracted | None:
    """The article that begins on `page`, with the texts of the pages that follow, each asked for once by `get`.

    None where `page` holds no article. A following page that cannot be had ends the text there; one that may fail for
    this moment only raises FetchFailed, so that the whole is tried again rather than kept in part.
    """
    first = extract(page.content, address=page.address, zone=zone)
    if first is None:
        return None
    if first.next_pages and page_number(first.next_pages[-1]) == WHOLE:
        whole = _following(first.next_pages[-1], zone, get)
        if whole is not None and len(whole.text) > len(first.text) and first.text.splitlines()[0] in whole.text:
            return replace(first, text=whole.text)
        first = replace(first, next_pages=first.next_pages[:-1])
    waiting, seen, texts = list(first.next_pages), {_key(page.address)}, [first.text]
    while waiting and len(texts) < MOST_PAGES and sum(map(len, texts)) < LONGEST_TEXT:
        address = waiting.pop(0)
        if _key(address) in seen:
            continue
        seen.add(_key(address))
        read = _following(address, zone, get)
        if read is None:
            continue
        texts.append(_without_repeated(read.text, texts))
        waiting = [*waiting, *read.next_pages]
    return replace(first, text="\n".join(text for text in texts if text)[:LONGEST_TEXT])


def _following(address: str, zone: ZoneInfo, get: Callable[[str], Page]) -> Extracted | None:
    try:
        page = get(address)
    except FetchRefused:
        return None
    except FetchFailed as failure:
        if not failure.is_permanent:
            raise
        log.info("a following page could not be had: %s", failure.reason)
        return None
    return extract(page.content, address=page.address, zone=zone, is_continuation=True)


def _without_repeated(text: str, before: list[str]) -> str:
    """`text` without the paragraphs that stand on earlier pages too: leads and boxes that each page repeats."""
    known = {line.strip() for earlier in before for line in earlier.splitlines()}
    return "\n".join(line for line in text.splitlines() if not line.strip() or line.strip() not in known).strip()


def _key(address: str) -> str:
    try:
        return canonical_key(address)
    except Refused:
        return address
