"""The desk through HTTP: filters in the address, stories in pages, acts with and without script, letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.chain.coverage.actions import search_text
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.triage import queries
from jembatan.chain.coverage.triage.filters import DeskFilter
from jembatan.chain.coverage.triage.letters import as_mail
from jembatan.chain.coverage.triage.models import Alert, AlertSent, DeskItem, Note, Receiver, SavedSearch
from jembatan.chain.coverage.triage.queries import PAGE_SIZE
from jembatan.chain.coverage.triage.tests.making import a_story, an_article, an_item
from jembatan.chain.distribution.servers import MailServer
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.search.actions import index_document
from jembatan.foundation.viewer import Role
from tests.world import World

DESK = "/kerja/meja-pantau/"


def shown(client: Client, address: str) -> list[str]:
    """The titles in the list, in order."""
    html = client.get(address).content.decode()
    return re.findall(r'<div class="j-desk-text"><a [^>]*>([^<]*)</a>', html)


@pytest.fixture
def client_of_ntt(world: World) -> Client:
    return world.client(world.ntt, Role.EDITOR)


def test_an_empty_desk_says_what_would_stand_here(world: World, client_of_ntt: Client) -> None:
    assert "Meja ini kosong" in client_of_ntt.get(DESK).content.decode()
    assert "Tidak ada berita yang cocok" in client_of_ntt.get(DESK + "?bayar=paid").content.decode()


def test_every_filter_narrows_by_what_it_says(world: World, client_of_ntt: Client) -> None:
    me = world.user(world.ntt, Role.EDITOR)
    outlet = Outlet.objects.create(name="Koran A", kind="print")
    article = an_article(world.ntt, "Dicari", outlet=outlet, minutes=2 * 24 * 60)
    an_item(world.ntt, article, tone="negative", is_paid=True, why_own_release=True, assigned_to=me)
    Mention.objects.create(
        article=article, kind="unit", way="name", unit=world.kupang, institution=world.kupang, name="Kupang"
    )
    other = an_article(world.ntt, "Lainnya")
    an_item(world.ntt, other, tone="positive")
    an_item(world.kupang, an_article(world.kupang, "Unit lain"))
    for row in (article, other):
        index_document(search_text(row))
    both = ["Dicari", "Lainnya"]
    assert shown(client_of_ntt, DESK) == both
    only = [
        f"media={outlet.pk}", "jenis=print", f"unit={world.kupang.pk}", "tone=negative", "asal=own", "bayar=paid",
        "tugas=me", "dari=2026-05-06", "kata=dicari", "kata=pencarian+berita",
    ]  # fmt: skip
    for query in only:
        assert shown(client_of_ntt, f"{DESK}?{query}") == ["Dicari"], query
    for query in ("tone=positive", "asal=other", "bayar=earned", "tugas=nobody", "sampai=2026-05-05", "kata=lainnya"):
        assert shown(client_of_ntt, f"{DESK}?{query}") == ["Lainnya"], query
    for query in ("kata=%2B%2B", "kata=takada", "tone=review", "keadaan=accepted"):
        assert shown(client_of_ntt, f"{DESK}?{query}") == [], query
    assert shown(client_of_ntt, f"{DESK}?media=x&dari=32&tone=z&unit=1&sesudah=kemarin~1&di=9") == both


def test_one_row_a_story_and_no_story_on_two_pages(world: World, client_of_ntt: Client) -> None:
    articles = [an_article(world.ntt, f"Cerita {n:03}", minutes=n) for n in range(PAGE_SIZE + 5)]
    a_story(articles[0], articles[-1])
    for article in articles:
        an_item(world.ntt, article)
    first = client_of_ntt.get(DESK)
    html = first.content.decode()
    assert "2 berita satu cerita" in html
    titles = shown(client_of_ntt, DESK)
    rest = shown(client_of_ntt, first.context["next_address"])
    assert titles == [article.title for article in reversed(articles[5:])]
    assert rest == [article.title for article in reversed(articles[1:5])]
    assert client_of_ntt.get(first.context["next_address"]).context["next_address"] == ""


def test_a_row_acts_on_its_whole_story_and_is_undone_without_script(world: World, client_of_ntt: Client) -> None:
    articles = [an_article(world.ntt, f"Satu {n}", minutes=n) for n in range(3)]
    a_story(*articles)
    items = [an_item(world.ntt, article) for article in articles]
    answer = client_of_ntt.post(
        DESK + "pilah/", {"langkah": "accept", "item": str(items[-1].pk), "cerita": "1", "saringan": ""}
    )
    assert answer.headers["Location"] == DESK
    assert set(DeskItem.objects.values_list("state", flat=True)) == {"accepted"}
    html = client_of_ntt.get(DESK).content.decode()
    assert "3 berita diterima." in html
    undo = re.search(r'action="([^"]*/batalkan/[^"]*)"', html)
    assert undo
    client_of_ntt.post(undo.group(1))
    assert set(DeskItem.objects.values_list("state", flat=True)) == {"new"}


def test_with_script_only_what_changed_comes_back(world: World, client_of_ntt: Client) -> None:
    item, other = an_item(world.ntt), an_item(world.ntt)
    fields = {"item": str(item.pk), "cerita": "1", "saringan": ""}
    html = client_of_ntt.post(DESK + "pilah/", {**fields, "langkah": "accept"}, headers={"HX-Request": "true"})
    text = html.content.decode()
    assert f'id="baris-{item.pk}" hx-swap-oob="delete"' in text
    assert str(other.pk) not in text
    assert 'id="meja-jumlah"' in text
    again = client_of_ntt.post(DESK + "pilah/", {**fields, "langkah": "accept"}, headers={"HX-Request": "true"})
    assert "sudah diterima" in again.content.decode()
    judged = client_of_ntt.post(
        DESK + "pilah/",
        {"item": str(other.pk), "saringan": "", "langkah": "judge", "tone": "negative"},
        headers={"HX-Request": "true"},
    )
    assert f'id="baris-{other.pk}"' in judged.content.decode()
    for bad in ({"langkah": "terbang", "item": str(item.pk)}, {"langkah": "note"}, {"langkah": "assign", "untuk": "x"}):
        answer = client_of_ntt.post(DESK + "pilah/", {**bad, "saringan": ""}, headers={"HX-Request": "true"})
        assert "j-desk-refusal" in answer.content.decode(), bad


def test_reading_judging_and_remarking_on_the_page_of_an_item(world: World, client_of_ntt: Client) -> None:
    item = an_item(world.ntt, an_article(world.ntt, "<b>Judul</b>"), reasons=[{"why": "added", "of": ""}])
    page = reverse("desk_item", args=[item.pk])
    html = client_of_ntt.get(page).content.decode()
    assert "&lt;b&gt;Judul" in html
    assert "j-desk-refusal" not in html
    fields = {"item": str(item.pk), "halaman": "1", "saringan": ""}
    answer = client_of_ntt.post(DESK + "pilah/", {**fields, "langkah": "note", "catatan": "Telepon redaksi"})
    assert answer.headers["Location"].startswith(page)
    client_of_ntt.post(DESK + "pilah/", {**fields, "langkah": "judge", "tone": "negative"})
    html = client_of_ntt.get(page).content.decode()
    assert "Telepon redaksi" in html
    assert "Negatif" in html
    assert Note.objects.get().article == item.article
    part = client_of_ntt.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_an_auditor_reads_and_has_no_buttons(world: World) -> None:
    item = an_item(world.ntt)
    auditor = world.client(world.ntt, Role.AUDITOR)
    for page in (DESK, reverse("desk_item", args=[item.pk])):
        assert 'data-desk-key="a"' not in auditor.get(page).content.decode()


def test_a_search_is_saved_from_the_list_used_and_removed(world: World, client_of_ntt: Client) -> None:
    head = world.user(world.ntt, Role.BUREAU_HEAD)
    new = DESK + "pencarian/baru/"
    assert 'value="banjir"' in client_of_ntt.get(new + "?kata=banjir&tone=negative").content.decode()
    fields = {"name": "Banjir", "kata": "banjir", "alert": "at_once", "hour": "7"}
    assert client_of_ntt.post(new, fields).status_code == 422
    client_of_ntt.post(new, {**fields, "receivers": [str(head.pk)]})
    saved = SavedSearch.objects.get()
    article = an_article(world.ntt, "Banjir bandang")
    index_document(search_text(article))
    an_item(world.ntt, article)
    an_item(world.ntt, an_article(world.ntt, "Lain"))
    assert shown(client_of_ntt, f"{DESK}?pencarian={saved.pk}") == ["Banjir bandang"]
    assert "Banjir" in client_of_ntt.get(DESK + "pencarian/").content.decode()
    client_of_ntt.post(reverse("desk_search_edit", args=[saved.pk]), {**fields, "alert": "none", "name": "Air"})
    saved.refresh_from_db()
    assert (saved.name, saved.alert, saved.receivers.count()) == ("Air", "none", 0)
    client_of_ntt.post(reverse("desk_search_remove", args=[saved.pk]))
    assert client_of_ntt.get(reverse("desk_search_edit", args=[saved.pk])).status_code == 404
    assert shown(client_of_ntt, f"{DESK}?pencarian={saved.pk}") == ["Lain", "Banjir bandang"]


def a_letter(world: World, state: str = "queued") -> Alert:
    receiver = world.user(world.ntt, Role.BUREAU_HEAD)
    saved = SavedSearch.objects.create(unit=world.ntt, name="Banjir", filters={"kata": "banjir"}, alert="at_once")
    Receiver.objects.create(search=saved, user=receiver, token="kunci-surat")
    item = an_item(world.ntt, an_article(world.ntt, "Banjir & angin"))
    alert = Alert.objects.create(unit=world.ntt, receiver=receiver, state=state, reason="550 tidak dikenal")
    AlertSent.objects.create(
        unit=world.ntt, alert=alert, receiver=receiver, story_key=item.story_key, item=item, search=saved
    )
    return alert


def test_the_letter_tells_the_story_and_how_to_stop(world: World) -> None:
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(as_mail(a_letter(world), MailServer("localhost", 25)), policy=default)
    assert mail["Subject"] == "Berita baru: Banjir & angin"
    body = mail.get_content()
    assert "Banjir & angin" in body
    assert "/kabar/henti/kunci-surat/" in body
    assert "/kerja/meja-pantau/" in body


def test_the_link_asks_first_and_then_stops(world: World) -> None:
    a_letter(world)
    nobody = Client()
    page = reverse("alert_stop", args=["kunci-surat"])
    assert "Hentikan pemberitahuan?" in nobody.get(page).content.decode()
    assert Receiver.objects.get().stopped_at is None
    assert "Pemberitahuan dihentikan" in nobody.post(page).content.decode()
    assert Receiver.objects.get().stopped_at is not None
    assert nobody.get(reverse("alert_stop", args=["lain"])).status_code == 404


def test_a_letter_that_failed_is_seen_and_sent_anew(world: World, client_of_ntt: Client) -> None:
    alert = a_letter(world, "failed")
    assert "1 surat pemberitahuan gagal dikirim." in client_of_ntt.get(DESK).content.decode()
    page = client_of_ntt.get(DESK + "pencarian/").content.decode()
    assert "550 tidak dikenal" in page
    for _turn in range(2):
        client_of_ntt.post(reverse("desk_alert_retry", args=[alert.pk]))
    alert.refresh_from_db()
    assert (alert.state, alert.reason) == ("queued", "")


def test_counts_are_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_COUNTED", 3)
    for _number in range(5):
        an_item(world.ntt)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    found = queries.counts(viewer, DeskFilter())
    assert (found["new"].shown, found["new"].is_more, found["accepted"].shown) == (3, True, 0)
