"""A person at a real browser: windows of Chromium, and what the stories do in them.

Waiting is always for something that can be seen; a window remembers what its console said, and `assert_quiet` tells
whether the strict policy was broken or a script failed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

PASSWORD = "rahasia-uji-coba"
#: Seconds that anything may take on a machine under load.
PATIENCE = 40
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
FLAGS = (
    "headless=new",
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",
    "disable-background-networking",
    "no-first-run",
    "disable-sync",
    "disable-component-update",
    "window-size=1280,900",
)
#: What the network says when a story takes the signal away.
NO_SIGNAL = "ERR_INTERNET_DISCONNECTED"
#: What it says when two people have saved the same draft.
CONFLICT = "status of 409"

PRESSABLE = "self::a or self::button or self::summary or self::label"


def programs() -> tuple[str, str]:
    """Chromium and its driver. Skips the test where one is missing."""
    found = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    missing = [name for name, place in found.items() if not place]
    if missing:
        pytest.skip(f"browser journeys need Chromium and its driver; not installed: {', '.join(missing)}")
    return str(found["chromium"]), str(found["chromedriver"])


def new_driver() -> Any:
    """A Chromium of its own, with an empty profile."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    binary, driver = programs()
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    options.add_experimental_option("prefs", {"intl.accept_languages": "id", "credentials_enable_service": False})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


