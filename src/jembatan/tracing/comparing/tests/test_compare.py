import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jembatan.tracing import compare
from jembatan.tracing.comparing.numbers import joined_value, value_of
from jembatan.tracing.tests.writing import text

OFFICIAL = (
    "Kupang, 25 April 2018 – Gubernur NTT Frans Lebu Raya menyerahkan bantuan 5 ribu paket senilai Rp1,5 miliar kepada "
    "warga Kabupaten Sumba Barat. Bantuan itu tidak dipungut biaya. “Kami hadir untuk rakyat,” kata Gubernur. "
    "Rapat berlangsung dua hari di Hotel Pelita, Waikabubak."
)

NOISE = {
    "nothing": lambda t: t,
    "capitals": str.upper,
    "forwarded": lambda t: "*Diteruskan berkali-kali*\n\n" + t,
    "stamped": lambda t: "[25/4/18 10.30] Budi Santoso: \n" + t,
    "emoji": lambda t: "📢📢 " + t.replace(". ", " 🙏. ") + " 👍",
    "bold": lambda t: t.replace("Gubernur", "*Gubernur*").replace("Rapat", "_Rapat_"),
    "breaks": lambda t: t.replace(". ", ".\n\n").replace(" kepada ", "\nkepada "),
    "quotes": lambda t: t.replace("“", '"').replace("”", '"'),
    "points": lambda t: t.replace(". ", " ").replace(", ", " "),
    "invisible": lambda t: t.replace("bantuan", "ban\u200btuan").replace("biaya", "bia\u00adya"),
    "words for figures": lambda t: t.replace("5 ribu", "lima ribu").replace("dua hari", "2 hari"),
    "figures for words": lambda t: t.replace("5 ribu", "5.000").replace("Rp1,5 miliar", "Rp 1.500.000.000"),
    "date in figures": lambda t: t.replace("25 April 2018", "25/4/2018"),
    "signature": lambda t: t + "\n\nSalam hormat,\nHumas Setda Provinsi NTT",
    "name below": lambda t: t + "\n\n- Markus Ndolu",
}

