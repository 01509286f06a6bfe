"""A composed case, played through the database: orders, tracing, hand-ins, looks at pages, decisions, payments.

Every step goes through an action, with the clock at its day. What no action would allow (an order after the agreement's
end, a price above the agreed one, a budget that is exceeded) is how rows from elsewhere arrive: it is written over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

from jembatan.chain.releases.models import Version
from jembatan.desks.partners.actions import OrderFacts, order
from jembatan.desks.partners.models import Agreement, PartnerPaper, Placement, Term
from jembatan.desks.proofs import actions
from jembatan.desks.proofs.actions.looking import Seen
from jembatan.desks.proofs.facts import Verdict
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import ProofItem
from jembatan.desks.proofs.tests import making
from jembatan.desks.proofs.tests.cases import Case, Ran
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation import clock
from jembatan.foundation.intents.worker import drain
from tests.world import World


class Stage:
    """One case on one database; `play` gives the verdict and leaves `placement` as it stands at the end."""

    def __init__(self, world: World, version: Version, case: Case) -> None:
        self.world, self.version, self.case = world, version, case
        self.staff = making.staff(world, world.ntt)
        self.items: dict[str, ProofItem] = {}

    def play(self) -> Verdict:
        with clock.set_to(self.case.moment(0, time(0))):
            self.placement = self._ordered()
        for moment, act in sorted(self._script(), key=lambda one: one[0]):
            with clock.set_to(moment):
                act()
        with clock.set_to(self.case.moment(self.case.today)):
            finding = actions.look(viewer=WORKER, placement=self.placement)
            drain({actions.LOOK})
        assert finding is not None
        self.placement.refresh_from_db()
        return from_json(finding.verdict)

    def _ordered(self) -> Placement:
        case, names = self.case, self.case.ingredients
        outlet = making.outlet(kind=case.medium)
        partner = making.partner(outlet, day=case.ordered_on)
        self._papers(partner)
        if "never_verified" in names:
            partner.press_council, partner.verified_on = "none", None
        if "verification_over" in names:
            partner.verified_until = case.ordered_on - timedelta(days=1)
        partner.save()
        agreed = making.agreement(self.world, self.world.ntt, partner, day=case.ordered_on)
        if "ran_before" in names:
            self._ran_before(outlet)
        price = Decimal(case.price)
        term = making.term(agreed, case.kind, price=price, standard_price=Decimal(case.standard_price))
        release = self.version.release if case.is_text else None
        facts = OrderFacts(case.kind, str(case)[:200], term=term, release=release)
        placement = order(viewer=self.staff.orders, agreement=agreed, facts=facts)
        if "above_agreed" in names:
            Term.objects.filter(pk=term.pk).update(price=making.PRICE)
        ends = {"ends_on": case.ordered_on - timedelta(days=1)} if "ordered_after_end" in names else {}
        budget = {"budget": placement.total - 1} if "over_budget" in names else {}
        if ends or budget:
            Agreement.objects.filter(pk=agreed.pk).update(**ends, **budget)
        return placement

    def _papers(self, partner: object) -> None:
        day, names = self.case.ordered_on, self.case.ingredients
        before = day - timedelta(days=1)
        if "none" in names:
            PartnerPaper.objects.filter(partner=partner).delete()
            return
        dates = {"expired": [(None, before)], "renewed": [(None, before), (day, day + timedelta(days=365))]}
        chosen = next((dates[name] for name in dates if name in names), [(None, day)])
        for first, last in chosen:
            PartnerPaper.objects.create(partner=partner, kind="business", valid_from=first, valid_until=last)

    def _ran_before(self, outlet: object) -> None:
        if not self.case.is_text:
            return
        moment = self.case.moment(-4)
        with clock.set_to(moment):
            making.traced(making.article(outlet, published_at=moment), self.version, (0, 900))

    def _script(self) -> list[tuple[datetime, Callable[[], None]]]:
        case, script = self.case, []
        last = 0
        for one in case.ran:
            if one.name == "earlier" and case.is_text:
                continue
            day = self._day_seen(one)
            last = max(last, day) if one.name in {"main", "second"} else last
            at = one.at if day == one.day else time(12)
            script.append((case.moment(max(day, 1) if one.name == "earlier" else day, at), self._brings(one)))
            script += [(case.moment(look), self._looks(one, outcome)) for look, outcome in one.looks]
        names = case.ingredients
        if names & {"unpaid_accepted", "paid"}:
            script.append((case.moment(last + 1, time(8)), self._accepts))
        if "paid" in names:
            script.append((case.moment(last + 1, time(9)), self._pays))
        if names & {"twice_own", "twice_other"}:
            script.append((case.moment(last + 1, time(7)), self._proves_another))
        # The watch of the day after the deadline, and of the last one.
        script.append((case.moment(4, time(6)), self._look))
        return [(moment, act) for moment, act in script if moment <= case.moment(case.today)]

    @staticmethod
    def _day_seen(one: Ran) -> int:
        if one.seen_day is not None:
            return one.seen_day
        return max(one.day, one.covers[1] if one.covers else one.day)

    def _look(self) -> None:
        actions.look(viewer=WORKER, placement=self.placement)

    def _brings(self, one: Ran) -> Callable[[], None]:
        def bring() -> None:
            case, outlet = self.case, self.placement.agreement.partner.outlet
            ran_at = case.moment(one.day, one.at)
            if not one.is_own_outlet:
                stranger = making.article(making.outlet(), published_at=ran_at)
                if case.is_text:
                    making.traced(stranger, self.version, *one.parts)
                actions.bring_article(viewer=self.staff.orders, placement=self.placement, article=stranger)
            elif case.is_text and not one.is_file:
                made = making.article(outlet, published_at=ran_at)
                making.traced(made, self.version, *one.parts)
                self.items[one.name] = ProofItem.objects.get(placement=self.placement, article=made)
            else:
                self.items[one.name] = self._handed_in(one)

        return bring

    def _handed_in(self, one: Ran) -> ProofItem:
        covers = one.covers or (None, None)
        day = self.case.ordered_on
        facts = actions.HandInFacts(
            address="" if one.is_file else f"https://{self.placement.agreement.partner.outlet.domain}/{one.name}-{day}",
            ran_on=None if one.covers else day + timedelta(days=one.day),
            place=one.place,
            covers_from=None if covers[0] is None else day + timedelta(days=covers[0]),
            covers_until=None if covers[1] is None else day + timedelta(days=covers[1]),
            name="Redaksi",
        )
        return making.handed_in(self.placement, facts, making.file() if one.is_file else None)[0]

    def _looks(self, one: Ran, outcome: str) -> Callable[[], None]:
        return lambda: void(actions.keep_check(viewer=WORKER, item=self.items[one.name], seen=Seen(outcome, 200)))

    def _accepts(self) -> None:
        actions.verify(viewer=self.staff.verifies, placement=self.placement, reason="Diperiksa dengan mata.")
        actions.accept(viewer=self.staff.accepts, placement=self.placement)

    def _pays(self) -> None:
        actions.record_payment(
            viewer=self.staff.pays,
            placement=self.placement,
            amount=Decimal(self.case.price),
            paid_on=clock.today(self.world.ntt.zone),
            reference="SP2D-1",
        )

    def _proves_another(self) -> None:
        """The same proof stands for an order that is not this one."""
        unit = self.world.ntt if "twice_own" in self.case.ingredients else self.world.sumba_barat
        agreed = making.agreement(
            self.world, unit, self.placement.agreement.partner, day=self.case.ordered_on,
            ends_on=self.case.ordered_on + timedelta(days=300),
        )  # fmt: skip
        with clock.set_to(self.case.moment(0, time(1))):
            other = making.ordered(
                self.world, self.version if self.case.is_text else None, kind=self.case.kind, unit=unit, agreed=agreed
            )
        item = self.items["main"]
        if item.article is not None:
            if not ProofItem.objects.filter(placement=other, article=item.article).exists():
                actions.look(viewer=WORKER, placement=other)
            if not ProofItem.objects.filter(placement=other, article=item.article).exists():
                who = making.staff(self.world, unit).pays
                actions.bring_article(viewer=who, placement=other, article=item.article)
        else:
            taken = making.file()
            same = type(taken)(item.key.removeprefix("file:"), taken.size, taken.name, taken.content)
            facts = actions.HandInFacts(
                ran_on=item.ran_on, covers_from=item.covers_from, covers_until=item.covers_until, place=item.place
            )
            making.handed_in(other, facts, same)
        drain({actions.LOOK})


def void(_value: object) -> None:
    """An act of the script gives nothing back."""
