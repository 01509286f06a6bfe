"""The queue is this table: a row says what must happen, is written with the change that wants it, and alone counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation import clock
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import states
from jembatan.foundation.units.models import Unit


class Intent(models.Model):
    """Something that must happen at or after `due_at`, once per `key`."""

    class State(models.TextChoices):
        WAITING = states.WAITING, _("Menunggu")
        LEASED = states.LEASED, _("Sedang dikerjakan")
        DONE = states.DONE, _("Selesai")
        DEAD = states.DEAD, _("Gagal")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=clock.now)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    #: How often a lease was lost, because its worker died or hung.
    losses = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    error_is_permanent = models.BooleanField(default=False)
    requested_by_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="intents_due"),
            models.Index(fields=["unit", "state"], name="intents_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="intents_lease_where_leased",
                condition=models.Q(state="leased", lease_until__isnull=False)
                | (~models.Q(state="leased") & models.Q(lease_until__isnull=True, lease_owner="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Duty(models.Model):
    """When something that is done again and again has its next turn; see `duties`."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    last_done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
