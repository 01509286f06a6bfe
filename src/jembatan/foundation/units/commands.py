"""Commands of `units`."""

import sys

import click


@click.group()
def units() -> None:
    """Governments and their units."""


@units.command()
@click.argument("codes", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All 38 provinces and 514 regencies and cities.")
def load(codes: tuple[str, ...], everything: bool) -> None:
    """Load the provinces CODES (such as 53 for NTT) with their regencies, cities and first units.

    A second run adds what is missing and changes nothing that people have entered.
    """
    if everything == bool(codes):
        raise click.UsageError("Name the codes of provinces (such as 53), or --all.")
    import django

    django.setup()
    from jembatan.foundation.refusal import Refused
    from jembatan.foundation.units.loading import load_governments
    from jembatan.foundation.viewer import system_viewer

    try:
        loaded = load_governments(viewer=system_viewer("cli"), provinces=None if everything else codes)
    except Refused as refusal:
        click.echo("\n".join(refusal.reasons), err=True)
        sys.exit(1)
    click.echo(f"{loaded.governments} governments, {loaded.new_units} new units, {loaded.new_aliases} new names.")
