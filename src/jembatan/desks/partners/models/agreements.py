"""Agreements with partners, and their terms. Money is rupiah, before tax where nothing else is said."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jembatan.desks.partners.kinds import PlacementKind
from jembatan.desks.partners.models.register import Partner
from jembatan.desks.partners.states import AgreementState
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Agreement(UnitOwned):
    """A contract for paid publication. `budget` is its ceiling with tax; `tax_percent` and `tax_name` as the unit sets.

    `payment_days`: days from the acceptance until the payment is due. `contracting_officer` is the PPK.
    `reason`: why it was terminated.
    """

    State = AgreementState

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    budget = models.DecimalField(max_digits=16, decimal_places=2)
    catalogue_number = models.CharField(max_length=80, blank=True)
    budget_code = models.CharField(max_length=80, blank=True)
    tax_name = models.CharField(max_length=40, blank=True)
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    payment_days = models.PositiveSmallIntegerField(default=30)
    contracting_officer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=AgreementState, default=AgreementState.DRAFT)
    reason = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="partners_agreement_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="partners_agreement_period"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="partners_agreement_budget"),
            models.CheckConstraint(
                condition=Q(tax_percent__gte=0) & Q(tax_percent__lte=100), name="partners_agreement_tax"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Term(PartOf):
    """What one kind of placement costs and must fulfil, by this agreement (regional rules differ).

    `label` tells several of one kind apart ("1/2 halaman"). `standard_price`: by the region's standard (SSH), None: not
    set. `least_share`: the part of the release's text that must run, 0 to 1. `days_to_publish`: after the order.
    `days_online`: how long it must stay, 0 for what is not online.
    """

    part_of: ClassVar[str] = "agreement"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=12, choices=PlacementKind)
    label = models.CharField(max_length=80, blank=True)
    standard_price = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    price = models.DecimalField(max_digits=16, decimal_places=2)
    least_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(0))
    days_to_publish = models.PositiveSmallIntegerField(default=3)
    days_online = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "label"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind", "label"], name="partners_term_once"),
            models.CheckConstraint(condition=Q(least_share__gte=0) & Q(least_share__lte=1), name="partners_term_share"),
            models.CheckConstraint(condition=Q(price__gte=0), name="partners_term_price"),
        ]

    def __str__(self) -> str:
        kind = str(self.get_kind_display())
        return f"{kind}, {self.label}" if self.label else kind
