"""One story printed on many addresses is one, with the first to print it; texts that only quote the same are not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jembatan.chain.coverage import actions, queries, stories, tasks
from jembatan.chain.coverage.likeness import runs_of, share_of_both
from jembatan.chain.coverage.models import Article, Story
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.viewer import Role
from tests.world import World

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
QUOTE = "“Air ini milik kita bersama, jadi kita pula yang menjaganya,” kata kepala bidang sumber daya air."
PRINTED = (
    "Warga tiga desa di Kecamatan Amfoang Hulu tidak lagi berjalan dua kilometer untuk mengambil air.\n"
    "Jaringan perpipaan sepanjang 7,4 kilometer dari mata air Oehani mulai mengalir setelah dikerjakan lima bulan.\n"
    f"{QUOTE}\nSetiap dusun mendapat dua hidran umum yang dirawat oleh panitia air desa dengan iuran bulanan."
)
OWN = (
    "Panitia air di tiga desa memilih ketua baru melalui musyawarah yang dihadiri hampir semua kepala keluarga.\n"
    f"{QUOTE}\nMusyawarah itu juga menetapkan denda bagi siapa pun yang merusak keran, dan jadwal ronda menjaga bak."
)


def add(world: World, number: int, text: str, hours: float = 0) -> Article:
    facts = actions.ArticleFacts(title=f"Air {number}", text=text, published_at=NOON + timedelta(hours=hours))
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    return actions.add_article_text(viewer=viewer, facts=facts, address=f"https://m{number}.example/air").article


def group() -> None:
    drain(["coverage.trace"])
    drain(["coverage.story"])


def test_ten_addresses_are_one_story_and_the_first_to_print_is_named(world: World) -> None:
    for number in range(10):
        add(world, number, PRINTED + f"\nLaporan media nomor {number}.", hours=(number + 7) % 10)
    own = add(world, 10, OWN)
    group()
    story = Story.objects.get(size=10)
    assert story.first_article.title == "Air 3"
    assert story.last_printed_at == NOON + timedelta(hours=9)
    own.refresh_from_db()
    assert own.story is not None
    assert own.story.size == 1
    viewer = world.viewer(world.sumba_barat, Role.CONTRIBUTOR)
    listed = {article.title for article in queries.articles(viewer)}
    assert listed == {"Air 3", "Air 10"}


def test_a_copy_that_comes_later_joins_and_may_turn_out_to_be_the_first(world: World) -> None:
    first = add(world, 1, PRINTED, hours=5)
    group()
    earlier = add(world, 2, PRINTED, hours=1)
    group()
    assert Story.objects.get().first_article == earlier
    viewer = world.viewer(world.ntt, Role.CONTRIBUTOR)
    first.refresh_from_db()
    story = queries.story_of(viewer, first)
    assert story is not None
    assert queries.articles_of_story(viewer, story) == [earlier, first]


def test_workers_that_look_at_the_same_time_make_one_story_of_one(world: World) -> None:
    one = add(world, 1, PRINTED)
    drain(["coverage.trace"])
    seen_by_first = stories.look_at(stories.waiting())
    other = add(world, 2, PRINTED)
    drain(["coverage.trace"])
    seen_by_second = stories.look_at([other])
    assert seen_by_first == {one.pk: set()}
    assert seen_by_second == {other.pk: {one.pk}}
    with transaction.atomic():
        stories.keep_stories(viewer=tasks.WORKER, found=seen_by_second)
        stories.keep_stories(viewer=tasks.WORKER, found=seen_by_first)
    assert Story.objects.get().size == 2


def test_stories_that_prove_to_be_one_are_joined(world: World) -> None:
    one, other = add(world, 1, PRINTED), add(world, 2, OWN)
    group()
    assert Story.objects.count() == 2
    stories.keep_stories(viewer=tasks.WORKER, found={one.pk: {other.pk}})
    assert Story.objects.get().size == 2


def test_a_page_of_the_story_names_the_others(world: World) -> None:
    first, other = add(world, 1, PRINTED), add(world, 2, PRINTED, hours=2)
    group()
    page = world.client(world.ntt, Role.CONTRIBUTOR).get(reverse("article_detail", args=[other.pk])).content.decode()
    assert "Dimuat juga di" in page
    assert reverse("article_detail", args=[first.pk]) in page


@pytest.mark.parametrize(("one", "other", "least", "most"), [(PRINTED, PRINTED, 1, 1), (PRINTED, OWN, 0.1, 0.5)])
def test_shares(one: str, other: str, least: float, most: float) -> None:
    assert least <= share_of_both(runs_of(one), runs_of(other)) <= most


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_share_is_mutual_and_a_part(one: str, other: str) -> None:
    share = share_of_both(runs_of(one), runs_of(other))
    assert 0 <= share <= 1
    assert share == share_of_both(runs_of(other), runs_of(one))
