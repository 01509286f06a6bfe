"""Commands of `people`: the first administrator of a unit, and the way back in where no mail can be sent."""

import sys
from typing import NoReturn

import click

from jembatan.foundation.viewer import Role


@click.group()
def people() -> None:
    """Invite people, and give them a way back in."""


@people.command()
@click.argument("email")
@click.option("--unit", "slug", required=True, help="The unit's slug, as in its address.")
@click.option("--name", default="", help="Full name; needed for a new account.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=(Role.UNIT_ADMINISTRATOR.value,),
    type=click.Choice([role.value for role in Role]),
    show_default=True,
)
def invite(email: str, slug: str, name: str, roles: tuple[str, ...]) -> None:
    """Let EMAIL serve in a unit, and print the link that sets the password."""
    import django

    django.setup()
    from jembatan.foundation.people.actions import invite_member
    from jembatan.foundation.refusal import Refused
    from jembatan.foundation.units.models import Unit
    from jembatan.foundation.viewer import system_viewer

    unit = Unit.objects.filter(slug=slug).first()
    if unit is None:
        _stop(f"There is no unit {slug!r}. `jembatan units load` brings the units of a province.")
    try:
        invitation = invite_member(
            viewer=system_viewer("cli", unit.pk),
            unit=unit,
            email=email,
            full_name=name,
            roles=[Role(role) for role in roles],
        )
    except Refused as refusal:
        _stop("\n".join(refusal.reasons))
    click.echo(f"{invitation.user.email} serves in {unit.name}.")
    if invitation.is_new:
        click.echo(invitation.link)


@people.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a link by which EMAIL sets a new password. It works once; give it to nobody else."""
    import django

    django.setup()
    from jembatan.foundation.people.actions import renew_link
    from jembatan.foundation.people.queries import account_of_address, units_of
    from jembatan.foundation.refusal import Refused
    from jembatan.foundation.viewer import system_viewer

    user = account_of_address(email)
    units = units_of(user) if user else []
    if user is None or not units:
        _stop(f"No account with the address {email} serves in any unit.")
    try:
        click.echo(renew_link(viewer=system_viewer("cli", units[0].pk), unit=units[0], user=user))
    except Refused as refusal:
        _stop("\n".join(refusal.reasons))


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
