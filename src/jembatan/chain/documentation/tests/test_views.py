"""The screens of the photos, over HTTP, with files as phones and strangers send them."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jembatan.chain.agenda.actions import plan_event
from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation.models import Asset
from jembatan.chain.documentation.tests.photos import drawn, with_metadata
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.viewer import Role
from tests.world import World

GOOD = drawn(64, 48)


def event(world: World, **more: object) -> Event:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    return plan_event(viewer=viewer, title="Raker humas", starts_at=datetime(2018, 4, 25, tzinfo=UTC), **more)  # type: ignore[arg-type]


def photo(data: bytes = GOOD, name: str = "raker.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def send(client: Client, *files: SimpleUploadedFile, url: str = "", **more: object) -> Any:
    posted = {"photos": list(files), "caption": "Peserta raker", "credit": "Humas NTT", "visibility": "unit", **more}
    return client.post(url or reverse("asset_new"), posted)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_several_photos_at_once(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    meeting = event(world)
    url = f"{reverse('asset_new')}?kegiatan={meeting.pk}"
    assert meeting.title in client.get(url).content.decode()
    answer = send(client, photo(), photo(drawn(70, 50, ending=".png"), "b.png"), url=url, event=meeting.pk)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('asset_list')}?kegiatan={meeting.pk}"
    assert Asset.objects.filter(event=meeting, caption="Peserta raker").count() == 2
    page = client.get(reverse("event_detail", args=[meeting.pk])).content.decode()
    assert page.count("Peserta raker") >= 2
    assert "waiting.svg" in page
    drain()
    page = client.get(reverse("asset_list")).content.decode()
    assert "waiting.svg" not in page
    assert page.count("/thumbnail") == 2


def test_without_a_caption_nothing_needs_to_be_sent_twice(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    answer = send(client, photo(), photo(drawn(70, 50), "kedua.jpg"), caption="", credit="Yuliana Bili")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Asset.objects.exists()
    assert "Yuliana Bili" in page
    assert "kedua.jpg" in page
    names = re.findall(r'name="(caption_[0-9a-f]{16})"', page)
    assert len(names) == 2
    again = send(client, caption="", taken=field(page, "taken"), **{names[0]: "Sambutan gubernur"})
    assert again.status_code == 422  # the second still has none
    assert "Sambutan gubernur" in again.content.decode()
    done = send(
        client,
        caption="",
        taken=field(again.content.decode(), "taken"),
        **{names[0]: "Sambutan gubernur", names[1]: "Foto bersama"},
    )
    assert done.status_code == 302
    assert set(Asset.objects.values_list("caption", flat=True)) == {"Sambutan gubernur", "Foto bersama"}


def test_the_photos_own_caption_is_suggested_and_not_saved_unseen(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    data = with_metadata(drawn(80, 60), caption="Gubernur membuka raker")
    answer = send(client, photo(data), caption="")
    page = answer.content.decode()
    assert "Gubernur membuka raker" in page
    assert not Asset.objects.exists()
    name = re.findall(r'name="(caption_[0-9a-f]{16})"', page)[0]
    send(client, caption="", taken=field(page, "taken"), **{name: "Gubernur membuka raker kehumasan"})
    assert Asset.objects.get().caption == "Gubernur membuka raker kehumasan"


def test_one_bad_file_does_not_take_the_others_along(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    answer = send(
        client,
        photo(),
        photo(svg, "gambar.jpg"),
        photo(drawn(90, 60)[:-200], "putus.jpg"),
        photo(b"", "kosong.jpg"),
        photo(drawn(75, 50, ending=".webp"), "salah-akhiran.png"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Asset.objects.count() == 2
    assert set(Asset.objects.values_list("original__media_type", flat=True)) == {"image/jpeg", "image/webp"}
    for name in ("gambar.jpg", "putus.jpg", "kosong.jpg"):
        assert f"{name}:" in page
    assert "2 foto tersimpan" in page
    assert "Peserta raker" in page  # typed, and still there
    assert Asset.objects.get(original__media_type="image/webp").original.original_name == "salah-akhiran.webp"


def test_a_huge_picture_is_refused_before_it_is_decoded(world: World) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    answer = send(world.client(world.ntt, Role.CONTRIBUTOR), photo(bomb, "bom.png"))
    assert answer.status_code == 422
    assert "juta piksel" in answer.content.decode()
    assert not Asset.objects.exists()


def test_a_photo_with_something_behind_it_is_given_out_as_a_photo_only(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    polyglot = GOOD + b"PK\x03\x04<html><script>alert(1)</script>"
    send(client, photo(polyglot, "dua-muka.jpg.html"))
    asset = Asset.objects.get()
    drain()
    original = client.get(reverse("asset_file", args=[asset.pk, "original"]))
    assert original.headers["Content-Type"] == "image/jpeg"
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.headers["Content-Disposition"].endswith('.jpg"')
    assert b"".join(original.streaming_content) == polyglot  # kept untouched
    screen = client.get(reverse("asset_file", args=[asset.pk, "screen"]))
    assert b"script" not in b"".join(screen.streaming_content)


def test_sent_twice_it_is_there_once(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    send(client, photo())
    assert send(client, photo()).status_code == 302
    assert Asset.objects.count() == 1


def test_no_photo_is_an_error_at_its_field(world: World) -> None:
    answer = send(world.client(world.ntt, Role.CONTRIBUTOR))
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu foto." in answer.content.decode()


def test_a_forged_or_foreign_token_brings_nothing(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    page = send(client, photo(), caption="").content.decode()
    token = field(page, "taken")
    other = world.client(world.kupang, Role.CONTRIBUTOR)
    for taken in (token, token[:-3] + "abc", "x", ""):
        assert send(other, taken=taken).status_code == 422
    assert not Asset.objects.exists()


def test_files_go_through_permission(world: World) -> None:
    owner = world.client(world.ntt, Role.CONTRIBUTOR)
    send(owner, photo(), visibility="network")
    asset = Asset.objects.get()
    drain()
    other, government = world.client(world.kupang, Role.EDITOR), world.client(world.diskominfo, Role.EDITOR)
    for name in ("thumbnail", "screen", "press"):
        assert other.get(reverse("asset_file", args=[asset.pk, name])).status_code == 200
    for client in (other, government):
        assert client.get(reverse("asset_file", args=[asset.pk, "original"])).status_code == 404
    assert (
        world.client(world.ntt, Role.AUDITOR).get(reverse("asset_file", args=[asset.pk, "original"])).status_code == 200
    )
    assert owner.get(reverse("asset_file", args=[asset.pk, "passwd"])).status_code == 404
    assert owner.get(reverse("asset_file", args=[uuid4(), "screen"])).status_code == 404
    assert Client().get(reverse("asset_file", args=[asset.pk, "screen"])).status_code == 302
    assert other.get(f"/files/{asset.original.sha256}").status_code == 404


def test_a_closed_photo_has_no_page_elsewhere(world: World) -> None:
    send(world.client(world.ntt, Role.CONTRIBUTOR), photo())
    asset = Asset.objects.get()
    drain()
    client = world.client(world.kupang, Role.BUREAU_HEAD)
    for address in (
        reverse("asset_detail", args=[asset.pk]),
        reverse("asset_edit", args=[asset.pk]),
        reverse("asset_file", args=[asset.pk, "thumbnail"]),
    ):
        assert client.get(address).status_code == 404
    assert "Peserta raker" not in client.get(reverse("asset_list")).content.decode()


def test_the_page_follows_the_work_and_then_shows_the_photo(world: World) -> None:
    client = world.client(world.ntt, Role.CONTRIBUTOR)
    location = send(client, photo()).headers["Location"]
    page = client.get(location).content.decode()
    assert "Mengolah foto" in page
    assert 'hx-trigger="every 2s"' in page
    drain()
    part = client.get(location, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "every 2s" not in part
    assert "/screen" in part


def test_editing(world: World) -> None:
    client = world.client(world.ntt, Role.EDITOR)
    meeting = event(world)
    send(client, photo(with_metadata(drawn(80, 60))), event=meeting.pk)
    asset = Asset.objects.get()
    address = reverse("asset_edit", args=[asset.pk])
    assert 'value="2018-04-25T09:30:00"' in client.get(address).content.decode()
    wrong = client.post(address, {"caption": "", "credit": "Yuliana", "visibility": "network"})
    assert wrong.status_code == 422
    assert "Yuliana" in wrong.content.decode()
    client.post(
        address,
        {
            "caption": "Pembukaan raker",
            "credit": "Yuliana",
            "visibility": "network",
            "event": "",
            "taken_at": "2018-04-25T10:00",
        },
    )
    asset.refresh_from_db()
    assert (asset.caption, asset.event, asset.visibility) == ("Pembukaan raker", None, "network")
    assert asset.taken_at == datetime(2018, 4, 25, 2, 0, tzinfo=UTC)


def test_a_foreign_event_cannot_be_smuggled_in(world: World) -> None:
    closed = event(world, visibility="unit")
    client = world.client(world.kupang, Role.EDITOR)
    assert send(client, photo(), event=closed.pk).status_code == 422
    assert not Asset.objects.exists()
    page = client.get(f"{reverse('asset_new')}?kegiatan={closed.pk}").content.decode()
    assert closed.title not in page


def test_a_file_over_the_limit_is_refused(world: World, settings: object) -> None:
    settings.UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    big = drawn(600, 400)
    answer = send(world.client(world.ntt, Role.EDITOR), photo(big, "besar.jpg"))
    assert answer.status_code == 422
    assert "besar.jpg: Berkas ini lebih besar" in answer.content.decode()
    assert not Asset.objects.exists()


@pytest.mark.parametrize("query", [{"hal": "x"}, {"kegiatan": "x"}, {"kata": "\x00"}, {"unit": "1", "milik": "kita"}])
def test_no_address_breaks_the_grid(world: World, query: dict[str, str]) -> None:
    send(world.client(world.ntt, Role.CONTRIBUTOR), photo())
    assert world.client(world.ntt, Role.CONTRIBUTOR).get(reverse("asset_list"), query).status_code == 200


def test_the_original_lies_under_its_hash_only(world: World) -> None:
    send(world.client(world.ntt, Role.CONTRIBUTOR), photo(name="../../../etc/pass\x00wd.jpg"))
    asset = Asset.objects.get()
    assert asset.original.original_name == "passwd.jpg"
    assert path_of(asset.original).name == asset.original.sha256
