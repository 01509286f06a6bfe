"""A divided article is joined, whatever its pages repeat; what cannot be had is not invented."""

from zoneinfo import ZoneInfo

import pytest

from jembatan.chain.coverage.extraction import Extracted
from jembatan.chain.coverage.fetching import FetchFailed, Page
from jembatan.chain.coverage.paging import MOST_PAGES, read_pages

WITA = ZoneInfo("Asia/Makassar")
ADDRESS = "https://suara.example/air-bersih"
LEAD = "Lima bulan pekerjaan berakhir ketika air mulai mengalir ke tiga desa di hulu sungai besar itu."


def paragraph(number: int) -> str:
    return (
        f"Bagian ke-{number}: warga bergotong royong menggali parit sepanjang ratusan meter sampai malam tiba di desa."
    )


def page(number: int, links: list[str]) -> Page:
    pager = "".join(f'<a href="{link}">{link[-1]}</a> ' for link in links)
    body = f"<p>{LEAD}</p><p>{paragraph(number)}</p><p>{paragraph(number + 100)}</p>"
    html = f"<html><title>Air</title><body><article><h1>Air bersih mengalir</h1>{body}</article>{pager}</body></html>"
    return Page(f"{ADDRESS}?page={number}" if number > 1 else ADDRESS, html.encode(), "text/html")


def read(pages: dict[str, Page], asked: list[str]) -> Extracted:
    def get(address: str) -> Page:
        asked.append(address)
        if address not in pages:
            raise FetchFailed("404", is_permanent=True)
        return pages[address]

    found = read_pages(pages[ADDRESS], zone=WITA, get=get)
    assert found is not None
    return found


def test_pages_are_joined_in_order_and_a_repeated_lead_stands_once() -> None:
    links = [f"?page={n}" for n in (2, 3)]
    pages = {ADDRESS: page(1, links)} | {f"{ADDRESS}?page={n}": page(n, ["?page=1", *links]) for n in (2, 3)}
    asked: list[str] = []
    text = read(pages, asked).text
    assert text.splitlines() == [LEAD, *(paragraph(n + plus) for n in (1, 2, 3) for plus in (0, 100))]
    assert asked == [f"{ADDRESS}?page=2", f"{ADDRESS}?page=3"]


def test_a_missing_page_ends_nothing_else() -> None:
    asked: list[str] = []
    text = read({ADDRESS: page(1, ["?page=2"])}, asked).text
    assert text.splitlines() == [LEAD, paragraph(1), paragraph(101)]
    assert asked == [f"{ADDRESS}?page=2"]


def test_no_more_pages_are_asked_for_than_an_article_has() -> None:
    pages = {f"{ADDRESS}?page={n}": page(n, [f"?page={n + 1}"]) for n in range(2, 60)} | {ADDRESS: page(1, ["?page=2"])}
    asked: list[str] = []
    read(pages, asked)
    assert len(asked) == MOST_PAGES - 1


def test_a_failure_of_the_moment_keeps_no_half() -> None:
    def get(address: str) -> Page:
        raise FetchFailed(address, is_permanent=False)

    with pytest.raises(FetchFailed):
        read_pages(page(1, ["?page=2"]), zone=WITA, get=get)
