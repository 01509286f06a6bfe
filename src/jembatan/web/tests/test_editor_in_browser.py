"""The editor and its autosave on the design page: clean HTML, and a text that is never lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_POST
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from jembatan.web.navigation import Shell, navigation

pytestmark = pytest.mark.browser
KEY = "jembatan.draft.contoh"


class FakeDraft:
    """A draft on the server: its revision, its text, and how it answers today."""

    def __init__(self) -> None:
        self.revision = 5
        self.fields: dict[str, str] = {}
        self.answer = "keep"

    def save(self, request: HttpRequest) -> HttpResponse:
        if self.answer == "signed_out":
            return HttpResponse(status=302, headers={"Location": "/akun/login/"})
        if self.answer == "forbidden":
            return JsonResponse({"reasons": ["Anda bukan penyunting."]}, status=403)
        if self.answer == "broken":
            return HttpResponse(status=500)
        if self.answer == "refused":
            return JsonResponse({"reasons": ["Judul masih kosong."]}, status=422)
        if int(request.POST["revision"]) != self.revision:
            theirs = {"revision": self.revision, **self.fields, "author": "Yuliana", "diff_html": "<ins>x</ins>"}
            return JsonResponse(theirs, status=409)
        self.fields = {name: request.POST[name] for name in ("title", "body")}
        self.revision += 1
        return JsonResponse({"revision": self.revision, "saved_at": "10.42"})

    def saved_by_somebody_else(self) -> None:
        self.revision += 1
        self.fields = {"title": "Judul Yuliana", "body": "<p>Teks Yuliana.</p><script>window.pwned=1</script>"}


draft = FakeDraft()


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    return draft.save(request)


uploads: list[tuple[str, int]] = []


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    photo = request.FILES["photo"]
    uploads.append((str(photo.name), int(photo.size or 0)))
    return HttpResponseRedirect("/desain/?tab=terbit")


urlpatterns = [path("desain/simpan/", save), path("unggah/", upload), path("", include("jembatan.web.urls"))]


class Page:
    """The sample editor in the browser."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address

    def open(self) -> None:
        self.browser.get(self.address)
        self.until(lambda: self.browser.find_element(By.CSS_SELECTOR, ".j-editor-body"))

    def leave(self) -> None:
        """Go elsewhere while nothing can be sent any more."""
        self.browser.execute_script("window.fetch = () => Promise.reject(new Error('gone'))")
        self.browser.get("about:blank")

    def until(self, condition: Callable[[], Any]) -> Any:
        return WebDriverWait(self.browser, 15, 0.05).until(lambda _: condition())

    def write(self, text: str) -> None:
        body = self.browser.find_element(By.CSS_SELECTOR, ".j-editor-body")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", body)
        body.click()
        body.send_keys(Keys.CONTROL, Keys.END)
        body.send_keys(Keys.NULL, text)

    def state(self) -> tuple[str, str]:
        line = self.browser.find_element(By.CSS_SELECTOR, "[data-autosave-status]")
        return line.get_attribute("data-state") or "", line.text

    def wait_state(self, state: str, text: str = "") -> None:
        try:
            self.until(lambda: self.state()[0] == state and text in self.state()[1])
        except Exception as reason:
            raise AssertionError(f"{self.state()} is not {state}: {text}") from reason

    def html(self) -> str:
        return str(self.browser.execute_script("return document.getElementById('contoh-isi').value"))

    def kept(self) -> Any:
        return json.loads(self.browser.execute_script(f"return localStorage.getItem('{KEY}')") or "null")

    def tool(self, key: str) -> None:
        button = self.browser.find_element(By.CSS_SELECTOR, f"[data-tool={key}]")
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()

    def focused_editor(self) -> Any:
        """The editor's text, once the focus is back in it; a tool gives it back with the next frame."""
        self.until(lambda: "ProseMirror" in (self.browser.switch_to.active_element.get_attribute("class") or ""))
        return self.browser.switch_to.active_element

    def choose(self, choice: str) -> None:
        button = self.until(lambda: self.browser.find_element(By.CSS_SELECTOR, f"[data-choice={choice}]"))
        self.browser.execute_script("arguments[0].click()", button)

    def signal(self, *, on: bool) -> None:
        conditions = {"offline": not on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.browser.execute_cdp_cmd("Network.enable", {})
        self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)


@pytest.fixture
def server(committed_database: Any) -> Iterator[LiveServer]:
    """A server in a thread. Not pytest-django's own fixture: it empties the tables afterwards, which audit refuses."""
    running = LiveServer("127.0.0.1")
    yield running
    running.stop()


