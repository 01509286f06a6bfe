"""The `jembatan` command. Each room brings its own commands; they are imported only when called."""

import importlib
import os
from pathlib import Path

import click

#: Name of a command -> "module:attribute" of a click command in the room that owns it.
COMMANDS = {
    "audit": "jembatan.foundation.audit.commands:audit",
    "trace": "jembatan.tracing.commands:trace",
    "manage": "jembatan.config.commands:manage",
}


class RoomCommands(click.Group):
    """A group whose commands are loaded from their rooms when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=RoomCommands)
def main() -> None:
    """Jembatan: the working network of government public relations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jembatan.config.settings")
    home = Path(os.environ.get("JEMBATAN_HOME") or "var").resolve()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(home / "cache" / "numba"))


if __name__ == "__main__":
    main()
