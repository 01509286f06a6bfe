"""A traced article's mentions and tones are kept, kept again without change, and people's judgements stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import book, queries, tasks
from jembatan.chain.coverage.tone.actions import judge, keep_named, take_back
from jembatan.chain.coverage.tone.events import ToneChanged
from jembatan.chain.coverage.tone.models import Mention, NameChange, ToneJudgement
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.people.offices import end_with_section
from jembatan.foundation.refusal import Refused
from jembatan.foundation.registry import registry
from jembatan.foundation.units.events import SectionClosed
from jembatan.foundation.units.models import Section
from jembatan.foundation.viewer import NOBODY, Role, system_viewer
from tests.world import World

SYSTEM = system_viewer("test")
TEXT = (
    "Pemprov NTT meraih penghargaan atas layanan kesehatan. Penghargaan itu diserahkan di Jakarta.\n"
    "Sementara itu, Bupati Sumba Barat ditahan sebagai tersangka suap. Ia diduga menerima gratifikasi.\n"
    "Pemkot Kupang menata taman."
)


def article(world: World, text: str = TEXT, title: str = "Berita hari ini", **more: object) -> Article:
    return Article.objects.create(
        canonical_key=f"text:{Article.objects.count()}",
        title=title,
        text=text,
        state=Article.State.TRACED,
        added_by_unit=world.ntt,
        published_at=datetime(2019, 5, 2, 4, tzinfo=UTC),
        **more,
    )


def traced(row: Article) -> Article:
    keep = tasks.attend_traced(row)
    keep(row)
    return row


def leader(world: World, name: str = "Viktor Bungtilu Laiskodat", **days: date) -> Person:
    person = Person.objects.create(full_name=name)
    Appointment.objects.create(
        person=person, government=world.ntt.government, office="Gubernur NTT", is_leader=True, **days
    )
    return person


def test_tone_is_told_for_each_institution(world: World) -> None:
    row = traced(article(world))
    tones = {tone.institution_id: tone for tone in row.tones.all()}
    assert tones[world.ntt.pk].tone == "positive"
    assert tones[world.sumba_barat.pk].tone == "negative"
    assert (tones[world.kupang.pk].tone, tones[world.kupang.pk].needs_review) == ("", True)
    for tone in tones.values():
        assert (tone.unit_id, tone.by) == (tone.institution_id, "rule")
        for item in tone.evidence:
            assert row.text[item["start"] : item["end"]] == item["word"]
    words = [item["word"] for item in tones[world.sumba_barat.pk].evidence]
    assert words == ["ditahan", "tersangka", "suap", "diduga", "gratifikasi"]


def test_tracing_again_changes_nothing(world: World) -> None:
    leader(world)
    row = article(world, text="Gubernur NTT meraih penghargaan di Jakarta.\n" + TEXT)
    traced(row)
    mentions = set(Mention.objects.values_list("pk", flat=True))
    tones = set(ToneJudgement.objects.values_list("pk", "judged_at"))
    records = AuditRecord.objects.count()
    traced(row)
    assert set(Mention.objects.values_list("pk", flat=True)) == mentions
    assert set(ToneJudgement.objects.values_list("pk", "judged_at")) == tones
    assert AuditRecord.objects.count() == records


def test_what_is_no_longer_named_goes_and_people_stay(world: World) -> None:
    row = traced(article(world))
    viewer = world.viewer(world.ntt, Role.EDITOR)
    judge(viewer=viewer, article=row, institution=world.sumba_barat, tone="neutral")
    row.text = "Pemprov NTT menata taman."
    row.save()
    traced(row)
    assert {mention.institution_id for mention in row.mentions.all()} == {world.ntt.pk}
    assert set(row.tones.values_list("institution_id", "by")) == {
        (world.ntt.pk, "rule"),
        (world.sumba_barat.pk, "person"),
    }


def test_person_wins_in_their_own_unit_only(world: World) -> None:
    row = traced(article(world))
    ours, theirs = world.viewer(world.ntt, Role.EDITOR), world.viewer(world.sumba_barat, Role.EDITOR)
    judge(viewer=ours, article=row, institution=world.sumba_barat, tone="neutral")
    judge(viewer=ours, article=row, institution=world.sumba_barat, tone="positive")
    mine = queries.tones_of(ours, [row], world.sumba_barat)[row.pk]
    assert (mine.tone, mine.by, mine.needs_review) == ("positive", "person", False)
    other = queries.tones_of(theirs, [row], world.sumba_barat)[row.pk]
    assert (other.tone, other.by) == ("negative", "rule")
    by_system = queries.tones_of(SYSTEM, [row], world.sumba_barat)[row.pk]
    assert by_system.tone == "negative"
    assert ToneJudgement.objects.filter(by="person").count() == 2
    assert queries.tones_in(ours, row)[world.sumba_barat.pk].tone == "positive"
    assert queries.tones_of(NOBODY, [row], world.sumba_barat) == {}
    # Tracing again leaves it.
    traced(row)
    assert queries.tones_of(ours, [row], world.sumba_barat)[row.pk].tone == "positive"


def test_shipped_error_stands_beside_every_tone(world: World) -> None:
    row = traced(article(world))
    view = queries.tones_of(world.viewer(world.ntt, Role.EDITOR), [row], world.ntt)[row.pk]
    assert view.error.basis == queries.ON_SHIPPED
    assert view.error.items == 81
    assert 0 < view.error.low < view.error.macro_f1 < view.error.high < 1
    assert view.error.kappa is None


def test_judging_is_refused_aloud(world: World) -> None:
    row = traced(article(world))
    with pytest.raises(Refused):
        judge(viewer=world.viewer(world.ntt, Role.AUDITOR), article=row, institution=world.ntt, tone="neutral")
    with pytest.raises(Refused):
        judge(viewer=world.viewer(world.ntt, Role.EDITOR), article=row, institution=world.ntt, tone="luar biasa")
    with pytest.raises(Refused):
        judge(viewer=NOBODY, article=row, institution=world.ntt, tone="neutral")
    assert not ToneJudgement.objects.filter(by="person").exists()
    assert AuditRecord.objects.filter(action="tone.judge.refused").count() == 3


def test_slip_is_taken_back_by_its_author_only(world: World) -> None:
    row = traced(article(world))
    mine, other = (world.viewer(world.ntt, Role.EDITOR, email=f"{name}@ntt.example") for name in ("a", "b"))
    judgement = judge(viewer=mine, article=row, institution=world.ntt, tone="negative")
    machine = row.tones.exclude(by="person").first()
    for viewer, refused in ((other, judgement), (mine, machine)):
        with pytest.raises(Refused):
            take_back(viewer=viewer, judgement=refused)
    assert queries.tones_of(mine, [row], world.ntt)[row.pk].tone == "negative"
    take_back(viewer=mine, judgement=judgement)
    assert queries.tones_of(mine, [row], world.ntt)[row.pk].by == "rule"


def test_change_of_tone_is_announced(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[ToneChanged] = []
    monkeypatch.setitem(registry.subscribers, ToneChanged, [heard.append])
    row = traced(article(world))
    traced(row)
    assert heard == []
    row.text = "Pemprov NTT dikritik karena korupsi."
    row.save()
    traced(row)
    assert {event.institution_id for event in heard} == {world.ntt.pk, world.sumba_barat.pk, world.kupang.pk}
    heard.clear()
    judge(viewer=world.viewer(world.ntt, Role.EDITOR), article=row, institution=world.ntt, tone="neutral")
    assert heard == [ToneChanged(row.pk, world.ntt.pk)]


def test_holder_of_the_articles_day_is_kept(world: World) -> None:
    before = leader(world, "Frans Lebu Raya", until=date(2018, 7, 16))
    now = leader(world, since=date(2018, 9, 5))
    row = traced(
        article(world, text="Gubernur NTT Viktor Laiskodat meninjau jalan. Laiskodat pulang. Frans Lebu Raya diam.")
    )
    mention = row.mentions.get()
    assert (mention.person, mention.office, mention.is_leader) == (now, "Gubernur NTT", True)
    assert [row.text[a:b] for a, b in mention.spans] == ["Gubernur NTT", "Viktor Laiskodat", "Laiskodat"]
    assert not before.mentions.exists()


def test_names_are_compiled_anew_when_one_changes(world: World) -> None:
    names = book.names_now()
    assert book.names_now() is names
    leader(world)
    assert book.names_now() is not names
    names = book.names_now()
    world.ntt.names.update(note="x")
    # A change that no name comes of is noted, yet nothing is compiled.
    world.ntt.save()
    assert book.names_now() is names
    section = Section.objects.create(unit=world.ntt, name="Bagian Pers")
    holding = Appointment.objects.create(
        person=Person.objects.create(full_name="Ina Contoh"),
        government=world.ntt.government, unit=world.ntt, section=section, office="Kepala Bagian Pers",
    )  # fmt: skip
    book.names_now()
    event = SectionClosed(section.pk, date(2019, 1, 1))
    end_with_section(event)
    book.note_change(event)
    assert {one.until for one in book.names_now().holdings[holding.person_id]} == {date(2019, 1, 1)}


def test_bulk_changes_are_found_by_looking_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leader(world)
    book.names_now()
    count = NameChange.objects.count()
    Person.objects.update(full_name="Nama Lain Sekali")
    assert NameChange.objects.count() == count
    monkeypatch.setattr(book, "LOOK_AGAIN_SECONDS", -1.0)
    assert ("nama", "lain", "sekali") in set(book.names_now().name_words.values())


def test_keeping_needs_no_names(world: World) -> None:
    row = article(world, text="Tidak seorang pun disebut di sini.")
    assert keep_named(viewer=SYSTEM, article=row, named=[], tones=[]) == []
    assert not AuditRecord.objects.filter(action="tone.keep_named").exists()
