"""Keeping evidence: what stands in the WARC, the seals, the triggers, and every way of altering it found."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from warcio.archiveiterator import ArchiveIterator

from jembatan.chain.coverage.evidence import actions, checks, queries, triggers
from jembatan.chain.coverage.evidence.archiving import Unreadable, page_in, warc_of
from jembatan.chain.coverage.evidence.commands import verify
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.sealing import seal_of
from jembatan.chain.coverage.evidence.tests.making import HTML, article_of, page_of, stored, unguarded
from jembatan.chain.coverage.evidence.verification import Examination
from jembatan.foundation.files.actions import store
from jembatan.foundation.files.disk import final_path
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World


def codes(article: object = None) -> list[str]:
    return [fault.code for fault in Examination(getattr(article, "pk", None)).run()]


def chain(world: World, count: int = 3) -> list[Evidence]:
    article = article_of(world.ntt)
    return [stored(article, page_of(HTML + f"<!-- {number} -->")) for number in range(count)]


def test_the_warc_holds_request_response_and_where_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc_of(page_of()))
    with path.open("rb") as handle:
        records = [(one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
                   for one in ArchiveIterator(handle, check_digests="raise")]  # fmt: skip
    kinds = [kind for kind, *_rest in records]
    assert kinds == ["warcinfo", "request", "response", "metadata"]
    _kind, told, answer, content = records[2]
    assert content == HTML.encode()
    assert told.get_header("WARC-Target-URI") == "https://pos.example/a"
    assert told.get_header("WARC-IP-Address") == "192.0.2.7"
    assert told.get_header("WARC-Payload-Digest").startswith("sha256:")
    assert answer.get_statuscode() == "200"
    assert answer.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert answer.get_header("Content-Encoding") is None, "the bytes in the WARC are not packed"
    assert b"https://pos.example/b" in records[3][3]
    assert records[1][2].get_header("Host") == "pos.example"


def test_a_header_cannot_write_a_record_of_its_own(tmp_path: Path) -> None:
    page = page_of()
    sly = type(page)(
        page.address, page.content, page.media_type,
        headers=(("X-A", "a\r\n\r\nWARC/1.1\r\nWARC-Type: response"), ("Content-Type", "text/html")),
    )  # fmt: skip
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc_of(sly))
    assert page_in(path).content == HTML.encode()


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing", gzip.compress(b"nothing", mtime=0), warc_of(page_of())[:400]],
    ids=["empty", "text", "other gzip", "cut off"],
)
def test_what_is_no_warc_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        page_in(path)


def test_a_fetched_page_is_evidence(world: World) -> None:
    row = stored(article_of(world.ntt))
    assert (row.sequence, row.kind, row.status, row.ip) == (1, "page", 200, "192.0.2.7")
    assert row.headers["headers"][2] == ["ETag", '"é"']
    assert row.requested == "https://pos.example/b"
    assert page_in(final_path(row.sha256)).content == HTML.encode()
    assert codes() == []
    assert CliRunner().invoke(verify).exit_code == 0


def test_pieces_follow_each_other(world: World) -> None:
    first, second, third = chain(world)
    assert (second.previous_seal, third.previous_seal) == (first.seal, second.seal)
    assert codes() == codes(first.article) == []


def test_every_field_is_under_the_seal(world: World) -> None:
    """A field that were added to the model and not to the seal would be found here."""
    for row in chain(world, 1):
        for field in Evidence._meta.concrete_fields:
            if field.attname == "seal":
                continue
            other = Evidence.objects.get(pk=row.pk)
            setattr(other, field.attname, changed(getattr(row, field.attname)))
            assert seal_of(other) != row.seal, field.attname


def changed(value: Any) -> Any:
    if value is None:
        return new_id()
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {"headers": []}
    return new_id() if hasattr(value, "hex") else value + timedelta(seconds=1)


@pytest.mark.parametrize(
    "change",
    [
        {"status": 404}, {"address": "https://lain.example/"}, {"sha256": "0" * 64}, {"size": 1}, {"ip": "198.51.100.1"},
        {"headers": {}}, {"requested": ""}, {"kind": "capture"}, {"payload_sha256": "0" * 64}, {"sequence": 9},
        {"seal": "0" * 64}, {"previous_seal": "1" * 64}, {"media_type": "text/html"},
    ],
)  # fmt: skip
def test_each_altered_field_is_found(world: World, change: dict[str, Any]) -> None:
    row = chain(world)[1]
    with unguarded():
        Evidence.objects.filter(pk=row.pk).update(**change)
    assert codes()
    assert CliRunner().invoke(verify).exit_code == 1


def test_a_field_changed_and_sealed_anew_is_found_by_the_next_piece_and_the_audit_record(world: World) -> None:
    row = chain(world)[1]
    row.status = 404
    row.seal = seal_of(row)
    with unguarded():
        row.save()
    assert set(codes()) == {"order", "audit"}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_removed_piece_is_found(world: World, place: int) -> None:
    rows = chain(world)
    with unguarded():
        Evidence.objects.filter(pk=rows[place].pk).delete()
    assert "missing" in codes(rows[0].article)
    assert "missing" in codes()
    if place < 2:
        assert "removed" in codes()


def test_all_pieces_of_an_article_removed_is_found(world: World) -> None:
    rows = chain(world)
    with unguarded():
        Evidence.objects.all().delete()
    assert codes(rows[0].article) == ["missing"] * 3


def test_a_piece_slipped_in_is_found(world: World) -> None:
    last = chain(world)[-1]
    row = Evidence.objects.get(pk=last.pk)
    row.pk, row.sequence, row.previous_seal = new_id(), 4, last.seal
    row.seal = seal_of(row)
    row.save(force_insert=True)
    assert codes() == ["unrecorded"]


def test_altered_bytes_are_found(world: World) -> None:
    path = final_path(chain(world)[1].sha256)
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "file" in codes()


def test_another_warc_in_its_place_is_found(world: World) -> None:
    row = chain(world)[1]
    other = warc_of(page_of("<p>Teks lain</p>"))
    path = final_path(row.sha256)
    path.chmod(0o600)
    path.write_bytes(other)
    assert {"file", "payload"} <= set(codes())


def test_a_missing_file_is_found(world: World) -> None:
    final_path(chain(world)[1].sha256).unlink()
    assert codes() == ["file_missing"]


def test_another_file_row_is_found(world: World) -> None:
    row = chain(world)[1]
    StoredFile.objects.filter(pk=row.file_id).update(sha256="0" * 64)
    assert codes() == ["file_row"]


def test_the_database_refuses_to_change_and_to_remove(world: World) -> None:
    row = stored(article_of(world.ntt))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(status=404)
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
                cursor.execute("TRUNCATE evidence_evidence CASCADE")


@pytest.mark.django_db
def test_triggers_stand_and_are_missed() -> None:
    assert triggers.missing(connection) == set()
    assert checks.triggers_stand(databases=["default"]) == []
    name = sorted(triggers.expected("sqlite"))[0]
    on = f" ON {triggers.TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert triggers.missing(connection) == {name}
    assert [fault.id for fault in checks.triggers_stand(databases=["default"])] == ["evidence.E001"]
    assert codes() == ["trigger"]
    triggers.install()
    assert triggers.missing(connection) == set()


def test_an_auditor_reads_and_asks_for_nothing(world: World) -> None:
    row = stored(article_of(world.ntt))
    auditor = world.viewer(world.sumba_barat, Role.AUDITOR)
    assert list(queries.evidence_of(auditor, row.article)) == [row]
    with pytest.raises(Refused, match="Auditor"):
        actions.request_picture(viewer=auditor, article=row.article)
    taken = store(b"a", name="a.txt", media_type="text/plain")
    with pytest.raises(Refused, match="Auditor"):
        actions.keep_evidence(
            viewer=auditor, article=row.article, kind="capture", file=taken, seen=actions.Seen(at=row.fetched_at)
        )


def test_a_picture_is_asked_for_once(world: World) -> None:
    article = article_of(world.ntt)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    with pytest.raises(Refused, match="tidak tersimpan"):
        actions.request_picture(viewer=viewer, article=article)
    row = stored(article)
    actions.request_picture(viewer=viewer, article=article)
    actions.request_picture(viewer=viewer, article=article)
    assert Intent.objects.filter(kind=actions.PICTURE).count() == 1
    taken = store(b"RIFF", name="a.webp", media_type="image/webp")
    actions.keep_evidence(
        viewer=viewer, article=article, kind="picture", file=taken, seen=actions.Seen(at=row.fetched_at), made_from=row
    )
    with pytest.raises(Refused, match="sudah ada"):
        actions.request_picture(viewer=viewer, article=article)
    picture = queries.picture_of(viewer, article)
    assert picture is not None
    assert picture.media_type == "image/webp"


def test_verify_one_article(world: World) -> None:
    whole, broken = stored(article_of(world.ntt)), stored(article_of(world.ntt, "pos.example/c"), page_of(HTML + "x"))
    final_path(broken.sha256).unlink()
    good = CliRunner().invoke(verify, ["--article", str(whole.article_id)])
    assert good.exit_code == 0
    assert "Semua utuh" in good.output
    bad = CliRunner().invoke(verify, ["--article", str(broken.article_id)])
    assert bad.exit_code == 1
    assert "1 kejanggalan" in bad.output
    assert CliRunner().invoke(verify, ["--article", "x"]).exit_code == 2
