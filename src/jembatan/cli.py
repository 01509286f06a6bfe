"""The `jembatan` command. Each room brings its own commands; they are imported only when called."""

import os
import signal
from importlib.metadata import version
from pathlib import Path

import click

from jembatan.foundation.room_commands import RoomCommands

#: Name of a command -> "module:attribute" of a click command in the room that owns it, and what it does.
COMMANDS = {
    "up": ("jembatan.config.commands:up", "Start the web server and the worker, and keep them running."),
    "down": ("jembatan.config.commands:down", "Stop the installation that runs from JEMBATAN_HOME."),
    "work": ("jembatan.foundation.intents.commands:work", "Do what is due: send, trace, make pictures."),
    "units": ("jembatan.foundation.units.commands:units", "Load the network of governments and their units."),
    "people": ("jembatan.foundation.people.commands:people", "Invite people, and give them a way back in."),
    "audit": ("jembatan.foundation.audit.commands:audit", "Verify the audit chains, and export their heads."),
    "deliveries": ("jembatan.chain.distribution.commands:deliveries", "Letters to the press."),
    "coverage": ("jembatan.chain.coverage.commands:coverage", "What the press printed: pages, sources, evidence."),
    "search": ("jembatan.foundation.search.commands:search", "Make the full-text index anew."),
    "trace": ("jembatan.tracing.commands:trace", "Work with the tracing engine."),
    "manage": ("jembatan.config.commands:manage", "Django's own management commands."),
}


@click.group(cls=RoomCommands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("jembatan"), prog_name="jembatan")
def main() -> None:
    """Jembatan: the working network of government public relations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jembatan.config.settings")
    home = Path(os.environ.get("JEMBATAN_HOME") or "var").resolve()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(home / "cache" / "numba"))
    if "JEMBATAN_PARENT" in os.environ:
        from jembatan.config.running import lifeline

        # A letter under way may take its time to be finished.
        lifeline.arm(signal.SIGTERM, grace=20.0)


if __name__ == "__main__":
    main()
