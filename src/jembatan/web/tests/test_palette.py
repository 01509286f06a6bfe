"""The colours: what is read is readable, in both schemes, measured on the built style sheet."""

from __future__ import annotations

import re

import pytest

from jembatan.web import palette


@pytest.mark.parametrize("scheme", palette.SCHEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), palette.PAIRS, ids=str)
def test_pair_is_readable(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = palette.colours(scheme)
    assert palette.contrast(colours[ink], colours[ground]) >= least


def test_contrast_is_that_of_the_standard() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_token_has_both_values() -> None:
    assert [swatch.name for swatch in palette.swatches()] == list(palette.TOKENS)
    assert palette.colours("light").keys() == palette.colours("dark").keys()


def test_dark_by_device_is_dark_by_choice() -> None:
    text = palette.STYLE_SHEET.read_text(encoding="utf-8")
    by_device = re.search(r"prefers-color-scheme: ?dark\)\{:root:not\(\[data-theme=\"?light\"?\]\)\{([^}]*)\}", text)
    by_choice = re.search(r"\[data-theme=\"?dark\"?\]\{(--j-page:[^}]*)\}", text)
    assert by_device is not None
    assert by_choice is not None
    assert by_device.group(1) == by_choice.group(1)