@pytest.fixture
def page(chromium: Any, server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(navigation, "items", [])
    monkeypatch.setattr(navigation, "shell_source", lambda request: Shell())
    draft.__init__()  # type: ignore[misc]
    uploads.clear()
    page = Page(chromium, f"{server.url}/desain/#naskah")
    chromium.get(f"{server.url}/static/web/motif.svg")
    chromium.execute_script("localStorage.clear()")
    page.open()
    yield page
    page.signal(on=True)
    # The page that is left sends what it holds; that must not reach the draft of the next test.
    chromium.execute_script("window.fetch = () => Promise.reject(new Error('over')); localStorage.clear()")
    faults = [
        entry["message"] for entry in chromium.get_log("browser") if "Content Security Policy" in entry["message"]
    ]
    assert not faults, "the strict policy was broken"


def test_the_text_is_clean_html(page: Page) -> None:
    assert (
        page.html() == "<p>Paragraf pembuka.</p><blockquote><p>Kutipan.</p><footer>Nama, jabatan</footer></blockquote>"
    )
    page.write(" dan biro" + Keys.ENTER + "Alinea berikut")
    assert page.html().endswith("<footer>Nama, jabatan dan biro</footer></blockquote><p>Alinea berikut</p>")
    page.tool("heading")
    assert page.html().endswith("<h2>Alinea berikut</h2>")
    page.tool("bullet_list")
    page.tool("bold")
    page.write(" tebal")
    assert "<ul><li><p>" in page.html()
    assert "<strong> tebal</strong>" in page.html()


def test_a_quotation_gets_its_speaker(page: Page) -> None:
    page.write(Keys.ENTER + "Kata beliau")
    page.tool("quote")
    page.tool("speaker")
    page.focused_editor()
    ActionChains(page.browser).send_keys("Bupati").perform()
    assert page.html().endswith("<blockquote><p>Kata beliau</p><footer>Bupati</footer></blockquote>")


@pytest.mark.parametrize(("address", "kept"), [("https://nttprov.go.id/", True), ("javascript:alert(1)", False)])
def test_only_safe_addresses_become_links(page: Page, address: str, kept: bool) -> None:
    page.write(Keys.ENTER + "tautan")
    page.write(Keys.SHIFT + Keys.HOME)
    page.tool("link")
    field = page.browser.switch_to.active_element
    field.send_keys(address + Keys.ENTER)
    assert (f'<a href="{address}">tautan</a>' in page.html()) is kept


def test_pasted_html_keeps_only_its_meaning(page: Page) -> None:
    page.browser.execute_script(
        "document.getElementById('contoh-isi').editorSet('<p class=x>a"
        '<a href="javascript:x()">b</a><img src=x></p><script>x()</script><h1>c</h1>\')'
    )
    assert page.html() == "<p>ab</p><p>c</p>"


def test_it_saves_by_itself(page: Page) -> None:
    page.write(" Tambahan.")
    page.wait_state("saved", "tersimpan 10.42")
    assert "Tambahan." in draft.fields["body"]
    assert draft.revision == 6
    assert page.kept() is None
    page.write(" Lagi.")
    page.until(lambda: draft.revision == 7)


def test_without_signal_the_text_stays_here_and_goes_out_later(page: Page) -> None:
    page.signal(on=False)
    page.write(" Di lapangan.")
    page.wait_state("local", "tanpa sinyal: tersimpan di komputer ini")
    assert "Di lapangan." in page.kept()["fields"]["body"][0]
    assert page.kept()["base"] == "5"
    page.signal(on=True)
    page.wait_state("saved")
    assert "Di lapangan." in draft.fields["body"]
    assert page.kept() is None


def test_a_phone_is_called_a_phone(page: Page) -> None:
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    page.signal(on=False)
    page.browser.execute_script("document.getElementById('contoh-isi').editorSet('<p>Di lapangan.</p>')")
    page.wait_state("local", "tanpa sinyal: tersimpan di ponsel ini")
    page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_text_kept_on_an_earlier_visit_comes_back(page: Page) -> None:
    draft.answer = "broken"
    page.write(" Belum terkirim.")
    page.wait_state("local", "server tidak menjawab")
    page.leave()
    draft.answer = "keep"
    page.open()
    page.wait_state("saved")
    assert "Belum terkirim." in page.html()
    assert "Belum terkirim." in draft.fields["body"]


def test_a_kept_text_never_overwrites_a_newer_one(page: Page) -> None:
    draft.answer = "broken"
    page.write(" Teks lama.")
    page.wait_state("local", "server tidak menjawab")
    page.leave()
    draft.answer = "keep"
    draft.saved_by_somebody_else()
    page.open()
    page.wait_state("conflict")
    assert draft.fields["title"] == "Judul Yuliana"
    assert "Teks lama." in page.kept()["fields"]["body"][0]


def test_signed_out_says_so_and_keeps_the_text(page: Page) -> None:
    draft.answer = "signed_out"
    page.write(" Sesi habis.")
    page.wait_state("local", "sesi berakhir")
    link = page.browser.find_element(By.CSS_SELECTOR, "[data-autosave-status] a")
    assert "/masuk/?next=%2Fdesain%2F" in link.get_attribute("href")
    assert "Sesi habis." in page.kept()["fields"]["body"][0]


@pytest.mark.parametrize(
    ("answer", "reason"), [("refused", "Judul masih kosong."), ("forbidden", "Anda bukan penyunting.")]
)
def test_a_refusal_gives_its_reason(page: Page, answer: str, reason: str) -> None:
    draft.answer = answer
    page.write(" x")
    page.wait_state("local", reason)
    assert page.kept() is not None


def test_conflict_shows_both_and_changes_nothing(page: Page) -> None:
    draft.saved_by_somebody_else()
    page.write(" Teks saya.")
    page.wait_state("conflict")
    panel = page.browser.find_element(By.CSS_SELECTOR, "[data-conflict]")
    assert "Teks saya." in panel.text
    assert "Teks Yuliana." in panel.text
    assert "Yuliana menyimpan revisi 6" in panel.text
    assert draft.fields["title"] == "Judul Yuliana"
    assert page.browser.execute_script("return window.pwned") is None


def test_conflict_mine_becomes_the_next_revision(page: Page) -> None:
    draft.saved_by_somebody_else()
    page.write(" Teks saya.")
    page.wait_state("conflict")
    page.choose("mine")
    page.wait_state("saved")
    assert draft.revision == 7
    assert "Teks saya." in draft.fields["body"]


def test_conflict_theirs_can_be_taken_back(page: Page) -> None:
    draft.saved_by_somebody_else()
    page.write(" Teks saya.")
    page.wait_state("conflict")
    page.choose("theirs")
    assert page.html() == "<p>Teks Yuliana.</p>"
    assert draft.revision == 6
    page.browser.find_element(By.CSS_SELECTOR, "[data-autosave-status] button").click()
    page.wait_state("saved", "10.42")
    assert "Teks saya." in draft.fields["body"]


def test_the_same_text_on_both_sides_is_no_conflict(page: Page) -> None:
    page.write(" Sama.")
    draft.revision += 1
    title = page.browser.find_element(By.ID, "contoh-judul").get_attribute("value")
    draft.fields = {"title": title, "body": page.html()}
    page.wait_state("saved")
    assert not page.browser.find_elements(By.CSS_SELECTOR, "[data-conflict]")
    assert page.kept() is None


def test_conflict_can_wait_while_writing_goes_on(page: Page) -> None:
    draft.saved_by_somebody_else()
    page.write(" Teks saya.")
    page.wait_state("conflict")
    page.choose("later")
    page.write(" Sambung.")
    page.until(lambda: "Sambung." in page.kept()["fields"]["body"][0])
    assert page.state()[0] == "conflict"
    assert draft.fields["title"] == "Judul Yuliana"


def test_a_full_device_is_told_the_truth(page: Page) -> None:
    page.browser.execute_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    draft.answer = "broken"
    page.write(" Tidak muat.")
    page.wait_state("nowhere", "BELUM TERSIMPAN")
    draft.answer = "keep"
    page.browser.execute_script("window.dispatchEvent(new Event('online'))")
    page.wait_state("saved")


def test_submitting_waits_for_the_draft(page: Page) -> None:
    draft.answer = "broken"
    page.write(" Kirim.")
    page.browser.execute_script("document.querySelector('.j-form-bar .btn-primary').click()")
    page.wait_state("local", "server tidak menjawab")
    assert page.browser.current_url.endswith("/desain/#naskah")
    assert "Kirim." in page.html()


def test_two_texts_light_up_together_and_rows_follow_the_keys(page: Page) -> None:
    browser = page.browser
    browser.execute_script("document.querySelector('#a-2').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    lit = browser.find_elements(By.CSS_SELECTOR, "mark.is-active")
    assert [mark.get_attribute("id") for mark in lit] == ["a-2", "b-2"]
    browser.execute_script("document.activeElement.blur()")
    browser.find_element(By.TAG_NAME, "body").send_keys("jjk")
    focused = browser.find_element(By.CSS_SELECTOR, "[data-row].is-focus")
    assert "Waikabubak" in focused.text


def test_the_dialog_asks_with_the_name(page: Page) -> None:
    link = page.browser.find_element(By.CSS_SELECTOR, "[data-confirm]")
    page.browser.execute_script("arguments[0].click()", link)
    dialog = page.browser.find_element(By.CSS_SELECTOR, "dialog[open]")
    assert "Panen raya jagung di Aesesa" in dialog.text
    dialog.find_element(By.CSS_SELECTOR, "[data-close]").click()
    assert not page.browser.find_elements(By.CSS_SELECTOR, "dialog[open]")


def test_an_upload_that_ends_at_an_editor_gets_a_working_one(page: Page, tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff" * 2000)
    page.browser.execute_script(
        "const old = document.querySelector('form[data-upload]'), form = old.cloneNode(true);"
        "form.setAttribute('action', '/unggah/'); old.replaceWith(form); htmx.process(form)"
    )
    form = page.browser.find_element(By.CSS_SELECTOR, "form[data-upload]")
    form.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(photo))
    assert "1 berkas dipilih, 2 kB" in form.text
    page.browser.execute_script("arguments[0].requestSubmit()", form)
    page.until(lambda: page.browser.current_url.endswith("/desain/?tab=terbit"))
    page.until(lambda: page.browser.find_element(By.CSS_SELECTOR, ".j-editor-body"))
    assert uploads == [("foto.jpg", 2000)]
