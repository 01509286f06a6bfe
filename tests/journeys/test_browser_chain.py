"""The chain in the browser: from a returned draft to letters in the newsrooms, and an article traced while one watches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.browser import Desk, Window
from tests.journeys.installed import TRACED, TRACED_TITLE, Installed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE = "Puskesmas keliling singgah di Pulau Palue"
FIRST = "Perahu puskesmas keliling singgah di Pulau Palue selama tiga hari dan memeriksa dua ratus warga."
COMMENT = "Sebut nama dokter yang memimpin."
MENDED = "Dokter Elisabet Wea memimpin pelayanan itu bersama enam perawat."

ARTICLE = (
    "Lamahala, Kabar Ranaka. Antrean jeriken di tepi jalan akhirnya tinggal cerita.",
    TRACED[0],
    "Seorang ibu mengaku tidak lagi bangun pukul tiga pagi.",
    TRACED[1],
)


def write_and_submit(author: Window) -> str:
    """A release without an event, submitted; its address."""
    author.open("/kerja/siaran-pers/baru/")
    author.fill("title", TITLE)
    author.press("Mulai menulis")
    desk = Desk(author)
    desk.wait()
    desk.write(FIRST)
    desk.wait_saved()
    author.press("Ajukan")
    author.sees("Siaran pers diajukan untuk diperiksa.")
    return author.path


def decide(officer: Window, release: str, deed: str, done: str, **reason: str) -> None:
    """A step of the lifecycle, in the dialog that asks for it."""
    officer.open(release)
    officer.press(deed)
    officer.until(lambda: officer.find("dialog[open]").is_displayed(), "the question")
    for name, words in reason.items():
        officer.fill(name, words)
    officer.press(deed)
    officer.sees(done)


def mend(author: Window, release: str) -> None:
    """Read the comment beside the draft, write what was missing, submit again."""
    author.open(release)
    author.sees(COMMENT)
    author.press("Sunting naskah")
    author.sees(COMMENT)
    desk = Desk(author)
    desk.wait()
    desk.write(f" {MENDED}")
    desk.wait_saved()
    author.press("Ajukan")
    author.sees("Siaran pers diajukan untuk diperiksa.")


def send_to_media(sender: Window, release: str) -> None:
    """To the list, and watch the ledger until every letter has gone; the page looks again by itself."""
    sender.open(release)
    sender.press("Kirim ke media")
    sender.press("Media utama")
    sender.press("Periksa penerima")
    sender.press("Kirim ke 3 kontak")
    sender.sees("Redaksi Pos Timor")
    sender.js("window.sameDocument = true")
    sender.until(lambda: ledger(sender) == ["Terkirim"] * 3, "three letters to be sent")
    assert sender.js("return window.sameDocument"), "the ledger was to look again by itself"


def ledger(window: Window) -> list[str]:
    """The states of the letters on the page."""
    return [badge.text for badge in window.all("#buku-kirim tr[data-row] .j-badge")]


def test_a_release_is_returned_mended_published_and_sent(
    installation: Installed, window: Callable[[str], Window]
) -> None:
    author, other = window("penulis"), window("pemeriksa")
    release = write_and_submit(author)
    decide(other, release, "Kembalikan dengan catatan", "Siaran pers dikembalikan.", comment=COMMENT)
    mend(author, release)
    decide(other, release, "Setujui", "Siaran pers disetujui.")
    other.forget()
    other.sign_in(installation.email("kepala"))
    decide(other, release, "Terbitkan", "Siaran pers terbit")
    send_to_media(other, release)
    letters = [(to, letter) for to, letter in installation.letters.letters if TITLE in str(letter["Subject"])]
    assert sorted(address for to, _letter in letters for address in to) == [
        "redaksi@lembata.example",
        "redaksi@ranaka.example",
        "redaksi@timor.example",
    ]
    assert all(MENDED in " ".join(str(letter.get_body(("plain",)).get_content()).split()) for _to, letter in letters)

    other.open(release)
    other.press("Teks WhatsApp")
    text = other.until(lambda: other.find("#teks-wa").get_attribute("value"), "the text for WhatsApp")
    assert TITLE in text
    other.press("Salin teks")
    other.sees("Tersalin")
    assert clipboard(other) == text

    other.forget()
    other.open("/")
    other.press(TITLE)
    other.sees(FIRST, MENDED)
    assert "/rilis/" in other.path


def clipboard(window: Window) -> str:
    """What a paste would give now."""
    window.cdp("Browser.grantPermissions", permissions=["clipboardReadWrite"], origin=window.base)
    return str(
        window.driver.execute_async_script(
            "const done = arguments[0]; navigator.clipboard.readText().then(done, reason => done(String(reason)))"
        )
    )


def test_a_pasted_article_is_traced_while_one_watches(installation: Installed, window: Callable[[str], Window]) -> None:
    reader = window("penulis")
    reader.open("/kerja/berita/tambah/?cara=teks")
    reader.fill("text", "\n\n".join(ARTICLE))
    reader.fill("title", "Keran pertama Lamahala")
    reader.press("Tambah dan lacak")
    reader.sees("Keran pertama Lamahala")
    reader.js("window.sameDocument = true")
    reader.sees("Asal berita ini", TRACED_TITLE)
    article = reader.path
    assert_marked(reader)

    reader.open(installation.event)
    reader.press("Jejak informasi")
    reader.sees("Keran pertama Lamahala", TRACED_TITLE)
    assert_marked(reader)
    assert_twins(reader)
    reader.open(article)
    assert_twins(reader)


def assert_marked(reader: Window) -> None:
    """The two sentences that were copied are marked on both sides, and nothing of the reporter's own."""
    sides = reader.until(lambda: reader.all("[data-passages] > section"), "both texts")
    assert len(sides) == 2
    for side in sides:
        marked = " ".join(" ".join(mark.text.split()) for mark in side.find_elements("css selector", "mark.j-shared"))
        for sentence in TRACED[:2]:
            assert sentence in marked, marked
        for foreign in (ARTICLE[2], TRACED[2]):
            assert foreign not in marked, marked


def assert_twins(reader: Window) -> None:
    """Whether one points at a mark or comes to it by key: it and its twin light up, no other."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    first = reader.until(lambda: reader.find("[data-passages] > section mark.j-shared"), "a mark")
    number = first.get_attribute("data-span")
    reader.js("arguments[0].scrollIntoView({block: 'center'})", first)
    ActionChains(reader.driver).move_to_element(first).perform()
    reader.until(lambda: lit(reader) == [number, number], "the mark under the pointer and its twin")
    ActionChains(reader.driver).move_to_element(reader.find("h1")).perform()
    reader.until(lambda: lit(reader) == [], "no mark to be lit")
    marks = [
        mark.get_attribute("data-span") for mark in reader.all("[data-passages] > section:last-child mark.j-shared")
    ]
    reader.js("document.querySelector('[data-passages] > section:last-child mark.j-shared').focus()")
    reader.until(lambda: lit(reader) == [marks[0]] * 2, "the mark with the focus and its twin")
    if len(marks) > 1:
        reader.keys(Keys.TAB)
        reader.until(lambda: lit(reader) == [marks[1]] * 2, "the next mark and its twin")


def lit(reader: Window) -> list[str]:
    """The numbers of the marks that are lit, of both sides."""
    return [str(mark.get_attribute("data-span")) for mark in reader.all("[data-passages] mark.is-active")]
