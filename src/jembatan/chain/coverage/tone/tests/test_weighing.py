"""The rule reads the sentences about an institution, minds negation, and its evidence lies where it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.tone.keywords import find_words, inflected, weigh
from jembatan.chain.coverage.tone.matching import find_named
from jembatan.chain.coverage.tone.tests.test_matching import CITY, DAY, NAMES, NTT, PIECES, WEST
from jembatan.chain.coverage.tone.weighing import judge, marks, sentences


def judged(text: str, title: str = "") -> dict[object, tuple[str, list[str]]]:
    rows = judge(title, text, find_named(NAMES, title, text, DAY))
    return {row.institution_id: (row.tone, [str(item["word"]) for item in row.evidence]) for row in rows}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ia menolak bantuan.", ["menolak", "bantuan"]),
        ("Ia bertolak ke Jakarta.", []),
        ("Belanja pajak dan pelajaran di kecamatan.", []),
        ("Program itu tidak berhasil.", ["tidak berhasil"]),
        ("Tidak ada korban.", []),
        ("Upaya mencegah korupsi.", ["mencegah"]),
        ("Komisi Pemberantasan Korupsi (KPK) datang.", ["Korupsi", "KPK"]),
        ("Upaya menekan angka kemiskinan.", []),
        ("Upaya tekan inflasi berhasil.", ["tekan inflasi", "berhasil"]),
        ("OTT itu", ["OTT"]),
        ("Motto otter", []),
    ],
)
def test_words_with_affixes_and_negation(text: str, words: list[str]) -> None:
    assert [word.word for word in find_words(text)] == words


def test_negated_praise_speaks_ill() -> None:
    assert [word.tone for word in find_words("Mereka belum berhasil meraih apa pun.")] == ["negative", "negative"]


def test_inflection_swallows_the_first_letter() -> None:
    assert {"menolak", "ditolak", "penolakan", "tolakannya"} <= inflected("tolak")
    assert "bertolak" not in inflected("tolak")
    assert {"menyoroti", "disoroti"} <= inflected("soroti")


def test_thin_or_mixed_evidence_needs_review() -> None:
    assert weigh([]).needs_review
    assert weigh([]).tone == "neutral"
    assert weigh(find_words("raih penghargaan")).needs_review is False
    assert weigh(find_words("raih")).needs_review
    assert weigh(find_words("raih penghargaan, korupsi")).needs_review
    assert weigh(find_words("raih penghargaan dan apresiasi, korupsi")).needs_review is False


def test_each_institution_has_its_own_sentences() -> None:
    text = (
        "Pemprov NTT meraih penghargaan. “Ini apresiasi bagi semua,” katanya.\n"
        "Pemkab Sumba Barat digeledah KPK. Langkah itu menyusul dugaan suap.\n"
        "Pemkot Kupang menata taman. Warga lain korban banjir di tempat lain."
    )
    found = judged(text)
    assert found[NTT.unit_id] == ("positive", ["meraih", "penghargaan", "apresiasi"])
    assert found[WEST.unit_id] == ("negative", ["digeledah", "KPK", "dugaan", "suap"])
    assert found[CITY.unit_id] == ("", [])


def test_title_counts_for_whom_it_names() -> None:
    found = judged("Pemkot Kupang dan Pemprov NTT hadir.", title="Pemprov NTT Raih Penghargaan")
    assert found[NTT.unit_id] == ("positive", ["Raih", "Penghargaan"])
    assert found[CITY.unit_id] == ("", [])


def test_place_alone_is_for_people() -> None:
    found = judged("Banjir menewaskan warga Sumba Barat. Korban banjir di Sumba Barat bertambah.")
    tone, words = found[WEST.unit_id]
    assert tone == ""
    assert words


def test_sentences_mind_abbreviations() -> None:
    text = "Drs. Umbu tiba di Kab. Kupang. Ia pulang.\nBaris baru"
    assert [text[a:b] for a, b in sentences(text)] == ["Drs. Umbu tiba di Kab. Kupang.", "Ia pulang.", "Baris baru"]


MORE = [*PIECES, "korupsi", "tidak berhasil", "meraih", "penghargaan", "Ia", "banjir", "tekan inflasi"]


@given(st.lists(st.sampled_from(MORE) | st.text(max_size=5), max_size=40), st.text(max_size=30))
def test_evidence_lies_on_what_is_written(pieces: list[str], title: str) -> None:
    text = " ".join(pieces)
    for row in judge(title, text, find_named(NAMES, title, text, DAY)):
        assert row.needs_review == (row.tone == "")
        for item in row.evidence:
            source = title if "in" in item else text
            assert source[int(str(item["start"])) : int(str(item["end"]))] == item["word"]
        assert "".join(piece for piece, _tone in marks(text, row.evidence)) == text


@given(st.text())
def test_sentences_lie_apart_and_leave_only_space(text: str) -> None:
    cut = sentences(text)
    assert all(start < end for start, end in cut)
    assert all(one[1] <= other[0] for one, other in pairwise(cut))
    covered = {place for start, end in cut for place in range(start, end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)
