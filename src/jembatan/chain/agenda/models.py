"""Events: what a leader does, where, when, and which units are part of it."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation import clock
from jembatan.foundation.people.models import Person, User
from jembatan.foundation.units.models import PartOf, Unit, UnitOwned, Visibility
from jembatan.foundation.viewer import Viewer

#: How long an event is taken to last when nobody said when it ends.
USUAL_LENGTH = timedelta(hours=2)


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
    host = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted_events")
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
        joined = cls.participants.through.objects.filter(models.Q(unit_id=viewer.unit_id)).values("event_id")
        return models.Q(host_id=viewer.unit_id) | models.Q(pk__in=joined)

    @property
    def supposed_end(self) -> datetime:
        """When it ends, or would by the usual length if nobody said so."""
        return self.ends_at or self.starts_at + USUAL_LENGTH


class EventStep(PartOf):
    """A change of an event's state: who, when, and why if a reason was given."""

    part_of: ClassVar[str] = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Event.State)
    reason = models.CharField(max_length=500, blank=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.state}"


#: An event opens to the network at first, so that clashes show; its owner may close it.
DEFAULT_VISIBILITY = Visibility.NETWORK
