"""The real story: the working meeting at Waikabubak, April 2018, from the event to the article that came of it.

NTT's bureau writes and sends its release; a reporter of an outlet makes the article (the real one, read from the shared data)
out of it; the trail shows it with the right sentences. Manggarai Timur was there and reports too, in words of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.urls import reverse

from jembatan.chain.coverage.models import Article
from jembatan.cli import main
from jembatan.foundation import clock
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.people.models import Membership, User
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Role
from tests.journeys.letterbox import Letterbox, letterbox
from tests.journeys.person import Person
from tests.journeys.seed_release import SeedStory, seed_story, sentences
from tests.world import shared

WITA = ZoneInfo("Asia/Makassar")
MEETING = datetime(2018, 4, 24, 9, tzinfo=WITA)
PASSWORD = "rahasia-uji-coba"

MATIM_TITLE = "Humas Manggarai Timur pulang dengan daftar kerja"
MATIM_BODY = (
    "<p>SIARAN PERS BAGIAN HUMAS KABUPATEN MANGGARAI TIMUR</p>"
    "<p>Lima staf humas Manggarai Timur menempuh perjalanan dua hari dari Borong untuk belajar menata arsip foto dan "
    "melayani wartawan dalam pertemuan humas di Sumba Barat.</p>"
    "<p>Sepulang dari sana, mereka menyusun jadwal piket peliputan kecamatan dan mulai memberi nama setiap berkas foto "
    "menurut tanggal, kampung, serta nama pemotretnya.</p>"
    "<p>Kepala Bagian Humas Manggarai Timur berharap bulan depan setiap desa dapat mengirim kabar lewat satu nomor telepon "
    "yang selalu dijaga petugas.</p>"
)
MATIM_ARTICLE = (
    "Borong, Kabar Ranaka – Perjalanan jauh itu tidak sia-sia.\n\n"
    "Lima staf humas Manggarai Timur menempuh perjalanan dua hari dari Borong untuk belajar menata arsip foto dan melayani "
    "wartawan dalam pertemuan humas di Sumba Barat.\n\n"
    "Kini mereka menyusun jadwal piket peliputan kecamatan dan mulai memberi nama setiap berkas foto menurut tanggal, kampung, "
    "serta nama pemotretnya.\n\nSeorang warga Elar mengaku menunggu nomor telepon itu."
)


@pytest.fixture
def box() -> Iterator[tuple[Letterbox, str]]:
    with letterbox() as standing:
        yield standing


@pytest.fixture
def story() -> SeedStory:
    return seed_story(shared("data/seed/poros_nusantara_2018-04-25.txt"))


@pytest.fixture
def staff(db: None) -> dict[str, str]:
    """The network of NTT as it is loaded, and people to work in it: key -> e-mail address."""
    loaded = CliRunner().invoke(main, ["units", "load", "53"], catch_exceptions=False)
    assert loaded.exit_code == 0, loaded.output
    people = {
        "penulis": ("53", Role.EDITOR),
        "pemeriksa": ("53", Role.CLEARING_OFFICER),
        "kepala": ("53", Role.BUREAU_HEAD),
        "matim": ("53.19", Role.EDITOR),
        "matim-kepala": ("53.19", Role.BUREAU_HEAD),
    }
    for login, (code, role) in people.items():
        user = User.objects.create_user(
            username=login, email=f"{login}@uji.example", password=PASSWORD, full_name=login
        )
        Membership.objects.create(user=user, unit=unit_of(code), role=role)
    return {login: f"{login}@uji.example" for login in people}


def unit_of(code: str) -> Unit:
    return Unit.objects.get(government__code=code, kind=Unit.Kind.LEADERS_OFFICE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2018, 4, day, hour, minute, tzinfo=WITA)


def write_and_submit(author: Person, event: str, title: str, body: str) -> str:
    """A release of the event, from the first word to submission; its address."""
    author.open(event)
    author.follow("Tulis siaran pers")
    author.submit({"title": title})
    address = author.address.replace("naskah/", "")
    author.submit({"title": title, "body": body})
    author.submit({"title": title, "body": body}, button="ajukan")
    assert "Diajukan" in author.text
    return address


def step(person: Person, release: str, part: str, values: dict[str, str]) -> None:
    """A step of the lifecycle: open the release, choose it there, confirm it."""
    person.open(release)
    target = re.search(rf'href="([^"]*/{part}/)"|action="([^"]*/{part}/)"', person.source)
    assert target, f"{part} is not offered at {release}"
    person.open(target.group(1) or target.group(2))
    person.submit(values, action=part)


def add_article_file(person: Person, text: str, title: str, outlet: str, when: datetime) -> Article:
    person.open("/kerja/berita/tambah/?cara=berkas")
    option = next(node for node in person.page.iter("option") if node.text_content().strip() == outlet)
    file = BytesIO(text.encode())
    file.name = "berita.txt"
    person.submit(
        {"title": title, "outlet": option.get("value"), "published_at": f"{when:%Y-%m-%dT%H:%M}"}, files={"file": file}
    )
    return Article.objects.get(title=title)


def add_contacts(person: Person) -> None:
    """Three outlets, a desk at each, and a list of all three."""
    for number, name in enumerate(("Poros Nusantara", "Pos X", "Kabar Ranaka"), start=1):
        person.open("/kerja/media/")
        person.follow("Tambah media")
        person.submit({"name": name, "kind": "online"})
        person.open(reverse("contact_new"))
        person.submit({"name": f"Redaksi {name}", "email": f"redaksi{number}@media.example"})
    person.open(reverse("contact_list_new"))
    desks = [box.get("value") for box in person.page.xpath("//input[@name='contacts']")]
    person.submit({"name": "Media utama", "contacts": desks})


def plan_the_meeting(author: Person) -> str:
    """The event, hosted by West Sumba, joined by Manggarai Timur; its address."""
    author.open("/kerja/kegiatan/baru/")
    author.submit(
        {
            "title": "Rapat kerja kehumasan se-NTT",
            "place": "Hotel Pelita, Waikabubak",
            "starts_at": f"{MEETING:%Y-%m-%dT%H:%M}",
            "host": str(unit_of("53.12").pk),
            "participants": [str(unit_of("53.19").pk)],
        }
    )
    assert "Hotel Pelita" in author.text
    return author.address


def send(author: Person, release: str) -> None:
    """To everyone on the list: look at who gets it, then send."""
    author.open(release)
    author.follow("Kirim ke media")
    chosen = author.page.xpath("//input[@name='lists']")[0].get("value")
    author.open(f"{author.address}?lists={chosen}")
    author.submit({"lists": chosen})


def test_from_the_meeting_to_the_traced_article(
    staff: dict[str, str], story: SeedStory, box: tuple[Letterbox, str], settings: Any
) -> None:
    letters, settings.SMTP_URL = box
    with clock.set_to(at(18, 10)):
        author = Person(staff["penulis"], PASSWORD)
        add_contacts(author)
        event = plan_the_meeting(author)
    with clock.set_to(at(25, 10)):
        release = write_and_submit(author, event, story.title, story.body)
        author.open(release)
        assert "persetujuan/" not in author.source, "an author is not offered to clear their own text"
    with clock.set_to(at(25, 11)):
        step(Person(staff["pemeriksa"], PASSWORD), release, "persetujuan", {"comment": "Sudah sesuai."})
        step(Person(staff["kepala"], PASSWORD), release, "penerbitan", {"issued_at": ""})
    with clock.set_to(at(25, 11, 30)):
        send(author, release)
        drain()
        author.open(release)
        assert "3 dari 3 terkirim" in author.text
    assert_letters(letters, story)
    with clock.set_to(at(25, 16)):
        article = add_article_file(author, story.article, "Raker Humas se-NTT", "Poros Nusantara", at(25, 15))
        drain()
    assert_trail(author, event, article, story)
    assert_public(release, story)


def assert_letters(box: Letterbox, story: SeedStory) -> None:
    """Three letters, each in text and HTML, from the bureau as it was called then, with a Message-ID of its own."""
    assert sorted(to for recipients, _letter in box.letters for to in recipients) == [
        f"redaksi{number}@media.example" for number in (1, 2, 3)
    ]
    assert len({letter["Message-ID"] for _to, letter in box.letters}) == 3
    letter = box.letters[0][1]
    text, rich = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert rich is not None
    wanted = sentences(story.paragraphs[0])[0][-60:]
    assert wanted in " ".join(text.get_content().split())
    assert "Biro Humas" in str(letter["From"])


def assert_trail(reader: Person, event: str, article: Article, story: SeedStory) -> None:
    """From the event one reaches the article, and the sentences that came from the release are marked, no others."""
    reader.open(event)
    reader.follow("Jejak informasi")
    assert "Poros Nusantara" in reader.text
    assert "Raker Humas se-NTT" in reader.text
    columns = reader.page.find_class("j-passages")[0].findall("section")
    words = marked_words(columns[0].find_class("j-prose")[0])
    for number in (0, 1, 3, 4, 6, 7):
        for sentence in sentences(story.paragraphs[number]):
            assert share_marked(sentence, words) > 0.85, f"not marked: {sentence}"
    for sentence in sentences(story.left_out):
        assert share_marked(sentence, words) < 0.15, f"marked, but never in the release: {sentence}"
    article.refresh_from_db()
    assert article.matches.count() == 1
    assert any(is_marked for _word, is_marked in marked_words(columns[1].find_class("j-prose")[0]))


def marked_words(column: Any) -> list[tuple[str, bool]]:
    """The words of one side in their order, each with whether it stands in a mark; the marks' numbers left out."""
    pieces: list[tuple[str, bool]] = []

    def walk(node: Any, inside: bool) -> None:
        inside = inside or "j-shared" in (node.get("class") or "")
        if node.tag != "sup":
            pieces.append((node.text or "", inside))
            for child in node:
                walk(child, inside)
                pieces.append((child.tail or "", inside))

    walk(column, False)
    return [(word, inside) for text, inside in pieces for word in text.split()]


