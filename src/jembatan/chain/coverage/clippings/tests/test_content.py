"""What a clipping tells: chosen at the desk, apart where paid for, with tone, releases and the pictures of pages."""

from __future__ import annotations

import io

import pypdf
import pytest
import pyvips
from django.db import transaction

from jembatan.chain.coverage.clippings.models import Entry, Making
from jembatan.chain.coverage.clippings.tests.making import MORNING, article, begin, plan, work
from jembatan.chain.coverage.evidence.actions import Seen, keep_evidence
from jembatan.chain.coverage.models import Match
from jembatan.chain.coverage.tone.models import Mention, ToneJudgement
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.chain.releases.models import Release, Version
from jembatan.chain.releases.tests.making import published
from jembatan.foundation import clock
from jembatan.foundation.files.actions import store
from jembatan.foundation.viewer import system_viewer
from tests.world import World


@pytest.fixture(autouse=True)
def _six_ten_in_the_morning(db: None):
    with clock.set_to(MORNING):
        yield


def test_what_the_desk_rejected_is_left_out_and_what_is_paid_stands_apart(
    world: World, post_office: PostOffice
) -> None:
    plan(world)
    article(world, "Diterima", state="accepted")
    article(world, "Ditolak", state="rejected")
    article(world, "Belum dipilah")
    article(world, "Dibayar", state="accepted", is_paid=True)
    begin()
    work()
    content = Making.objects.get().content
    assert {story["title"] for story in content["stories"]} == {"Diterima", "Belum dipilah"}
    assert [story["title"] for story in content["paid"]] == ["Dibayar"]
    assert (content["figures"]["articles"], content["figures"]["untriaged"]) == (2, 1)
    assert set(Entry.objects.filter(is_paid=True).values_list("article__title", flat=True)) == {"Dibayar"}


def test_without_untriaged_only_what_was_accepted_goes_in(world: World, post_office: PostOffice) -> None:
    plan(world, with_untriaged=False)
    article(world, "Belum dipilah")
    accepted = article(world, "Diterima", state="accepted")
    begin()
    work()
    assert list(Entry.objects.values_list("article", flat=True)) == [accepted.pk]


def test_tone_mentions_releases_and_the_picture_of_the_page_are_told(world: World, post_office: PostOffice) -> None:
    plan(world)
    one = article(world, "Jembatan roboh", state="accepted")
    Mention.objects.create(
        article=one, kind="unit", way="name", unit=world.ntt, institution=world.ntt, name="Biro Adpim", spans=[[0, 8]]
    )
    ToneJudgement.objects.create(
        unit=world.ntt, article=one, institution=world.ntt, tone="negative", rule_tone="negative", by="rule",
        evidence=[{"start": 9, "end": 14, "word": "roboh", "tone": "negative"}],
    )  # fmt: skip
    own = published(world)
    release = Release.objects.create(unit=world.kupang, visibility="public", issued_at=clock.now())
    foreign = Version.objects.create(
        release=release, ordinal=1, title="Milik tetangga", body="<p>Isi.</p>", text="Isi.", state="published",
        published_at=clock.now(),
    )  # fmt: skip
    for version in (own, foreign):
        Match.objects.create(
            article=one, version=version, klass="adapted", release_share=0.5, article_share=0.4, score=0.9, spans=[]
        )
    page = pyvips.Image.black(1280, 4000, bands=3).cast("uchar").pngsave_buffer()
    with transaction.atomic():
        keep_evidence(
            viewer=system_viewer("test", world.ntt.pk), article=one, kind="picture", seen=Seen(at=clock.now()),
            file=store(page, name="halaman.png", media_type="image/png"),
        )  # fmt: skip
    begin()
    work()
    content = Making.objects.get().content
    [group] = content["stories"][0]["groups"]
    assert (group["tone"], group["unit"]) == ("negative", world.ntt.short_name)
    assert [use["title"] for use in group["articles"][0]["releases"]] == [own.title], "its own releases only"
    assert content["measure"]["by"] == "rule"
    _body, paper = post_office.letters[0][2].iter_parts()
    reader = pypdf.PdfReader(io.BytesIO(paper.get_content()))
    assert sum(len(page.images) for page in reader.pages) == 2
