"""The rooms are what the design says: foreign keys, names, sizes, doors, and a page about each app."""

from __future__ import annotations

import ast
import configparser
import re
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "jembatan"

#: From the top of the house to its ground. A foreign key points to the same place or further down.
HEIGHTS = (
    "newsroom",
    "overview",
    "desks.proofs",
    "desks.replies",
    "desks.partners",
    "archive",
    "chain.coverage.clippings",
    "chain.coverage.triage",
    "chain.coverage.tone",
    "chain.coverage.captures",
    "chain.coverage.sources",
    "chain.coverage.evidence",
    "chain.coverage",
    "chain.distribution",
    "chain.releases",
    "chain.documentation",
    "chain.agenda",
    "foundation.directory",
    "foundation.people",
    "foundation.files",
    "foundation.search",
    "foundation.intents",
    "foundation.units",
    "foundation.audit",
    "django",
    "allauth",
)
#: Names that say nothing, and so become drawers.
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}
#: Modules of an app that only the app itself may import; tasks, panels and `..._views` are connected in config.
INNER = ("policies", "states", "forms", "views", "tasks", "panels")
LONGEST_FILE = 400

OWN_APPS = [app for app in apps.get_app_configs() if app.name.startswith("jembatan.")]
ROOMS = [app for app in OWN_APPS if app.label not in ("config", "web")]


def height_of(app_name: str) -> int:
    """The place of an app in the house, counted from the top."""
    name = app_name.removeprefix("jembatan.")
    for place, room in enumerate(HEIGHTS):
        if name == room or name.startswith(f"{room}."):
            return place
    raise AssertionError(f"{app_name} has no place in the house: give it one in HEIGHTS")


def sources(*, tests: bool = False) -> list[Path]:
    """The Python files of the product, without migrations."""
    found = PACKAGE.rglob("*.py")
    return [path for path in found if "migrations" not in path.parts and (tests or "tests" not in path.parts)]


def relations() -> list[tuple[type[models.Model], models.Field, type[models.Model]]]:  # type: ignore[type-arg]
    """Every foreign key, one-to-one and many-to-many of our own models, whether written as a class or as a text."""
    found = []
    for app in OWN_APPS:
        for model in app.get_models(include_auto_created=True):
            for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                if field.remote_field is not None:
                    assert not isinstance(field.remote_field.model, str), f"{field} leads nowhere"
                    found.append((model, field, field.remote_field.model))
    return found


def test_foreign_keys_point_downward() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in relations()
        if height_of(_app_of(target)) < height_of(_app_of(model))
    ]
    assert upward == []


def test_there_are_foreign_keys_to_look_at() -> None:
    between = [1 for model, _, target in relations() if _app_of(model) != _app_of(target)]
    assert len(between) > 20


@pytest.mark.parametrize("app", ROOMS, ids=lambda app: app.label)
def test_every_room_has_a_place(app: AppConfig) -> None:
    height_of(app.name)


def test_no_module_is_a_drawer() -> None:
    drawers = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if path.stem in DRAWERS or path.parent.name in DRAWERS
    ]
    assert drawers == []


def test_views_reach_rows_through_queries_only() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.stem == "views" or path.stem.endswith("_views") or path.parent.name == "views"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    ]
    assert offences == []


def test_no_file_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(tests=True)
        if (lines := path.read_text().count("\n")) > LONGEST_FILE
    }
    assert long == {}


@pytest.mark.parametrize("app", ROOMS, ids=lambda app: app.label)
def test_every_app_says_what_it_is_for(app: AppConfig) -> None:
    page = Path(app.path) / "README.md"
    assert page.exists(), f"{app.label} has no README.md"
    text = page.read_text().lower()
    for word in ("purpose", "states", "events"):
        assert word in text, f"the README of {app.label} does not name its {word}"


def test_import_contracts_have_no_exceptions() -> None:
    contracts = _contracts()
    assert contracts.sections()
    excused = [section for section in contracts.sections() if "ignore_imports" in contracts[section]]
    assert excused == []


def test_every_inner_module_is_behind_its_door() -> None:
    contracts = _contracts()
    guarded = {
        name
        for section in contracts.sections()
        if contracts[section].get("type") == "protected"
        for name in contracts[section]["protected_modules"].split()
    }
    inner = {f"{app.name}.{name}" for app in ROOMS for name in _inner_modules(Path(app.path))}
    assert inner - guarded == set(), "add them to .importlinter, in the contract of their app"
    assert guarded - inner == set(), "they are gone: take them out of .importlinter"


def test_every_app_is_layered() -> None:
    contract = _contracts()["importlinter:contract:app"]
    assert set(contract["containers"].split()) == {app.name for app in ROOMS}
    placed = set(re.findall(r"\((\w+)\)", contract["layers"]))
    views = {name for app in ROOMS for name in _inner_modules(Path(app.path)) if name.endswith("_views")}
    assert views - placed == set(), "give them their place among the layers of .importlinter"


def _inner_modules(folder: Path) -> list[str]:
    named = [name for name in INNER if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()]
    return named + [path.stem for path in folder.glob("*_views.py")]


def _contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def _app_of(model: type[models.Model]) -> str:
    return model._meta.app_config.name
