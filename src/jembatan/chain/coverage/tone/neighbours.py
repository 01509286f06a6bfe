"""What the words beside a name say about it: a part of somebody else's name, a former holder, another place. Pure."""

from jembatan.chain.coverage.tone.names import Area, Names
from jembatan.chain.coverage.tone.tokens import SMALL, Text
from jembatan.chain.coverage.tone.vocabulary import (
    ACTING,
    BESIDE_NAMES,
    DIRECTIONS,
    LEVELS,
    NOT_THE_HOLDER,
    OWN_SERVICES,
    SEATS,
    TITLES,
    vocabulary,
)

_ACTING = frozenset(word for form in ACTING for word in form.split())


def is_capitalised(text: Text, start: int, end: int) -> bool:
    """Whether words [start, end) are written as a name: each with a capital, but for the small ones inside."""
    return all(text.is_capital(place) or (place > start and text.folded[place] in SMALL) for place in range(start, end))


def area_stands_alone(text: Text, start: int, end: int, area: Area) -> bool:
    """Whether a place is written as one and does not go on: "Sumba Barat" before "Daya" is another place."""
    first = start + 1 if text.folded[start] in LEVELS and end - start > 1 else start
    if not is_capitalised(text, first, end):
        return False
    if area.in_capitals and end - start == 1 and not text.raw[start].isupper():
        return False
    return not (end < len(text) and text.joined[end] and text.is_capital(end) and text.folded[end] in DIRECTIONS)


def own_service_before(text: Text, start: int) -> int | None:
    """Where the name of a service of the government begins ("Dinas Kesehatan" before a place); None for none."""
    place = start
    while place > 0 and text.joined[place] and start - place < 6:
        place -= 1
        if text.folded[place] in OWN_SERVICES and text.is_capital(place):
            return place
        if not (text.is_capital(place) or text.folded[place] in SMALL):
            return None
    return None


def says_seat(text: Text, start: int) -> bool:
    """Whether the word before an office says that its seat is meant ("Kantor Gubernur")."""
    if start > 1 and text.joined[start] and text.folded[start - 1] in {"jabatan", "dinas"}:
        start -= 1
    return start > 0 and text.joined[start] and text.folded[start - 1] in SEATS


def says_not_the_holder(text: Text, start: int) -> bool:
    """Whether the word before an office says that its present holder is not meant ("mantan", "calon")."""
    place = start
    while place > 0 and text.joined[place] and text.folded[place - 1] in _ACTING:
        place -= 1
    if place == 0 or not text.joined[place]:
        return False
    before = text.folded[place - 1]
    return before in NOT_THE_HOLDER or (before == "wakil" and start > 0)


def name_after(text: Text, place: int, names: Names) -> tuple[int, ...]:
    """The words of a personal name that stands right after an office, also behind a comma; none where something else
    does. Behind a comma one word alone is no name."""
    if place >= len(text):
        return ()
    behind_comma = False
    if not text.joined[place]:
        if text.text[text.ends[place - 1] : text.starts[place]] != ", ":
            return ()
        behind_comma = True
    found: list[int] = []
    while place < len(text) and len(found) < 6 and text.is_capital(place) and (text.joined[place] or not found):
        folded = text.folded[place]
        if folded in vocabulary().front_titles and not found:
            place += 1
            continue
        if folded in BESIDE_NAMES or folded in TITLES or text.raw[place][0].isdigit():
            break
        if not found and (names.leads.at(text, place) is not None or names.areas.at(text, place) is not None):
            break
        found.append(place)
        place += 1
    return () if behind_comma and len(found) < 2 else tuple(found)


def is_part_of_other_name(text: Text, start: int, end: int) -> bool:
    """Whether a capitalised word beside words [start, end) makes them somebody else's name."""
    return _is_name_word_before(text, start) or (end > start and _is_name_word(text, end, end))


def _is_name_word(text: Text, place: int, gap: int) -> bool:
    if place < 0 or place >= len(text) or not text.joined[gap]:
        return False
    word, folded = text.raw[place], text.folded[place]
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    titles = vocabulary()
    return not (
        folded in BESIDE_NAMES
        or folded in TITLES
        or folded in _ACTING
        or folded in LEVELS
        or folded in titles.front_titles
        or folded in titles.short_offices
        or folded in DIRECTIONS
        or folded in _OFFICES
    )


def _is_name_word_before(text: Text, start: int) -> bool:
    if start == 0 or not _is_name_word(text, start - 1, start):
        return False
    # At the head of a sentence any word is written large; one that is written small elsewhere is no name.
    return not (text.begins_sentence(start - 1) and text.folded[start - 1] in text.small_words)


_OFFICES = frozenset({"gubernur", "bupati", "walikota", "wali", "kota", "daerah", "biro", "bagian", "dinas", "setda"})
