"""The `jembatan` command. Each room brings its own commands; they are imported only when called."""

import importlib
import os
import signal
from importlib.metadata import version
from pathlib import Path

import click

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


class RoomCommands(click.Group):
    """A group whose commands are loaded from their rooms when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=RoomCommands, context_settings={"help_option_names": ["-h", "--help"]})
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
