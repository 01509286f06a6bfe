"""The screens: the panel on an article's page, the measure, and labelling by two people through HTTP."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from jembatan.chain.coverage.tone.models import SampleLabel, ToneJudgement, ToneSample
from jembatan.chain.coverage.tone.tests.test_keeping import article, traced
from jembatan.chain.coverage.tone.tests.test_samples import TEXTS
from jembatan.foundation.viewer import Role
from tests.world import World


def test_article_shows_who_is_named_and_the_words(world: World) -> None:
    row = traced(article(world))
    client = world.client(world.ntt, Role.EDITOR)
    page = client.get(reverse("article_detail", args=[row.pk])).content.decode()
    assert "Pemprov NTT" in page
    assert 'j-word-negative">tersangka<sup' in page
    assert 'j-word-positive">meraih<sup' in page
    assert "F1 makro 0,61" in page
    assert page.index("Biro Administrasi Pimpinan") < page.index("Bagian Prokopim Sumba Barat")
    answer = client.post(reverse("tone_judge", args=[row.pk, world.sumba_barat.pk]), {"tone": "neutral"})
    assert answer.status_code == 302
    assert answer.url.endswith(f"#tone-{world.sumba_barat.pk}")
    page = client.get(reverse("article_detail", args=[row.pk])).content.decode()
    assert "dinilai orang" in page
    assert 'value="neutral" aria-pressed="true"' in page


def test_hostile_text_is_shown_as_text(world: World) -> None:
    text = "Pemprov NTT <script>alert(1)</script> meraih <b>penghargaan</b>."
    row = traced(article(world, text=text, title="<img src=x>"))
    page = world.client(world.ntt, Role.EDITOR).get(reverse("article_detail", args=[row.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page


def test_auditor_reads_without_buttons(world: World) -> None:
    row = traced(article(world))
    client = world.client(world.ntt, Role.AUDITOR)
    page = client.get(reverse("article_detail", args=[row.pk])).content.decode()
    assert "dinilai aturan" in page
    assert "Ubah: positif" not in page
    answer = client.post(reverse("tone_judge", args=[row.pk, world.ntt.pk]), {"tone": "neutral"})
    assert answer.status_code in {403, 409, 422}
    assert not ToneJudgement.objects.filter(by="person").exists()


def test_redirect_stays_on_this_host(world: World) -> None:
    row = traced(article(world))
    client = world.client(world.ntt, Role.EDITOR)
    address = reverse("tone_judge", args=[row.pk, world.ntt.pk])
    away = client.post(address, {"tone": "neutral", "next": "https://jahat.example/"})
    assert away.url.startswith("/kerja/")
    back = client.post(address, {"tone": "neutral", "next": "/kerja/tone/"})
    assert back.url == "/kerja/tone/"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR])
def test_measure_before_any_label(world: World, role: Role) -> None:
    page = world.client(world.ntt, role).get(reverse("tone_measure")).content.decode()
    assert "0,61" in page
    assert "200 lagi sampai model sendiri dicoba" in page
    assert "Belum ada sampel" in page
    assert ("Tarik sampel</a>" in page) == (role == Role.EDITOR)


def test_two_people_label_and_a_third_decides(world: World) -> None:
    for number in range(20):
        traced(article(world, text=TEXTS[number % 3] + f" Nomor {number}."))
    head = world.client(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example")
    users = [
        world.user(world.ntt, Role.CONTRIBUTOR, email=f"{name}@ntt.example", name=name) for name in ("satu", "dua")
    ]
    same = head.post(reverse("tone_sample_new"), {"size": 20, "first": users[0].pk, "second": users[0].pk})
    assert same.status_code == 422
    made = head.post(reverse("tone_sample_new"), {"size": 20, "first": users[0].pk, "second": users[1].pk})
    sample = ToneSample.objects.get()
    assert made.url == reverse("tone_sample", args=[sample.pk])
    address = reverse("tone_label", args=[sample.pk])
    for user, answers in zip(users, (["positive"] + ["neutral"] * 19, ["neutral"] * 20), strict=True):
        client = world.client(world.ntt, Role.CONTRIBUTOR, email=user.email)
        page = client.get(address).content.decode()
        assert re.findall(r'data-key="(.)"', page) == ["1", "2", "3", "0", "j"]
        # The machine's opinion is not on the sheet.
        assert "j-word" not in page
        for order, answer in enumerate(answers, start=1):
            going = client.post(address, {"butir": order, "label": answer})
            if order == 1:
                assert going.url == f"{address}?butir=2"
                undone = client.post(reverse("tone_unlabel", args=[sample.pk]))
                assert undone.url == f"{address}?butir=1"
                client.post(address, {"butir": order, "label": answer})
        assert going.url == reverse("tone_sample", args=[sample.pk])
    page = head.get(going.url).content.decode()
    assert "Kappa Cohen" in page
    assert page.count("Putuskan: Positif") == 1
    head.post(reverse("tone_resolve", args=[sample.pk]), {"butir": 1, "label": "positive"})
    sample.refresh_from_db()
    assert sample.state == "settled"
    measure = head.get(reverse("tone_measure")).content.decode()
    assert "20 berita dari sampel unit ini" in measure
    assert "kappa Cohen" in measure
    assert "Di mana penilai keliru" in measure


def test_strangers_do_not_reach_a_sample(world: World) -> None:
    first, second = (world.user(world.ntt, Role.EDITOR, email=f"{name}@ntt.example") for name in ("a", "b"))
    sample = ToneSample.objects.create(
        unit=world.ntt, number=1, seed=1, first_labeller=first, second_labeller=second, drawn_by=first
    )
    client = world.client(world.kupang, *Role)
    for name in ("tone_sample", "tone_label", "tone_cancel"):
        assert client.get(reverse(name, args=[sample.pk])).status_code == 404
    for name in ("tone_label", "tone_unlabel", "tone_resolve", "tone_cancel"):
        assert client.post(reverse(name, args=[sample.pk]), {"butir": 1, "label": "neutral"}).status_code == 404
    assert not SampleLabel.objects.exists()
    ours = world.client(world.ntt, Role.BUREAU_HEAD)
    assert ours.get(reverse("tone_cancel", args=[sample.pk])).status_code == 200
    assert ours.post(reverse("tone_cancel", args=[sample.pk])).status_code == 302
    sample.refresh_from_db()
    assert sample.state == "cancelled"


def test_sample_needs_two_people(world: World) -> None:
    page = world.client(world.ntt, Role.EDITOR).get(reverse("tone_sample_new")).content.decode()
    assert "Perlu dua orang" in page
