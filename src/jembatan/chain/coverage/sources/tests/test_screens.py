"""The screens: a source is tried, kept, seen; addresses are pasted; a password is shown to nobody."""

from django.urls import reverse

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources import actions
from jembatan.chain.coverage.sources.models import Sighting, Source
from jembatan.chain.coverage.sources.sealing import seal, unseal
from jembatan.chain.coverage.sources.tests.serving import Site, rss
from jembatan.foundation.audit.models import AuditPayload
from jembatan.foundation.viewer import Role
from tests.world import World

FILLED = {"kind": "feed", "name": "Pos X", "interval_minutes": "15", "visibility": "unit"}
MAILBOX = FILLED | {"kind": "mailbox", "address": "imaps://surel.example/INBOX", "account": "humas"}


def test_trying_shows_what_is_there_and_keeps_nothing(world: World, site: Site) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    address = site.put("/rss", rss(site.articles(3)), "text/xml")
    page = client.post(reverse("source_new"), FILLED | {"address": address, "coba": "1"})
    assert page.status_code == 200
    assert "3 alamat berita ditemukan" in page.content.decode()
    assert "Judul 2" in page.content.decode()
    assert not Source.objects.exists()
    assert not Article.objects.exists()
    failed = client.post(reverse("source_new"), FILLED | {"address": f"{site.url}/x", "coba": "1"})
    assert "404" in failed.content.decode()


def test_a_source_is_kept_changed_paused_and_seen(world: World, site: Site) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    empty = client.get(reverse("source_list")).content.decode()
    assert "Belum ada sumber berita di sini" in empty
    address = site.put("/rss", rss(site.articles(1)), "text/xml")
    client.post(reverse("source_new"), FILLED | {"address": address})
    source = Source.objects.get()
    again = client.post(reverse("source_new"), FILLED | {"address": address})
    assert again.status_code == 422
    assert "sudah memantau" in again.content.decode()
    assert "Pos X" in client.get(reverse("source_list")).content.decode()
    changed = FILLED | {"address": address, "name": "Pos Y", "visibility": "network"}
    assert client.post(reverse("source_edit", args=[source.pk]), changed).status_code == 302
    assert client.post(reverse("source_poll", args=[source.pk])).status_code == 302
    assert client.post(reverse("source_pause", args=[source.pk])).status_code == 302
    detail = client.get(reverse("source_detail", args=[source.pk])).content.decode()
    assert "Pos Y" in detail
    assert "Dijeda" in detail
    other = world.client(world.kupang, Role.EDITOR)
    assert other.get(reverse("source_detail", args=[source.pk])).status_code == 200, "open to the network"
    assert other.get(reverse("source_edit", args=[source.pk])).status_code == 404
    assert other.post(reverse("source_resume", args=[source.pk])).status_code == 403
    auditor = world.client(world.ntt, Role.AUDITOR, email="auditor@ntt.example")
    assert auditor.post(reverse("source_new"), FILLED | {"address": address + "2"}).status_code == 422


def test_an_inner_address_is_no_source(world: World, settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset()
    client = world.client(world.ntt, Role.EDITOR)
    for address in ("http://127.0.0.1/rss", "http://0x7f.1/rss", "http://[::1]/rss", "https://a:b@pos.example/"):
        assert client.post(reverse("source_new"), FILLED | {"address": address}).status_code == 422
        assert client.post(reverse("source_new"), FILLED | {"address": address, "coba": "1"}).status_code == 422
    assert not Source.objects.exists()


def test_a_password_is_kept_sealed_and_never_shown(world: World) -> None:
    editor = world.client(world.ntt, Role.EDITOR)
    assert editor.post(reverse("source_new"), MAILBOX | {"password": "KunciRahasia9"}).status_code == 422
    client = world.client(world.ntt, Role.UNIT_ADMINISTRATOR)
    network = MAILBOX | {"password": "KunciRahasia9", "visibility": "network"}
    assert client.post(reverse("source_new"), network).status_code == 422, "a mailbox is nobody else's"
    refused = client.post(reverse("source_new"), network | {"name": ""})
    assert b"KunciRahasia9" not in refused.content
    assert client.post(reverse("source_new"), MAILBOX | {"password": "KunciRahasia9"}).status_code == 302
    source = Source.objects.get()
    assert "KunciRahasia9" not in source.sealed_password
    assert unseal(source.sealed_password) == "KunciRahasia9"
    for name in ("source_detail", "source_edit"):
        assert b"KunciRahasia9" not in client.get(reverse(name, args=[source.pk])).content
        assert source.sealed_password.encode() not in client.get(reverse(name, args=[source.pk])).content
    assert not any("KunciRahasia9" in str(payload.content) for payload in AuditPayload.objects.all())
    elsewhere = MAILBOX | {"address": "imaps://pencuri.example/INBOX", "password": ""}
    for button in ({}, {"coba": "1"}):
        answer = client.post(reverse("source_edit", args=[source.pk]), elsewhere | button)
        assert answer.status_code == 422, "a password goes to no other server"
    source.refresh_from_db()
    assert source.address == "imaps://surel.example/INBOX"


def test_a_changed_secret_opens_nothing(settings) -> None:
    sealed = seal("x")
    settings.SECRET_KEY = "lain"
    assert unseal(sealed) is None
    assert unseal("bukan") is None


def test_a_pasted_chat_shows_and_adds_addresses(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    chat = (
        "[25/4/18 14.05.11] Yosef: *Raker humas* https://pos-x.example/ntt/raker?utm_source=wa, lihat juga "
        "(https://pos-y.example/a_(b))\n[25/4/18 14.06] Ana: http://10.0.0.1/rahasia https://wa.me/62811 "
        "https://www.google.com/url?q=https://pos-z.example/berita/3&sa=D"
    )
    actions.add_pasted(viewer=world.viewer(world.kupang, Role.EDITOR), addresses=["https://pos-x.example/ntt/raker"])
    page = client.post(reverse("source_paste"), {"text": chat, "lihat": "1"}).content.decode()
    assert page.count('name="alamat"') == 3
    assert page.count(" checked>") == 2, "what is known is not chosen"
    assert "jaringan internal" in page
    chosen = ["https://pos-y.example/a_%28b%29", "https://pos-z.example/berita/3", "https://penyusup.example/x"]
    assert client.post(reverse("source_paste"), {"text": chat, "tambah": "1", "alamat": chosen}).status_code == 302
    assert set(Article.objects.values_list("address", flat=True)) == {
        "https://pos-x.example/ntt/raker",
        "https://pos-y.example/a_%28b%29",
        "https://pos-z.example/berita/3",
    }
    assert Sighting.objects.filter(source__unit=world.ntt, source__kind="pasted").count() == 2
    nothing = client.post(reverse("source_paste"), {"text": "tanpa tautan", "lihat": "1"}).content.decode()
    assert "Tidak ada alamat berita" in nothing
    assert client.post(reverse("source_paste"), {"text": chat, "tambah": "1"}).status_code == 422
