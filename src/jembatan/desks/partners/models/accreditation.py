"""Who of the press is accredited for which event."""

from secrets import token_urlsafe

from django.db import models

from jembatan.chain.agenda.models import Event
from jembatan.desks.partners.models.register import Journalist
from jembatan.desks.partners.states import AccreditationState
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import UnitOwned


def new_token() -> str:
    """A secret for a public address: 128 bits."""
    return token_urlsafe(16)


class Accreditation(UnitOwned):
    """A journalist asks to attend an event as press. `token` stands in the badge's QR; `reason`: refused or revoked why."""

    State = AccreditationState

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="accreditations")
    journalist = models.ForeignKey(Journalist, on_delete=models.PROTECT, related_name="accreditations")
    state = models.CharField(max_length=12, choices=AccreditationState, default=AccreditationState.REQUESTED)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    note = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["journalist__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "event", "journalist"],
                condition=models.Q(state__in=["requested", "granted"]),
                name="partners_accredited_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journalist} {self.event}"
