"""What of an agreement's budget is bound by orders, and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Sum

from jembatan.desks.partners.models import Agreement, Placement
from jembatan.desks.partners.states import RELEASED_MONEY


@dataclass(frozen=True, slots=True)
class Budget:
    """Rupiah with tax. `bound`: all orders that are not cancelled; `orders`: how many they are."""

    total: Decimal
    bound: Decimal
    orders: int

    @property
    def left(self) -> Decimal:
        """What may still be ordered."""
        return self.total - self.bound

    @property
    def share(self) -> float:
        """The bound part, 0 to 1 (more only if the budget was cut)."""
        return float(self.bound / self.total) if self.total else 0.0


def budget_of(agreement: Agreement) -> Budget:
    """The budget of one agreement, counted anew from its orders."""
    return budgets_of([agreement])[agreement.pk]


def budgets_of(agreements: Iterable[Agreement]) -> dict[UUID, Budget]:
    """The budgets of several agreements in one look."""
    wanted = {agreement.pk: agreement for agreement in agreements}
    rows = Placement.objects.filter(agreement__in=wanted).exclude(state__in=RELEASED_MONEY)
    sums = {
        row["agreement_id"]: row for row in rows.order_by().values("agreement_id").annotate(
            bound=Sum(F("price") + F("tax")), orders=Count("pk")
        )
    }  # fmt: skip
    return {
        pk: Budget(
            agreement.budget,
            Decimal(sums[pk]["bound"] if pk in sums else 0),
            int(sums[pk]["orders"]) if pk in sums else 0,
        )
        for pk, agreement in wanted.items()
    }
