"""A person at a browser without script: opens pages, fills the forms that stand there, follows links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from lxml import html


class Person:
    """Someone signed in (or nobody). Every step goes through HTTP; `page` is what stands before their eyes."""

    def __init__(self, email: str = "", password: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "id"})
        self.address = "/"
        if email:
            self.open("/akun/login/")
            self.submit({"login": email, "password": password})
            assert "sessionid" in self.client.cookies, f"{email} could not sign in"

    def open(self, address: str, expect: int = 200) -> str:
        """Go to an address, following redirects; the page's text."""
        return self._arrive(self.client.get(address, follow=True), address, expect)

    def submit(
        self,
        values: Mapping[str, Any],
        *,
        action: str | None = None,
        files: Mapping[str, Any] | None = None,
        button: str | None = None,
        expect: int = 200,
    ) -> str:
        """Fill the form of this page that has the fields of `values` (or posts to `action`) and send it."""
        form = self._form(values, action)
        data = self._filled(form)
        for name, value in values.items():
            data[name] = value
        if button:
            data[button] = "1"
        data.update(files or {})
        target = urljoin(self.address, form.get("action") or self.address)
        return self._arrive(self.client.post(target, data, follow=True), target, expect)

    def link(self, text: str) -> str:
        """The address behind the link or button-like link with `text`."""
        for anchor in self.page.iter("a"):
            if text.lower() in " ".join(anchor.text_content().split()).lower():
                return urljoin(self.address, anchor.get("href"))
        raise AssertionError(f"no link {text!r} at {self.address}:\n{self.text}")

    def follow(self, text: str) -> str:
        """Follow the link with `text`."""
        return self.open(self.link(text))

    @property
    def text(self) -> str:
        """What can be read on the page."""
        return " ".join(self.page.text_content().split())

    def _arrive(self, response: Any, address: str, expect: int) -> str:
        assert response.status_code == expect, f"{address}: {response.status_code}\n{response.content.decode()[:3000]}"
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.address = urlsplit(self.address)._replace(scheme="", netloc="").geturl()
        self.source = response.content.decode()
        self.page = html.fromstring(self.source)
        return self.text

    def _form(self, values: Mapping[str, Any], action: str | None) -> html.FormElement:
        for form in self.page.forms:
            if form.method.upper() != "POST":
                continue
            if action is not None and action not in (form.get("action") or self.address):
                continue
            if set(values) <= set(form.fields):
                return form
        fields = [sorted(form.fields) for form in self.page.forms]
        raise AssertionError(f"no form with {sorted(values)} at {self.address}; there are {fields}\n{self.text[:1500]}")

    @staticmethod
    def _filled(form: html.FormElement) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        return {name: values[0] if len(values) == 1 else values for name, values in data.items()}