def share_marked(sentence: str, words: list[tuple[str, bool]]) -> float:
    """The share of the sentence's words that are marked where the sentence stands. Raises ValueError if it does not."""
    wanted = "".join(sentence.split())
    everything = "".join(word for word, _inside in words)
    flags = [inside for word, inside in words for _sign in word]
    start = everything.index(wanted)
    return sum(flags[start : start + len(wanted)]) / len(wanted)


def assert_public(release: str, story: SeedStory) -> None:
    """Anybody reads the release in the newsroom, under the bureau's name of that day."""
    nobody = Person()
    nobody.open("/")
    assert story.title in nobody.text
    nobody.follow(story.title)
    assert "Rabu, 25 April 2018 11.00 WITA" in nobody.text
    assert "Biro Humas" in nobody.text
    assert release.rstrip("/").rsplit("/", maxsplit=1)[-1] in nobody.address


def test_two_releases_of_one_event_each_with_its_own_article(
    staff: dict[str, str], story: SeedStory, box: tuple[Letterbox, str], settings: Any
) -> None:
    _letters, settings.SMTP_URL = box
    with clock.set_to(at(18, 10)):
        author = Person(staff["penulis"], PASSWORD)
        add_contacts(author)
        event = plan_the_meeting(author)
    with clock.set_to(at(25, 9)):
        guest = Person(staff["matim"], PASSWORD)
        first = write_and_submit(author, event, story.title, story.body)
        second = write_and_submit(guest, event, MATIM_TITLE, MATIM_BODY)
        for release, heads in ((first, ("pemeriksa", "kepala")), (second, ("matim-kepala", "matim-kepala"))):
            step(Person(staff[heads[0]], PASSWORD), release, "persetujuan", {"comment": ""})
            step(Person(staff[heads[1]], PASSWORD), release, "penerbitan", {"issued_at": ""})
        drain()
    with clock.set_to(at(26, 9)):
        ours = add_article_file(author, story.article, "Raker Humas se-NTT", "Poros Nusantara", at(25, 15))
        theirs = add_article_file(guest, MATIM_ARTICLE, "Piket foto di Manggarai Timur", "Kabar Ranaka", at(26, 7))
        drain()
    assert [match.version.title for match in ours.matches.all()] == [story.title]
    assert [match.version.title for match in theirs.matches.all()] == [MATIM_TITLE]
    for person in (author, guest):
        person.open(event)
        person.follow("Jejak informasi")
        for text in (story.title, MATIM_TITLE, "Raker Humas se-NTT", "Piket foto di Manggarai Timur"):
            assert text in person.text


def test_other_news_of_the_region_is_not_matched(staff: dict[str, str], story: SeedStory) -> None:
    news = [json.loads(line) for line in shared("data/trace/news_indosum_3463.jsonl").open(encoding="utf-8")]
    region = [row["text"] for row in news if re.search(r"\bNTT\b|Kupang|Flores|Sumba\b", row["text"])]
    assert len(region) > 20
    with clock.set_to(at(25, 9)):
        author = Person(staff["penulis"], PASSWORD)
        author.open("/kerja/siaran-pers/baru/")
        author.submit({"title": story.title})
        release = author.address.replace("naskah/", "")
        author.submit({"title": story.title, "body": story.body}, button="ajukan")
        step(Person(staff["pemeriksa"], PASSWORD), release, "persetujuan", {"comment": ""})
        step(Person(staff["kepala"], PASSWORD), release, "penerbitan", {"issued_at": ""})
        for number, text in enumerate([*region, story.article]):
            author.open("/kerja/berita/tambah/?cara=teks")
            author.submit({"title": f"Berita {number}", "text": text[:190_000]})
        drain()
    traced = Article.objects.filter(matches__isnull=False)
    assert [article.text[:40] for article in traced] == [story.article[:40]]
