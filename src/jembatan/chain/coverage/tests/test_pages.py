"""Pages in the shapes of outlets of the region: all that is read out of them is right, to the letter."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jembatan.chain.coverage.extraction import extract

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
WITA = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_is_read_as_a_person_reads_it(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text())
    read = extract(page.read_bytes(), address=expected["url"], zone=WITA)
    if expected.get("article", True) is None:
        assert read is None
        return
    assert read is not None
    moment = datetime.fromisoformat(expected["published_at"]) if expected["published_at"] else None
    found = {**read.as_json(), "published_at": read.published_at, "url": expected["url"]}
    assert found == {**expected, "published_at": moment}


def test_there_are_pages() -> None:
    assert len(PAGES) >= 40
