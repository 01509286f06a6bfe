"""What stands between a bare folder and a running installation: database, static files, network, engine.

Run as `python -m jembatan.config.preparation [--demo]` by `jembatan up`. Each step looks first whether there is
anything to do, so that a second start costs little; none of them ever removes data.
"""

import hashlib
import importlib
import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

#: Exit code for "there is a reason not to start, and it has been said".
EXIT_REFUSED = 3


class CannotPrepare(Exception):  # noqa: N818 - it is said to a person, not raised as a fault
    """The installation must not be started as asked; the text says why and what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def prepare(*, wants_demo: bool) -> None:
    """Make everything ready. Raises `CannotPrepare` if a demo is asked for where real accounts are."""
    import django

    django.setup()
    from django.conf import settings

    home: Path = settings.HOME
    _migrate()
    is_demo = _settle_demo(home, wants_demo)
    _collect_static(home)
    _warm_engine(home)
    if is_demo:
        _load_demo(home)


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)


def _settle_demo(home: Path, wants_demo: bool) -> bool:
    """Whether this is a demo. Demo accounts without their mark get it back."""
    from jembatan.config import demo

    if demo.read_mark(home) is not None:
        return True
    if demo.has_accounts():
        demo.write_mark(home, demo.Mark(is_told=True))
        return True
    if wants_demo and demo.is_real():
        raise CannotPrepare(
            "This installation has real accounts, so no demo is put into it. Nothing was changed.\n"
            "For a demo beside it choose another folder, for example: JEMBATAN_HOME=demo make run"
        )
    return wants_demo


def _load_demo(home: Path) -> None:
    from jembatan.config import demo

    mark = demo.read_mark(home)
    if mark is None or not mark.is_told:
        say("Loading the demo: the network of NTT, accounts, a story ...")
        _load_network()
    demo.load_demo(home)


def _load_network() -> None:
    from jembatan.foundation.units.models import Unit

    if Unit.objects.filter(government__code__startswith="53").exists():
        return
    from jembatan.foundation.units.commands import units

    units(["load", "53"], standalone_mode=False)


def _collect_static(home: Path) -> None:
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = [storage.path(path) for finder in get_finders() for path, storage in finder.list([])]
    if _is_stamped(home, "static", found) and (home / "static" / "staticfiles.json").exists():
        return
    say("Collecting static files ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp(home, "static", found)


def _warm_engine(home: Path) -> None:
    """Have numba compile the tracing engine once; the result is kept in the cache under the home."""
    spec = find_spec("jembatan.tracing")
    folders = (spec and spec.submodule_search_locations) or []
    sources = [str(path) for folder in folders for path in Path(folder).rglob("*.py")]
    if _is_stamped(home, "engine", sources):
        return
    say("Compiling the tracing engine (a minute or two, once) ...")
    importlib.import_module("jembatan.tracing").warm()
    _stamp(home, "engine", sources)


def _is_stamped(home: Path, step: str, files: Iterable[str]) -> bool:
    stamp = home / "cache" / f"{step}.stamp"
    return stamp.exists() and stamp.read_text() == _fingerprint(files)


def _stamp(home: Path, step: str, files: Iterable[str]) -> None:
    stamp = home / "cache" / f"{step}.stamp"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_fingerprint(files))


def _fingerprint(files: Iterable[str]) -> str:
    """Changes with the interpreter and with the name, size or time of any file."""
    sums = hashlib.sha256(sys.version.encode())
    for name in sorted(set(files)):
        stat = Path(name).stat()
        sums.update(f"{name}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return sums.hexdigest()


def main() -> None:
    """Prepare, or say why not."""
    from jembatan.config.running import lifeline

    lifeline.arm()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jembatan.config.settings")
    try:
        prepare(wants_demo="--demo" in sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except CannotPrepare as reason:
        say(str(reason))
        sys.exit(EXIT_REFUSED)


if __name__ == "__main__":
    main()
