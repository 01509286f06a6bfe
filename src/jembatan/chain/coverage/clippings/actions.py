"""Every change of clippings: the plan, a clipping begun, made, sent, made again; the alarm."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from jembatan.chain.coverage.clippings import policies, states
from jembatan.chain.coverage.clippings.addressing import address_letters, request_letter
from jembatan.chain.coverage.clippings.models import (
    Alarm,
    Clipping,
    Entry,
    Language,
    Letter,
    Making,
    Paper,
    Plan,
    Receiver,
)
from jembatan.chain.coverage.clippings.queries import Missing
from jembatan.chain.coverage.clippings.timing import USUAL_PERIOD, DueTime, period
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.files.actions import keep
from jembatan.foundation.files.kinds import TakenFile
from jembatan.foundation.intents.actions import request
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import Role, Viewer

MAKE = "clippings.make"
ALARM = "clippings.alarm"
MOST_ADDRESSES = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is to be: `weekdays` from 0 (Monday), `addresses` outside the unit."""

    is_on: bool
    hour: time
    weekdays: Collection[int]
    languages: Sequence[str]
    with_untriaged: bool
    users: Collection[User]
    addresses: Sequence[str]


@action("clippings.set_plan")
def set_plan(*, viewer: Viewer, wish: Wish) -> Plan:
    """Set when the viewer's unit gets its clipping, and who reads it. Raises Refused with all reasons."""
    refuse_if(policies.reasons_against_editing(viewer))
    addresses = list(dict.fromkeys(address.strip() for address in wish.addresses if address.strip()))
    refuse_if(_reasons_against_wish(viewer, wish, addresses))
    unit = Unit.objects.select_for_update().get(pk=_own(viewer))
    plan = Plan.objects.filter(unit=unit).first() or Plan(unit=unit)
    if wish.is_on and not plan.is_on:
        plan.on_since = clock.now()
    plan.is_on = wish.is_on
    plan.hour = wish.hour
    plan.weekdays = sorted(set(wish.weekdays))
    plan.languages = list(dict.fromkeys(wish.languages))
    plan.with_untriaged = wish.with_untriaged
    plan.save()
    Receiver.objects.filter(plan=plan).delete()
    Receiver.objects.bulk_create(
        [Receiver(plan=plan, user=user) for user in wish.users]
        + [Receiver(plan=plan, address=address) for address in addresses]
    )
    record(
        viewer,
        "clippings.set_plan",
        unit_id=plan.unit_id,
        kind=Plan._meta.label,
        object_id=plan.pk,
        changes={
            "is_on": plan.is_on,
            "hour": f"{plan.hour:%H:%M}",
            "weekdays": plan.weekdays,
            "languages": plan.languages,
            "with_untriaged": plan.with_untriaged,
            "receivers": sorted([str(user.pk) for user in wish.users] + addresses),
        },
    )
    return plan


