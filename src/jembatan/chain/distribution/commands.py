"""Commands of `distribution`."""

import sys
from typing import BinaryIO

import click


@click.group()
def deliveries() -> None:
    """Letters to the press."""


@deliveries.command()
@click.argument("report", type=click.File("rb"), default="-")
def bounce(report: BinaryIO) -> None:
    """Take in a mail server's REPORT that a letter could not be delivered (a file, or standard input).

    Made for the mailbox that reports come to: let the mail system pipe each letter into this command. Exits with 1, and
    changes nothing, for a letter that is no such report or not of this installation.
    """
    import django

    django.setup()
    from jembatan.chain.distribution.bounces import LARGEST_REPORT, NoReport, take_report

    try:
        delivery = take_report(report.read(LARGEST_REPORT + 1))
    except NoReport as reason:
        click.echo(f"Nothing changed: {reason}.", err=True)
        sys.exit(1)
    click.echo(f"{delivery.address}: {delivery.state}. {delivery.reason}")
