"""Sending a published version to the press, and trying again."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.distribution import ledger, policies, queries, states
from jembatan.chain.distribution.models import Delivery, DeliveryFact, Dispatch, LeftOut
from jembatan.chain.releases.models import Release, Version
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Contact, ContactList
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.access import may_change
from jembatan.foundation.viewer import Viewer

SEND = "distribution.send"
LONGEST_NOTE = 500


@action("distribution.dispatch")
def dispatch_version(
    *,
    viewer: Viewer,
    version: Version,
    lists: Collection[ContactList] = (),
    contacts: Collection[Contact] = (),
    note: str = "",
    expected: int | None = None,
) -> Dispatch:
    """Send a public version to all active contacts on `lists` and to `contacts`. Raises Refused with all reasons.

    Who has no e-mail address, rests, or has this version already is left out and stands in the answer's `left_out` with
    the reason. `note` (at most 500 characters) heads the letter. With `expected` given, refuses if the number of
    recipients is another by now: nobody sends to people whom they never saw on the screen.
    """
    version = _locked(version)
    reasons = policies.reasons_against_dispatch(viewer, version) + _against_choice(viewer, lists, contacts)
    if len(note) > LONGEST_NOTE:
        reasons.append(_("Pesan pengantar paling panjang %(n)d karakter.") % {"n": LONGEST_NOTE})
    plan = queries.plan(viewer, version, lists, contacts)
    if not reasons:
        reasons = _against_plan(plan, expected)
    refuse_if(reasons)
    dispatch = Dispatch.objects.create(
        unit_id=version.release.unit_id,
        version=version,
        note=" ".join(note.split()),
        created_by_id=viewer.user_id,
        created_at=clock.now(),
    )
    dispatch.lists.set(lists)
    LeftOut.objects.bulk_create(
        LeftOut(dispatch=dispatch, contact=one.contact, reason=one.reason) for one in plan.left_out
    )
    _queue(viewer, dispatch, plan.recipients)
    record(
        viewer,
        "distribution.dispatch",
        unit_id=dispatch.unit_id,
        kind=Dispatch._meta.label,
        object_id=dispatch.pk,
        changes={
            "version": str(version.pk),
            "lists": sorted(str(one.pk) for one in lists),
            "recipients": len(plan.recipients),
            "left_out": len(plan.left_out),
        },
    )
    return dispatch


@action("distribution.retry")
def retry_delivery(*, viewer: Viewer, delivery: Delivery) -> Delivery:
    """Have a failed, held or waiting delivery tried again now, at the contact's present address. Raises Refused.

    The Message-ID stays, so that a second copy can be told for one.
    """
    version = _locked(delivery.version)
    rows = Delivery.objects.select_related("contact", "version__release__unit", "dispatch")
    delivery = rows.select_for_update(of=("self",)).get(pk=delivery.pk)
    delivery.version = version
    refuse_if(policies.reasons_against_retry(viewer, delivery))
    delivery.address = delivery.contact.email
    delivery.save(update_fields=["address"])
    was = {"state": delivery.state, "is_held": delivery.is_held, "reason": delivery.reason}
    if states.may("retry", delivery.state):
        ledger.move(delivery, "retry")
        _request(viewer, delivery, queries.intent_key(delivery))
    else:
        intent = queries.intent_of(viewer, delivery)
        refuse_if([] if intent else [_("Pekerjaan pengiriman ini tidak ditemukan.")])
        assert intent is not None
        intents.retry_intent(viewer=viewer, intent=intent)
        delivery.refresh_from_db()
    record(
        viewer,
        "distribution.retry",
        unit_id=delivery.dispatch.unit_id,
        kind=Delivery._meta.label,
        object_id=delivery.pk,
        changes={"was": was},
    )
    return delivery


@action("distribution.retry_held")
def retry_held(*, viewer: Viewer, dispatch: Dispatch) -> int:
    """Have every held delivery of a dispatch tried again; how many. Raises Refused with the reasons of the first."""
    held = Delivery.objects.filter(dispatch=dispatch, is_held=True).select_related("version__release__unit")
    rows = [delivery for delivery in held.order_by("pk") if may_change(viewer, delivery)]
    refuse_if([] if rows else [_("Tidak ada surat yang tertahan.")])
    for delivery in rows:
        retry_delivery(viewer=viewer, delivery=delivery)
    return len(rows)


def _locked(version: Version) -> Version:
    """The version as it stands, its release locked: no retraction comes in between."""
    rows = Release.objects.select_for_update(of=("self",), no_key=True).select_related("unit__government")
    release = rows.get(pk=version.release_id)
    fresh = Version.objects.get(pk=version.pk)
    fresh.release = release
    return fresh


def _against_choice(viewer: Viewer, lists: Collection[ContactList], contacts: Collection[Contact]) -> list[str]:
    reasons = []
    if not lists and not contacts:
        reasons.append(_("Pilih sedikitnya satu daftar atau satu kontak."))
    if any(not may_change(viewer, one) for one in (*lists, *contacts)) and viewer.has(*policies.SENDERS):
        reasons.append(_("Daftar atau kontak itu tidak ditemukan di unit Anda."))
    reasons += [_("Daftar “%(name)s” tidak aktif.") % {"name": one.name} for one in lists if not one.is_active]
    return reasons


def _against_plan(plan: queries.Plan, expected: int | None) -> list[str]:
    if not plan.recipients:
        whys = sorted({str(one.reason.label) for one in plan.left_out})
        if not whys:
            return [_("Daftar yang Anda pilih belum berisi kontak.")]
        return [_("Tidak ada yang dapat dikirimi: %(whys)s.") % {"whys": "; ".join(whys)}]
    count = len(plan.recipients)
    if expected is None or expected == count:
        return []
    text = ngettext(
        "Daftar penerima berubah sejak Anda memeriksanya: kini %(n)d kontak. Periksa lagi, lalu kirim.",
        "Daftar penerima berubah sejak Anda memeriksanya: kini %(n)d kontak. Periksa lagi, lalu kirim.",
        count,
    )
    return [text % {"n": count}]


def _queue(viewer: Viewer, dispatch: Dispatch, contacts: Sequence[Contact]) -> None:
    """A delivery, its first fact and its intent for each of `contacts`; few statements, since the release is locked."""
    keys = [new_id() for _contact in contacts]
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            id=key,
            dispatch=dispatch,
            version=dispatch.version,
            contact=contact,
            address=contact.email,
            message_id=f"<{key}@{settings.MAIL_DOMAIN}>",
        )
        for key, contact in zip(keys, contacts, strict=True)
    )
    DeliveryFact.objects.bulk_create(
        DeliveryFact(delivery=delivery, kind=DeliveryFact.Kind.QUEUED, at=dispatch.created_at)
        for delivery in deliveries
    )
    for delivery in deliveries:
        _request(viewer, delivery, queries.intent_key(delivery, 1))


def _request(viewer: Viewer, delivery: Delivery, key: str) -> None:
    intents.request(
        kind=SEND,
        key=key,
        payload={"delivery": str(delivery.pk)},
        unit_id=delivery.dispatch.unit_id,
        requested_by_id=viewer.user_id,
    )
