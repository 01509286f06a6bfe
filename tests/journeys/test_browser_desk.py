"""The desk by keyboard on a desktop and by thumb on a phone: read, accept, reject, weigh, assign, remark, take back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESK = "/kerja/meja-pantau/?kata="


def add(window: Window, word: str, names: tuple[str, ...]) -> None:
    """Paste articles that all hold `word`, each otherwise its own."""
    for name in names:
        window.open("/kerja/berita/tambah/?cara=teks")
        text = " ".join(f"Kabar {name} {word} nomor {n} diceritakan warga {name} kepada {name}." for n in range(6))
        window.fill("text", text)
        window.fill("title", f"{name} di {word}")
        window.press("Tambah dan lacak")
        window.sees(f"{name} di {word}")
    window.until(lambda: opened(window, DESK + word) == len(names), "the worker to bring the articles to the desk")


def opened(window: Window, page: str) -> int:
    """How many rows the list has when it is opened."""
    window.open(page)
    return len(window.all(".j-desk-row"))


def key(window: Window, name: str) -> None:
    """Press a key, wherever the focus is."""
    window.driver.switch_to.active_element.send_keys(name)


def reading(window: Window) -> str:
    """The title in the reading pane; empty while there is none."""
    found = window.all("#bacaan h2")
    return str(found[0].text) if found else ""


def in_focus(window: Window) -> str:
    """The title of the row that the keys act on."""
    found = window.all(".j-desk-row.is-focus .j-desk-text a")
    return str(found[0].text) if found else ""


def test_sorting_by_keyboard(window: Callable[[str], Window]) -> None:
    person = window("kawan")
    add(person, "Wairiang", ("Gempa", "Pasar", "Sawah"))
    key(person, "j")
    first = in_focus(person)
    person.until(lambda: reading(person) == first, "the pane to follow the row")
    key(person, "j")
    second = in_focus(person)
    assert second != first
    key(person, "k")
    assert in_focus(person) == first
    key(person, "a")
    person.sees("1 berita diterima.")
    person.until(lambda: in_focus(person) == second, "the next row to be in focus")
    assert len(person.all(".j-desk-row")) == 2
    key(person, "3")
    person.sees("Tone berita disimpan.")
    person.until(lambda: "Negatif" in person.find(".j-desk-row.is-focus").text, "the row to show the tone")
    person.until(lambda: bool(person.all('#bacaan [data-desk-key="3"][aria-pressed]')), "the pane to show the tone")
    key(person, "u")
    person.sees("Dibatalkan untuk 1 berita.")
    person.until(lambda: in_focus(person) == second, "the same row to be in focus again")
    assert "Negatif" not in person.find(".j-desk-row.is-focus").text
    person.until(lambda: reading(person) == second, "the pane to show it")
    key(person, "n")
    key(person, "Hubungi camat")
    person.press("Simpan catatan")
    person.sees("Hubungi camat")
    key(person, "x")
    person.sees("1 berita ditolak.")
    assert len(person.all(".j-desk-row")) == 1
    key(person, "u")
    person.until(lambda: len(person.all(".j-desk-row")) == 2, "what was rejected to be back")
    person.until(lambda: in_focus(person) == second, "what was taken back to be in focus")
    person.until(lambda: reading(person) == second, "the pane to show it")
    key(person, "g")
    person.until(
        lambda: person.driver.switch_to.active_element.get_attribute("name") == "untuk", "the choice of people"
    )
    person.js("document.activeElement.blur()")
    key(person, "?")
    assert person.find("#tombol").get_attribute("open") is not None
    key(person, "/")
    assert person.driver.switch_to.active_element.get_attribute("name") == "kata"


def test_sorting_on_a_phone(window: Callable[[str], Window]) -> None:
    person = window("kawan")
    add(person, "Lamalera", ("Paus", "Jagung"))
    person.to_phone()
    person.open(DESK + "Lamalera")
    assert person.js("return document.documentElement.scrollWidth") <= 360
    person.press("Terima")
    person.sees("1 berita diterima.")
    person.until(lambda: len(person.all(".j-desk-row")) == 1, "the row to go")
    title = person.find(".j-desk-text a").text
    person.find(".j-desk-text a").click()
    person.until(lambda: person.find("h1").text == title, "the article's own page")
    assert person.js("return document.documentElement.scrollWidth") <= 360
    person.press("Tolak")
    person.sees("1 berita ditolak.")
    person.press("Batalkan")
    person.sees("Dibatalkan untuk 1 berita.")
