"""Deliveries: one ledger row for each recipient of a version, and the facts that followed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Contact, ContactList
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Dispatch(UnitOwned):
    """One decision to send a published version to chosen contacts."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="dispatches")
    lists = models.ManyToManyField(ContactList, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]


class Delivery(PartOf):
    """A version goes to one contact. `address` is where it went, whatever becomes of the contact."""

    part_of: ClassVar[str] = "dispatch"

    class State(models.TextChoices):
        QUEUED = "queued", _("Antre")
        SENT = "sent", _("Terkirim")
        DELIVERED = "delivered", _("Diterima")
        BOUNCED = "bounced", _("Terpental")
        FAILED = "failed", _("Gagal")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="deliveries")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="deliveries")
    address = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["contact__name"]
        constraints = [
            models.UniqueConstraint(fields=["version", "contact"], name="distribution_once_per_contact"),
        ]


class DeliveryFact(PartOf):
    """What happened to a delivery, and when. Rows are only added."""

    part_of: ClassVar[str] = "delivery"

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="facts")
    state = models.CharField(max_length=10, choices=Delivery.State)
    detail = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]
