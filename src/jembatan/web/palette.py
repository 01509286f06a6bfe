"""The colours of the built style sheet, read back from it, and the pairs that must be readable together."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

STYLE_SHEET = Path(__file__).parent / "static" / "web" / "jembatan.css"
SCHEMES = ("light", "dark")
TEXT, LARGE = 4.5, 3.0

#: Token -> what it is for.
TOKENS = {
    "page": _("Halaman"),
    "card": _("Kartu"),
    "raised": _("Bidang lunak"),
    "ink": _("Teks"),
    "muted": _("Teks pendamping"),
    "line": _("Garis"),
    "edge": _("Tepi isian"),
    "primary": _("Nila: teks utama, tombol"),
    "primary-soft": _("Nila lunak"),
    "accent": _("Merah mengkudu: yang menunggu Anda"),
    "accent-soft": _("Mengkudu lunak"),
    "ochre": _("Kunyit: embargo, menunggu"),
    "waiting-soft": _("Kunyit lunak"),
    "waiting-ink": _("Teks di atas kunyit"),
    "leaf": _("Daun: selesai"),
    "leaf-soft": _("Daun lunak"),
    "top": _("Bilah atas"),
    "top-ink": _("Teks bilah atas"),
}

#: (foreground, background, least ratio) as they meet on the screens.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "muted", "primary", "accent", "leaf")
        for ground in ("page", "card", "raised")
    ),
    ("ink", "primary-soft", TEXT),
    ("primary", "primary-soft", TEXT),
    ("on-primary", "primary", TEXT),
    ("on-accent", "accent", TEXT),
    ("accent", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("waiting-ink", "waiting-soft", TEXT),
    ("ink", "waiting-soft", TEXT),
    ("leaf", "leaf-soft", TEXT),
    ("ink", "leaf-soft", TEXT),
    ("top-ink", "top", TEXT),
    ("top-muted", "top", TEXT),
    ("top-ink", "top-field", TEXT),
    ("top-muted", "top-field", TEXT),
    *(("ink", f"span-{number}", TEXT) for number in range(1, 7)),
    ("edge", "card", LARGE),
    ("edge", "page", LARGE),
    ("primary", "page", LARGE),
    ("focus", "page", LARGE),
    ("focus", "card", LARGE),
    ("top-focus", "top", LARGE),
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A token with its value in each scheme."""

    name: str
    purpose: str
    light: str
    dark: str


@cache
def colours(scheme: str) -> dict[str, str]:
    """Token -> "#rrggbb" as the built style sheet states them for `scheme` ("light" or "dark")."""
    text = STYLE_SHEET.read_text(encoding="utf-8")
    selector = r"\[data-theme=\"?dark\"?\]" if scheme == "dark" else r":root"
    block = re.search(selector + r"\{(--j-page:[^}]*)\}", text)
    if block is None:
        raise LookupError(f"{STYLE_SHEET.name} states no colours for the scheme {scheme}")
    found = re.findall(r"--j-([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6})\b", block.group(1))
    return {name: _long(value) for name, value in found}


def _long(value: str) -> str:
    return value if len(value) == 7 else "#" + "".join(sign * 2 for sign in value[1:])


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#rrggbb" colours after WCAG 2.2.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def swatches() -> list[Swatch]:
    """All named tokens with both values."""
    light, dark = colours("light"), colours("dark")
    return [Swatch(name, str(purpose), light[name], dark[name]) for name, purpose in TOKENS.items()]
