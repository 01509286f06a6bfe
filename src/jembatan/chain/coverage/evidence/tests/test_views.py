"""The panel on an article's page, giving evidence out, and examining it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jembatan.chain.coverage.evidence import chromium
from jembatan.chain.coverage.evidence.tests.making import article_of, stored
from jembatan.foundation.files.disk import final_path
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import Role

if TYPE_CHECKING:
    import pytest

    from tests.world import World


def test_the_page_of_an_article_shows_its_evidence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    row = stored(article_of(world.ntt))
    client = world.client(world.sumba_barat, Role.EDITOR)
    page = client.get(f"/kerja/berita/{row.article_id}/").content.decode()
    assert row.sha256 in page
    assert "Bukti tersimpan" in page
    assert "Buat gambar halaman" in page
    answer = client.post(f"/kerja/bukti-simpan/berita/{row.article_id}/gambar/", follow=True)
    assert "sedang dibuat" in answer.content.decode()
    assert Intent.objects.filter(kind="evidence.picture").count() == 1


def test_without_chromium_it_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    row = stored(article_of(world.ntt))
    page = world.client(world.ntt, Role.EDITOR).get(f"/kerja/berita/{row.article_id}/").content.decode()
    assert "Chromium tidak terpasang" in page
    assert "Buat gambar halaman" not in page


def test_a_warc_is_saved_never_shown(world: World) -> None:
    row = stored(article_of(world.ntt))
    answer = world.client(world.ntt, Role.CONTRIBUTOR).get(f"/kerja/bukti-simpan/{row.pk}/berkas/")
    assert answer["Content-Type"] == "application/warc"
    assert answer["Content-Disposition"].startswith("attachment")
    assert ".warc.gz" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == final_path(row.sha256).read_bytes()


def test_the_check_of_one_article(world: World) -> None:
    row = stored(article_of(world.ntt))
    client = world.client(world.ntt, Role.AUDITOR)
    address = f"/kerja/bukti-simpan/berita/{row.article_id}/periksa/"
    assert "Utuh" in client.get(address).content.decode()
    final_path(row.sha256).unlink()
    assert "tidak ada atau tidak terbaca" in client.get(address).content.decode()
    assert client.get(f"/kerja/bukti-simpan/{row.pk}/berkas/").status_code == 404
