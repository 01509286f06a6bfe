"""Deliveries: one ledger row for each recipient of a version, and the facts that followed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.distribution import states
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Contact, ContactList
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Dispatch(UnitOwned):
    """One decision to send a published version to chosen contacts. `note` goes at the head of the letter."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="dispatches")
    lists = models.ManyToManyField(ContactList, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.version)


class Delivery(PartOf):
    """A version goes to one contact. `address` is where it went, whatever becomes of the contact.

    `message_id` is made at the dispatch and never changes, so that a second copy can be told for one. `reason`: why it is
    not sent (yet). `is_held`: queued, but stopped by a fault of ours until a person has it tried again.
    """

    part_of: ClassVar[str] = "dispatch"

    class State(models.TextChoices):
        QUEUED = states.QUEUED, _("Antre")
        SENT = states.SENT, _("Terkirim")
        DELIVERED = states.DELIVERED, _("Diterima")
        BOUNCED = states.BOUNCED, _("Terpental")
        FAILED = states.FAILED, _("Gagal")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="deliveries")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="deliveries")
    address = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)

    class Meta:
        ordering = ["contact__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "contact"], name="distribution_once_per_contact"),
            models.CheckConstraint(
                name="distribution_only_queued_is_held",
                condition=models.Q(is_held=False) | models.Q(state=states.QUEUED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.message_id}"


class DeliveryFact(PartOf):
    """What happened to a delivery, and when. Rows are only added."""

    part_of: ClassVar[str] = "delivery"

    class Kind(models.TextChoices):
        QUEUED = states.QUEUED, _("Masuk antrean")
        HANDING = "handing", _("Mulai diserahkan ke server surel")
        DEFERRED = "deferred", _("Ditunda, dicoba lagi")
        HELD = "held", _("Tertahan")
        UNKNOWN = "unknown", _("Hasil tidak pasti")
        SENT = states.SENT, _("Diterima server surel")
        DELIVERED = states.DELIVERED, _("Diterima")
        BOUNCED = states.BOUNCED, _("Terpental")
        FAILED = states.FAILED, _("Gagal")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=10, choices=Kind)
    detail = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class LeftOut(PartOf):
    """A contact that was on a chosen list and did not get the letter, and why."""

    part_of: ClassVar[str] = "dispatch"

    class Reason(models.TextChoices):
        NO_ADDRESS = "no_address", _("Tidak punya alamat surel")
        INACTIVE = "inactive", _("Kontak tidak aktif")
        HAS_IT = "has_it", _("Versi ini sudah dikirim kepadanya")
        SAME_ADDRESS = "same", _("Alamat surelnya sama dengan kontak lain")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="left_out")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)

    class Meta:
        ordering = ["contact__name"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "contact"], name="distribution_left_out_once")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.reason}"
