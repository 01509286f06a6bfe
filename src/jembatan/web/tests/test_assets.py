"""The built files: small enough for a phone's first view, and fit for the strict policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

STATIC = Path(__file__).parent.parent / "static" / "web"
FIRST_VIEW = 60_000


def on_the_wire(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.mark.django_db
def test_first_view_of_a_public_page() -> None:
    page = Client().get("/desain/?kulit=publik")
    loaded = set(re.findall(r"/static/web/([a-z]+\.(?:css|js))", page.content.decode()))
    assert loaded == {"jembatan.css", "public.js"}
    files = [STATIC / name for name in (*loaded, "motif.svg", "icon.svg")]
    assert len(gzip.compress(page.content)) + sum(map(on_the_wire, files)) <= FIRST_VIEW


def test_motif_is_under_a_kilobyte() -> None:
    assert (STATIC / "motif.svg").stat().st_size < 1000


def test_style_sheet_loads_nothing_but_the_motif() -> None:
    text = (STATIC / "jembatan.css").read_text(encoding="utf-8")
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"motif.svg"}
    assert "@import" not in text
    assert "@font-face" not in text


def test_licences_of_the_bundles_are_served_with_them() -> None:
    text = (STATIC / "licences.txt").read_text(encoding="utf-8")
    for name in ("bootstrap", "htmx.org", "@tiptap/core", "prosemirror-view"):
        assert re.search(rf"^{re.escape(name)} \d", text, re.MULTILINE), name