@action("clippings.begin")
def begin_due(*, viewer: Viewer, plan: Plan, due: DueTime) -> Clipping:
    """Begin the clipping that is due by `plan`; the one of that day where it has begun already."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    begun = Clipping.objects.filter(unit=plan.unit_id, day=due.day, is_scheduled=True).first()
    if begun is not None:
        return begun
    last = Clipping.objects.filter(unit=plan.unit_id, is_scheduled=True, makings__isnull=False)
    last_end = last.order_by("-ends_at").values_list("ends_at", flat=True).first()
    starts_at, ends_at = period(due.at, last_end)
    clipping = Clipping(unit_id=plan.unit_id, day=due.day, due_at=due.at, starts_at=starts_at, ends_at=ends_at)
    return _begun(viewer, clipping, plan, "clippings.begin")


@action("clippings.make_now")
def make_now(*, viewer: Viewer) -> Clipping:
    """Have a clipping of the last day made now, for reading; it goes to nobody until a person sends it."""
    reasons = policies.reasons_against_editing(viewer)
    refuse_if(reasons)
    unit = Unit.objects.select_for_update(of=("self",)).select_related("government").get(pk=_own(viewer))
    waiting = Clipping.objects.filter(unit=unit, is_scheduled=False, state=states.State.DUE)
    refuse_if([_("Masih ada kliping yang sedang dibuat. Tunggu sampai selesai.")] if waiting.exists() else [])
    now = clock.now()
    clipping = Clipping(
        unit=unit,
        day=now.astimezone(unit.zone).date(),
        is_scheduled=False,
        sends=False,
        due_at=now,
        starts_at=now - USUAL_PERIOD,
        ends_at=now,
        requested_by_id=viewer.user_id,
    )
    return _begun(viewer, clipping, Plan.objects.filter(unit=unit).first(), "clippings.make_now")


@action("clippings.keep")
def keep_making(
    *,
    viewer: Viewer,
    clipping: Clipping,
    content: Mapping[str, Any],
    articles: Mapping[UUID, bool],
    papers: Mapping[str, TakenFile],
    made_at: datetime,
) -> Making:
    """Freeze what was made: `articles` (identifier -> paid or not) and `papers` by language. Sends it if that is wanted."""
    clipping = _locked(clipping)
    _move(clipping, "keep")
    making = Making.objects.create(
        clipping=clipping,
        revision=clipping.revision,
        made_at=made_at,
        article_count=len(articles),
        content=dict(content),
    )
    Entry.objects.bulk_create(Entry(making=making, article_id=pk, is_paid=paid) for pk, paid in articles.items())
    for language, taken in papers.items():
        stored = keep(viewer=viewer, taken=taken, unit_id=clipping.unit_id, visibility=Visibility.UNIT)
        Paper.objects.create(making=making, language=language, file=stored)
    clipping.failure = ""
    clipping.save(update_fields=["state", "failure"])
    _record(viewer, "clippings.keep", clipping, {"revision": clipping.revision, "articles": len(articles)})
    if clipping.sends:
        address_letters(viewer, making)
    return making


@action("clippings.give_up")
def give_up(*, viewer: Viewer, clipping: Clipping, reason: str) -> Clipping:
    """It could not be made, for good; a person may have it made again."""
    clipping = _locked(clipping)
    _move(clipping, "give_up")
    clipping.failure = reason
    clipping.save(update_fields=["state", "failure"])
    _record(viewer, "clippings.give_up", clipping, {"failure": reason})
    return clipping


@action("clippings.remake")
def remake(*, viewer: Viewer, clipping: Clipping) -> Clipping:
    """Have it made again of the same time, as the desk stands now. What was made and sent before stays as it is.

    A scheduled one that never went is sent when it is made; any other waits for a person to send it.
    """
    clipping = _locked(clipping)
    refuse_if(policies.reasons_against_remaking(viewer, clipping))
    _move(clipping, "remake")
    clipping.revision += 1
    clipping.failure = ""
    clipping.sends = clipping.is_scheduled and clipping.sent_at is None
    clipping.save(update_fields=["state", "revision", "failure", "sends"])
    _request_making(viewer, clipping)
    _record(viewer, "clippings.remake", clipping, {"revision": clipping.revision})
    return clipping


@action("clippings.send")
def send(*, viewer: Viewer, clipping: Clipping) -> int:
    """Send what was made to the receivers of the plan; how many letters are queued by it.

    Who has this making already gets no second copy. Raises Refused with all reasons.
    """
    clipping = _locked(clipping)
    making = Making.objects.filter(clipping=clipping, revision=clipping.revision).first()
    refuse_if(policies.reasons_against_sending(viewer, clipping, has_making=making is not None))
    assert making is not None
    making.clipping = clipping
    queued = address_letters(viewer, making)
    refuse_if([] if queued else [_("Tidak ada penerima yang belum mendapat kliping ini. Atur penerimanya dahulu.")])
    _move(clipping, "address")
    clipping.save(update_fields=["state"])
    _record(viewer, "clippings.send", clipping, {"letters": queued})
    return queued


@action("clippings.retry_letter")
def retry_letter(*, viewer: Viewer, letter: Letter) -> Letter:
    """Try a letter again that failed, with the same Message-ID. Raises Refused with all reasons."""
    clipping = _locked(letter.making.clipping)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("making").get(pk=letter.pk)
    refuse_if(policies.reasons_against_retry(viewer, clipping, letter))
    letter.state = states.after(states.LETTER, "retry", letter.state)
    letter.turn += 1
    letter.reason = ""
    letter.save(update_fields=["state", "turn", "reason"])
    if states.may(states.CLIPPING, "address", clipping.state) and letter.making.revision == clipping.revision:
        _move(clipping, "address")
        clipping.save(update_fields=["state"])
    request_letter(viewer, letter)
    _record(viewer, "clippings.retry_letter", clipping, {"letter": str(letter.pk)})
    return letter


@action("clippings.raise_alarm")
def raise_alarm(*, viewer: Viewer, plan: Plan, missing: Missing) -> Alarm | None:
    """Say once that a clipping was due and did not go, to every administrator of the unit. None if it was said."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if Alarm.objects.filter(unit=plan.unit_id, day=missing.day).exists():
        return None
    alarm = Alarm.objects.create(unit_id=plan.unit_id, day=missing.day, due_at=missing.due_at, kind=missing.kind)
    administrators = members_with(plan.unit_id, Role.UNIT_ADMINISTRATOR)
    for user in administrators:
        request(
            kind=ALARM,
            key=f"{ALARM}:{alarm.pk}:{user.pk}",
            payload={"alarm": str(alarm.pk), "user": str(user.pk)},
            unit_id=plan.unit_id,
        )
    record(
        viewer,
        "clippings.raise_alarm",
        unit_id=plan.unit_id,
        kind=Alarm._meta.label,
        object_id=alarm.pk,
        changes={"day": missing.day.isoformat(), "kind": missing.kind, "letters": len(administrators)},
    )
    return alarm


