"""Who is named: units with their places, holders of the day, surnames after full names, and no namesakes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage.tone.matching import Named, find_named
from jembatan.chain.coverage.tone.names import Facts, GovernmentFacts, Holding, UnitFacts, compile_names

ROOT = UUID("00000000-0000-0000-0000-000000000001")
DAY = date(2019, 5, 2)


def known(name: str) -> UUID:
    return uuid5(ROOT, name)


def government(name: str, level: str, *names: str) -> GovernmentFacts:
    return GovernmentFacts(known(name), level, (name, *names), known(f"unit {name}"))


NTT = government("Nusa Tenggara Timur", "province", "NTT", "Nusa Tenggara Timur")
WEST = government("Kabupaten Sumba Barat", "regency", "Sumba Barat")
SOUTH_WEST = government("Kabupaten Sumba Barat Daya", "regency", "Sumba Barat Daya", "SBD")
CITY = government("Kota Kupang", "city", "Kota Kupang", "Pemkot Kupang", "Kodya Kupang")
REGENCY = government("Kabupaten Kupang", "regency", "Kupang", "Kab. Kupang", "Pemkab Kupang")
ENDE = government("Kabupaten Ende", "regency", "Ende")
GOVERNMENTS = [NTT, WEST, SOUTH_WEST, CITY, REGENCY, ENDE]
DISKOMINFO = known("diskominfo")


def unit(place: GovernmentFacts, name: str, **days: date) -> UnitFacts:
    assert place.unit_id is not None
    return UnitFacts(place.unit_id, place.id, name, **days)


UNITS = [
    unit(NTT, "Biro Humas Setda NTT", until=date(2020, 12, 31)),
    unit(NTT, "Biro Administrasi Pimpinan Setda NTT", since=date(2021, 1, 1)),
    UnitFacts(DISKOMINFO, NTT.id, "Dinas Komunikasi dan Informatika Provinsi NTT"),
    unit(WEST, "Bagian Protokol dan Komunikasi Pimpinan Setda Kabupaten Sumba Barat"),
    unit(CITY, "Prokopim Kota Kupang"),
]


def holds(name: str, office: str, place: GovernmentFacts, *, leader: bool = True, **days: date) -> Holding:
    return Holding(known(name), name, place.id, None if leader else place.unit_id, office, leader, **days)


HOLDINGS = [
    holds("Frans Lebu Raya", "Gubernur NTT", NTT, until=date(2018, 7, 16)),
    holds("Viktor Bungtilu Laiskodat", "Gubernur NTT", NTT, since=date(2018, 9, 5), until=date(2023, 9, 5)),
    holds("Josef Nae Soi", "Wakil Gubernur", NTT, since=date(2018, 9, 5)),
    holds("Agustinus Niga Dapawole", "Bupati Sumba Barat", WEST),
    holds("Kornelius Kodi Mete", "Bupati", SOUTH_WEST),
    holds("Korinus Masneno", "Bupati Kupang", REGENCY),
    holds("Jefri Riwu Kore", "Wali Kota Kupang", CITY),
    holds("Semuel Pakereng", "Kepala Biro Humas", NTT, leader=False),
    holds("Yohanes Bria", "Bupati Ende", ENDE),
    holds("Yohanes Bria", "Wakil Bupati", SOUTH_WEST),
]
# Two people of one name are two people.
HOLDINGS[-1] = Holding(known("the other Bria"), "Yohanes Bria", SOUTH_WEST.id, None, "Wakil Bupati", True)
NAMES = compile_names(Facts(GOVERNMENTS, UNITS, HOLDINGS))


def named(text: str, title: str = "", day: date = DAY) -> dict[UUID, Named]:
    return {one.id: one for one in find_named(NAMES, title, text, day)}


def written(text: str, **more: date) -> dict[UUID, list[str]]:
    return {row: [text[a:b] for a, b in one.spans] for row, one in named(text, **more).items()}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bantuan dari Pemkab Sumba Barat tiba.", WEST),
        ("Pemerintah Kabupaten Sumba Barat Daya hadir.", SOUTH_WEST),
        ("Bupati Kupang meninjau sawah.", REGENCY),
        ("Wali Kota Kupang meninjau pasar.", CITY),
        ("Walikota Kupang meninjau pasar.", CITY),
        ("Pemkot Kupang membuka layanan.", CITY),
        ("Pemprov NTT membuka layanan.", NTT),
        ("Pemerintah Provinsi Nusa Tenggara Timur hadir.", NTT),
        ("Warga Kota Kupang antre.", CITY),
        ("Warga Kabupaten Kupang antre.", REGENCY),
        ("Warga Kab. Kupang antre.", REGENCY),
        ("Banjir melanda warga di Ende kemarin.", ENDE),
        ("Banjir melanda SBD kemarin.", SOUTH_WEST),
        ("Dinas Kesehatan Sumba Barat membagikan obat.", WEST),
        ("Prokopim Sumba Barat mengumumkannya.", WEST),
        ("Warga berdemo di Kantor Bupati Sumba Barat.", WEST),
        ("Tamu menginap di rumah jabatan Bupati Sumba Barat.", WEST),
        ("Bagian Prokopim Kabupaten Sumba Barat mengumumkannya.", WEST),
    ],
)
def test_institution_is_told_by_its_place(text: str, place: GovernmentFacts) -> None:
    institutions = {one.institution_id for one in named(text).values()}
    assert institutions == {place.unit_id}


@pytest.mark.parametrize(
    "text",
    [
        "Ia lahir di Kupang dan besar di sana.",
        "Polres Sumba Barat menangkap pelaku.",
        "Bank NTT membagikan dividen.",
        "Sumba Barat Laut tidak ada.",
        "Cuaca di sumba barat cerah.",
        "Mantan Gubernur NTT itu wafat.",
        "Calon Bupati Sumba Barat mendaftar.",
        "Istri Wali Kota Kupang hadir.",
        "Laiskodat adalah marga di Semau.",
        "Yohanes Laiskodat membuka kios.",
        "Frans Lebu Raya menulis buku.",
        "Frans Lebu Raya Manek menulis buku.",
        "Yohanes Bria hadir.",
        "Kepala Bagian Umum hadir.",
        "Gubernur Bali hadir.",
        "Ibu kota Kupang.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert [one.way for one in named(text).values() if one.way != "area"] == []
    assert REGENCY.unit_id not in {one.institution_id for one in named(text).values()}


def test_holder_of_the_day() -> None:
    text = "Gubernur NTT membuka rapat."
    assert list(written(text)) == [known("Viktor Bungtilu Laiskodat")]
    assert list(written(text, day=date(2018, 4, 25))) == [known("Frans Lebu Raya")]
    # Between the two nobody is registered: the institution is named all the same.
    between = named(text, day=date(2018, 8, 1))
    assert [(one.kind, one.way) for one in between.values()] == [("unit", "office")]


def test_seat_of_an_office_is_not_its_holder() -> None:
    assert [one.kind for one in named("Warga berdemo di Kantor Gubernur NTT.").values()] == ["unit"]
    assert [one.kind for one in named("Masa jabatan Gubernur NTT diperpanjang.").values()] == ["person"]


def test_name_is_the_firmest_one_written() -> None:
    (one,) = named("Warga NTT antre. Pemprov NTT diam. Biro Humas Setda NTT bicara.").values()
    assert (one.way, one.name, len(one.spans)) == ("name", "Biro Humas Setda NTT", 3)


def test_another_name_behind_the_office_is_not_the_holder() -> None:
    for text in ("Gubernur NTT Markus Dima membuka rapat.", "Gubernur NTT, Markus Dima, membuka rapat."):
        assert [one.kind for one in named(text).values()] == ["unit"], text
    assert "person" in {one.kind for one in named("Gubernur NTT, Bupati Ende dan tamu hadir.").values()}


def test_short_names_come_after_the_full_name() -> None:
    text = "Laiskodat diam. Viktor Bungtilu Laiskodat bicara. Menurut Laiskodat, itu baik. "
    text += "Maria Laiskodat setuju. Kata Viktor lagi."
    assert written(text)[known("Viktor Bungtilu Laiskodat")] == ["Viktor Bungtilu Laiskodat", "Laiskodat", "Viktor"]


def test_shortened_middle_name_counts_beside_the_own_government() -> None:
    viktor = known("Viktor Bungtilu Laiskodat")
    assert viktor in written("Warga NTT menunggu. Viktor B. Laiskodat datang.")
    assert viktor in written("Gubernur NTT Viktor Laiskodat datang, dan Laiskodat pulang.")
    assert viktor not in written("Viktor Laiskodat datang ke Bali.")


def test_honorifics_do_not_hide_a_name() -> None:
    text = "Hadir Drs. Agustinus Niga Dapawole, M.M. dan Bapak Dapawole bicara."
    assert written(text)[known("Agustinus Niga Dapawole")] == ["Agustinus Niga Dapawole", "Dapawole"]


def test_namesakes_are_told_apart_by_their_government() -> None:
    assert list(named("Bupati Ende Yohanes Bria hadir.")) == [known("Yohanes Bria")]
    assert known("the other Bria") in named("Wabup Sumba Barat Daya Yohanes Bria hadir.")


def test_office_alone_means_the_one_named_before() -> None:
    text = "Wagub NTT Josef Nae Soi datang. Wakil Gubernur lalu pulang."
    assert written(text)[known("Josef Nae Soi")] == ["Wagub NTT", "Josef Nae Soi", "Wakil Gubernur"]


def test_units_have_dated_names_and_abbreviations() -> None:
    assert NTT.unit_id in named("Karo Humas NTT menjawab.", day=date(2018, 4, 25))
    assert known("Semuel Pakereng") in named("Kepala Biro Humas Setda NTT menjawab.", day=date(2018, 4, 25))
    assert NTT.unit_id in named("Biro Adpim NTT menjawab.", day=date(2022, 1, 1))
    # It was not called so yet.
    assert NTT.unit_id not in named("Biro Adpim menjawab.", day=date(2018, 4, 25))
    # The old name is still understood, as long as nobody else bears it.
    assert NTT.unit_id in named("Biro Humas Setda NTT menjawab.", day=date(2022, 1, 1))
    assert DISKOMINFO in named("Diskominfo NTT menjawab.")
    assert DISKOMINFO in named("Kadis Kominfo NTT menjawab.")
    assert DISKOMINFO in named("Pemprov NTT hadir. Diskominfo menjawab.")


def test_title_counts_without_spans() -> None:
    found = named("Warga menunggu.", title="Gubernur NTT Minta Warga Sabar")
    assert [(one.in_title, one.spans) for one in found.values()] == [(True, [])]


PIECES = [
    "Gubernur NTT", "Viktor Bungtilu Laiskodat", "Laiskodat", "Bupati Kupang", "Wali Kota Kupang", "Sumba Barat",
    "Sumba Barat Daya", "Pemprov NTT", "Biro Humas Setda NTT", "Yohanes Bria", "mantan", "warga", "di", ".", ",", "\n",
    "\n\n", "“", "é", "👩‍👩‍👧", "Kab.", "NTT", "Kepala", "İstanbul", "ﬀ", "Drs.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40), st.sampled_from(["", " "]))
def test_spans_lie_on_what_is_written(pieces: list[str], glue: str) -> None:
    text = (" " + glue).join(pieces)
    for one in find_named(NAMES, "", text, DAY):
        assert one.spans, one
        assert one.spans == sorted(one.spans)
        for start, end in one.spans:
            assert 0 <= start < end <= len(text)
            piece = text[start:end]
            assert piece == piece.strip()
            assert piece[0].isalnum()
            assert piece[-1].isalnum()
        assert all(before[1] <= after[0] for before, after in pairwise(one.spans))
        assert one.name in {text[start:end] for start, end in one.spans}


@given(st.text(), st.text())
def test_any_text_is_read(title: str, text: str) -> None:
    find_named(NAMES, title, text, DAY)
