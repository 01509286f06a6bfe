"""What people do at the desk: accept, reject, assign, remark, weigh; and taking any of it back."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import actions as tone_actions
from jembatan.chain.coverage.tone.models import ToneJudgement
from jembatan.chain.coverage.triage import policies
from jembatan.chain.coverage.triage.models import Act, DeskItem, Note, Reason
from jembatan.chain.coverage.triage.placing import facts_of
from jembatan.chain.coverage.triage.states import DESK, after, may, undoes
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.models import User
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer


@action("triage.accept")
def accept(*, viewer: Viewer, items: Collection[UUID]) -> Act:
    """Accept articles: they are clipped and counted. One act for all, which `undo` takes back. Raises Refused."""
    return _decide(viewer, items, "accept")


@action("triage.reject")
def reject(*, viewer: Viewer, items: Collection[UUID]) -> Act:
    """Reject articles: they stay on the desk, out of clippings and figures. Raises Refused with all reasons."""
    return _decide(viewer, items, "reject")


@action("triage.reopen")
def reopen(*, viewer: Viewer, items: Collection[UUID]) -> Act:
    """Make decided articles new again. Raises Refused with all reasons."""
    return _decide(viewer, items, "reopen")


@action("triage.assign")
def assign(*, viewer: Viewer, items: Collection[UUID], to: User | None) -> Act:
    """Give articles to somebody who works in the unit, or (None) to nobody. Raises Refused with all reasons."""
    rows = _locked(items)
    reasons = policies.reasons_against_items(viewer, rows, len(set(items)))
    refuse_if(reasons + policies.reasons_against_assigning(viewer, to))
    before = [{"item": str(row.pk), "assigned_to": _text(row.assigned_to_id)} for row in rows]
    DeskItem.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_to=to)
    return _acted(viewer, "assign", rows, before, {"assigned_to": str(to) if to else ""})


@action("triage.judge")
def judge(*, viewer: Viewer, item: DeskItem, tone: str) -> Act:
    """Say how the viewer's unit comes off in an article, by the tone's own action. Raises Refused."""
    rows = _locked([item.pk])
    refuse_if(policies.reasons_against_items(viewer, rows, 1))
    row = rows[0]
    judgement = tone_actions.judge(viewer=viewer, article=row.article, institution=row.unit, tone=tone)
    before = [{"item": str(row.pk), "tone": row.tone, "judgement": str(judgement.pk)}]
    DeskItem.objects.filter(pk=row.pk).update(tone=tone)
    return _acted(viewer, "judge", rows, before, {"tone": tone})


@action("triage.note")
def note(*, viewer: Viewer, item: DeskItem, text: str) -> Note:
    """Remark something on an article, for the unit's own eyes. Raises Refused with all reasons."""
    rows = _locked([item.pk])
    refuse_if(policies.reasons_against_items(viewer, rows, 1) + policies.reasons_against_note(text))
    written = Note.objects.create(
        unit_id=rows[0].unit_id, article_id=rows[0].article_id, text=text.strip(), written_by_id=viewer.user_id
    )
    _acted(viewer, "note", rows, [{"item": str(rows[0].pk), "note": str(written.pk)}], {"note": written.text})
    return written


@action("triage.undo")
def undo(*, viewer: Viewer, act: Act) -> list[UUID]:
    """Take back an act of one's own; the items. Raises Refused where something else has happened to them since."""
    act = Act.objects.select_for_update().get(pk=act.pk)
    before = {one["item"]: one for one in act.before}
    rows = _locked([pk for pk in map(read_id, before) if pk is not None])
    reasons = policies.reasons_against_undoing(viewer, act)
    moved = [row for row in rows if _has_moved(row, act, before[str(row.pk)])]
    if moved or len(rows) < len(before):
        reasons.append(_("Sejak itu berita ini sudah diubah lagi; langkah ini tidak dapat dibatalkan."))
    refuse_if(reasons)
    for row in rows:
        _take_back(viewer, act.step, row, before[str(row.pk)])
    act.undone_at = clock.now()
    act.save(update_fields=["undone_at"])
    record(
        viewer,
        "triage.undo",
        unit_id=act.unit_id,
        kind=Act._meta.label,
        object_id=act.pk,
        changes={"step": act.step, "items": sorted(before)},
    )
    return [row.pk for row in rows]


