"""Pictures for the demonstration, drawn here: flat scenes of land, sea and people, so that no photo is borrowed.

Each scene is an SVG of 2400 x 1600 made from a few shapes and a seed; `photo` renders it to JPEG by libvips.
"""

import math
import random

import pyvips

WIDTH, HEIGHT = 2400, 1600

#: scene -> (sky above, sky below, far hills, near hills, ground)
PALETTES = {
    "meeting": ("#E9DFCB", "#F6EFE0", "#B9A98A", "#9C8A68", "#6E5B43"),
    "harvest": ("#8FC3E8", "#F7E3B5", "#A9B36B", "#7C8F3F", "#C8A23C"),
    "harbour": ("#6FB2DC", "#DDF0F7", "#5E7F77", "#3F6660", "#2E6F95"),
    "market": ("#F2D8B0", "#FBEFD9", "#C98F5A", "#A86A3C", "#8C6B4A"),
    "school": ("#9CCBE9", "#F4F0DC", "#6F9A72", "#4F7D57", "#9B7A4C"),
    "weaving": ("#3B2C5E", "#C8674B", "#5A3446", "#402436", "#6B3A34"),
    "water": ("#8DC6E0", "#EAF4EC", "#7FA37A", "#58845B", "#86754F"),
    "drill": ("#A9B8C4", "#E4E4DC", "#7F8B86", "#5F6C66", "#7B8C57"),
    "road": ("#97C4E2", "#F3E7CC", "#8FA063", "#66803F", "#5C5A57"),
}
CLOTHES = ("#1E2A5E", "#9B2C22", "#2F6B4F", "#D7A13B", "#5B4A77", "#A5552B", "#35677D")
SKIN = ("#6B4630", "#7C5238", "#5A3A27")


def photo(scene: str, seed: int) -> bytes:
    """A JPEG of `scene`; the same seed gives the same picture."""
    picture = pyvips.Image.svgload_buffer(_svg(scene, random.Random(seed)).encode())  # noqa: S311 - a drawing
    flat = picture.flatten(background=[255, 255, 255]).colourspace("srgb")
    data: bytes = flat.jpegsave_buffer(Q=88)
    return data


def _svg(scene: str, chance: random.Random) -> str:
    sky, low, far, near, ground = PALETTES[scene]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">',
        f'<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{sky}"/>'
        f'<stop offset="1" stop-color="{low}"/></linearGradient></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>',
        f'<circle cx="{chance.randint(300, 2100)}" cy="{chance.randint(180, 420)}" r="120" fill="#FFF6DA" opacity=".85"/>',
        _hills(chance, 760, 140, far),
        _hills(chance, 900, 110, near),
        f'<rect y="1040" width="{WIDTH}" height="560" fill="{ground}"/>',
        _SETTINGS[scene](chance),
        _people(chance, 7 if scene != "road" else 4),
        "</svg>",
    ]
    return "".join(parts)


def _hills(chance: random.Random, level: int, swing: int, colour: str) -> str:
    phase, points = chance.random() * 6, []
    for x in range(0, WIDTH + 1, 40):
        y = level + swing * math.sin(x / 330 + phase) + swing * 0.4 * math.sin(x / 130 + 2 * phase)
        points.append(f"{x},{y:.0f}")
    return f'<polygon points="0,{HEIGHT} {" ".join(points)} {WIDTH},{HEIGHT}" fill="{colour}"/>'


