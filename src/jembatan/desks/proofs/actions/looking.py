"""Looking at what is known, writing down what the machine finds, and keeping what a look at a page told."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.chain.coverage.triage.actions import mark_paid
from jembatan.desks.partners.actions import step_placement
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import knowing, policies
from jembatan.desks.proofs.facts import PlacementFacts, Verdict
from jembatan.desks.proofs.judging import finding_of
from jembatan.desks.proofs.models import Finding, FindingFlag, OnlineCheck, ProofItem
from jembatan.desks.proofs.states import Way, steps_to
from jembatan.desks.proofs.timing import next_check
from jembatan.desks.proofs.writing import as_json
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer

LOOK, CHECK = "proofs.look", "proofs.check"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a page told. `share`: of the release's text that it holds now; None: not measured."""

    outcome: str
    status: int | None = None
    share: float | None = None
    sha256: str = ""
    detail: str = ""


@action("proofs.look")
def look(*, viewer: Viewer, placement: Placement) -> Finding | None:
    """Find anew what is known of `placement`; its finding, and its state where the machine may move it.

    Articles of the outlet that were made from the release become items by themselves. None for a cancelled order.
    Raises Refused if `viewer` may not work on it. Audited where the verdict is another than before.
    """
    placement = locked(placement)
    refuse_if(policies.reasons_against_working(viewer, placement))
    if placement.state == Placement.State.CANCELLED:
        _mark_counted(placement, frozenset())
        return None
    _settle_same(placement)
    _attach_matched(placement)
    facts = knowing.facts_of(placement)
    verdict = finding_of(facts)
    finding, is_new = _write(placement, verdict)
    _mark_counted(placement, frozenset(verdict.counted))
    placement = _follow(placement, verdict)
    request_checks(placement, facts, verdict)
    if is_new:
        record(
            viewer,
            "proofs.look",
            unit_id=placement.unit_id,
            kind=Placement._meta.label,
            object_id=placement.pk,
            changes={"verdict": finding.verdict, "state": placement.state},
        )
    finding.placement = placement
    return finding


@action("proofs.keep_check")
def keep_check(*, viewer: Viewer, item: ProofItem, seen: Seen) -> OnlineCheck:
    """Keep what a look at the item's page told, and find anew. By the worker, or an officer who looked by eye."""
    refuse_if(policies.reasons_against_working(viewer, item.placement))
    check = OnlineCheck.objects.create(
        item=item,
        at=clock.now(),
        outcome=seen.outcome,
        status=seen.status,
        share=seen.share,
        sha256=seen.sha256,
        detail=seen.detail[:300],
    )
    record(
        viewer,
        "proofs.keep_check",
        unit_id=item.placement.unit_id,
        kind=ProofItem._meta.label,
        object_id=item.pk,
        changes={"outcome": seen.outcome, "status": seen.status, "share": seen.share, "sha256": seen.sha256},
    )
    look(viewer=knowing.WORKER, placement=item.placement)
    return check


def request_look(placement: Placement, occasion: str) -> None:
    """Have the worker look at `placement`; once per `occasion`. In the transaction of the change."""
    intents.request(
        kind=LOOK,
        key=f"{LOOK}:{placement.pk}:{occasion}",
        payload={"placement": placement.pk},
        unit_id=placement.unit_id,
    )


def request_checks(placement: Placement, facts: PlacementFacts, verdict: Verdict) -> None:
    """Have each page that counts looked at on its next day, as long as it must stay online."""
    start = verdict.complete_on or verdict.first_on
    if start is None or facts.days_online <= 0 or verdict.term("online") is None:
        return
    last_day = start + timedelta(days=facts.days_online)
    for one in facts.publications:
        if one.key not in verdict.counted or not one.is_online:
            continue
        told = [(facts.day_of(check.at), check.outcome) for check in sorted(one.checks, key=lambda check: check.at)]
        day = next_check(start, last_day, told, facts.today, settings.PROOF_CHECK_DAYS)
        if day is None:
            continue
        item = ProofItem.objects.get(placement=placement, key=one.key)
        due_at = datetime.combine(day, time(9), facts.zone)
        intents.request(
            kind=CHECK,
            key=f"{CHECK}:{item.pk}:{day.isoformat()}:{len(told)}",
            payload={"item": item.pk},
            unit_id=placement.unit_id,
            due_at=max(due_at, clock.now()),
        )