class Window:
    """One person's browser, at the installation under `base`. `expected` are network faults that the story causes."""

    def __init__(self, driver: Any, base: str) -> None:
        self.driver = driver
        self.base = base.rstrip("/")
        self.expected: list[str] = []
        self.is_phone = False

    # Going about

    def open(self, path: str) -> None:
        """Go to a page of the installation."""
        self.driver.get(self.base + path)

    def new_tab(self) -> None:
        """Open a new tab, as a person does who begins anew; the present one is closed."""
        old = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        new = self.driver.current_window_handle
        self.driver.switch_to.window(old)
        self.assert_quiet()
        self.driver.close()
        self.driver.switch_to.window(new)
        if self.is_phone:
            self.to_phone()

    def sign_in(self, email: str) -> None:
        """Sign in by the door."""
        self.open("/akun/login/")
        self.fill("login", email)
        self.fill("password", PASSWORD)
        self.find("form .btn-primary, form button[type=submit]").click()
        self.until(lambda: self.path.startswith("/kerja/"), f"{email} to be signed in")

    def forget(self) -> None:
        """As a browser that was never here."""
        self.driver.get("about:blank")
        self.cdp("Network.clearBrowserCookies")
        self.cdp("Storage.clearDataForOrigin", origin=self.base, storageTypes="all")

    def to_phone(self) -> None:
        """Make the window a phone of 360 px."""
        self.is_phone = True
        self.cdp("Emulation.setDeviceMetricsOverride", **PHONE)

    def to_desk(self) -> None:
        """Make it a desktop again."""
        self.is_phone = False
        self.cdp("Emulation.clearDeviceMetricsOverride")

    def signal(self, *, on: bool) -> None:
        """Take the connection of this tab away, or give it back."""
        self.cdp("Network.enable")
        self.cdp(
            "Network.emulateNetworkConditions", offline=not on, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def cdp(self, command: str, **values: Any) -> Any:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(command, values)

    # Looking

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return urlsplit(self.driver.current_url).path

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return " ".join(self.find("body").text.split())

    def find(self, css: str) -> Any:
        """The first element. Raises NoSuchElementException."""
        return self.driver.find_element("css selector", css)

    def all(self, css: str) -> list[Any]:
        """All elements."""
        found: list[Any] = self.driver.find_elements("css selector", css)
        return found

    def js(self, script: str, *arguments: Any) -> Any:
        """The value of a script, for what can be measured only by one."""
        return self.driver.execute_script(script, *arguments)

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait until `condition` holds; its value. Fails with `what`, the page and its text."""
        from selenium.common.exceptions import (
            ElementClickInterceptedException,
            ElementNotInteractableException,
            NoSuchElementException,
            StaleElementReferenceException,
            TimeoutException,
        )
        from selenium.webdriver.support.ui import WebDriverWait

        passing = (
            ElementClickInterceptedException,
            ElementNotInteractableException,
            NoSuchElementException,
            StaleElementReferenceException,
        )
        try:
            return WebDriverWait(self.driver, PATIENCE, 0.1, passing).until(lambda _driver: condition())
        except TimeoutException as reason:
            page = f"{self.driver.current_url}\n{self.text[:3000]}"
            raise AssertionError(f"waited in vain for {what} at {page}\n{reason.msg or ''}") from reason

    def sees(self, *words: str) -> None:
        """Wait until all of `words` can be read."""
        self.until(lambda: all(one in self.text for one in words), " and ".join(map(repr, words)))

    # Doing

    def press(self, words: str) -> None:
        """Press the link or button with `words`; while a dialog is open, only what stands in it."""
        self.until(lambda: self._press(words), f"something to press that says {words!r}")

    def _press(self, words: str) -> bool:
        scope = "//dialog[@open]" if self.all("dialog[open]") else ""
        said = f"//*[({PRESSABLE}) and contains(normalize-space(.), {words!r})]"
        shown = [one for one in self.driver.find_elements("xpath", scope + said) if one.is_displayed()]
        if not shown:
            return False
        self.click(next((one for one in shown if one.text.strip() == words), shown[0]))
        return True

    def click(self, element: Any) -> None:
        """Bring it into the middle of the window, then click it as a hand does."""
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def fill(self, name: str, value: str) -> None:
        """Type into the field called `name`."""

        def type_it() -> bool:
            field = next(one for one in self.all(f"[name='{name}']") if one.is_displayed())
            field.clear()
            field.send_keys(value)
            return bool(field.get_attribute("value") == value)

        self.until(lambda: any(one.is_displayed() for one in self.all(f"[name='{name}']")), f"a field {name}")
        self.until(type_it, f"{value[:40]!r} to stand in {name}")

    def keys(self, *keys: str) -> None:
        """Strike keys wherever the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def hold(self, modifier: str, *keys: str) -> None:
        """Strike keys while `modifier` is held down."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).key_down(modifier).send_keys(*keys).key_up(modifier).perform()

    # What nobody sees

    def assert_quiet(self) -> None:
        """No breach of the strict policy, no failed script, no request that failed without the story's doing."""
        faults = [entry for entry in self.driver.get_log("browser") if self._is_fault(entry)]
        assert not faults, "\n".join(f"{entry['source']}: {entry['message']}" for entry in faults)

    def _is_fault(self, entry: dict[str, Any]) -> bool:
        message = str(entry["message"])
        if "Content Security Policy" in message:
            return True
        if entry["source"] == "network" and any(known in message for known in self.expected):
            return False
        return bool(entry["level"] == "SEVERE")


class Desk:
    """The draft's editor in a window."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def wait(self) -> None:
        """Wait until one can write."""
        self.window.until(lambda: self.window.find(".j-editor-body").is_displayed(), "the editor")

    def write(self, *words: str) -> None:
        """Go to the end of the text and write."""
        from selenium.webdriver.common.keys import Keys

        body = self.window.find(".j-editor-body")
        self.window.click(body)
        body.send_keys(Keys.CONTROL, Keys.END)
        body.send_keys(Keys.NULL, *words)

    def type(self, *words: str) -> None:
        """Write on where the cursor stands, once the editor has the focus."""
        self.window.until(self._has_focus, "the focus in the text")
        self.window.keys(*words)

    def _has_focus(self) -> bool:
        return "ProseMirror" in (self.window.driver.switch_to.active_element.get_attribute("class") or "")

    def tool(self, key: str) -> None:
        """Press a tool once it can be used."""
        self.window.until(lambda: self.window.find(f"[data-tool={key}]").is_enabled(), f"the tool {key}")
        self.window.click(self.window.find(f"[data-tool={key}]"))

    @property
    def html(self) -> str:
        """The text as it would be sent."""
        return str(self.window.js("return document.querySelector('[name=body]').value"))

    def wait_state(self, state: str, words: str = "") -> None:
        """Wait for what the line under the text says."""
        self.window.until(lambda: self._says(state, words), f"the line to be {state}: {words}")

    def _says(self, state: str, words: str) -> bool:
        line = self.window.find("[data-autosave-status]")
        return line.get_attribute("data-state") == state and words in line.text

    def wait_saved(self) -> None:
        """Wait until everything is on the server: the line says so and nothing waits on the device."""
        self.wait_state("saved", "tersimpan")
        self.window.until(lambda: not self._kept(), "nothing to be left on the device")

    def _kept(self) -> Any:
        return self.window.js(
            "return Object.keys(localStorage)"
            ".filter(key => key.startsWith('jembatan.draft.') && !key.endsWith('.aside')).length"
        )
