"""Every main screen by keyboard alone, and at 360 px in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from tests.journeys.browser import Window
from tests.journeys.installed import EVENT, TRACED_TITLE, Installed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STAFF = (
    "",
    "cari/?q=air",
    "kegiatan/",
    "kegiatan/kalender/",
    "kegiatan/baru/",
    "dokumentasi/",
    "dokumentasi/unggah/",
    "siaran-pers/",
    "siaran-pers/baru/",
    "siaran-pers/penomoran/",
    "pengiriman/",
    "berita/",
    "berita/tambah/",
    "berita/tambah/?cara=teks",
    "berita/tambah/?cara=berkas",
    "meja-pantau/",
    "meja-pantau/pencarian/",
    "meja-pantau/pencarian/baru/",
    "tone/",
    "tone/sampel/tarik/",
    "media/",
    "media/baru/",
    "media/kontak/",
    "media/kontak/baru/",
    "media/kontak/impor/",
    "media/daftar/",
    "media/daftar/baru/",
    "anggota/",
    "anggota/undang/",
    "anggota/akun/",
    "unit/",
    "unit/daftar/",
    "unit/ubah/nama/",
    "unit/ubah/bagian/",
    "pekerjaan/",
    "jejak-audit/",
)
PUBLIC = ("/", "/unit/biro-adpim-ntt/", "/desain/", "/akun/login/", "/akun/password/reset/")


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "Content Security Policy",
        ),
        (
            "document.body.setAttribute('style', 'color: red'); document.body.innerHTML += '<p style=color:red>'",
            "Policy",
        ),
        ("setTimeout(() => { throw new Error('a script of the page') })", "a script of the page"),
        ("fetch('/kerja/tidak-ada/')", "status of 404"),
    ],
    ids=["inline-script", "inline-style", "failed-script", "failed-request"],
)
def test_the_watch_over_the_console_sees_what_it_must(window: Callable[[str], Window], deed: str, told: str) -> None:
    reader = window("")
    reader.open("/")
    reader.assert_quiet()
    reader.js(deed)
    said: list[str] = []

    def is_seen() -> bool:
        try:
            reader.assert_quiet()
        except AssertionError as fault:
            said.append(str(fault))
        return any(told in one for one in said)

    reader.until(is_seen, told)


def focus(window: Window) -> str:
    """The words of what has the focus."""
    return " ".join(str(window.driver.switch_to.active_element.text).split())


def test_a_walk_by_keyboard_alone(installation: Installed, window: Callable[[str], Window]) -> None:
    desk = window("kepala")
    desk.open("/kerja/kegiatan/")
    desk.keys("/")
    desk.until(lambda: desk.js("return document.activeElement.hasAttribute('data-search')"), "the search box")
    desk.keys("Lamahala", Keys.ENTER)
    desk.sees(TRACED_TITLE)
    assert desk.path == "/kerja/cari/"

    desk.open("/kerja/siaran-pers/")
    titles = [link.text for link in desk.all("[data-list] tr[data-row] .j-list-main a")]
    assert len(titles) >= 2
    desk.keys("j", "j", "k")
    desk.until(lambda: focus(desk) == titles[0], "the first row again")
    desk.keys("j")
    desk.until(lambda: focus(desk) == titles[1], "the second row")
    desk.keys(Keys.ENTER)
    desk.until(lambda: desk.find("h1").text == titles[1], "the release of the second row")

    desk.open(installation.event)
    desk.keys(Keys.TAB)
    desk.until(lambda: focus(desk) == "Langsung ke isi", "the skip link as the first stop")
    assert desk.driver.switch_to.active_element.is_displayed()
    desk.keys(Keys.ENTER)
    desk.until(lambda: desk.js("return document.activeElement.id") == "isi", "the focus in the page's content")
    desk.keys(Keys.TAB)
    assert desk.js("return document.querySelector('main').contains(document.activeElement)")

    tab_to(desk, "Batalkan kegiatan")
    desk.keys(Keys.ENTER)
    desk.until(lambda: desk.find("dialog[open]").is_displayed(), "the question")
    assert EVENT in desk.find("dialog[open]").text
    desk.keys(Keys.ESCAPE)
    desk.until(lambda: not desk.all("dialog[open]"), "the question to be gone")
    desk.until(lambda: focus(desk) == "Batalkan kegiatan", "the focus where it was before")
    assert desk.path == installation.event


def tab_to(window: Window, words: str) -> None:
    """Press Tab until what says `words` has the focus."""
    for _stop in range(60):
        if focus(window) == words:
            return
        window.keys(Keys.TAB)
    raise AssertionError(f"{words} cannot be reached by Tab")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_main_screen_scrolls_sideways_on_a_phone(
    installation: Installed, window: Callable[[str], Window], language: str
) -> None:
    phone = window("pengelola")
    phone.to_phone()
    phone.driver.add_cookie({"name": "django_language", "value": language, "path": "/"})
    release = installation.traced
    pages = [f"/kerja/{part}" for part in STAFF]
    pages += [installation.event, f"{installation.event}ubah/", f"{installation.shared_draft}naskah/"]
    pages += [f"{installation.shared_draft}{part}" for part in ("", "pratinjau/", "riwayat/", "keterangan/", "foto/")]
    pages += [release, f"/kerja/pengiriman/siaran-pers/{key_of(release)}/"]
    pages += [
        f"/kerja/pengiriman/siaran-pers/{key_of(release)}/whatsapp/",
        f"/kerja/jejak/siaran-pers/{key_of(release)}/",
    ]
    pages += [*PUBLIC, f"/rilis/{key_of(release)}/"]
    assert {page: wide for page in pages if (wide := too_wide(phone, page, language))} == {}


def key_of(address: str) -> str:
    """The key in an address like /kerja/siaran-pers/KEY/."""
    return address.rstrip("/").rsplit("/", maxsplit=1)[-1]


def too_wide(phone: Window, page: str, language: str) -> str:
    """What sticks out at the side of the page; empty where nothing does."""
    phone.open(page)
    assert phone.js("return document.documentElement.lang") == language, page
    if phone.js("return document.documentElement.scrollWidth") <= 360:
        return ""
    return str(
        phone.js(
            "return document.documentElement.scrollWidth + ': ' + [...document.querySelectorAll('body *')]"
            ".filter(one => one.checkVisibility() && !one.closest('thead') && one.getBoundingClientRect().right > 360)"
            ".map(one => one.getBoundingClientRect().right + ' ' + one.outerHTML.slice(0, 120)).slice(0, 8).join(' | ')"
        )
    )
