"""Whoever uses Jembatan over a network gets its source (AGPL-3.0, section 13)."""

import tarfile
from io import BytesIO

from django.test import Client


def test_the_footer_leads_to_the_source_that_runs(db) -> None:
    client = Client()
    page = client.get("/").content.decode()
    assert 'href="/sumber.tar.gz"' in page
    packed = b"".join(client.get("/sumber.tar.gz").streaming_content)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        names = archive.getnames()
    assert any(name.endswith("src/jembatan/tracing/__init__.py") for name in names)
    assert not any("__pycache__" in name for name in names)


def test_an_installation_may_name_another_place(db, settings) -> None:
    settings.SOURCE_URL = "https://kode.example/jembatan"
    assert 'href="https://kode.example/jembatan"' in Client().get("/").content.decode()
    assert Client().get("/sumber.tar.gz").headers["Location"] == "https://kode.example/jembatan"
