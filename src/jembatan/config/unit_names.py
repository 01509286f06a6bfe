"""Whose audit chain is whose. The audit room lies below the units and knows only their identifiers."""

from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.foundation.audit.chain import INSTALLATION
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import system_viewer


def name_of_chain(unit_key: UUID) -> str:
    """The short name of the unit, for messages of `audit verify`."""
    if unit_key == INSTALLATION:
        return _("instalasi")
    unit = units(system_viewer("audit")).filter(pk=unit_key).first()
    return unit.short_name if unit is not None else str(unit_key)


def find_chain(text: str) -> UUID | None:
    """The chain of the unit with this slug or identifier."""
    rows = units(system_viewer("audit"))
    try:
        unit = rows.filter(pk=UUID(text)).first()
    except ValueError:
        unit = rows.filter(slug=text).first()
    return unit.pk if unit is not None else None
