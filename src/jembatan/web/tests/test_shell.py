"""The shells, the menu, and what a reader may choose."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from jembatan.web.navigation import Navigation, NavItem, Shell, UnitChoice


@pytest.fixture
def menu() -> Navigation:
    menu = Navigation()
    menu.add(
        NavItem("side", "Samping", "web_theme", order=1, group="side"),
        NavItem("ask", "Tanya", "design_ask", order=30),
        NavItem("design", "Desain", "design", order=20, count=lambda request: 3),
        NavItem("hidden", "Rahasia", "web_language", order=10, allowed=lambda viewer: False),
    )
    return menu


def request_for(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def entries(menu: Navigation, path: str) -> dict[str, bool]:
    request = request_for(path)
    request.viewer = object()  # type: ignore[attr-defined]
    return {entry.key: entry.current for entry in menu.entries_for(request)}


def test_menu_is_in_order_and_shows_what_is_allowed(menu: Navigation) -> None:
    assert list(entries(menu, "/")) == ["design", "ask", "side"]


def test_the_longest_address_is_current(menu: Navigation) -> None:
    assert entries(menu, "/desain/tanya/") == {"design": False, "ask": True, "side": False}
    assert entries(menu, "/desain/lain/") == {"design": True, "ask": False, "side": False}
    assert not any(entries(menu, "/lain/").values())


def test_nobody_sees_no_menu(menu: Navigation) -> None:
    assert menu.entries_for(request_for("/")) == []


def test_an_item_of_the_same_key_is_replaced(menu: Navigation) -> None:
    menu.add(NavItem("ask", "Tanya lagi", "design", order=99))
    assert [item.key for item in menu.items] == ["hidden", "design", "ask", "side"]


def test_shell_knows_unit_and_initials() -> None:
    shell = Shell("Yuliana Maria Bria", units=[UnitChoice("1", "A"), UnitChoice("2", "B", current=True)])
    assert shell.initials == "YB"
    assert shell.unit is not None
    assert shell.unit.name == "B"
    assert Shell().unit is None


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?kulit=publik"])
def test_pages_hold_to_the_strict_policy(query: str) -> None:
    html = Client().get(f"/desain/{query}").content.decode()
    assert not re.search(r"\sstyle\s*=", html)
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert scripts
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


@pytest.mark.django_db
def test_language_and_scheme_are_kept_for_the_device() -> None:
    client = Client()
    assert '<html lang="id">' in client.get("/desain/").content.decode()
    answer = client.post("/preferensi/bahasa/", {"language": "en", "next": "/desain/?x=1"})
    assert answer["Location"] == "/desain/?x=1"
    client.post("/preferensi/tampilan/", {"theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in client.get("/desain/").content.decode()
    client.post("/preferensi/tampilan/", {"theme": "auto"})
    assert '<html lang="en">' in client.get("/desain/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(target: str) -> None:
    assert Client().post("/preferensi/bahasa/", {"language": "en", "next": target})["Location"] == "/"


@pytest.mark.parametrize(
    ("path", "data"),
    [("/preferensi/bahasa/", {"language": "xx"}), ("/preferensi/tampilan/", {"theme": '"><script>'})],
)
def test_unknown_choices_are_refused(path: str, data: dict[str, str]) -> None:
    answer = Client().post(path, data)
    assert answer.status_code == 400
    assert not answer.cookies


def test_a_forged_scheme_is_not_drawn() -> None:
    request = request_for("/")
    request.COOKIES["tampilan"] = '"><script>'
    assert "<script>" not in render_to_string("404.html", request=request).split("</head>", maxsplit=1)[0]


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_stand_without_a_request(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert "<h1>" in html
    assert 'href="/"' in html
