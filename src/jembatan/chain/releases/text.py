"""The text of a release: cleaned to the editor's vocabulary, and written out plainly.

Vocabulary: p, h2, h3, blockquote (its paragraphs, then a footer with the speaker), ul, ol, li, a[href], strong, em, br.
"""

import re
import unicodedata
from html import escape
from html.parser import HTMLParser

import nh3

from jembatan.chain.releases.blocks import Block, blocks_of

#: The longest body that is taken in, in characters of HTML.
LONGEST_BODY = 200_000
LONGEST_TITLE = 300

TAGS = {"p", "h2", "h3", "blockquote", "footer", "ul", "ol", "li", "a", "strong", "em", "br"}
_INLINE = {"a", "strong", "em", "br"}
_SCHEMES = {"http", "https", "mailto"}
# What other editors write for the same thing. Only names are exchanged, before anything is trusted.
_SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p", "cite": "footer"}
_SYNONYM = re.compile(rf"<(/?)({'|'.join(_SYNONYMS)})(?=[\s/>])", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!]")
# C0 controls (PostgreSQL keeps no NUL) and the signs that turn the direction of writing, which can disguise a text.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_EMPTY = re.compile(r"<(p|h2|h3|li|footer|ul|ol|blockquote|strong|em|a)(?:\s[^<>]*)?>((?:\s|&nbsp;)*)</\1>")
_ADDRESS = re.compile(r"\s*(https?://|mailto:)[^\s]", re.IGNORECASE)


def clean(html: str) -> str:
    """`html` reduced to the vocabulary, safe to show as it stands. Cleaning twice changes nothing more.

    Text without any tag is taken as plain: empty lines part its paragraphs. Raises nothing, whatever comes.
    """
    plain = unicodedata.normalize("NFC", _UNWANTED.sub("", html.replace("\r\n", "\n").replace("\r", "\n")))
    if not _ANY_TAG.search(plain):
        return paragraphs(plain)
    result = _sanitised(_SYNONYM.sub(lambda found: f"<{found[1]}{_SYNONYMS[found[2].lower()]}", plain))
    before = ""
    # Taking an empty element out may leave its parent empty, or a loose text beside it.
    while before != result:
        before, result = result, _sanitised(_wrapped(_EMPTY.sub(_without, result))).strip()
    return result


def clean_title(title: str) -> str:
    """One line of plain text, without control signs and doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", _UNWANTED.sub("", title)).split())


def paragraphs(plain: str) -> str:
    """Plain text as HTML: empty lines part paragraphs, single line ends become <br>."""
    parts = [part.strip() for part in re.split(r"\n[^\S\n]*\n\s*", plain)]
    return "".join(f"<p>{'<br>'.join(_escaped(line) for line in part.split(chr(10)))}</p>" for part in parts if part)


def to_text(html: str) -> str:
    """The plain text of `html`: blocks parted by an empty line, items of a list by a line end.

    This is `Version.text`: the offsets of tracing count its code points, and it is what is passed on by WhatsApp.
    The same HTML gives the same text for ever.
    """
    parts: list[str] = []
    last: Block | None = None
    for block in blocks_of(clean(html)):
        if last is not None:
            together = block.group and block.group == last.group and block.kind != "quote"
            parts.append("\n" if together else "\n\n")
        parts.append(_line(block))
        last = block
    return "".join(parts)


def _line(block: Block) -> str:
    if block.kind == "li":
        return f"{block.marker} {block.text}"
    if block.kind == "speaker":
        return f"— {block.text.lstrip('—–- ')}"
    if block.kind == "quote" and not any(sign in block.text for sign in '"“”«»'):
        return f"“{block.text}”"
    return block.text


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _without(found: re.Match[str]) -> str:
    return found[2] if found[1] in _INLINE else ""


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_kept_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _kept_attribute(tag: str, name: str, value: str) -> str | None:
    """Only whole addresses: one without a scheme would lead into the installation's own pages."""
    return value.strip() if (tag, name) == ("a", "href") and _ADDRESS.match(value) else None


def _wrapped(html: str) -> str:
    """`html` with every loose run of text at the top put into a paragraph."""
    wrapper = _Wrapper()
    wrapper.feed(html)
    wrapper.close()
    return wrapper.result()


class _Wrapper(HTMLParser):
    """Copies sanitised HTML as it is, and opens a paragraph around what stands outside any block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._out: list[str] = []
        self._depth = 0
        self._is_wrapping = False

    def result(self) -> str:
        """The wrapped HTML."""
        self._stop()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block closes the paragraph of a loose text; inline elements belong to it."""
        del attrs
        if tag in _INLINE:
            self._loose(self.get_starttag_text() or "")
            return
        self._stop()
        self._depth += 1
        self._out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a block, or of an inline element."""
        if tag not in _INLINE:
            self._stop()
            self._depth -= 1
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text; spaces between blocks are no text."""
        if data.isspace() and not self._is_wrapping:
            self._out.append(data)
        else:
            self._loose(data)

    def handle_entityref(self, name: str) -> None:
        """An entity, as it is."""
        self._loose(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A numbered entity, as it is."""
        self._loose(f"&#{name};")

    def _loose(self, piece: str) -> None:
        if self._depth == 0 and not self._is_wrapping:
            self._out.append("<p>")
            self._is_wrapping = True
        self._out.append(piece)

    def _stop(self) -> None:
        if self._is_wrapping:
            self._out.append("</p>")
            self._is_wrapping = False
