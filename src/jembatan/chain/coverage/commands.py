"""Commands of `coverage` and of the rooms above it, which are imported only when called."""

import click

from jembatan.foundation.room_commands import RoomCommands

#: Name of a command -> "module:attribute" of a click command in the room that owns it, and what it does.
COMMANDS = {
    "extract": ("jembatan.chain.coverage.page_commands:extract", "Read the article in a saved page."),
    "fetch": ("jembatan.chain.coverage.page_commands:fetch", "Read the article at an address."),
    "poll": ("jembatan.chain.coverage.sources.commands:poll", "Ask the sources of news what is new."),
    "verify": ("jembatan.chain.coverage.evidence.commands:verify", "Prove that the evidence is as it was kept."),
}


@click.group(cls=RoomCommands, table=COMMANDS)
def coverage() -> None:
    """What the press printed: read pages, ask sources, prove evidence."""