def locked(placement: Placement) -> Placement:
    """The placement as it stands, locked to the end of the transaction, with all that it is judged by at hand."""
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "agreement__contracting_officer", "agreement__partner__outlet", "term", "unit__government"
    )
    return rows.get(pk=placement.pk)


def _settle_same(placement: Placement) -> None:
    """Items whose page turned out to be another address of an article become that article's, or give way to its."""
    rows = ProofItem.objects.filter(placement=placement, article__same_as__isnull=False)
    for item in rows.select_related("article__same_as"):
        article = knowing.article_of(item)
        assert article is not None
        if ProofItem.objects.filter(placement=placement, key=f"article:{article.pk}").exists():
            item.delete()
            continue
        item.article, item.key = article, f"article:{article.pk}"
        item.save(update_fields=["article", "key"])


def _attach_matched(placement: Placement) -> None:
    known = set(ProofItem.objects.filter(placement=placement).values_list("key", flat=True))
    for article in knowing.matched_articles(placement):
        if f"article:{article.pk}" not in known:
            ProofItem.objects.create(
                placement=placement,
                key=f"article:{article.pk}",
                way=Way.MACHINE,
                article=article,
                seen_at=article.created_at,
            )


def _write(placement: Placement, verdict: Verdict) -> tuple[Finding, bool]:
    """The finding as it is now, and whether it says something else than before."""
    now, told = clock.now(), as_json(verdict)
    finding = Finding.objects.filter(placement=placement).first() or Finding(placement=placement, changed_at=now)
    is_new = finding.verdict != told
    finding.found_at = now
    if is_new:
        finding.state, finding.share, finding.first_on = verdict.state, verdict.share, verdict.first_on
        finding.days_late, finding.verdict, finding.changed_at = verdict.days_late, told, now
    finding.save()
    if is_new:
        FindingFlag.objects.filter(finding=finding).delete()
        FindingFlag.objects.bulk_create(
            FindingFlag(
                finding=finding,
                code=flag.code,
                subject=flag.subject,
                measured=flag.measured[:120],
                required=flag.required[:160],
            )
            for flag in verdict.flags
        )
    return finding, is_new


def _mark_counted(placement: Placement, counted: frozenset[str]) -> None:
    """Note which items count. An article that does is paid for, and no earned coverage any more; whoever else's proof
    a changed item is, is looked at again."""
    changed = []
    for item in ProofItem.objects.filter(placement=placement).select_related("article"):
        counts = item.key in counted and item.dismissed_at is None
        if counts == item.is_counted:
            continue
        item.is_counted = counts
        item.save(update_fields=["is_counted"])
        changed.append(item.key)
        if item.article is not None:
            is_paid = counts or _pays_another(placement, item)
            mark_paid(viewer=knowing.WORKER, unit=placement.unit, article=item.article, is_paid=is_paid)
    for items in knowing.other_uses(placement, changed).values():
        for other in items:
            request_look(other.placement, str(new_id()))


def _pays_another(placement: Placement, item: ProofItem) -> bool:
    """Whether the unit pays for the same thing by another order."""
    uses = knowing.other_uses(placement, [item.key]).get(item.key, [])
    return any(other.placement.unit_id == placement.unit_id for other in uses)


def _follow(placement: Placement, verdict: Verdict) -> Placement:
    """Take the machine's steps towards what was found. Out of "vanished" it looks twice: first back, then on."""
    published_on = verdict.complete_on or verdict.first_on
    for _turn in range(2):
        steps = steps_to(placement.state, verdict.state)
        for step in steps:
            reason = _("Bukti yang ada telah dikesampingkan.") if step == "return" else ""
            placement = step_placement(
                viewer=knowing.WORKER, placement=placement, step=step, reason=reason, published_on=published_on
            )
        if steps != ("reappear",):
            break
    return placement
