"""Commands of `coverage` and of the rooms above it, which are imported only when called."""

import importlib

import click

#: Name of a command -> "module:attribute" of a click command in the room that owns it, and what it does.
COMMANDS = {
    "extract": ("jembatan.chain.coverage.page_commands:extract", "Read the article in a saved page."),
    "fetch": ("jembatan.chain.coverage.page_commands:fetch", "Read the article at an address."),
    "poll": ("jembatan.chain.coverage.sources.commands:poll", "Ask the sources of news what is new."),
    "verify": ("jembatan.chain.coverage.evidence.commands:verify", "Prove that the evidence is as it was kept."),
}


class DeskCommands(click.Group):
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


@click.group(cls=DeskCommands)
def coverage() -> None:
    """What the press printed: read pages, ask sources, prove evidence."""
