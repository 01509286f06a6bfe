"""Reads pages that are set here and spoilt as phones spoil them; prints the character error rate and the seconds of each.

.venv/bin/python -m benchmarks.coverage.ocr
"""

import tempfile
import time
from itertools import product
from pathlib import Path

import django

django.setup()

from jembatan.chain.coverage.captures import reading  # noqa: E402
from jembatan.chain.coverage.captures.tests.making import (  # noqa: E402
    TEXT,
    TITLE,
    error_rate,
    photographed,
    printed,
    saved,
)

SPOILT: dict[str, dict[str, float]] = {
    "clean": {},
    "turned 3 degrees, noise": {"skew": 3.0, "noise": 6.0},
    "35 % of the light, noise": {"light": 0.35, "noise": 6.0},
    "shadow of 70 % to one side, noise, blur": {"shadow": 0.7, "noise": 6.0, "blur": 0.8},
    "all: turned, half the light, shadow, noise, blur": {
        "skew": -2.5,
        "light": 0.5,
        "shadow": 0.5,
        "noise": 8.0,
        "blur": 0.8,
    },
    "beyond: turned 5 degrees, a fifth of the light, shadow, noise, blur": {
        "skew": 5.0,
        "light": 0.2,
        "shadow": 0.6,
        "noise": 12.0,
        "blur": 1.5,
    },
}
#: Of the type, at 96 dots an inch: large, as of a page that fills the picture, and small, as of half a broadsheet.
SIZES = (30, 12)


def main() -> None:
    """One line a kind of damage."""
    program = reading.find()
    if program is None:
        raise SystemExit("Tesseract with Indonesian is absent.")
    with tempfile.TemporaryDirectory() as folder:
        for (name, damage), size in product(SPOILT.items(), SIZES):
            path = saved(photographed(printed(size=size), **damage), Path(folder))
            started = time.perf_counter()
            text, doubtful = reading.read_page(path, "image/jpeg", program)
            seconds = time.perf_counter() - started
            rate = error_rate(f"{TITLE} {TEXT}", text)
            print(f"{rate:7.2%}  {seconds:5.1f} s  {len(doubtful):2} doubtful  {size} points, {name}")


if __name__ == "__main__":
    main()
