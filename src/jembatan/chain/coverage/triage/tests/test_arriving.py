"""Which desks an article comes to and why; whom it is told to; and that nothing is put or told twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from jembatan.chain.coverage.events import StoryGrew
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.sources.models import Sighting, Source
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.triage import actions, alerting, tasks
from jembatan.chain.coverage.triage.arriving import attend_traced, follow_story
from jembatan.chain.coverage.triage.filters import DeskFilter
from jembatan.chain.coverage.triage.models import Alert, AlertSent, DeskItem, Hit, Receiver, SavedSearch
from jembatan.chain.coverage.triage.search_actions import remove_search, save_search, stop_alerts
from jembatan.chain.coverage.triage.tests.making import a_story, an_article, an_item
from jembatan.chain.releases.models import Release, Version
from jembatan.foundation import clock
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import NOBODY, Role, system_viewer
from tests.world import World


def arrive(article: Article) -> Article:
    """As the worker does: look beforehand, keep in the transaction."""
    attend_traced(article)(article)
    return article


def whys(unit: Unit) -> list[str]:
    return sorted(reason["why"] for item in DeskItem.objects.filter(unit=unit) for reason in item.reasons)


def name(article: Article, unit: Unit, **more: Any) -> None:
    values = {"kind": "unit", "way": "name", "unit": unit, "institution": unit, "name": unit.short_name}
    Mention.objects.create(article=article, **{**values, **more})


def search(world: World, narrow: DeskFilter, *, unit: Unit | None = None, **more: Any) -> SavedSearch:
    unit = unit or world.ntt
    viewer = world.viewer(unit, Role.EDITOR)
    return save_search(viewer=viewer, name=more.pop("name", "Cari"), narrow=narrow, **more)


def test_every_reason_brings_it_to_the_desk_it_concerns(world: World) -> None:
    article = an_article(world.kupang, added_by=world.user(world.kupang, Role.EDITOR))
    release = Release.objects.create(unit=world.ntt)
    version = Version.objects.create(release=release, ordinal=1, title="Siaran", text="x", state="published")
    Match.objects.create(article=article, version=version, klass="verbatim", release_share=1, article_share=1, score=1)
    name(article, world.sumba_barat)
    person = world.leader(world.ntt)
    Mention.objects.create(
        article=article,
        kind="person",
        way="office",
        person=person,
        institution=world.ntt,
        is_leader=True,
        name="Gubernur",
    )
    source = Source.objects.create(unit=world.diskominfo, kind="feed", name="Umpan", address="https://a.example/")
    Sighting.objects.create(source=source, article=article, key="a")
    arrive(article)
    assert whys(world.ntt) == ["names_leader", "own_release"]
    assert whys(world.sumba_barat) == ["names_unit"]
    assert whys(world.diskominfo) == ["own_source"]
    assert whys(world.kupang) == ["added"]
    item = DeskItem.objects.get(unit=world.ntt)
    assert (item.why_own_release, item.why_named, item.why_search) == (True, True, False)


def test_a_mere_place_is_no_reason(world: World) -> None:
    article = an_article(world.ntt)
    name(article, world.kupang, way="area")
    assert not DeskItem.objects.filter(article=arrive(article)).exists()


def test_tracing_again_puts_nothing_twice_and_touches_no_decision(world: World) -> None:
    article = an_article(world.ntt)
    name(article, world.ntt)
    arrive(article)
    viewer = world.viewer(world.ntt, Role.EDITOR)
    actions.reject(viewer=viewer, items=[DeskItem.objects.get().pk])
    was = DeskItem.objects.values().get()
    arrive(article)
    assert DeskItem.objects.values().get() == was
    Mention.objects.all().delete()
    arrive(article)
    assert whys(world.ntt) == ["names_unit"]  # once on a desk it stays, with what brought it there


def test_a_saved_search_finds_by_words_in_any_form_and_by_all_its_filters(world: World) -> None:
    search(world, DeskFilter(words="hujan banjir"), name="Kata")
    search(world, DeskFilter(words="banjir", kind="print"), name="Cetak")
    search(world, DeskFilter(named=world.kupang.pk), name="Kupang")
    arrive(an_article(world.ntt, "Hujan saja, air tidak naik"))
    assert not DeskItem.objects.exists()
    arrive(an_article(world.ntt, "Kebanjiran karena penghujan"))
    assert [one["of"] for one in DeskItem.objects.get().reasons] == ["Kata"]
    named = an_article(world.ntt, "Berita lain")
    name(named, world.kupang)
    arrive(named)
    assert [one["of"] for one in DeskItem.objects.get(unit=world.ntt, article=named).reasons] == ["Kupang"]


@pytest.mark.parametrize("bad", ["", " "])
def test_a_search_is_refused_with_all_reasons(world: World, bad: str) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    with pytest.raises(Refused) as refusal:
        save_search(viewer=viewer, name=bad, narrow=DeskFilter(), alert="sometimes", hour=24)
    assert len(refusal.value.reasons) == 5
    with pytest.raises(Refused, match="anggota unit"):
        save_search(
            viewer=viewer, name="A", narrow=DeskFilter(words="a"), alert="at_once",
            receivers=[world.user(world.kupang, Role.EDITOR)],
        )  # fmt: skip
    saved = save_search(viewer=viewer, name="A", narrow=DeskFilter(words="a"))
    with pytest.raises(Refused, match="sudah punya"):
        save_search(viewer=viewer, name="A", narrow=DeskFilter(words="b"))
    with pytest.raises(Refused, match="unit lain"):
        remove_search(viewer=world.viewer(world.kupang, Role.EDITOR), search=saved)
    remove_search(viewer=viewer, search=saved)
    save_search(viewer=viewer, name="A", narrow=DeskFilter(words="b"))


def told(world: World, **more: Any) -> SavedSearch:
    receiver = world.user(world.ntt, Role.BUREAU_HEAD)
    return search(world, DeskFilter(words="banjir"), receivers=[receiver], **more)


def grown(*articles: Article) -> None:
    story = a_story(*articles)
    follow_story(StoryGrew(story.pk, tuple(one.pk for one in articles)))


def test_one_story_is_told_once_at_once(world: World) -> None:
    told(world, alert="at_once")
    told(world, alert="at_once", name="Sama")
    first, second = an_article(world.ntt, "Banjir satu"), an_article(world.ntt, "Banjir satu", minutes=5)
    arrive(first)
    assert not Alert.objects.exists()  # its story is not known yet
    grown(first)
    assert Alert.objects.count() == 1
    arrive(second)
    grown(first, second)
    arrive(first)
    assert (Alert.objects.count(), AlertSent.objects.count(), Hit.objects.count()) == (1, 1, 4)
    assert Intent.objects.filter(kind=alerting.ALERT).count() == 1
    assert set(DeskItem.objects.values_list("story_key", flat=True)) == {Article.objects.get(pk=first.pk).story_id}


def test_two_stories_that_prove_to_be_one_leave_one_letter(world: World) -> None:
    told(world, alert="at_once")
    first, second = an_article(world.ntt, "Banjir satu"), an_article(world.ntt, "Banjir satu", minutes=5)
    for article in (first, second):
        arrive(article)
        grown(article)
    assert Alert.objects.count() == 2
    grown(first, second)
    assert AlertSent.objects.count() == 1
    assert sorted(alert.stories.count() for alert in Alert.objects.all()) == [0, 1]


def test_the_digest_at_its_hour_tells_what_is_new_and_once(world: World) -> None:
    morning = datetime(2026, 5, 4, 5, 0, tzinfo=world.ntt.zone)
    with clock.set_to(morning):
        told(world, alert="digest", hour=7)
        rejected, kept = an_article(world.ntt, "Banjir satu"), an_article(world.ntt, "Banjir dua")
        for article in (rejected, kept):
            grown(arrive(article))
        viewer = world.viewer(world.ntt, Role.EDITOR)
        actions.reject(viewer=viewer, items=[DeskItem.objects.get(article=rejected).pk])
    with clock.set_to(morning + timedelta(hours=1, minutes=50)):
        assert tasks.make_due_digests() == 0
    with clock.set_to(morning + timedelta(hours=2, minutes=1)):
        assert [tasks.make_due_digests() for _turn in range(2)] == [1, 0]
    assert list(AlertSent.objects.values_list("item__article", flat=True)) == [kept.pk]
    with clock.set_to(morning + timedelta(days=1, hours=2, minutes=1)):
        assert tasks.make_due_digests() == 0  # nothing new: no letter
    with clock.set_to(morning + timedelta(days=1, hours=3)):
        grown(arrive(an_article(world.ntt, "Banjir tiga")))
    with clock.set_to(morning + timedelta(days=2, hours=2, minutes=1)):
        assert tasks.make_due_digests() == 1
    assert AlertSent.objects.count() == 2


def test_what_was_told_at_once_is_in_no_digest(world: World) -> None:
    with clock.set_to(datetime(2026, 5, 4, 9, 0, tzinfo=world.ntt.zone)):
        told(world, alert="at_once", name="Segera")
        told(world, alert="digest", hour=8, name="Ringkasan")
        grown(arrive(an_article(world.ntt, "Banjir")))
        assert tasks.make_due_digests() == 0
    assert Alert.objects.get().is_digest is False


def test_who_stopped_left_or_was_closed_is_not_told(world: World) -> None:
    saved = told(world, alert="at_once")
    receiver = Receiver.objects.get()
    stop_alerts(viewer=NOBODY, receiver=receiver)
    stopped = Receiver.objects.get().stopped_at
    stop_alerts(viewer=system_viewer("test"), receiver=receiver)
    assert Receiver.objects.get().stopped_at == stopped
    grown(arrive(an_article(world.ntt, "Banjir satu")))
    assert not Alert.objects.exists()
    Receiver.objects.update(stopped_at=None)
    receiver.user.memberships.all().delete()
    grown(arrive(an_article(world.ntt, "Banjir dua")))
    assert not Alert.objects.exists()
    assert saved.receivers.count() == 1


def test_a_tone_judged_elsewhere_reaches_the_desk(world: World) -> None:
    from jembatan.chain.coverage.tone.actions import judge

    item = an_item(world.ntt)
    judge(viewer=world.viewer(world.ntt, Role.EDITOR), article=item.article, institution=world.ntt, tone="negative")
    assert DeskItem.objects.get().tone == "negative"
    judge(viewer=world.viewer(world.kupang, Role.EDITOR), article=item.article, institution=world.ntt, tone="positive")
    assert DeskItem.objects.get().tone == "negative"  # another unit's opinion
