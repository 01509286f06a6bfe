"""A full-page picture of a stored page: what it says and how, without anything that it would have to ask others for."""

import base64
import re
from dataclasses import dataclass

import pyvips
from lxml import etree, html
from trafilatura.utils import decode_file

from jembatan.chain.coverage.evidence.archiving import StoredPage
from jembatan.chain.coverage.evidence.chromium import LONGEST, Browser, BrowserFailed, started

MEDIA_TYPE = "image/webp"
WIDTH = 1000
#: A WebP has at most 16,383 pixels a side.
TALLEST = 16_000
LARGEST_PAGE = 8 * 1024 * 1024
QUALITY = 80
#: Elements that fetch, run or send, with all in them; none is part of what an article says.
_ACTIVE = frozenset(
    [
        "script",
        "template",
        "iframe",
        "frameset",
        "object",
        "applet",
        "portal",
        "fencedframe",
        "video",
        "audio",
        "button",
        "select",
        "textarea",
        "canvas",
    ]
)
#: Elements that go while their content stays: a whole page may stand in a form; and the parser takes what follows an
#: empty element of HTML 5 or of a drawing for its content.
_WRAPPING = frozenset(
    [
        "form",
        "fieldset",
        "noscript",
        "picture",
        "svg",
        "math",
        "dialog",
        "use",
        "image",
        "embed",
        "frame",
        "source",
        "track",
        "base",
        "link",
        "input",
    ]
)
#: Attributes that name something to fetch, or run.
_FETCHING = frozenset(
    {
        "src",
        "srcset",
        "data",
        "poster",
        "background",
        "ping",
        "action",
        "formaction",
        "manifest",
        "longdesc",
        "cite",
        "codebase",
        "classid",
        "profile",
        "lowsrc",
        "dynsrc",
        "imagesrcset",
        "href",
        "xlink:href",
        "http-equiv",
        "autofocus",
    }
)
_IN_STYLE = re.compile(r"url\s*\(|@import|image-set\s*\(|src\s*\(|\\", re.IGNORECASE)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Picture:
    """A WebP, its size in pixels, and what the page had asked for all the same (and was not given)."""

    content: bytes
    width: int
    height: int
    asked: tuple[str, ...]


def draw(page: StoredPage, program: str, longest: float = LONGEST) -> Picture:
    """A picture of `page` by the Chromium at `program`. Raises BrowserFailed; takes seconds, and touches no network."""
    return shoot(harmless(page), program, longest)


def shoot(document: str, program: str, longest: float = LONGEST) -> Picture:
    """A picture of a document as it is written, behind all walls; for `draw`, and for the proof that they hold."""
    with started(program, longest) as browser:
        shot, width, height = _shot(browser, document)
    try:
        image = pyvips.Image.pngload_buffer(shot, access="sequential")
        content: bytes = image.webpsave_buffer(Q=QUALITY, effort=2)
    except pyvips.Error as error:
        raise BrowserFailed(str(error)) from error
    return Picture(content, width, height, tuple(browser.asked))


def harmless(page: StoredPage) -> str:
    """The page without anything that runs, fetches or leads away; its own words and inline style stay."""
    tree = html.document_fromstring(decode_file(page.content[:LARGEST_PAGE]) or "<p></p>")
    for element in list(tree.iter()):
        if element is tree:
            _clean(element)
        elif not isinstance(element.tag, str) or _is_active(element):
            element.drop_tree()  # comments and processing instructions too
        elif element.tag in _WRAPPING:
            element.drop_tag()
        else:
            _clean(element)
    body = etree.tostring(tree, encoding="unicode", method="html")
    return f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">{body}'


def _is_active(element: html.HtmlElement) -> bool:
    tag = str(element.tag).lower()
    if tag in _ACTIVE or (tag == "meta" and ("http-equiv" in element.attrib or "charset" in element.attrib)):
        return True
    return tag == "style" and bool(_IN_STYLE.search(element.text or ""))


def _clean(element: html.HtmlElement) -> None:
    for name in list(element.attrib):
        lower = str(name).lower()
        fetches = lower.startswith("on") or lower in _FETCHING
        if fetches or (lower == "style" and _IN_STYLE.search(element.attrib[name])):
            del element.attrib[name]


def _shot(browser: Browser, document: str) -> tuple[bytes, int, int]:
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    browser.call("Fetch.enable", session, patterns=[{"urlPattern": "*"}])
    browser.call("Emulation.setScriptExecutionDisabled", session, value=True)
    browser.call(
        "Emulation.setDeviceMetricsOverride", session, width=WIDTH, height=800, deviceScaleFactor=1, mobile=False
    )
    browser.call("Page.enable", session)
    frame = browser.call("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
    browser.call("Page.setDocumentContent", session, frameId=frame, html=document)
    size = browser.call("Page.getLayoutMetrics", session)["cssContentSize"]
    height = max(1, min(int(size["height"]), TALLEST))
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
    answer = browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)
    return base64.b64decode(answer["data"]), WIDTH, height
