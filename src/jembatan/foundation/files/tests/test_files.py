"""Taking in, keeping, sweeping: what is let in, where it lies, and that nothing half-done stays."""

from __future__ import annotations

import errno
import os
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st

from jembatan.foundation.files import disk, photos
from jembatan.foundation.files.actions import keep, take_in
from jembatan.foundation.files.kinds import FileKind, TakenFile
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.names import LONGEST, harmless
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.files.sweep import sweep_orphans
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, system_viewer
from tests.world import World


def drawn(ending: str = ".jpg", width: int = 64, height: int = 48) -> bytes:
    data: bytes = pyvips.Image.xyz(width, height)[0].cast("uchar").write_to_buffer(ending)
    return data


def photo(data: bytes, name: str = "foto.jpg", limit: int | None = None) -> TakenFile:
    return take_in(BytesIO(data), name=name, accept=FileKind.PHOTO, limit=limit)


def text(data: bytes, name: str = "berita.txt") -> TakenFile:
    return take_in(BytesIO(data), name=name, accept=FileKind.TEXT)


def lying() -> list[Path]:
    return [path for path in disk.root().rglob("*") if path.is_file() and path.name != "lock"]


@pytest.mark.parametrize(
    ("ending", "media_type"), [(".jpg", "image/jpeg"), (".png", "image/png"), (".webp", "image/webp")]
)
def test_the_content_decides_and_not_the_name(ending: str, media_type: str) -> None:
    data = drawn(ending)
    taken = photo(data, "laporan.exe")
    assert taken.media_type == media_type
    assert (taken.content.width, taken.content.height) == (64, 48)
    assert taken.name == f"laporan{ending}"
    assert path_of(taken).read_bytes() == data
    assert path_of(taken).relative_to(disk.root()).parts == (taken.sha256[:2], taken.sha256[2:4], taken.sha256)


def png(width: int, height: int, data: bytes = b"\0" * 64) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


REFUSED = {
    "empty": b"",
    "text": b"bukan foto",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "gif": drawn(".gif"),
    "tiff": drawn(".tif"),
    "pdf": b"%PDF-1.7\n",
    "html": b"<!doctype html><script>alert(1)</script>",
    "heic": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "cut jpeg": drawn(width=600, height=400)[:-300],
    "cut png": drawn(".png", 600, 400)[:-300],
    "cut webp": drawn(".webp", 600, 400)[:-300],
    "head only": b"\xff\xd8\xff\xe0",
    "jpeg mark on noise": b"\xff\xd8\xff" + bytes(range(256)) * 4,
    "wide bomb": png(60_000, 60_000),
    "long bomb": png(2, 31_000),
    "many pixels": png(12_001, 10_000),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_photo_or_not_a_safe_one_is_refused_and_leaves_nothing(what: str) -> None:
    with pytest.raises(Refused) as refusal:
        photo(REFUSED[what], f"{what}.jpg")
    assert [reason.startswith(f"{what}.jpg: ") for reason in refusal.value.reasons] == [True]
    assert lying() == []


def test_bombs_are_refused_by_their_head_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(self: object) -> float:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(pyvips.Image, "avg", decoded, raising=False)
    for bomb in ("wide bomb", "long bomb", "many pixels"):
        with pytest.raises(Refused, match="piksel"):
            photo(REFUSED[bomb])


def test_the_limit_holds_to_the_byte() -> None:
    data = drawn()
    assert photo(data, limit=len(data)).size == len(data)
    with pytest.raises(Refused, match="lebih besar"):
        photo(data, limit=len(data) - 1)


def test_a_source_without_end_is_given_up_at_the_limit() -> None:
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"\xff" * size

    source = Endless()
    with pytest.raises(Refused, match="1 MB"):
        take_in(source, name="x", accept=FileKind.PHOTO, limit=1024 * 1024)  # type: ignore[arg-type]
    assert source.given <= 3 * disk.CHUNK
    assert lying() == []


def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="penuh"):
        photo(drawn())
    assert lying() == []


