"""Writing in the browser: on a phone without signal, and two people at one draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from jembatan.chain.documentation.tests.photos import drawn
from tests.journeys.browser import CONFLICT, NO_SIGNAL, Desk, Window
from tests.journeys.installed import EVENT, Installed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CAPTION = "Gubernur Yosef Nai memanen jagung bersama warga Aesesa"


def upload_photo(phone: Window, folder: Path) -> None:
    """From the home page to today's event, and a photo into it."""
    photo = folder / "panen.jpg"
    photo.write_bytes(drawn(1200, 800))
    phone.open("/kerja/")
    phone.press(EVENT)
    phone.press("Unggah foto")
    phone.until(lambda: phone.find("[name=photos]"), "the field for photos").send_keys(str(photo))
    phone.sees("1 berkas dipilih")
    phone.fill("caption", CAPTION)
    phone.fill("credit", "Maria Bili/Humas NTT")
    phone.press("Simpan foto")
    phone.sees("1 foto tersimpan", "Maria Bili/Humas NTT")


def write_release(desk: Desk) -> None:
    """A heading, a quotation with its speaker, a list, a bold word and a link, by the tools of the editor."""
    desk.write("Pemerintah provinsi dan warga Aesesa memanen jagung bersama pada hari ini.", Keys.ENTER)
    desk.tool("heading")
    desk.type("Hasil panen", Keys.ENTER)
    desk.tool("quote")
    desk.type("Jagung ini ditanam warga sendiri")
    desk.tool("speaker")
    desk.type("Yosef Nai, Gubernur", Keys.ENTER)
    desk.tool("bullet_list")
    desk.type("dua belas hektare", Keys.ENTER, "empat kelompok tani", Keys.ENTER, Keys.ENTER)
    desk.type("Benih dibagikan ")
    desk.tool("bold")
    desk.type("tanpa biaya")
    desk.tool("bold")
    desk.type(". Keterangan ada di laman")
    desk.window.hold(Keys.SHIFT, *[Keys.ARROW_LEFT] * len("laman"))
    desk.tool("link")
    desk.window.keys("https://nttprov.example/panen", Keys.ENTER)
    desk.type(Keys.ARROW_RIGHT, " pemerintah provinsi.")


def test_a_contributor_on_a_phone_loses_nothing_without_signal(
    installation: Installed, window: Callable[[str], Window], tmp_path: Path
) -> None:
    phone = window("")
    phone.expected.append(NO_SIGNAL)
    phone.to_phone()
    phone.sign_in(installation.email("penulis"))
    upload_photo(phone, tmp_path)
    phone.open(installation.event)
    phone.press("Tulis siaran pers")
    phone.fill("title", "Panen jagung bersama di Aesesa")
    phone.press("Mulai menulis")
    desk = Desk(phone)
    desk.wait()
    address = phone.path
    write_release(desk)
    desk.wait_saved()
    for part in (
        "<h2>Hasil panen</h2>",
        "<blockquote><p>Jagung ini ditanam warga sendiri</p><footer>Yosef Nai, Gubernur</footer></blockquote>",
        "<ul><li><p>dua belas hektare</p></li><li><p>empat kelompok tani</p></li></ul>",
        "Benih dibagikan <strong>tanpa biaya</strong>.",
        '<a href="https://nttprov.example/panen">laman</a> pemerintah provinsi.',
    ):
        assert part in desk.html, desk.html
    phone.until(lambda: "Aesesa" in phone.find("#kelengkapan").text, "the completeness list to follow what was saved")

    phone.signal(on=False)
    desk.write(" Kabar pertama dari ladang.")
    desk.wait_state("local", "tanpa sinyal: tersimpan di ponsel ini")
    desk.write(" Kabar kedua.")
    desk.wait_state("local", "tanpa sinyal: tersimpan di ponsel ini")
    phone.signal(on=True)
    desk.wait_saved()

    phone.signal(on=False)
    desk.write(" Kabar ketiga sebelum baterai habis.")
    desk.wait_state("local", "tanpa sinyal: tersimpan di ponsel ini")
    phone.new_tab()
    phone.open(address)
    desk.wait()
    desk.wait_saved()
    phone.open(address.replace("naskah/", "pratinjau/"))
    phone.sees("Kabar pertama dari ladang. Kabar kedua. Kabar ketiga sebelum baterai habis.")
    for css, words in (
        ("h2", "Hasil panen"),
        ("blockquote footer", "Yosef Nai"),
        ("li", "empat kelompok tani"),
        ("strong", "tanpa biaya"),
        ("a[href='https://nttprov.example/panen']", "laman"),
    ):
        assert any(words in one.text for one in phone.all(f"main {css}")), css


def test_two_people_at_one_draft_see_both_texts_and_lose_neither(
    installation: Installed, window: Callable[[str], Window]
) -> None:
    first, second = window("penulis"), window("kawan")
    ours, theirs = Desk(first), Desk(second)
    for one, desk in ((first, ours), (second, theirs)):
        one.expected.append(CONFLICT)
        one.open(f"{installation.shared_draft}naskah/")
        desk.wait()
    ours.write(" Maria menjaga hari Senin.")
    ours.wait_saved()

    theirs.write(" Blasius menjaga hari Selasa.")
    theirs.wait_state("conflict")
    second.sees("Maria menjaga hari Senin.", "Blasius menjaga hari Selasa.", "penulis menyimpan revisi")
    second.press("Simpan teks saya sebagai revisi berikutnya")
    theirs.wait_saved()

    ours.write(" Ana menjaga hari Rabu.")
    ours.wait_state("conflict")
    first.sees("Blasius menjaga hari Selasa.", "Ana menjaga hari Rabu.")
    first.press("Pakai teks di server")
    first.until(lambda: "Blasius" in ours.html and "Ana" not in ours.html, "the server's text in the editor")
    first.press("Kembalikan teks saya")
    first.until(lambda: "Ana menjaga hari Rabu." in ours.html, "the own text back in the editor")
    ours.wait_saved()

    first.open(f"{installation.shared_draft}riwayat/")
    kept = ("Maria menjaga hari Senin.", "Blasius menjaga hari Selasa.", "Ana menjaga hari Rabu.")
    assert_reachable(first, kept)


def assert_reachable(reader: Window, sentences: tuple[str, ...]) -> None:
    """Each sentence stands whole in a state that the history leads to."""
    reader.sees("Riwayat")
    states = [link.get_attribute("href") for link in reader.all("tr[data-row] a")]
    texts = [state_text(reader, address) for address in states]
    assert [one for one in sentences if not any(one in text for text in texts)] == [], texts


def state_text(reader: Window, address: str) -> str:
    """The text of a state, which the page shows as a difference to the one before: without what was taken out."""
    reader.driver.get(address)
    return str(
        reader.js(
            "const text = document.querySelector('.j-diff')?.cloneNode(true); if (!text) return '';"
            "text.querySelectorAll('del').forEach(gone => gone.remove()); return text.textContent"
        )
    )