@action("triage.mark_paid")
def mark_paid(*, viewer: Viewer, unit: Unit, article: Article, is_paid: bool = True) -> DeskItem:
    """Note that an article fulfils (or no longer) a paid placement of `unit`, so that it is never counted as earned.

    It comes to the unit's desk if it was not there. Called by the proofs of placements, in whose action it runs.
    """
    row = DeskItem.objects.select_for_update().filter(unit=unit, article=article).first()
    if row is None:
        row = DeskItem(unit=unit, article=article, **facts_of(article))
    reasons = [one for one in row.reasons if one["why"] != Reason.PLACEMENT]
    row.reasons = [*reasons, {"why": str(Reason.PLACEMENT), "of": ""}] if is_paid else reasons
    row.is_paid = is_paid
    row.save()
    record(
        viewer,
        "triage.mark_paid",
        unit_id=unit.pk,
        kind=DeskItem._meta.label,
        object_id=row.pk,
        changes={"article": str(article.pk), "is_paid": is_paid},
    )
    return row


def _decide(viewer: Viewer, items: Collection[UUID], step: str) -> Act:
    rows = _locked(items)
    reasons = policies.reasons_against_items(viewer, rows, len(set(items)))
    refuse_if(reasons + policies.reasons_against_step(rows, step))
    moving = [row for row in rows if may(DESK, row.state, step)]
    before = [
        {
            "item": str(row.pk),
            "state": row.state,
            "decided_by": _text(row.decided_by_id),
            "decided_at": row.decided_at.isoformat() if row.decided_at else "",
        }
        for row in moving
    ]
    is_open = step == "reopen"
    DeskItem.objects.filter(pk__in=[row.pk for row in moving]).update(
        state=after(DESK, moving[0].state, step),
        decided_by=None if is_open else viewer.user_id,
        decided_at=None if is_open else clock.now(),
    )
    return _acted(viewer, step, moving, before, {"state": after(DESK, moving[0].state, step)})


def _acted(
    viewer: Viewer, step: str, rows: Sequence[DeskItem], before: list[dict[str, str]], changes: dict[str, object]
) -> Act:
    unit_id = rows[0].unit_id
    act = Act.objects.create(unit_id=unit_id, step=step, by_id=viewer.user_id, before=before)
    record(
        viewer,
        f"triage.{step}",
        unit_id=unit_id,
        kind=DeskItem._meta.label,
        object_id=rows[0].pk if len(rows) == 1 else None,
        changes={"items": [str(row.pk) for row in rows], **changes},
    )
    return act


def _locked(items: Collection[UUID]) -> list[DeskItem]:
    """In one order, so that two people who choose the same never wait for each other."""
    rows = DeskItem.objects.select_for_update(of=("self",)).select_related("article", "unit")
    return list(rows.filter(pk__in=set(items)).order_by("pk"))


def _has_moved(row: DeskItem, act: Act, before: dict[str, str]) -> bool:
    if act.step in {"accept", "reject", "reopen"}:
        return not undoes(act.step, before["state"], row.state)
    later = Act.objects.filter(unit=row.unit_id, step=act.step, undone_at=None, created_at__gt=act.created_at)
    return any(one["item"] == str(row.pk) for other in later for one in other.before)


def _take_back(viewer: Viewer, step: str, row: DeskItem, before: dict[str, str]) -> None:
    if step == "note":
        Note.objects.filter(pk=before["note"]).delete()
    elif step == "judge":
        judgement = ToneJudgement.objects.get(pk=before["judgement"])
        tone_actions.take_back(viewer=viewer, judgement=judgement)
        DeskItem.objects.filter(pk=row.pk).update(tone=before["tone"])
    else:
        values = {name: _READ[name](value) for name, value in before.items() if name in _READ}
        DeskItem.objects.filter(pk=row.pk).update(**values)


def _moment(text: str) -> datetime | None:
    return parse_datetime(text) if text else None


_READ: dict[str, Callable[[str], Any]] = {
    "state": str,
    "decided_by": read_id,
    "decided_at": _moment,
    "assigned_to": read_id,
}


def _text(pk: UUID | None) -> str:
    return str(pk) if pk else ""
