"""The screens of replies: the list, the clock, the law with what is not verified, forms that lose nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.chain.coverage.models import Article
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.tests.test_requests import answered, drafted, head, sent
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.viewer import Role
from tests.world import World


def client(world: World, role: Role = Role.BUREAU_HEAD) -> Client:
    return world.client(world.ntt, role)


def page(answer: object) -> str:
    return answer.content.decode()


def test_the_empty_list_says_how_to_begin(world: World) -> None:
    html = page(client(world).get(reverse("reply_list")))
    assert "Belum ada permintaan" in html
    assert reverse("reply_new") in html
    assert reverse("reply_new") not in page(client(world, Role.AUDITOR).get(reverse("reply_list")))


def test_a_request_is_made_sent_and_answered_by_forms_alone(world: World) -> None:
    browser, outlet = client(world), Outlet.objects.create(name="Pos Kupang Uji")
    article = Article.objects.create(
        canonical_key="pos.example/3", address="https://pos.example/3", way="address", outlet=outlet,
        title="Raker dipertanyakan", text="Pendek.", state="traced",
    )  # fmt: skip
    html = page(browser.get(reverse("reply_new") + f"?berita={article.pk}"))
    assert "Raker dipertanyakan" in html
    data = {
        "outlet": outlet.pk, "article_title": "Raker dipertanyakan", "kind": "reply", "wrong": "Keliru", "right": "Benar",
        "remedy": "both", "reply_text": "Teks jawaban yang lebih panjang.", "address": "r@pos.example",
    }  # fmt: skip
    browser.post(reverse("reply_new") + f"?berita={article.pk}", data)
    request = ReplyRequest.objects.get()
    html = page(browser.get(reverse("reply_detail", args=[request.pk])))
    assert "lebih panjang dari beritanya" in html
    assert "Belum terverifikasi" in html, "what is not verified of the law is shown as such"
    assert page(browser.get(reverse("reply_send", args=[request.pk]))).count("Raker dipertanyakan") >= 1
    browser.post(reverse("reply_send", args=[request.pk]))
    today = clock.today(world.ntt.zone).isoformat()
    answer = {"result": "published", "answered_on": today, "address": "http://www.pos.example/3/", "is_linked": "on"}
    html = page(browser.post(reverse("reply_answer", args=[request.pk]), answer, follow=True))
    assert "Ditautkan dengan berita semula" in html
    assert request.answers.get().article == article, "the article that carried it is known by its address"


def test_errors_stand_at_their_fields_and_nothing_is_lost(world: World) -> None:
    answer = client(world).post(reverse("reply_new"), {"wrong": "Kalimat yang panjang sekali", "kind": "reply"})
    assert answer.status_code == 422
    assert "Kalimat yang panjang sekali" in page(answer)


@pytest.mark.parametrize(("days", "words"), [(0, "hari lagi"), (60, "Tenggat lewat")])
def test_the_clock_is_shown(world: World, days: int, words: str) -> None:
    sent(world)
    with clock.set_to(clock.now() + timedelta(days=days)):
        assert words in page(client(world).get(reverse("reply_list")))


def test_an_old_article_warns_with_the_status_of_its_ground(world: World) -> None:
    request = drafted(world, article_on=clock.today(world.ntt.zone) - timedelta(days=100))
    html = page(client(world).get(reverse("reply_detail", args=[request.pk])))
    assert "lebih lama dari 2 bulan" in html
    assert "dua sumber sepakat, satu bertentangan" in html


def test_the_list_is_narrowed_by_the_address(world: World) -> None:
    sent(world, article_title="Berita satu")
    drafted(world, article_title="Berita dua")
    url = reverse("reply_list")
    html = page(client(world).get(url + "?keadaan=sent"))
    assert "Berita satu" in html
    assert "Berita dua" not in html
    assert "Berita dua" in page(client(world).get(url + "?kata=dua&keadaan=zzz&media=x&hal=9"))
    assert "tidak ada permintaan yang cocok" in page(client(world).get(url + "?kata=zzz")).lower()


def test_papers_are_given_to_the_unit_only(world: World) -> None:
    request = answered(world)
    for name in ("reply_letter", "reply_complaint"):
        url = reverse(name, args=[request.pk])
        assert client(world, Role.AUDITOR).get(url).content[:5] == b"%PDF-"
        assert world.client(world.kupang, Role.BUREAU_HEAD).get(url).status_code == 404
    early = reverse("reply_complaint", args=[drafted(world).pk])
    assert client(world).get(early).status_code in {403, 409}


def test_the_home_page_asks_for_answers_that_are_due(world: World) -> None:
    request = sent(world)
    assert request.due_on is not None
    wait = (request.due_on - clock.today(world.ntt.zone)).days
    home = reverse("home")
    assert "Dana raker" not in page(client(world).get(home))
    with clock.set_to(clock.now() + timedelta(days=wait - 2)):
        assert "segera jatuh tempo" in page(client(world).get(home))
    with clock.set_to(clock.now() + timedelta(days=wait + 1)):
        assert "tenggatnya lewat" in page(client(world).get(home))
    ReplyRequest.objects.update(state="unanswered")
    assert "putuskan langkahnya" in page(client(world).get(home))


def test_an_articles_page_leads_to_a_request(world: World) -> None:
    outlet = Outlet.objects.create(name="Pos Z")
    article = Article.objects.create(canonical_key="z", title="Berita Z", way="pasted", state="traced", outlet=outlet)
    html = page(client(world).get(reverse("article_detail", args=[article.pk])))
    assert f"{reverse('reply_new')}?berita={article.pk}" in html
    assert "Minta hak jawab" not in page(client(world, Role.AUDITOR).get(reverse("article_detail", args=[article.pk])))


def test_the_rules_page_says_what_the_law_does_not(world: World) -> None:
    url = reverse("reply_rules")
    html = page(client(world).get(url))
    assert "Undang-undang tidak menyebut jumlah harinya" in html
    client(world).post(url, {"answer_days": "7", "asking_months": "0"})
    request = sent(world)
    assert (request.due_days, request.due_working) == (7, False)
    assert head(world).unit_id == request.unit_id
