"""Reading a photographed page: made even and straight by pyvips, read by Tesseract in Indonesian, put into paragraphs.

Illumination is evened by dividing by the blurred background; the angle is the one at which the sums of dark pixels of the
rows differ most (projection profile; Postl 1986), looked for on a small copy.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import pyvips

from jembatan.foundation.files.photos import open_photo

LANGUAGE = "ind"
LONGEST = 180.0
LARGEST_MEMORY = 2 * 1024**3
#: Tesseract reads best where a line of text is some 30 pixels high; more only costs time.
LONGEST_SIDE = 4200
_SMALL = 900
_STEEPEST = 6.0
#: Below this confidence (0 to 100) a word is shown as doubtful.
DOUBTFUL = 60.0
_LAUNCH = f"""
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({LARGEST_MEMORY}, {LARGEST_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({int(LONGEST)}, {int(LONGEST)}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
os.execv(sys.argv[1], sys.argv[1:])
"""


class ReadingFailed(Exception):  # noqa: N818 - says what happened
    """The picture could not be read this time."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as Tesseract gives it: block, paragraph and line that it stands in, and how sure it is (0 to 100)."""

    block: int
    paragraph: int
    line: int
    confidence: float
    text: str


def find() -> str | None:
    """The path of a Tesseract that reads Indonesian; None where there is none."""
    program = shutil.which("tesseract")
    return program if program is not None and LANGUAGE in _languages(program) else None


def read_page(path: Path, media_type: str, program: str) -> tuple[str, list[str]]:
    """The text of the photographed page at `path`, and the words that are doubtful. Raises ReadingFailed."""
    try:
        prepared = straightened(evened(path, media_type))
        with tempfile.TemporaryDirectory(prefix="jembatan-ocr-") as folder:
            picture = Path(folder) / "page.png"
            prepared.pngsave(str(picture), compression=1)
            words = list(_words(_run(program, picture)))
    except pyvips.Error as error:
        raise ReadingFailed(str(error)) from error
    return text_of(words), [word.text for word in words if word.confidence < DOUBTFUL]


def evened(path: Path, media_type: str) -> pyvips.Image:
    """The page in grey, upright by its EXIF, of a size that is good to read, its light evened."""
    image = open_photo(path, media_type).copy_memory().autorot()
    if image.hasalpha():
        image = image.flatten(background=255)
    grey = image.colourspace("b-w")[0]
    grey = grey.resize(min(1.0, LONGEST_SIDE / max(grey.width, grey.height)))
    background = grey.resize(1 / 8).gaussblur(max(grey.width, grey.height) / 8 / 40).resize(8)
    background = background.crop(0, 0, min(grey.width, background.width), min(grey.height, background.height))
    background = background.embed(0, 0, grey.width, grey.height, extend="copy")
    return (grey * 235 / (background + 1)).cast("uchar")


def straightened(grey: pyvips.Image) -> pyvips.Image:
    """The page with its lines level, if they were up to 6 degrees off."""
    angle = angle_of(grey)
    return grey if abs(angle) < 0.15 else grey.rotate(angle, background=255)


def angle_of(grey: pyvips.Image) -> float:
    """The angle in degrees by which the page must be turned for its lines to be level."""
    small = grey.resize(min(1.0, _SMALL / max(grey.width, grey.height)))
    dark = (small < 150).cast("uchar")
    best = 0.0
    for step, reach in ((1.0, _STEEPEST), (0.2, 0.8)):
        around = best
        angles = [around + step * number for number in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: _evenness(dark, angle))
    return best


def text_of(words: Iterable[Word]) -> str:
    """Paragraphs of the words: lines joined, words that were divided at the end of a line put together."""
    paragraphs: list[str] = []
    for _place, part in groupby(words, key=lambda word: (word.block, word.paragraph)):
        lines = [" ".join(word.text for word in line) for _number, line in groupby(part, key=lambda word: word.line)]
        text = ""
        for line in lines:
            text = _joined(text, line)
        # Tesseract divides a paragraph where its lines stand apart or aslant; a sentence goes on in a small letter.
        if paragraphs and text[:1].islower() and not paragraphs[-1].endswith((".", "!", "?")):
            paragraphs[-1] = _joined(paragraphs[-1], text)
        else:
            paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _joined(text: str, line: str) -> str:
    if not text:
        return line
    if not text.endswith(("-", "\u00ad", "\u2010")) or not line[:1].islower():
        return f"{text} {line}"
    before, after = text[:-1].rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
    # "anak-" + "anak" is a doubled word, which keeps its hyphen; "pemerin-" + "tah" was only divided.
    is_doubled = len(before) > 2 and (after.startswith(before.lower()) or before.lower().endswith(after.strip(".,;:")))
    return f"{text[:-1]}{'-' if is_doubled else ''}{line}"


def _evenness(dark: pyvips.Image, angle: float) -> float:
    turned = dark.rotate(angle, interpolate=pyvips.Interpolate.new("nearest"), background=0)
    rows = turned.project()[1].numpy().astype(np.float64).ravel()
    return float(np.square(np.diff(rows)).sum())


def _run(program: str, picture: Path) -> str:
    command = [program, str(picture), "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"]
    environment = {"PATH": "/usr/bin:/bin", "OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, a file of ours
            [sys.executable, "-I", "-S", "-c", _LAUNCH, *command],
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingFailed("it took too long") from error
    if done.returncode != 0:
        raise ReadingFailed(done.stderr.decode("utf-8", errors="replace")[-300:])
    return done.stdout.decode("utf-8", errors="replace")


def _words(table: str) -> Iterator[Word]:
    """The rows of Tesseract's TSV that are words: level 5."""
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            yield Word(int(cells[2]), int(cells[3]), int(cells[4]), float(cells[10]), cells[11].strip())


def _languages(program: str) -> set[str]:
    try:
        done = subprocess.run(  # noqa: S603 - found by its fixed name
            [program, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(done.stdout.decode("utf-8", errors="replace").split())