def test_the_same_bytes_lie_there_once(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    first, second = photo(drawn(), "a.jpg"), photo(drawn(), "b.jpg")
    rows = [keep(viewer=viewer, taken=taken, unit_id=world.ntt.pk, visibility="unit") for taken in (first, second)]
    assert rows[0].sha256 == rows[1].sha256
    assert rows[0].pk != rows[1].pk
    assert [row.original_name for row in rows] == ["a.jpg", "b.jpg"]
    assert len(lying()) == 1


def test_a_row_is_written_in_a_transaction_only() -> None:
    with pytest.raises(RuntimeError):
        keep(viewer=system_viewer("test"), taken=photo(drawn()), unit_id=uuid4(), visibility="unit")


TEXTS = {
    b"Berita biasa. \xe2\x80\x94 Kupang": ("text/plain", "utf-8"),
    b"\xef\xbb\xbfdengan tanda": ("text/plain", "utf-8-sig"),
    "dua byte".encode("utf-16"): ("text/plain", "utf-16"),
    b"kutip \x93miring\x94": ("text/plain", "cp1252"),
    b"<!DOCTYPE html><p>Halo": ("text/html", "utf-8"),
    b"Judul<br>isi": ("text/html", "utf-8"),
    b"1 < 2 dan 3 > 2": ("text/plain", "utf-8"),
}


@pytest.mark.parametrize("data", TEXTS)
def test_texts_and_their_encoding(data: bytes) -> None:
    taken = text(data)
    assert (taken.media_type, taken.content.encoding) == TEXTS[data]
    data.decode(taken.content.encoding)


@pytest.mark.parametrize("data", [b"\0\1\2", drawn(), b"MZ\x90\0", b"teks\0dengan nol", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="bukan teks"):
        text(data)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\foto\\raker.JPG", "raker.png"),
        ("raker.tar.gz", "raker.tar.png"),
        ("", "berkas.png"),
        ("...", "berkas.png"),
        (".htaccess", "htaccess.png"),
        ("a\u202egpj.exe", "agpj.png"),
        ("baris\nbaru\r\n.png", "barisbaru.png"),
        ("\x00\x00", "berkas.png"),
        ('"><script>.png', "script.png"),
    ],
)
def test_names_are_made_harmless(name: str, expected: str) -> None:
    assert harmless(name, "image/png") == expected


@given(st.text(max_size=400))
def test_no_name_is_dangerous(name: str) -> None:
    made = harmless(name, "image/jpeg")
    assert made.endswith(".jpg")
    assert len(made) <= LONGEST + 4
    assert not made.startswith((".", " "))
    assert not set(made) & set('/\\:*?"<>|\0\r\n')
    assert Path(made).name == made


def make_old(path: Path, hours: float = 25) -> None:
    past = time.time() - hours * 3600
    os.utime(path, (past, past))


def test_the_sweep_collects_old_bytes_without_a_row_and_nothing_else(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    kept, orphan, young = photo(drawn()), photo(drawn(".png")), photo(drawn(".webp"))
    keep(viewer=viewer, taken=kept, unit_id=world.ntt.pk, visibility="unit")
    unfinished, fresh = disk.incoming() / "tmpold", disk.incoming() / "tmpnew"
    for path in (unfinished, fresh):
        path.write_bytes(b"half")
    for path in (path_of(kept), path_of(orphan), unfinished):
        make_old(path)
    assert sweep_orphans() == 2
    assert path_of(kept).exists()
    assert path_of(young).exists()
    assert fresh.exists()
    assert not path_of(orphan).exists()
    assert not unfinished.exists()
    assert sweep_orphans() == 0


def test_bytes_that_come_in_again_are_young_again(world: World) -> None:
    orphan = photo(drawn())
    make_old(path_of(orphan))
    photo(drawn())
    assert sweep_orphans() == 0
    assert path_of(orphan).exists()


def test_bytes_that_come_in_while_the_sweep_looks_stay(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep has found an orphan; before it takes the lock, the same photo is sent again."""
    orphan = photo(drawn())
    make_old(path_of(orphan))
    taken_lock = disk.locked

    def sent_just_before(exclusive: bool) -> object:
        if exclusive:
            monkeypatch.setattr(disk, "locked", taken_lock)
            photo(drawn())
        return taken_lock(exclusive)

    monkeypatch.setattr(disk, "locked", sent_just_before)
    assert sweep_orphans() == 0
    assert path_of(orphan).exists()


def test_a_sweep_without_any_file(db: None) -> None:
    assert sweep_orphans() == 0


def test_bytes_shared_by_two_rows_stay_for_the_second(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    taken = photo(drawn())
    first, _ = (keep(viewer=viewer, taken=taken, unit_id=world.ntt.pk, visibility="unit") for _ in range(2))
    first.delete()
    make_old(path_of(taken))
    assert sweep_orphans() == 0
    StoredFile.objects.all().delete()
    assert sweep_orphans() == 1


def test_only_the_three_loaders_are_known() -> None:
    assert set(photos._LOADERS) == {"image/jpeg", "image/png", "image/webp"}
