"""Placements: what was ordered out of an agreement, and every step of it."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from jembatan.chain.releases.models import Release, Version
from jembatan.desks.partners.kinds import TEXT_KINDS, PlacementKind
from jembatan.desks.partners.models.accreditation import new_token
from jembatan.desks.partners.models.agreements import Agreement, Term
from jembatan.desks.partners.states import PlacementState
from jembatan.foundation import clock
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import OWNER_ONLY, PartOf, UnitOwned


class Placement(UnitOwned):
    """One order (Surat Pesanan). `price` is before tax, `tax` the tax on it; both frozen with the order.

    `version`: the published text that was ordered, for the kinds made of text. `publish_by`: the last day.
    `published_on`: when it ran, once known; `online_until`: the last day that it must be online, None while it has not
    run or need not stay. `hand_in_token`: the outlet's link for its proof; `check_token`: the QR's on the letter.
    """

    State = PlacementState
    Kind = PlacementKind

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="placements")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=12, choices=PlacementKind)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    order_number = models.CharField(max_length=80)
    ordered_on = models.DateField()
    ordered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    price = models.DecimalField(max_digits=16, decimal_places=2)
    tax = models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0))
    publish_by = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    online_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlacementState, default=PlacementState.ORDERED)
    hand_in_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    check_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)

    class Meta:
        ordering = ["-ordered_on", "-created_at"]
        indexes = [models.Index(fields=["unit", "state", "publish_by"], name="partners_placement_state")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "order_number"], name="partners_order_number_once"),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="partners_placement_price"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=sorted(TEXT_KINDS)) | models.Q(version__isnull=False),
                name="partners_text_has_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_number} {self.title}"

    @property
    def total(self) -> Decimal:
        """What it costs with tax."""
        return self.price + self.tax

    @property
    def is_text(self) -> bool:
        """Whether it is made of a release's text, which is traced."""
        return self.kind in TEXT_KINDS


class PlacementStep(PartOf):
    """A change of a placement's state: what, who, when, and why if a reason was given. Rows are only added."""

    part_of: ClassVar[str] = "placement"

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10)
    before = models.CharField(max_length=10, choices=PlacementState, blank=True)
    after = models.CharField(max_length=10, choices=PlacementState)
    reason = models.CharField(max_length=500, blank=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.act}"

    @classmethod
    def shown_outside(cls) -> models.Q:
        """Reasons are the owner's."""
        return OWNER_ONLY
