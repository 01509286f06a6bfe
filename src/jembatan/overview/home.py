"""What needs the viewer today, and what happens today. Counted anew at each look; nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.agenda.models import Event
from jembatan.chain.coverage.clippings.queries import missing_for
from jembatan.chain.coverage.sources.queries import unwell_sources
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.releases.models import Release, Version
from jembatan.desks.proofs import queries as proofs
from jembatan.desks.replies.deadlines import NEAR_DAYS
from jembatan.desks.replies.queries import undecided, waiting_until
from jembatan.foundation import clock
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.queries import intents
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.viewer import Role, Viewer
from jembatan.web import times

#: How many of a kind are named one by one.
NAMED = 5
#: How far back an event without photos or release still asks for them.
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the list: what, where to go, what the button says."""

    text: str
    url: str
    action: str
    is_urgent: bool = False


def needs(viewer: Viewer) -> list[Need]:
    """What needs the viewer, the urgent first."""
    found = [*_clearances(viewer), *_own_returned(viewer), *_publications(viewer), *_failures(viewer)]
    found += [
        *_dead_letters(viewer),
        *_undocumented(viewer),
        *_unreported(viewer),
        *_replies(viewer),
        *_proofs(viewer),
        *_clippings(viewer),
    ]
    found += _sources(viewer)
    return sorted(found, key=lambda need: not need.is_urgent)


def events_today(viewer: Viewer) -> list[Event]:
    """Events that the viewer may see and that begin today, in the unit's zone."""
    start = _midnight()
    rows = visible(Event, viewer).filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    return list(
        rows.exclude(state=Event.State.CANCELLED)
        .select_related("unit")
        .prefetch_related("leaders")
        .order_by("starts_at")
    )


def _midnight() -> datetime:
    zone = get_current_timezone()
    return datetime.combine(clock.now().astimezone(zone).date(), time(), zone)


def _clearances(viewer: Viewer) -> Iterator[Need]:
    if not viewer.has(Role.CLEARING_OFFICER, Role.BUREAU_HEAD):
        return
    waiting = owned(Version, viewer).filter(state="submitted").exclude(authors=viewer.user_id).order_by("submitted_at")
    for version in waiting[:NAMED]:
        yield Need(
            _("Menunggu persetujuan Anda: %(title)s") % {"title": version.title},
            reverse("release_detail", args=[version.release_id]),
            _("Tinjau"),
            is_urgent=True,
        )
    if (more := waiting.count() - NAMED) > 0:
        text = ngettext("%(n)s siaran pers lagi menunggu Anda", "%(n)s siaran pers lagi menunggu Anda", more)
        yield Need(text % {"n": more}, reverse("release_list"), _("Lihat"), is_urgent=True)


def _own_returned(viewer: Viewer) -> Iterator[Need]:
    # A version that was returned counts until its release has a newer one.
    rows = owned(Version, viewer).filter(authors=viewer.user_id).select_related("release").order_by("-ordinal")
    seen = set()
    for version in rows.filter(release__draft__isnull=False):
        if version.release_id in seen:
            continue
        seen.add(version.release_id)
        if version.state == "returned":
            yield Need(
                _("Dikembalikan dengan catatan: %(title)s") % {"title": version.title},
                reverse("release_edit", args=[version.release_id]),
                _("Perbaiki"),
                is_urgent=True,
            )


def _publications(viewer: Viewer) -> Iterator[Need]:
    if not viewer.has(Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD):
        return
    for version in owned(Version, viewer).filter(state="cleared").order_by("submitted_at")[:NAMED]:
        yield Need(
            _("Sudah disetujui, belum terbit: %(title)s") % {"title": version.title},
            reverse("release_detail", args=[version.release_id]),
            _("Terbitkan"),
        )


def _failures(viewer: Viewer) -> Iterator[Need]:
    failed = owned(Delivery, viewer).filter(
        state__in=["failed", "bounced"], dispatch__created_at__gte=clock.now() - LOOK_BACK
    )
    if count := failed.count():
        text = ngettext("%(n)s surel gagal terkirim", "%(n)s surel gagal terkirim", count) % {"n": count}
        yield Need(text, reverse("delivery_list"), _("Lihat"))


def _dead_letters(viewer: Viewer) -> Iterator[Need]:
    if not viewer.has(Role.UNIT_ADMINISTRATOR):
        return
    if count := intents(viewer, state=Intent.State.DEAD).count():
        text = ngettext("%(n)s pekerjaan berhenti karena gagal", "%(n)s pekerjaan berhenti karena gagal", count)
        yield Need(text % {"n": count}, reverse("intent_list"), _("Periksa"), is_urgent=True)