CHANGES = {
    "number": ("5 ribu", "6 ribu", "number"),
    "number in words": ("5 ribu", "enam ribu", "number"),
    "decimal sign lost": ("1,5 miliar", "15 miliar", "number"),
    "scale": ("1,5 miliar", "1,5 triliun", "number"),
    "day": ("25 April", "26 April", "date"),
    "month": ("April", "Mei", "date"),
    "year": ("2018", "2019", "date"),
    "name": ("Lebu Raya", "Lebu Jaya", "name"),
    "place": ("Waikabubak", "Waingapu", "name"),
    "title put in": ("Gubernur NTT", "Wakil Gubernur NTT", "name"),
    "negation lost": ("tidak dipungut", "dipungut", "negation"),
    "negation put in": ("menyerahkan", "belum menyerahkan", "negation"),
    "quoted": ("untuk rakyat", "untuk pejabat", "quote"),
    "wording": ("menyerahkan", "menjanjikan", "wording"),
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_is_no_change(name):
    assert compare(OFFICIAL, NOISE[name](OFFICIAL)).verdict == "same"


REWRITING = ("words for figures", "figures for words", "date in figures")
# a noise that rewrites the very words of a change is left out
PAIRS = [
    (noise, name)
    for noise in NOISE
    for name, (_, _, kind) in CHANGES.items()
    if noise not in REWRITING or kind not in ("number", "date")
]


@pytest.mark.parametrize(("noise", "name"), PAIRS)
def test_a_change_is_found_through_noise(name, noise):
    old, new, kind = CHANGES[name]
    claimed = NOISE[noise](OFFICIAL.replace(old, new, 1))
    alignment = compare(OFFICIAL, claimed)
    assert alignment.verdict == "altered"
    assert len(alignment.changes) == 1
    change = alignment.changes[0]
    at = OFFICIAL.index(old)
    assert at <= change.official[0] <= change.official[1] <= at + len(old)
    assert change.kind == kind or noise == "capitals"


def test_an_excerpt_is_a_part():
    alignment = compare(OFFICIAL, OFFICIAL[: OFFICIAL.index(" Rapat")])
    assert (alignment.verdict, alignment.changes, alignment.added) == ("part", (), ())
    assert OFFICIAL[slice(*alignment.missing[0])].startswith("Rapat berlangsung")


def test_an_excerpt_with_its_middle_left_out_is_a_part():
    claimed = OFFICIAL.replace("Bantuan itu tidak dipungut biaya. ", "")
    assert compare(OFFICIAL, claimed).verdict == "part"


def test_a_sentence_cut_off_before_its_negation_is_altered():
    official = OFFICIAL + " Bupati menyatakan bahwa kabar tentang pungutan itu tidak benar."
    assert compare(official, official[: official.index(" tidak benar")]).verdict == "altered"


@pytest.mark.parametrize("place", ["begin", "middle", "end", "below", "below a dash"])
def test_an_added_sentence_is_altered(place):
    added = "Bantuan berikutnya dibatalkan oleh pemerintah pusat."
    parts = OFFICIAL.split("Bantuan itu")
    claimed = {
        "begin": f"{added} {OFFICIAL}",
        "middle": f"{parts[0]}{added} Bantuan itu{parts[1]}",
        "end": f"{OFFICIAL} {added}",
        "below": f"{OFFICIAL}\n\n{added}",
        "below a dash": f"{OFFICIAL}\n\n- {added}",
    }[place]
    alignment = compare(OFFICIAL, claimed)
    assert alignment.verdict == "altered"
    assert [claimed[a:b] for a, b in alignment.added] == [added[:-1]]


def test_another_text_is_unrelated():
    assert compare(OFFICIAL, text(3)).verdict == "unrelated"
    assert compare(OFFICIAL, "").verdict == "unrelated"
    assert compare("", "").verdict == "same"


def test_long_texts_are_compared():
    long = text(5, 3000)
    words = long.split(" ")
    words[17_000] = "lain"
    alignment = compare(long, " ".join(words))
    assert alignment.verdict == "altered"
    assert len(alignment.changes) == 1


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200), st.text(max_size=200))
def test_ranges_lie_within_the_texts(official, claimed):
    alignment = compare(official, claimed)
    for c in alignment.changes:
        assert 0 <= c.official[0] <= c.official[1] <= len(official)
        assert 0 <= c.claimed[0] <= c.claimed[1] <= len(claimed)
    assert all(0 <= a < b <= len(official) for a, b in alignment.missing)
    assert all(0 <= a < b <= len(claimed) for a, b in alignment.added)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_a_text_is_the_same_as_itself(official):
    assert compare(official, official).verdict == "same"


@pytest.mark.parametrize(
    ("figure", "key"),
    [("1.250", "n1250"), ("1250", "n1250"), ("7,5", "n7.5"), ("7,50", "n7.5"), ("1.500.000,00", "n1500000"),
     ("10.30", "n10.30"), ("10:30", "n10.30"), ("0812", "n0812"), ("15", "n15"), ("1,5", "n1.5")],
)  # fmt: skip
def test_values_of_figures(figure, key):
    assert value_of(figure) == key


@pytest.mark.parametrize(
    ("words", "key", "used"),
    [("dua puluh lima ribu orang", "n25000", 4), ("n5 ribu paket", "n5000", 2), ("seratus lima", "n105", 2),
     ("seribu dua ratus", "n1200", 3), ("sebelas juta", "n11000000", 2), ("n1.5 miliar", "n1500000000", 2),
     ("tiga juta dua ratus ribu", "n3200000", 5), ("rapat", "", 0), ("n5 orang", "", 0), ("dua tiga", "n2", 1)],
)  # fmt: skip
def test_values_of_words(words, key, used):
    assert joined_value(words.split()) == (key, used)