def _people(chance: random.Random, count: int) -> str:
    drawn = []
    for place in range(count):
        x = 260 + place * (1900 // count) + chance.randint(-40, 40)
        drawn.append(_person(chance, x, chance.randint(1180, 1260), chance.uniform(0.9, 1.15)))
    return "".join(drawn)


def _person(chance: random.Random, x: int, y: int, size: float) -> str:
    shirt, cloth, skin = chance.choice(CLOTHES), chance.choice(CLOTHES), chance.choice(SKIN)
    stripes = "".join(
        f'<rect x="-42" y="{band}" width="84" height="7" fill="#F1E4C8" opacity=".8"/>' for band in (120, 150, 180, 210)
    )
    return (
        f'<g transform="translate({x} {y}) scale({size:.2f})"><ellipse cx="0" cy="262" rx="70" ry="12" opacity=".25"/>'
        f'<rect x="-42" y="95" width="84" height="160" rx="14" fill="{cloth}"/>{stripes}'
        f'<rect x="-48" y="0" width="96" height="115" rx="30" fill="{shirt}"/>'
        f'<circle cx="0" cy="-38" r="38" fill="{skin}"/><path d="M-38 -44a38 38 0 0 1 76 0q-38 -22 -76 0z" fill="#1B1512"/></g>'
    )


def _meeting(chance: random.Random) -> str:
    del chance
    return (
        '<rect x="200" y="260" width="2000" height="640" fill="#F8F3E6"/><rect x="640" y="320" width="1120" height="420" rx="12" '
        'fill="#1E2A5E"/><rect x="700" y="390" width="620" height="34" fill="#F1E4C8"/><rect x="700" y="460" width="880" '
        'height="22" fill="#D7A13B"/><rect x="700" y="510" width="760" height="22" fill="#C9CFE4"/>'
        '<rect x="140" y="900" width="2120" height="170" fill="#7A5634"/><rect x="140" y="900" width="2120" height="26" '
        'fill="#9B7148"/>'
    )


def _harvest(chance: random.Random) -> str:
    stalks = []
    for row in range(4):
        for place in range(30):
            x, y = place * 82 + chance.randint(-14, 14), 1010 + row * 60
            stalks.append(
                f'<path d="M{x} {y}v-150M{x} {y - 60}q40 -50 60 -10M{x} {y - 90}q-40 -50 -60 -8" stroke="#4E6B25" '
                f'stroke-width="9" fill="none"/><ellipse cx="{x + 10}" cy="{y - 88}" rx="13" ry="30" fill="#F0C445"/>'
            )
    return "".join(stalks)


def _harbour(chance: random.Random) -> str:
    waves = "".join(
        f'<path d="M{chance.randint(0, 2200)} {1080 + n * 26}q40 -16 80 0t80 0" stroke="#BFE0EC" stroke-width="6" fill="none"/>'
        for n in range(18)
    )
    return (
        f'{waves}<g transform="translate({chance.randint(700, 1100)} 780)"><path d="M0 220h900l-110 150H110z" fill="#F4F1E8"/>'
        '<path d="M0 220h900l-20 34H18z" fill="#9B2C22"/><rect x="190" y="70" width="470" height="150" fill="#FFFFFF"/>'
        '<rect x="230" y="105" width="80" height="60" fill="#35677D"/><rect x="350" y="105" width="80" height="60" fill="#35677D"/>'
        '<rect x="470" y="105" width="80" height="60" fill="#35677D"/><path d="M580 110h40v-40h40v40h40v40h-40v40h-40v-40h-40z" '
        'fill="#2F6B4F"/><path d="M420 70v-180" stroke="#3A3A3A" stroke-width="12"/><path d="M420 -110h120v40h-120z" fill="#9B2C22"/>'
        '<path d="M420 -70h120v40h-120z" fill="#FFFFFF"/></g><rect y="1300" width="2400" height="300" fill="#8A7457"/>'
    )


def _market(chance: random.Random) -> str:
    stalls = []
    for place in range(5):
        x, colour = 120 + place * 450, chance.choice(CLOTHES)
        fruit = "".join(
            f'<circle cx="{x + 40 + n * 42}" cy="1010" r="22" fill="{chance.choice(("#C8402F", "#E2A52F", "#5E8C3A"))}"/>'
            for n in range(8)
        )
        stalls.append(
            f'<rect x="{x}" y="700" width="14" height="400" fill="#5A4632"/><rect x="{x + 366}" y="700" width="14" height="400" '
            f'fill="#5A4632"/><path d="M{x - 30} 720l60 -120h320l60 120z" fill="{colour}"/>{fruit}'
            f'<rect x="{x}" y="1030" width="380" height="110" fill="#A87B4B"/>'
        )
    return "".join(stalls)


def _school(chance: random.Random) -> str:
    windows = "".join(
        f'<rect x="{560 + n * 180}" y="{y}" width="110" height="120" fill="#35677D"/>'
        for n in range(8)
        for y in (600, 800)
    )
    flag = chance.randint(220, 320)
    return (
        f'<path d="M420 520l780 -170l780 170z" fill="#9B2C22"/><rect x="480" y="520" width="1440" height="540" fill="#F6EEDD"/>'
        f'{windows}<path d="M{flag} 1060v-760" stroke="#777" stroke-width="16"/><path d="M{flag} 310h200v66h-200z" fill="#C1272D"/>'
        f'<path d="M{flag} 376h200v66h-200z" fill="#FFFFFF"/>'
    )


def _weaving(chance: random.Random) -> str:
    cloths = []
    for place in range(6):
        x, base = 130 + place * 375, chance.choice(("#5B1F1A", "#1E2A5E", "#7A2B22", "#2B1B2E"))
        diamonds = "".join(
            f'<path d="M{x + 130} {y}l60 60l-60 60l-60 -60z" fill="none" stroke="#D7A13B" stroke-width="10"/>'
            f'<path d="M{x + 130} {y + 34}l26 26l-26 26l-26 -26z" fill="#F1E4C8"/>'
            for y in range(480, 900, 140)
        )
        cloths.append(
            f'<rect x="{x}" y="420" width="260" height="600" fill="{base}"/>{diamonds}'
            f'<path d="M{x} 440h260M{x} 1000h260" stroke="#F1E4C8" stroke-width="8"/>'
        )
    return '<path d="M60 410h2280" stroke="#8A6A44" stroke-width="18"/>' + "".join(cloths)


def _water(chance: random.Random) -> str:
    cans = "".join(
        f'<rect x="{1180 + n * 120}" y="1120" width="84" height="120" rx="14" fill="{chance.choice(("#E2A52F", "#35677D", "#F4F1E8"))}"/>'
        for n in range(6)
    )
    return (
        '<rect x="860" y="700" width="330" height="400" fill="#B9B3A4"/><rect x="830" y="670" width="390" height="44" fill="#8F897B"/>'
        '<path d="M1190 860h130v60" stroke="#6D6D6D" stroke-width="30" fill="none"/><path d="M1320 930v190" stroke="#BFE5F4" '
        f'stroke-width="22"/>{cans}'
    )


def _drill(chance: random.Random) -> str:
    tents = "".join(
        f'<path d="M{x} 1070l210 -320l210 320z" fill="{colour}"/><path d="M{x + 150} 1070l60 -180l60 180z" fill="#33312C"/>'
        for x, colour in ((160, "#D9782D"), (700, "#E9E4D5"), (1240, "#D9782D"), (1780, "#E9E4D5"))
    )
    return tents + f'<path d="M{chance.randint(1100, 1160)} 740v-420" stroke="#555" stroke-width="12"/>'


def _road(chance: random.Random) -> str:
    trees = "".join(
        f'<path d="M{x} 1050v-260" stroke="#6B4B2E" stroke-width="20"/><path d="M{x} 800q-120 -90 -170 10M{x} 800q120 -90 170 10'
        f'M{x} 800q-60 -150 -130 -140M{x} 800q60 -150 130 -140" stroke="#3F6B33" stroke-width="24" fill="none"/>'
        for x in (chance.randint(180, 320), 560, 1860, chance.randint(2080, 2240))
    )
    return (
        f'{trees}<path d="M1080 1000h200l620 600H460z" fill="#3E3D3B"/>'
        '<path d="M1176 1020h16l20 120h-52zM1150 1200h64l22 140h-108zM1116 1400h130l30 200h-190z" fill="#F1E4C8"/>'
    )


_SETTINGS = {
    "meeting": _meeting,
    "harvest": _harvest,
    "harbour": _harbour,
    "market": _market,
    "school": _school,
    "weaving": _weaving,
    "water": _water,
    "drill": _drill,
    "road": _road,
}
