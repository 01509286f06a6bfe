"""A cleaned text cut into its blocks, for reading it plainly and for comparing two of them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, quotation or speaker line, as plain text.

    `kind`: "p", "h2", "h3", "li", "quote" (a paragraph of a quotation), "speaker". `marker` is a list item's mark,
    `group` the number of the list or quotation it belongs to (0: none). `links` are (end offset in `text`, address).
    """

    kind: str
    text: str
    marker: str = ""
    group: int = 0
    links: list[tuple[int, str]] = field(default_factory=list)


def blocks_of(html: str) -> list[Block]:
    """The blocks of a cleaned text, in order; empty ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.blocks


class _Reader(HTMLParser):
    """Walks through cleaned HTML and collects its blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind = "p"
        self._marker = ""
        self._lists: list[tuple[str, int]] = []
        self._quotes = 0
        self._group = 0
        self._groups = 0
        self._pieces: list[str] = []
        self._links: list[tuple[int, str]] = []
        self._hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or note a break or link."""
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "a":
            self._hrefs.append(dict(attrs).get("href") or "")
        elif tag in {"ul", "ol", "blockquote"}:
            self._enter(tag)
        elif tag == "li":
            self._item()
        elif tag == "footer":
            self._begin("speaker")
        elif tag in {"h2", "h3"}:
            self._begin(tag)
        elif tag == "p" and not (self._kind == "li" and not self._has_text()):
            self._begin(self._plain_kind())

    def handle_endtag(self, tag: str) -> None:
        """Close a block."""
        if tag == "a":
            if self._hrefs and (href := self._hrefs.pop()):
                self._links.append((len("".join(self._pieces)), href))
        elif tag in {"ul", "ol", "blockquote"}:
            self._leave(tag)
        elif tag in {"p", "h2", "h3", "footer", "li"}:
            self._begin(self._plain_kind())

    def handle_data(self, data: str) -> None:
        """Text of the present block."""
        self._pieces.append(re.sub(r"\s+", " ", data))

    def finish(self) -> None:
        """Close what is still open."""
        self._begin("p")

    def _plain_kind(self) -> str:
        return "quote" if self._quotes else "p"

    def _has_text(self) -> bool:
        return any(not piece.isspace() for piece in self._pieces)

    def _item(self) -> None:
        self._begin("li")
        kind, count = self._lists[-1] if self._lists else ("ul", 0)
        if self._lists:
            self._lists[-1] = (kind, count + 1)
        self._marker = f"{count + 1}." if kind == "ol" else "-"

    def _enter(self, tag: str) -> None:
        self._begin("p")
        if not self._lists and not self._quotes:
            self._groups += 1
            self._group = self._groups
        if tag == "blockquote":
            self._quotes += 1
        else:
            self._lists.append((tag, 0))

    def _leave(self, tag: str) -> None:
        self._begin("p")
        if tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)
        elif self._lists:
            self._lists.pop()
        if not self._lists and not self._quotes:
            self._group = 0

    def _begin(self, kind: str) -> None:
        """Keep the block that was open, if it holds anything, and open one of `kind`."""
        raw = "".join(self._pieces)
        text = "\n".join(" ".join(line.split()) for line in raw.split("\n")).strip()
        if text:
            links = [(_tidied_offset(raw, text, end), href) for end, href in self._links]
            self.blocks.append(Block(self._kind, text, self._marker, self._group, links))
        self._pieces, self._links, self._marker = [], [], ""
        self._kind = kind


def _tidied_offset(raw: str, text: str, end: int) -> int:
    """Where offset `end` of `raw` lies once spaces are tidied: after as many signs that are no space."""
    wanted = sum(not sign.isspace() for sign in raw[:end])
    seen = 0
    for place, sign in enumerate(text):
        if seen == wanted:
            return place
        seen += not sign.isspace()
    return len(text)