def _begun(viewer: Viewer, clipping: Clipping, plan: Plan | None, name: str) -> Clipping:
    if plan is not None:
        clipping.with_untriaged, clipping.languages = plan.with_untriaged, list(plan.languages)
    clipping.save(force_insert=True)
    _request_making(viewer, clipping)
    _record(viewer, name, clipping, {"day": clipping.day.isoformat()})
    return clipping


def _request_making(viewer: Viewer, clipping: Clipping) -> None:
    request(
        kind=MAKE,
        key=f"{MAKE}:{clipping.pk}:{clipping.revision}",
        payload={"clipping": str(clipping.pk), "revision": clipping.revision},
        unit_id=clipping.unit_id,
        requested_by_id=viewer.user_id,
    )


def _own(viewer: Viewer) -> UUID:
    """The unit that a member acts in; the policies have asked."""
    assert viewer.unit_id is not None
    return viewer.unit_id


def _locked(clipping: Clipping) -> Clipping:
    rows = Clipping.objects.select_for_update(of=("self",)).select_related("unit__government")
    return rows.get(pk=clipping.pk)


def _move(clipping: Clipping, act: str) -> None:
    if not states.may(states.CLIPPING, act, clipping.state):
        raise Refused(_("Keadaan kliping ini sudah berubah. Muat ulang halaman."))
    clipping.state = states.after(states.CLIPPING, act, clipping.state)


def _record(viewer: Viewer, name: str, clipping: Clipping, changes: Mapping[str, Any]) -> None:
    record(viewer, name, unit_id=clipping.unit_id, kind=Clipping._meta.label, object_id=clipping.pk, changes=changes)


def _reasons_against_wish(viewer: Viewer, wish: Wish, addresses: Sequence[str]) -> list[str]:
    reasons = [_("“%(address)s” bukan alamat surel.") % {"address": one} for one in addresses if not _is_address(one)]
    members = {user.pk for user in members_with(viewer.unit_id, *Role)}
    if any(user.pk not in members for user in wish.users):
        reasons.append(_("Ada penerima yang bukan anggota unit ini."))
    if len(addresses) > MOST_ADDRESSES:
        reasons.append(_("Paling banyak %(n)d alamat surel lain.") % {"n": MOST_ADDRESSES})
    if not wish.languages or set(wish.languages) - set(Language.values):
        reasons.append(_("Pilih sedikitnya satu bahasa."))
    if set(wish.weekdays) - set(range(7)) or (wish.is_on and not wish.weekdays):
        reasons.append(_("Pilih sedikitnya satu hari."))
    if wish.is_on and not (wish.users or addresses):
        reasons.append(_("Pilih sedikitnya satu penerima, atau matikan kliping pagi."))
    return reasons


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254
