"""Every recorded action and every kind of intent has words for the screen."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from jembatan.config import audit_words
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents.handlers import handlers

SOURCE = Path(audit_words.__file__).parent.parent
NAMED = re.compile(r'@action\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_action_has_words() -> None:
    found = {
        code
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts
        for code in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert "releases.publish" in found
    assert sorted(found - set(audit_words.ACTIONS)) == []


def test_every_intent_has_words() -> None:
    real = {kind for kind in handlers.kinds() if not kind.startswith("test")}
    assert sorted(real - set(audit_words.INTENTS)) == []


@pytest.mark.parametrize("label", sorted(audit_words.KINDS))
def test_every_kind_is_a_model(label: str) -> None:
    assert apps.get_model(label)


@pytest.mark.parametrize("name", sorted(set(audit_words.PAGES.values())))
def test_every_page_exists(name: str) -> None:
    assert reverse(name, args=[new_id()])
