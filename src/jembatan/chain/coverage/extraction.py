"""What a page says: title, text, author, time, canonical address (trafilatura, with the page's own metadata)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from lxml import etree, html

#: Below this many characters a text tells nothing about where it came from.
SHORTEST_TEXT = 80
LONGEST_TEXT = 200_000
_BYLINE = re.compile(
    r"\(\s*(?:laporan|pewarta|penulis|reporter|kontributor)\s*:?\s*([^()\n]{3,80}?)\s*\)\s*$", re.IGNORECASE
)
_READ_ALSO = re.compile(r"^\s*baca (?:juga|selengkapnya)\b.*$", re.IGNORECASE | re.MULTILINE)
_TIME_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@datetime][@itemprop='datePublished' or @pubdate]/@datetime",
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read out of a page; empty where the page does not tell."""

    title: str
    text: str
    author: str = ""
    published_at: datetime | None = None
    time_is_known: bool = False
    canonical: str = ""


def extract(content: bytes | str, *, address: str | None, zone: ZoneInfo) -> Extracted | None:
    """Read an HTML page; None where no article text is found. A bare date becomes noon of that day in `zone`."""
    import trafilatura  # slow to load, and only the worker reads pages

    document = trafilatura.bare_extraction(
        content,
        url=address,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        favor_precision=True,
    )
    if document is None or not document.text or not document.text.strip():
        return None
    text = without_read_also(document.text)[:LONGEST_TEXT].strip()
    if len(text) < SHORTEST_TEXT:
        return None
    published_at, known = _published(content, str(document.date or ""), zone)
    return Extracted(
        title=(document.title or "").strip()[:300],
        text=text,
        author=(byline(text) or document.author or "").strip()[:120],
        published_at=published_at,
        time_is_known=known,
        canonical=_canonical(content),
    )


def without_read_also(text: str) -> str:
    """`text` without the "Baca juga: ..." lines that outlets put between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", _READ_ALSO.sub("", text))


def byline(text: str) -> str:
    """The reporter named in brackets at the end of a text: "( Laporan : Erni Amperawati )"; "" if none."""
    found = _BYLINE.search(text.strip())
    return found.group(1) if found else ""


def _published(content: bytes | str, day: str, zone: ZoneInfo) -> tuple[datetime | None, bool]:
    tree = _tree(content)
    values = [] if tree is None else [value for path in _TIME_META for value in tree.xpath(path)]
    for value in values:
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC), True
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), time(12), zone).astimezone(UTC), False
    except ValueError:
        return None, False


def _canonical(content: bytes | str) -> str:
    tree = _tree(content)
    found = tree.xpath("//link[@rel='canonical']/@href") if tree is not None else []
    return str(found[0]).strip() if found else ""


def _tree(content: bytes | str) -> html.HtmlElement | None:
    try:
        return html.fromstring(content)
    except (etree.LxmlError, ValueError):
        return None
