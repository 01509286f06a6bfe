"""A page of a newspaper, photographed on a phone without a signal: it is kept, and sent once there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jembatan.chain.coverage.captures.tests.making import jpeg, printed
from tests.journeys.browser import NO_SIGNAL, Window
from tests.journeys.installed import Installed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NEW = "/kerja/cetak-siaran/baru/"
KEPT = "caches.open('jembatan-captures-1').then(s => s.match(location.href)).then(a => arguments[0](Boolean(a)))"


def fill(phone: Window, photo: Path, title: str) -> None:
    phone.find("[name=files]").send_keys(str(photo))
    phone.js("const s = document.querySelector('[name=outlet]'); s.value = s.options[1].value")
    phone.js("document.querySelector('[name=appeared_on]').value = '2018-04-26'")
    phone.fill("page", "3")
    phone.fill("title", title)


def test_a_page_photographed_without_a_signal_arrives_once(
    installation: Installed, window: Callable[[str], Window], tmp_path: Path
) -> None:
    photo = tmp_path / "halaman.jpg"
    photo.write_bytes(jpeg(printed(width=700, size=14)))
    phone = window("")
    phone.expected.append(NO_SIGNAL)
    phone.to_phone()
    phone.sign_in(installation.email("penulis"))
    phone.open(NEW)
    phone.signal(on=False)
    for title in ("Foto tanpa sinyal satu", "Foto tanpa sinyal dua"):
        fill(phone, photo, title)
        phone.press("Kirim tangkapan")
        phone.until(lambda: not phone.find("[name=title]").get_attribute("value"), "the form to be free again")
    phone.sees("2 tersimpan di perangkat ini, 0 terkirim.", "Menunggu sinyal")
    phone.signal(on=True)
    phone.js("window.dispatchEvent(new Event('online'))")
    phone.sees("0 tersimpan di perangkat ini, 2 terkirim.")
    phone.open(NEW)
    phone.until(lambda: phone.driver.execute_async_script(KEPT), "the page to be kept for a time without a signal")
    phone.open("/kerja/cetak-siaran/")
    phone.sees("Foto tanpa sinyal satu", "Foto tanpa sinyal dua")
    assert phone.text.count("Foto tanpa sinyal satu") == 1
    phone.assert_quiet()
