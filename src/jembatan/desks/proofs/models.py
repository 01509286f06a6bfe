"""What proves a placement, what the machine found in it, and what people decided and paid."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs.states import Decision, Outcome, VerdictState, Way
from jembatan.foundation import clock
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf


class ProofItem(PartOf):
    """One piece of proof: an article (also one that is still being fetched), a file, or a word about what ran.

    `key` makes it one thing across placements: "article:<id>", "file:<sha256>", "note:<id>". `ran_on`, `place` (page or
    minute), `covers_from`, `covers_until`: as it was told by whoever brought it. An item that an officer found wanting is
    dismissed and stays, with the reason. `is_counted`: the newest verdict goes by it.
    """

    part_of: ClassVar[str] = "placement"
    Way = Way

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="proof_items")
    key = models.CharField(max_length=100, db_index=True)
    way = models.CharField(max_length=8, choices=Way)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="proof_items")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    ran_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    covers_from = models.DateField(null=True, blank=True)
    covers_until = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(default=clock.now)
    brought_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brought_name = models.CharField(max_length=120, blank=True)
    is_counted = models.BooleanField(default=False)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dismissed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["seen_at", "id"]
        constraints = [models.UniqueConstraint(fields=["placement", "key"], name="proofs_item_once")]

    def __str__(self) -> str:
        return self.key


class OnlineCheck(PartOf):
    """A look at an item's page: whether it stands with its text. A page that did not answer is unknown, not gone.

    `share`: how much of the release's text the page holds now (None: not measured); `sha256`: of the bytes that came.
    """

    part_of: ClassVar[str] = "item"
    Outcome = Outcome

    item = models.ForeignKey(ProofItem, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    share = models.FloatField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"


class Finding(PartOf):
    """The machine's newest verdict on a placement (`judging.py`), written down whenever something was learnt.

    `verdict` is the whole of it as JSON (`writing.py`); the columns repeat what lists are narrowed and sorted by.
    """

    part_of: ClassVar[str] = "placement"
    State = VerdictState

    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="finding")
    state = models.CharField(max_length=10, choices=VerdictState)
    share = models.FloatField(null=True, blank=True)
    first_on = models.DateField(null=True, blank=True)
    days_late = models.PositiveIntegerField(default=0)
    verdict = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.state


class FindingFlag(PartOf):
    """One flag of a finding, as a row, so that lists can be narrowed by it."""

    part_of: ClassVar[str] = "finding"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="flags")
    code = models.CharField(max_length=24, db_index=True)
    subject = models.CharField(max_length=560, blank=True)
    measured = models.CharField(max_length=120, blank=True)
    required = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["code", "subject", "measured"]

    def __str__(self) -> str:
        return self.code


class Verification(PartOf):
    """A named officer has verified, excused or returned what the machine found. `verdict`: what lay before them."""

    part_of: ClassVar[str] = "placement"
    Decision = Decision

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="verifications")
    decision = models.CharField(max_length=8, choices=Decision)
    reason = models.CharField(max_length=500, blank=True)
    verdict = models.JSONField(default=dict)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["decided_at", "id"]

    def __str__(self) -> str:
        return self.decision


class Acceptance(PartOf):
    """The contracting officer (PPK) has accepted the work: the record of it (BAST). Money: `amount` is before tax."""

    part_of: ClassVar[str] = "placement"

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="acceptance")
    number = models.CharField(max_length=80)
    accepted_on = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    tax = models.DecimalField(max_digits=16, decimal_places=2)
    note = models.CharField(max_length=500, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-accepted_on"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="proofs_accepted_amount")]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Decimal:
        """With tax."""
        return self.amount + self.tax


class Payment(PartOf):
    """Money went to the outlet. `amount` is before tax, `tax` the tax on it by the agreement's rate."""

    part_of: ClassVar[str] = "placement"

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    tax = models.DecimalField(max_digits=16, decimal_places=2)
    paid_on = models.DateField()
    reference = models.CharField(max_length=80)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="proofs_paid_amount"),
            models.UniqueConstraint(fields=["placement", "reference"], name="proofs_payment_once"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def total(self) -> Decimal:
        """With tax."""
        return self.amount + self.tax


class HandInLink(PartOf):
    """A secret address by which the outlet hands in its proof without an account."""

    part_of: ClassVar[str] = "placement"

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("tautan", "Berlaku")
        EXPIRED = "expired", pgettext_lazy("tautan", "Kedaluwarsa")
        REVOKED = "revoked", pgettext_lazy("tautan", "Dicabut")

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="hand_in_links")
    token = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.placement_id)

    def state_at(self, moment: datetime) -> "HandInLink.State":
        """Whether it opens at `moment`."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.EXPIRED if moment >= self.expires_at else self.State.OPEN


class HandInTry(models.Model):
    """A try at the outlets' page, kept a day to slow down whoever tries too often. No personal data.

    `source` and `link` are keyed hashes of where it came from and of the token; `link` is empty for no link at all.
    """

    source = models.CharField(max_length=64)
    link = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["source", "at"], name="proofs_try_source"),
            models.Index(fields=["link", "at"], name="proofs_try_link"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
