"""`jembatan coverage poll`: look at sources once, now, in this process."""

import sys
import time

import click


@click.command()
@click.argument("source", required=False)
def poll(source: str | None) -> None:
    """Look once at SOURCE (its name, address or identifier), or at every source that is watched.

    Prints a line for each: new, known, failed. Exits with 1 if a source could not be read, 2 if SOURCE is not known. The
    worker then fetches and traces what was found.
    """
    import django

    django.setup()
    from jembatan.chain.coverage.sources import queries

    rows = queries.sources_to_poll(source)
    if source is not None and not rows:
        click.echo(f"No watched source is called {source}.", err=True)
        sys.exit(2)
    results = [_poll(row) for row in rows]
    if not all(results):
        sys.exit(1)


def _poll(row: object) -> bool:
    from jembatan.chain.coverage.sources import actions
    from jembatan.chain.coverage.sources.looking import LookFailed, look_at
    from jembatan.chain.coverage.sources.models import Source
    from jembatan.foundation.viewer import system_viewer

    assert isinstance(row, Source)
    viewer, began = system_viewer("cli"), time.monotonic()
    try:
        look = look_at(row)
    except LookFailed as failure:
        seconds = time.monotonic() - began
        actions.note_failure(viewer=viewer, source=row, reason=failure.reason, seconds=seconds)
        click.echo(f"{row.name}: new 0, known 0, failed 1 ({failure.reason})")
        return False
    counts = actions.keep_look(viewer=viewer, source=row, look=look, seconds=time.monotonic() - began)
    click.echo(f"{row.name}: new {counts.new}, known {counts.known}, failed {counts.failed}")
    return True
