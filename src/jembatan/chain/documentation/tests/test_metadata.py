"""What a photo tells of itself, and what is believed of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.documentation import iptc, xmp
from jembatan.chain.documentation.metadata import PhotoMetadata, read_metadata
from jembatan.chain.documentation.tests.photos import XMP, drawn, photoshop, with_metadata
from jembatan.foundation import clock

WITA = ZoneInfo("Asia/Makassar")


def told(tmp_path: Path, **more: object) -> PhotoMetadata:
    path = tmp_path / "foto"
    path.write_bytes(with_metadata(drawn(64, 48), **more))  # type: ignore[arg-type]
    return read_metadata(path, "image/jpeg", WITA)


def test_everything_is_read(tmp_path: Path) -> None:
    found = told(tmp_path, caption="Peserta rapat kerja — Waikabubak")
    assert found == PhotoMetadata(
        taken_at=datetime(2018, 4, 25, 1, 30, tzinfo=UTC),
        camera="NIKON D750",
        caption="Peserta rapat kerja — Waikabubak",
        credit="Yuliana Bili",
    )


@pytest.mark.parametrize(
    ("taken", "offset", "expected"),
    [
        ("2018:04:25 09:30:00", "+07:00", datetime(2018, 4, 25, 2, 30, tzinfo=UTC)),
        ("2018:04:25 09:30:00", "+99:00", datetime(2018, 4, 25, 1, 30, tzinfo=UTC)),  # no such zone: the unit's
        ("1970:01:01 00:00:00", "", None),  # a clock that was never set
        ("2999:01:01 00:00:00", "", None),
        ("0000:00:00 00:00:00", "", None),
        ("2018:13:45 99:99:99", "", None),
        ("kemarin sore sekali", "", None),
    ],
)
def test_times_that_cannot_be_are_left_out(tmp_path: Path, taken: str, offset: str, expected: datetime | None) -> None:
    assert told(tmp_path, taken=taken, offset=offset).taken_at == expected


def test_a_time_ahead_of_the_clock_is_no_time(tmp_path: Path) -> None:
    with clock.set_to(datetime(2018, 4, 20, tzinfo=UTC)):
        assert told(tmp_path).taken_at is None
    with clock.set_to(datetime(2018, 4, 24, 12, tzinfo=UTC)):  # less than a day ahead: a clock in another zone
        assert told(tmp_path).taken_at is not None


@pytest.mark.parametrize("ending", [".png", ".webp"])
def test_a_photo_without_metadata_tells_nothing(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "foto"
    path.write_bytes(drawn(64, 48, ending=ending))
    media_type = "image/png" if ending == ".png" else "image/webp"
    assert read_metadata(path, media_type, WITA) == PhotoMetadata()


def test_iptc_without_the_mark_is_read_as_it_can_be() -> None:
    fields = [iptc.DataSet(iptc.CAPTION, "Pesta di Énde".encode("latin-1"))]
    assert iptc.texts(fields, iptc.CAPTION) == ["Pesta di Énde"]


def test_iptc_is_written_anew_without_place() -> None:
    clean = iptc.without_place(photoshop("Raker"))
    assert clean is not None
    fields = iptc.data_sets(clean)
    assert iptc.texts(fields, iptc.CAPTION) == ["Raker"]
    assert iptc.texts(fields, iptc.KEYWORD) == ["raker"]
    assert iptc.texts(fields, (2, 90)) == ["Waikabubak"]  # the town's name is no coordinate
    assert iptc.without_place(clean) == clean


@given(st.binary(max_size=300), st.integers(0, 120))
def test_no_bytes_break_the_reading_of_iptc(noise: bytes, cut: int) -> None:
    for block in (noise, b"Photoshop 3.0\0" + noise, photoshop("Raker")[:cut] + noise):
        clean = iptc.without_place(block)
        assert clean is None or iptc.without_place(clean) == clean


@given(st.binary(max_size=200), st.integers(0, len(XMP.encode())))
def test_no_bytes_break_the_cleaning_of_xmp(noise: bytes, cut: int) -> None:
    clean = xmp.without_place(XMP.encode()[:cut] + noise)
    assert clean is None or b"GPS" not in clean


def test_xmp_with_entities_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.write_text("kata sandi")
    packet = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><x xmlns="adobe:ns:meta/">&e;</x>'
    clean = xmp.without_place(packet.encode())
    assert clean is None or b"kata sandi" not in clean
    many = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{many}]><x>&a12;</x>'
    clean = xmp.without_place(bomb.encode())
    assert clean is None or len(clean) < 10_000