def _sources(viewer: Viewer) -> Iterator[Need]:
    """Sources of news that fail or are silent against their habit: what is not seen there is missed."""
    for view in unwell_sources(viewer)[:NAMED]:
        told = _("Sumber berita gagal dibaca: %(name)s"), _("Sumber berita diam: %(name)s")
        text = told[view.health != "failing"] % {"name": view.source.name}
        yield Need(text, reverse("source_detail", args=[view.source.pk]), _("Periksa"))


def _undocumented(viewer: Viewer) -> Iterator[Need]:
    now = clock.now()
    past = owned(Event, viewer).filter(starts_at__gte=now - LOOK_BACK, starts_at__lt=now, assets__isnull=True)
    for event in past.exclude(state=Event.State.CANCELLED).order_by("-starts_at")[:NAMED]:
        yield Need(
            _("Kegiatan tanpa foto: %(title)s") % {"title": event.title},
            f"{reverse('asset_new')}?kegiatan={event.pk}",
            _("Unggah foto"),
        )


def _unreported(viewer: Viewer) -> Iterator[Need]:
    now = clock.now()
    told = owned(Release, viewer).filter(event__isnull=False).values("event_id")
    past = owned(Event, viewer).filter(starts_at__gte=now - LOOK_BACK, starts_at__lt=now).exclude(pk__in=told)
    for event in past.exclude(state=Event.State.CANCELLED).order_by("-starts_at")[:NAMED]:
        yield Need(
            _("Kegiatan tanpa siaran pers: %(title)s") % {"title": event.title},
            f"{reverse('release_new')}?kegiatan={event.pk}",
            _("Tulis"),
        )


def _replies(viewer: Viewer) -> Iterator[Need]:
    if viewer.unit_id is None or not viewer.has(Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD):
        return
    today = _midnight().date()
    for request in waiting_until(viewer, today + timedelta(days=NEAR_DAYS))[:NAMED]:
        is_over = request.due_on is not None and request.due_on < today
        text = (
            _("Jawaban hak jawab belum ada, tenggatnya lewat: %(title)s (%(outlet)s)")
            if is_over
            else _("Jawaban hak jawab segera jatuh tempo: %(title)s (%(outlet)s)")
        )
        yield Need(
            text % {"title": request.article_title, "outlet": request.outlet.name},
            reverse("reply_detail", args=[request.pk]),
            _("Buka"),
            is_urgent=is_over,
        )
    for request in undecided(viewer)[:NAMED]:
        yield Need(
            _("Hak jawab tidak dijawab, putuskan langkahnya: %(title)s (%(outlet)s)")
            % {"title": request.article_title, "outlet": request.outlet.name},
            reverse("reply_detail", args=[request.pk]),
            _("Putuskan"),
            is_urgent=True,
        )


def _clippings(viewer: Viewer) -> Iterator[Need]:
    """What should have gone out this morning and did not, for everybody in the unit."""
    for missing in missing_for(viewer):
        words = {"hour": times.clock(missing.due_at), "kind": str(missing.kind.label).lower()}
        known = missing.clipping
        url = reverse("clipping_detail", args=[known.pk]) if known is not None else reverse("clipping_list")
        yield Need(_("Kliping pagi pukul %(hour)s: %(kind)s") % words, url, _("Periksa"), is_urgent=True)


def _proofs(viewer: Viewer) -> Iterator[Need]:
    """Paid publication that is due and not proven, gone, waiting for a decision, or unpaid past its term."""
    if not viewer.has(Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD):
        return
    today = clock.now().astimezone(get_current_timezone()).date()
    lists = (
        (proofs.due_unproven(viewer, today), _("Belum terbukti tayang: %(title)s (%(outlet)s)"), _("Periksa"), True),
        (proofs.vanished(viewer), _("Tidak tayang lagi: %(title)s (%(outlet)s)"), _("Periksa"), True),
        (
            proofs.unpaid_overdue(viewer),
            _("Belum dibayar melewati jatuh tempo: %(title)s (%(outlet)s)"),
            _("Buka"),
            True,
        ),
        (proofs.to_verify(viewer), _("Menunggu verifikasi bukti: %(title)s (%(outlet)s)"), _("Verifikasi"), False),
        (proofs.to_accept(viewer), _("Menunggu penerimaan Anda (BAST): %(title)s (%(outlet)s)"), _("Terima"), True),
    )
    for rows, words, button, is_urgent in lists:
        for placement in rows[:NAMED]:
            told = {"title": placement.title, "outlet": placement.agreement.partner.outlet.name}
            yield Need(words % told, reverse("proof_detail", args=[placement.pk]), button, is_urgent=is_urgent)
