"""The release that the bureau would have sent, made at test time out of the seed article's own sentences.

Nothing of the article's text stands here: only which paragraph goes where. The article is the outlet's; the release takes
the sentences that state facts of the meeting, gives them back the bureau's header and footer, writes titles out, puts two
paragraphs in another order and leaves one out.
"""

import re
from dataclasses import dataclass
from pathlib import Path

#: What outlets shorten and bureaus write out.
WRITTEN_OUT = {
    "Karo Humas": "Kepala Biro Humas",
    "Kabag": "Kepala Bagian",
    "Kasubag": "Kepala Subbagian",
    " dsn ": " dan ",
}
#: The article's paragraph that the release does not have, and the two that stand in another order.
LEFT_OUT = 5
SWAPPED = (4, 6)


@dataclass(frozen=True, slots=True)
class SeedStory:
    """The article as the outlet printed it, and the release behind it as title and HTML body."""

    article: str
    paragraphs: list[str]
    title: str
    body: str

    @property
    def left_out(self) -> str:
        """The paragraph of the article that did not come from the release."""
        return self.paragraphs[LEFT_OUT]


def seed_story(file: Path) -> SeedStory:
    """Read the seed article and make the release."""
    article = file.read_text(encoding="utf-8").strip()
    paragraphs = [line.strip() for line in article.split("\n") if line.strip()]
    facts = [_as_the_bureau_wrote(text) for text in paragraphs[:8]]
    order = [number for number in range(len(facts)) if number != LEFT_OUT]
    first, second = order.index(SWAPPED[0]), order.index(SWAPPED[1])
    order[first], order[second] = order[second], order[first]
    header = "SIARAN PERS BIRO HUMAS SEKRETARIAT DAERAH PROVINSI NUSA TENGGARA TIMUR"
    footer = "Diterbitkan oleh Biro Humas Setda NTT untuk disiarkan. Narahubung: Subbagian Penerbitan."
    body = "".join(f"<p>{text}</p>" for text in [header, *(facts[number] for number in order), footer])
    return SeedStory(article, paragraphs, "Raker Kehumasan se-NTT di Waikabubak", body)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, at least 40 characters long each."""
    return [part.strip() for part in re.split(r"(?<=[.”“])\s+", text) if len(part.strip()) >= 40]


def _as_the_bureau_wrote(text: str) -> str:
    text = re.sub(r"^Kupang, Poros Nusantara – ", "", text)
    text = re.sub(r"^Dalam siaran Pers .*? menyebutkan, ", "", text)
    for short, long in WRITTEN_OUT.items():
        text = text.replace(short, long)
    return text[:1].upper() + text[1:]
