"""`jembatan search`."""

import click


@click.group()
def search() -> None:
    """The full-text index."""


@search.command()
def rebuild() -> None:
    """Make the index anew from everything that can be found. Search goes on meanwhile; doing it again is safe."""
    import django

    django.setup()
    from jembatan.foundation.search.actions import rebuild_index

    counts = rebuild_index()
    for kind, count in sorted(counts.items()):
        click.echo(f"{kind}: {count}")
    click.echo(f"total: {sum(counts.values())}")
