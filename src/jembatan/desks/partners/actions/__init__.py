"""Every change of partners."""

from jembatan.desks.partners.actions.placements import step_placement

__all__ = ["step_placement"]
