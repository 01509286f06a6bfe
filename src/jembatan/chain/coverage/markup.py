"""The markup of a page: decoded whatever it claims to be, parsed once, and freed of what stands around an article.

trafilatura takes the text out of what is left. It knows the furniture of pages the world over; what is removed here
before is what Indonesian outlets put *into* their articles: "baca juga" links, boxes of related news, advertisements,
captions, tickers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree, html

from jembatan.chain.coverage.phrases import BRACKETED, CREDIT_LINE, IS_LABEL, LABEL_AT_END, LABEL_AT_START

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_NEVER_READ = ("script", "style", "noscript", "template", "svg", "iframe")
_NEVER_TEXT = ("form", "button", "select", "nav", "dialog")
_CAPTIONS = ("figcaption", "amp-ad", "amp-embed", "amp-sticky-ad", "amp-consent", "amp-sidebar", "amp-social-share")
#: Words in a class or an identifier that name what is not the article.
_FURNITURE = re.compile(
    r"""(?:^|[\s_-])(?:
    baca-?_?juga|bacajuga|lihat-?juga|simak-?juga|read-?also|readalso|also-?read|lainnya|terkait|related\w*|rekomendasi
    |recommend\w*|terpopuler|populer|popular|trending|terbaru|terkini|most-?read|breaking\w*|ticker|newsticker|running
    |runningtext|marquee|iklan|ads?|adv|ads(?:ense|lot|box)|adslot|advert\w*|banner|sponsor\w*|promo\w*|shar(?:e|ing)\w*
    |bagikan|socmed|sosmed|medsos|social\w*|cookies?|consent|gdpr|privacy|newsletter|subscribe|langganan|berlangganan
    |paywall|copyright|hakcipta|hak-cipta|breadcrumbs?|tags?|tagging|taglist|topik|kata-kunci|captions?|wp-caption-text
    |keterangan|ket-foto|keterangan-foto|photo-credit|kredit|carousel|pagination|paging|pager|halaman|footer|sidebar
    |popup|modal|toast|toc|daftar-isi|author-?box|about-author|tentang-penulis|channel|follow|ikuti|polling|rating
    |infobox-iklan|teaser\w*|live-?update-?bar|live-?ticker|skip|menu|topbar|navbar|search|login
    )(?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|komentar\w*|disqus\w*|fb-comments|respond)(?:$|[\s_-])", re.I
)
_WHOLE = frozenset({"html", "body", "article", "main"})
_BLOCKS = (
    "p",
    "div",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "aside",
    "section",
    "strong",
    "b",
    "em",
    "span",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CLOSING = re.compile(r"^\s*[)\]]")
_TABLES = etree.XPath("boolean(//table)")
#: A text this long between two tags is prose and no label.
_PROSE = 40
_LONG_TEXTS = etree.XPath(f"//text()[string-length(.) >= {_PROSE}]")
#: A cell of a table of data holds less.
_LAYOUT = 250
#: trafilatura takes a class with "bar" in it for a toolbar; outlets here call their news "kabar".
_KABAR = re.compile("kabar", re.IGNORECASE)


def decoded(content: bytes | str) -> str:
    """The characters of a page: by its byte order mark, as UTF-8 where the bytes are, else as declared, else Windows-1252.

    What a page declares counts only where its bytes are no UTF-8: declarations are often those of a template.
    """
    if isinstance(content, str):
        return content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lenient = content.decode("utf-8", errors="replace")
    broken = lenient.count("�")
    if broken * 4 < len(lenient) - len(lenient.encode("ascii", "ignore")):
        return lenient  # UTF-8 with a few broken bytes
    declared = _DECLARED.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in {"utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}:
        try:
            return content.decode(name, errors="replace")
        except (LookupError, UnicodeError):
            pass
    return content.decode("cp1252", errors="replace")


def parsed(content: bytes | str) -> html.HtmlElement | None:
    """The tree of a page; None for what is no HTML."""
    from trafilatura.utils import load_html  # slow to load, and only the worker reads pages

    text = decoded(content).replace("\x00", "")
    if "<" not in text:
        return None
    try:
        tree: html.HtmlElement | None = load_html(text)
    except (etree.LxmlError, ValueError, RecursionError):
        return None
    return tree


def pruned(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Take out of `tree` what no one reads: scripts, styles, comments, menus, forms without prose.

    Answers the elements that are left. Hold them while the tree is worked on: lxml makes an element's Python object
    anew for each look at it once the last one is let go, which was a third of the time that a page took.
    """
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_NEVER_READ, with_tail=False)
    for element in list(tree.iter(*_NEVER_TEXT, *_CAPTIONS)):
        if element.tag != "form" or element.find(".//p") is None:
            _drop(element)
    return list(tree.iter())


def cleared(tree: html.HtmlElement) -> html.HtmlElement:
    """The pruned `tree`, changed: without furniture, boxes of links, captions and "baca juga"."""
    held = prose_by_element(tree)
    _unfold_layout(tree, held)
    _drop_furniture(tree, held)
    _cut_links(tree)
    _drop_labelled(tree)
    return tree


def body_of(tree: html.HtmlElement) -> html.HtmlElement:
    """A page of the innermost element that holds all but a rest of the prose; its names mislead no one any more."""
    held = prose_by_element(tree)
    least = 0.97 * held.get(tree, 0)
    inner = tree
    while True:
        child = next((each for each in inner if held.get(each, 0) >= least > 0), None)
        if child is None or child.tag in {"p", "span", "strong", "b", "em"}:
            break
        inner = child
    if inner is tree or inner.tag == "body":
        return tree
    for attribute in ("class", "id", "style"):
        inner.attrib.pop(attribute, None)
    page = html.fromstring("<html><body><article></article></body></html>")
    if inner.tag in {"ul", "ol", "li", "td", "section", "main", "header", "aside", "form"}:
        inner.tag = "div"
    page.find(".//article").append(inner)
    return page


def words_of(element: html.HtmlElement) -> str:
    """All text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def link_share(element: html.HtmlElement) -> float:
    """The part of an element's characters that are links; 0 for an empty one."""
    whole = len(words_of(element))
    return sum(len(words_of(a)) for a in element.iter("a")) / whole if whole else 0.0


def prose_by_element(tree: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """For each element that has any, how many characters of running text (in long pieces, outside links) it holds."""
    held: dict[html.HtmlElement, int] = {}
    for text in _LONG_TEXTS(tree):
        size, beside = len(text.strip()), text.getparent()
        if size < _PROSE or (text.is_text and beside.tag == "a"):
            continue
        at: html.HtmlElement | None = beside.getparent() if text.is_tail else beside
        while at is not None:
            held[at] = held.get(at, 0) + size
            at = at.getparent()
    return held


def _unfold_layout(tree: html.HtmlElement, held: dict[html.HtmlElement, int]) -> None:
    """Tables that lay out a page become plain boxes: their cells hold running text."""
    if not _TABLES(tree):
        return
    for table in list(tree.iter("table")):
        if any(held.get(cell, 0) > _LAYOUT for cell in table.iter("td")):
            table.tag = "div"
            for part in list(table.iter("tbody", "thead", "tr", "td", "th")):
                part.tag = "div"


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('data-role', '')}"


@lru_cache(maxsize=8192)
def _told_by(names: str) -> tuple[bool, bool, bool]:
    """Whether names speak of comments, of furniture, of "kabar". A page, and an outlet, use the same names many times."""
    return bool(_COMMENTS.search(names)), bool(_FURNITURE.search(names)), bool(_KABAR.search(names))


def _drop_furniture(tree: html.HtmlElement, held: dict[html.HtmlElement, int]) -> None:
    """Boxes that are named as what they are. One that holds much of the page's prose is kept: its name misleads."""
    whole = held.get(tree, 0)
    for element in list(tree.iter(etree.Element)):
        names = _names(element)
        if len(names) > 2:
            is_comments, is_furniture, is_kabar = _told_by(names) if len(names) < 500 else (False, False, False)
            if is_kabar:
                for attribute in ("class", "id"):
                    if element.get(attribute):
                        element.set(attribute, _KABAR.sub("berita", element.get(attribute)))
            if (is_comments or is_furniture) and _may_drop(element, held, whole, is_comments=is_comments):
                _drop(element)
                continue
        if (
            element.get("style")
            and _HIDDEN.search(element.get("style"))
            and _may_drop(element, held, whole, is_comments=False)
        ) or (_is_aside(element) and _may_drop(element, held, whole, is_comments=False)):
            _drop(element)


def _is_aside(element: html.HtmlElement) -> bool:
    return element.tag in {"footer", "aside"} or (element.tag == "header" and element.find(".//p") is None)


def _may_drop(element: html.HtmlElement, held: dict[html.HtmlElement, int], whole: int, *, is_comments: bool) -> bool:
    if element.tag in _WHOLE or element.getparent() is None or next(element.iter("h1"), None) is not None:
        return False
    return is_comments or held.get(element, 0) <= 0.4 * whole


def _cut_links(tree: html.HtmlElement) -> None:
    """Links that a "baca juga" introduces, with it, wherever they stand within a paragraph."""
    for link in list(tree.iter("a")):
        if link.getparent() is None:
            continue
        if LABEL_AT_START.match(words_of(link)) and not IS_LABEL.match(words_of(link)):
            _drop_with_shells(link)
            continue
        label = _label_before(link)
        if label is not None:
            _cut_label(label)
            link.tail = _CLOSING.sub("", link.tail or "")
            _drop_with_shells(link)


def _label_before(link: html.HtmlElement) -> tuple[html.HtmlElement, str] | None:
    """Where the words right before a link end in "baca juga:": the element that holds them, as its text or its tail."""
    at = link
    while True:
        before = at.getprevious()
        parent = at.getparent()
        if before is not None:
            if before.tail and before.tail.strip():
                return (before, "tail") if LABEL_AT_END.search(before.tail) else None
            if before.tag in {"strong", "b", "em", "i", "span", "u", "font"} and LABEL_AT_END.search(words_of(before)):
                return (before, "whole") if IS_LABEL.match(words_of(before)) else None
            if before.tag != "br":
                return None
            at = before
            continue
        if parent is None or parent.tag in {"body", "html"}:
            return None
        if parent.text and parent.text.strip():
            return (parent, "text") if LABEL_AT_END.search(parent.text) else None
        if parent.tag not in {"strong", "b", "em", "i", "span", "u", "font"}:
            return None
        at = parent


def _cut_label(label: tuple[html.HtmlElement, str]) -> None:
    element, where = label
    if where == "whole":
        _drop(element)
    elif where == "tail":
        element.tail = LABEL_AT_END.sub("", element.tail or "")
    else:
        element.text = LABEL_AT_END.sub("", element.text or "")


def _drop_with_shells(element: html.HtmlElement) -> None:
    """Remove an element, and those around it that held nothing else."""
    parent = element.getparent()
    _drop(element)
    while parent is not None and parent.tag not in _WHOLE and not words_of(parent) and parent.find(".//img") is None:
        above = parent.getparent()
        if above is None:
            return
        _drop(parent)
        parent = above


def _drop_labelled(tree: html.HtmlElement) -> None:
    """Blocks that are nothing but "Baca juga: ...", and lists of links below a heading that announces them."""
    for element in list(tree.iter(*_BLOCKS)):
        if element.getparent() is None or element.tag in _WHOLE:
            continue
        head = (element.text or "").strip() or next(_first_words(element), "")
        if not head or not LABEL_AT_START.match(head):
            continue
        words = words_of(element)
        if _goes_on(element, words):
            continue
        if IS_LABEL.match(words):
            _drop_following_links(element)
            _drop_with_shells(element)
        elif (
            len(words) <= 300
            and not CREDIT_LINE.match(words)
            and (link_share(element) > 0.5 or element.tag in {"p", "li", "h2", "h3", "h4", "h5", "h6"})
        ):
            _drop_with_shells(element)


def _goes_on(element: html.HtmlElement, words: str) -> bool:
    """Whether prose follows a "baca juga" that is set off by brackets or by a line of its own; text lines are cut later."""
    if BRACKETED.match(words):
        return len(BRACKETED.sub("", words, count=1).strip()) >= _PROSE
    first = (element.text or "").strip()
    following = element.find("br")
    if following is None or following.getprevious() is not None or IS_LABEL.match(first):
        return False
    return any(len((each.tail or "").strip()) >= 2 * _PROSE for each in element.iter("br"))


def _first_words(element: html.HtmlElement) -> Iterator[str]:
    for text in element.itertext():
        if text.strip():
            yield text.strip()


def _drop_following_links(label: html.HtmlElement) -> None:
    at = label
    while at.getnext() is None and at.getparent() is not None and words_of(at.getparent()) == words_of(label):
        at = at.getparent()
    following = at.getnext()
    while following is not None and (not words_of(following) or link_share(following) > 0.7):
        after = following.getnext()
        _drop(following)
        following = after


def _drop(element: html.HtmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree() if hasattr(element, "drop_tree") else parent.remove(element)
