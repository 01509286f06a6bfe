"""The list of what the fonts draw is checked against the fonts themselves."""

import struct
from pathlib import Path

import pytest

from jembatan.foundation.typesetting.printable import FONTS

FAMILIES = ("SourceSerif4", "SourceSans3")


def drawn(path: Path) -> set[int]:
    """The code points in the `cmap` of an OpenType font (its table of format 12)."""
    content = path.read_bytes()
    tables = {
        content[12 + 16 * n : 16 + 16 * n]: struct.unpack(">II", content[20 + 16 * n : 28 + 16 * n])
        for n in range(struct.unpack(">H", content[4:6])[0])
    }
    start = tables[b"cmap"][0]
    for n in range(struct.unpack(">H", content[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">I", content[start + 8 + 8 * n : start + 12 + 8 * n])[0]
        if struct.unpack(">H", content[at : at + 2])[0] == 12:
            groups = struct.unpack(">I", content[at + 12 : at + 16])[0]
            spans = [struct.unpack(">II", content[at + 16 + 12 * g : at + 24 + 12 * g]) for g in range(groups)]
            return {code for first, last in spans for code in range(first, last + 1)}
    raise AssertionError(f"{path.name} has no table of format 12")


def test_coverage_lists_what_a_family_draws_in_all_its_cuts() -> None:
    families = [set.intersection(*(drawn(path) for path in FONTS.glob(f"{name}-*.otf"))) for name in FAMILIES]
    pairs = [line.split("-") for line in (FONTS / "coverage.txt").read_text("ascii").split()]
    listed = {code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1)}
    private = set(range(0xE000, 0xF900)) | set(range(0x20)) | set(range(0x7F, 0xA0))
    assert listed == set.union(*families) - private


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_comes_with_its_licence_and_stays_small(family: str) -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / f"OFL-{family}.txt").read_text("utf-8")
    assert len(list(FONTS.glob(f"{family}-*.otf"))) == 3
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_000_000
