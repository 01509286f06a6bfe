"""Renditions, read back byte by byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from jembatan.chain.documentation.renditions import SIZES, NoPhoto, make_rendition, tells_place
from jembatan.chain.documentation.tests.photos import LATITUDE_BYTES, drawn, exif_tags, segments, with_metadata

EXIF_DIRECTORY, GPS_DIRECTORY, THUMBNAIL_DIRECTORY = 0x8769, 0x8825, 1
MAKER_NOTE, ARTIST, TAKEN, OFFSET = 0x927C, 0x013B, 0x9003, 0x9011


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto"
    path.write_bytes(with_metadata(drawn(2400, 1600), offset="+08:00", caption="Peserta raker"))
    return path


def test_the_test_photo_does_tell_where_it_was_taken(photo: Path) -> None:
    data = photo.read_bytes()
    assert data.count(LATITUDE_BYTES) == 3  # GPS directory, maker's notes, Photoshop's copy
    assert GPS_DIRECTORY in exif_tags(data)
    assert b"exif:GPSLatitude" in data
    assert tells_place(data)


@pytest.mark.parametrize("name", SIZES)
def test_no_rendition_tells_where_it_was_taken(photo: Path, name: str) -> None:
    data = make_rendition(photo, name).data
    tags = exif_tags(data)
    assert GPS_DIRECTORY not in tags
    assert GPS_DIRECTORY not in tags[0]
    assert THUMBNAIL_DIRECTORY not in tags
    assert MAKER_NOTE not in tags[EXIF_DIRECTORY]
    assert LATITUDE_BYTES not in data
    head = b"".join(content for _, content in segments(data)).lower()
    for trace in (b"gps", b"geo:", b"9.636", b"9,38.2", b"119.41", b"119,24", b"455/1"):
        assert trace not in head
    assert not tells_place(data)


@pytest.mark.parametrize("name", SIZES)
def test_what_does_not_tell_the_place_is_kept(photo: Path, name: str) -> None:
    data = make_rendition(photo, name).data
    tags = exif_tags(data)
    assert ARTIST in tags[0]
    assert {TAKEN, OFFSET} <= tags[EXIF_DIRECTORY]
    contents = [content for _, content in segments(data)]
    assert any(b"2018:04:25 09:30:00" in content for content in contents)
    assert any(content.startswith(b"Photoshop 3.0") and b"Peserta raker" in content for content in contents)
    assert any(
        content.startswith(b"http://ns.adobe.com/xap/1.0/") and b"Yuliana Bili" in content for content in contents
    )
    assert any(b"Waikabubak" in content for content in contents)


@pytest.mark.parametrize(("name", "longest"), [("thumbnail", 320), ("screen", 1600), ("press", 2400)])
def test_sizes(photo: Path, name: str, longest: int) -> None:
    made = make_rendition(photo, name)
    assert max(made.width, made.height) == longest
    image = pyvips.Image.jpegload_buffer(made.data)
    assert (image.width, image.height) == (made.width, made.height)


@pytest.mark.parametrize("name", SIZES)
def test_a_small_photo_is_not_blown_up(tmp_path: Path, name: str) -> None:
    path = tmp_path / "foto"
    path.write_bytes(drawn(200, 100))
    assert make_rendition(path, name).width == 200


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["thumbnail", "press"])
def test_pictures_are_turned_upright_once(tmp_path: Path, orientation: int, name: str) -> None:
    upright = pyvips.Image.black(120, 80, bands=3).copy(interpretation="srgb")
    upright = upright.draw_rect([255, 255, 255], 0, 0, 30, 20, fill=True)
    turned = {
        1: upright,
        2: upright.fliphor(),
        3: upright.rot180(),
        4: upright.flipver(),
        5: upright.fliphor().rot270(),
        6: upright.rot270(),
        7: upright.fliphor().rot90(),
        8: upright.rot90(),
    }[orientation]
    path = tmp_path / "foto"
    path.write_bytes(with_metadata(turned.jpegsave_buffer(Q=95), orientation=orientation))
    made = make_rendition(path, name)
    image = pyvips.Image.jpegload_buffer(made.data)
    assert (image.width, image.height) == (120, 80)
    assert image.getpoint(5, 5)[0] > 200  # the white corner is at the top left again
    assert image.getpoint(110, 70)[0] < 50
    assert image.get_typeof("orientation") == 0 or image.get("orientation") == 1


def test_the_same_photo_gives_the_same_bytes(photo: Path) -> None:
    assert all(make_rendition(photo, name) == make_rendition(photo, name) for name in SIZES)


def test_small_ones_are_srgb_and_the_press_gets_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "foto"
    wide = pyvips.Image.jpegload_buffer(drawn(400, 300)).icc_transform("p3", input_profile="srgb")
    path.write_bytes(wide.jpegsave_buffer(profile="p3"))

    def has_profile(name: str) -> bool:
        return pyvips.Image.jpegload_buffer(make_rendition(path, name).data).get_typeof("icc-profile-data") != 0

    assert pyvips.Image.jpegload(str(path)).get_typeof("icc-profile-data") != 0
    assert not has_profile("thumbnail")
    assert not has_profile("screen")
    assert has_profile("press")


@pytest.mark.parametrize("name", SIZES)
def test_inks_transparency_grey_and_sixteen_bits_become_a_plain_jpeg(tmp_path: Path, name: str) -> None:
    base = pyvips.Image.jpegload_buffer(drawn(400, 300))
    forms = {
        "cmyk": base.icc_transform("cmyk", input_profile="srgb").jpegsave_buffer(),
        "alpha": base.bandjoin(0).pngsave_buffer(),
        "grey": base.colourspace("b-w").jpegsave_buffer(),
        "deep": base.colourspace("rgb16").pngsave_buffer(bitdepth=16),
        "webp": base.webpsave_buffer(),
    }
    for form, data in forms.items():
        path = tmp_path / form
        path.write_bytes(data)
        image = pyvips.Image.jpegload_buffer(make_rendition(path, name).data)
        assert image.interpretation in {"srgb", "b-w"}, form
        assert image.bands in {1, 3}, form
        if form == "alpha":
            assert image.getpoint(10, 10) == [255, 255, 255]
        if form == "deep":
            assert abs(image.avg() - base.avg()) < 12, form


def test_nothing_else_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(pyvips.Image.black(8, 8).gifsave_buffer())
    with pytest.raises(NoPhoto):
        make_rendition(path, "thumbnail")


def test_broken_data_are_an_error_not_a_grey_picture(tmp_path: Path) -> None:
    path = tmp_path / "foto"
    data = drawn(2000, 1500)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(pyvips.Error):
        make_rendition(path, "press")
