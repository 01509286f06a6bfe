"""Events: what a leader does, where, when, and which units are part of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.people.models import Person, User
from jembatan.foundation.units.models import Unit, UnitOwned, Visibility
from jembatan.foundation.viewer import Viewer


class Event(UnitOwned):
    """Something that happens and may be covered. Owned by one unit, at the place of a host, with participants."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        CONFIRMED = "confirmed", _("Dipastikan")
        DONE = "done", _("Selesai")
        POSTPONED = "postponed", _("Ditunda")
        CANCELLED = "cancelled", _("Dibatalkan")

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    host = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted_events"
    )
    participants = models.ManyToManyField(Unit, blank=True, related_name="joined_events")
    leaders = models.ManyToManyField(Person, blank=True, related_name="events")
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["unit", "starts_at"], name="agenda_event_when")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def extra_reach(cls, viewer: Viewer) -> models.Q:
        """The host and every participant see the event, whatever its visibility."""
        joined = cls.participants.through.objects.filter(unit_id=viewer.unit_id).values("event_id")
        return models.Q(host_id=viewer.unit_id) | models.Q(pk__in=joined)


#: An event opens to the network at first, so that clashes show; its owner may close it.
DEFAULT_VISIBILITY = Visibility.NETWORK
