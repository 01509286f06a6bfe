"""Pages of print as a phone sees them: own text, set by libvips, then turned, dimmed, blurred and speckled."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pyvips

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Gubernur Buka Rapat Kerja Kehumasan"
PARAGRAPHS = (
    "Waikabubak - Gubernur Nusa Tenggara Timur membuka rapat kerja kehumasan di aula kantor bupati, Rabu siang. Rapat"
    " diikuti kepala bagian hubungan masyarakat dari dua puluh dua kabupaten dan kota.",
    "Gubernur meminta setiap bagian hubungan masyarakat menulis siaran pers pada hari yang sama dengan kegiatan."
    " Menurutnya, warga di pulau-pulau kecil berhak mendapat kabar yang sama cepatnya dengan warga di ibu kota.",
    "Kepala biro menjelaskan bahwa data panen jagung, harga beras, dan jadwal kapal akan disampaikan setiap pekan. Ia"
    " berharap media setempat memuatnya, sebab banyak desa belum terjangkau sinyal internet.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def printed(width: int = 1500, size: int = 30) -> pyvips.Image:
    """A clean page in grey: title and one column of text."""
    parts = [
        pyvips.Image.text(words, font=f"DejaVu Serif {points}", width=width - 240, wrap="word", dpi=96)
        for words, points in [(TITLE, size * 1.6), *((paragraph, size) for paragraph in PARAGRAPHS)]
    ]
    page = pyvips.Image.black(width, 100)
    for part in parts:
        page = page.join(part.embed(120, 0, width, part.height + 60), "vertical", expand=True)
    return (page.join(pyvips.Image.black(width, 120), "vertical", expand=True)).invert().cast("uchar")


def photographed(
    page: pyvips.Image,
    *,
    skew: float = 0.0,
    light: float = 1.0,
    shadow: float = 0.0,
    noise: float = 0.0,
    blur: float = 0.0,
) -> pyvips.Image:
    """The page turned by `skew` degrees, `light` of full brightness, darker by `shadow` to one side, with noise and blur."""
    image = page.rotate(skew, background=255) if skew else page
    ramp = pyvips.Image.xyz(image.width, image.height)[0] / image.width
    image = image * light * (1 - ramp * shadow)
    if blur:
        image = image.gaussblur(blur)
    if noise:
        image = image + pyvips.Image.gaussnoise(image.width, image.height, sigma=noise, mean=0, seed=1)
    return image.cast("uchar")


def jpeg(image: pyvips.Image) -> bytes:
    content: bytes = image.jpegsave_buffer(Q=80)
    return content


def upload(content: bytes, name: str = "halaman.jpg") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def saved(image: pyvips.Image, folder: Path) -> Path:
    path = folder / "page.jpg"
    path.write_bytes(jpeg(image))
    return path


def error_rate(expected: str, found: str) -> float:
    """Character error rate: the edit distance (Levenshtein) by the length of what is expected; space is made even."""
    first, second = (" ".join(text.split()) for text in (expected, found))
    row = list(range(len(second) + 1))
    for number, sign in enumerate(first, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(second, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (sign != other))
    return row[-1] / max(len(first), 1)
