"""The documentation is whole: no dead link, no command, setting or dependency without its line, none that is gone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from jembatan.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ASIDE = {".venv", ".tools", "node_modules", "var", ".git", ".pytest_cache", ".hypothesis", "static"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
VARIABLE = re.compile(r"^(JEMBATAN_[A-Z_]+|DATABASE_URL|PORT|NUMBA_CACHE_DIR|DJANGO_SETTINGS_MODULE)$")
TEXTS = {".py", ".md", ".toml", ".lock", ".json", ".cfg", ".html", ".js", ".mjs", ".scss"}
#: Read by the tests only.
OF_TESTS = {"JEMBATAN_SHARED", "JEMBATAN_TEST_HOME"}


def pages() -> list[Path]:
    """Every page of documentation in the repository."""
    return sorted(path for path in ROOT.rglob("*.md") if not ASIDE.intersection(path.relative_to(ROOT).parts))


def anchors(page: Path) -> set[str]:
    """The places in a page that a link may name."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page: Path) -> None:
    dead = []
    text = re.sub(r"^( {4}|\t).*$|```.*?```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            dead.append(target)
    assert dead == []


def test_every_page_of_docs_can_be_found_from_the_index() -> None:
    seen, waiting = set(), [ROOT / "README.md", DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        targets = [target.partition("#")[0] for target in LINK.findall(page.read_text())]
        waiting += [(page.parent / target).resolve() for target in targets if target and ":" not in target]
    assert {page for page in DOCS.rglob("*.md") if page not in seen} == set()


def commands(command: click.Command, words: tuple[str, ...]) -> list[tuple[str, click.Command]]:
    """A command and all below it, each with the words that call it."""
    found = [(" ".join(words), command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            found += commands(below, (*words, name))
    return found


def section(text: str, heading: str) -> str | None:
    """What stands under a heading, to the next one."""
    found = re.search(rf"^#+ `{re.escape(heading)}`$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return found and found.group(1)


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "reference" / "commands.md").read_text()
    missing = []
    for words, command in commands(main, ("jembatan",)):
        part = section(text, words)
        if part is None:
            missing.append(words)
            continue
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("help", "version"):
                missing += [f"{words} {name}" for name in parameter.opts if f"`{name}" not in part]
    assert missing == []


def test_no_documented_command_is_gone() -> None:
    text = (DOCS / "reference" / "commands.md").read_text()
    real = {words for words, _ in commands(main, ("jembatan",))}
    assert set(re.findall(r"^#+ `(jembatan[^`]*)`$", text, re.MULTILINE)) == real


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_quick_and_says_what_a_command_does(name: str) -> None:
    code = (
        "import sys; from jembatan.cli import main\n"
        f"try: main([{name!r}, '--help'], prog_name='jembatan')\n"
        "finally: assert 'django' not in sys.modules, 'help must not load it'"
    )
    if name == "manage":
        pytest.skip("its help is Django's own")
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert shown.returncode == 0, shown.stderr
    assert f"Usage: jembatan {name}" in shown.stdout
    assert len(shown.stdout.split("\n\n")[1].split()) > 2


def test_the_version_is_told() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "jembatan.cli", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert shown.stdout.strip() == f"jembatan, version {wanted}"


def variables() -> set[str]:
    """The environment variables that the product names anywhere."""
    found = set()
    for path in (ROOT / "src" / "jembatan").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.match(node.value):
                found.add(node.value)
            if isinstance(node, ast.Call | ast.Subscript):
                found |= _asked_of_environment(node)
    return found


def _asked_of_environment(node: ast.Call | ast.Subscript) -> set[str]:
    asked, key = (node.func, node.args[:1]) if isinstance(node, ast.Call) else (node.value, [node.slice])
    source = ast.unparse(asked)
    if source not in ("os.environ.get", "os.environ", "os.environ.setdefault", "os.environ.pop", "os.getenv"):
        return set()
    return {part.value for part in key if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def documented_variables() -> set[str]:
    """The first column of the tables of settings."""
    text = (DOCS / "reference" / "settings.md").read_text()
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_every_setting_is_documented() -> None:
    assert variables() - documented_variables() == set()


def test_no_documented_setting_is_gone() -> None:
    assert documented_variables() - variables() - OF_TESTS == set()


def dependencies() -> set[str]:
    """Every package that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return {re.split(r"[\[<>=~! ;]", entry)[0].lower() for entries in lists for entry in entries}


def test_every_dependency_has_its_reason() -> None:
    text = (DOCS / "explanation" / "dependencies.md").read_text()
    named = {name for row in re.findall(r"^\|([^|]+)\|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)}
    assert dependencies() - named == set()
    assert named - dependencies() == set(), "documented, but no longer asked for"


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "adr" / "README.md").read_text()
    decisions = [path.name for path in (DOCS / "adr").glob("[0-9]*.md")]
    assert decisions
    assert [name for name in decisions if f"({name})" not in listed] == []


def test_nothing_names_this_or_that_machine() -> None:
    names = re.compile(r"(?<![\w.])/(work|root|home/\w+)/|\bpypi\.org\b|\bregistry\.npmjs\b")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not in a git clone")
    offences = []
    for name in listed.split("\0"):
        path = ROOT / name
        is_text = path.name in {"Makefile", "setup", "run"} or path.suffix in TEXTS
        if is_text and path.is_file():
            if path == Path(__file__).resolve():
                continue
            offences += [f"{name}: {hit.group(0)}" for hit in names.finditer(path.read_text(errors="replace"))]
    assert offences == []
