"""Keeping sources, and keeping what a look at one has found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.chain.coverage.actions import ArticleFacts, add_article_text
from jembatan.chain.coverage.addresses import clean_address
from jembatan.chain.coverage.sources import mailbox, policies, scheduling
from jembatan.chain.coverage.sources.health import HABIT_DAYS, Health, habit_of
from jembatan.chain.coverage.sources.items import Item, compiled
from jembatan.chain.coverage.sources.looking import Look
from jembatan.chain.coverage.sources.models import Poll, Sighting, Source
from jembatan.chain.coverage.sources.scheduling import health_of_source
from jembatan.chain.coverage.sources.sealing import seal
from jembatan.chain.coverage.sources.states import after
from jembatan.chain.coverage.watching import Watched, add_watched, watched
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer

SHORTEST_INTERVAL, LONGEST_INTERVAL = 5, 24 * 60


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a person says of a source. `password` None: the one that is kept stays."""

    kind: str
    name: str
    address: str
    selector: str = ""
    account: str = ""
    password: str | None = None
    outlet: Outlet | None = None
    visibility: str = Visibility.UNIT
    interval_minutes: int = 15


@dataclass(frozen=True, slots=True)
class Counts:
    """What a look brought: articles new to the network, known ones, addresses that can't be used."""

    new: int
    known: int
    failed: int


@action("sources.add")
def add_source(*, viewer: Viewer, facts: SourceFacts) -> Source:
    """Add a source; it is looked at as soon as the worker comes to it. Raises Refused with all reasons."""
    reasons = policies.reasons_against_adding(viewer, facts.kind, facts.visibility)
    if facts.kind == Source.Kind.MAILBOX and not facts.password:
        reasons.append(_("Isi kata sandi kotak surel."))
    if facts.kind == Source.Kind.PASTED:
        reasons.append(_("Tempelan tidak perlu ditambahkan sebagai sumber."))
    refuse_if(reasons if viewer.unit_id is None else [])
    assert viewer.unit_id is not None
    source = _filled(Source(unit_id=viewer.unit_id, created_by_id=viewer.user_id), facts, reasons)
    refuse_if(reasons + _reasons_against_twin(source))
    source.next_due_at = clock.now()
    source.save(force_insert=True)
    _record(viewer, "sources.add", source, _told(source, facts))
    return source


@action("sources.change")
def change_source(*, viewer: Viewer, source: Source, facts: SourceFacts) -> Source:
    """Change what a source is; where its address changes it is looked at from the beginning."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    was = (source.address, source.account, source.selector)
    reasons = _change(viewer, source, facts)
    refuse_if(reasons + _reasons_against_twin(source))
    if was != (source.address, source.account, source.selector):
        source.bookmark, source.failures_in_a_row, source.last_failure = {}, 0, ""
        source.next_due_at = clock.now()
    source.save()
    _record(viewer, "sources.change", source, _told(source, facts))
    return source


@action("sources.pause")
def pause_source(*, viewer: Viewer, source: Source) -> Source:
    """Look at a source no longer, until it is resumed."""
    return _step(viewer, source, "pause")


@action("sources.resume")
def resume_source(*, viewer: Viewer, source: Source) -> Source:
    """Look at a source again."""
    return _step(viewer, source, "resume")


@action("sources.poll_now")
def poll_now(*, viewer: Viewer, source: Source) -> Source:
    """Have the worker look at a source at once."""
    refuse_if(policies.reasons_against_polling(viewer, source))
    scheduling.request_poll(source, clock.now(), requested_by_id=viewer.user_id)
    _record(viewer, "sources.poll_now", source, {})
    return source


@action("sources.keep_look")
def keep_look(*, viewer: Viewer, source: Source, look: Look, seconds: float) -> Counts:
    """Keep what stood in a source: articles, sightings, the bookmark, its health; all of it or nothing."""
    source = Source.objects.select_for_update().select_related("unit").get(pk=source.pk)
    counts = _keep_items(viewer, source, look.items)
    new, known, unusable = counts.new, counts.known, counts.failed + look.barred + look.unreadable
    for clipping in look.clippings:
        facts = ArticleFacts(title=clipping.title, text=clipping.text, outlet=source.outlet)
        try:
            added = add_article_text(viewer=_acting_for(viewer, source), facts=facts)
        except Refused:
            unusable += 1
            continue
        is_new = _sight(source, [(added.article.canonical_key, added.article.pk, clipping.title, None)]) == 1
        new, known = new + is_new, known + (not is_new)
    note = _("robots.txt melarang %(n)s alamat.") % {"n": look.barred} if look.barred else ""
    counts = Counts(new, known, unusable)
    _keep_success(source, look, counts, seconds, note)
    if new:
        _record(viewer, "sources.keep_look", source, {"new_count": new})
    return counts


@action("sources.note_failure")
def note_failure(*, viewer: Viewer, source: Source, reason: str, seconds: float) -> Source:
    """Note that a look failed. The next one comes the later the more have failed; the first failures are audited."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    now = clock.now()
    source.failures_in_a_row += 1
    source.last_failure, source.last_polled_at = reason, now
    source.next_due_at = now + scheduling.wait_after_failures(source)
    source.save(update_fields=["failures_in_a_row", "last_failure", "last_polled_at", "next_due_at"])
    Poll.objects.create(source=source, at=now, seconds=seconds, outcome=Poll.Outcome.FAILED, note=reason)
    if source.failures_in_a_row == 1:
        _record(viewer, "sources.note_failure", source, {"failure": reason})
    return source


@action("sources.note_silence")
def note_silence(*, viewer: Viewer, source: Source) -> Source:
    """Note that a source has fallen silent or failing, or speaks again; said once for each turn."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    is_silent = health_of_source(source) in {Health.SILENT, Health.FAILING}
    if is_silent == (source.silent_since is not None):
        return source
    source.silent_since = clock.now() if is_silent else None
    source.save(update_fields=["silent_since"])
    _record(viewer, "sources.note_silence", source, {"silent_since": source.silent_since})
    return source


@action("sources.add_pasted")
def add_pasted(*, viewer: Viewer, addresses: Sequence[str]) -> Counts:
    """Add the articles at addresses that a person has pasted. Raises Refused where none of them can be used."""
    reasons = policies.reasons_against_adding(viewer, Source.Kind.PASTED, Visibility.UNIT)
    if not addresses:
        reasons.append(_("Pilih sedikitnya satu alamat."))
    refuse_if(reasons)
    assert viewer.unit_id is not None
    source = _pasted_source(viewer, viewer.unit_id)
    counts = _keep_items(viewer, source, [Item(address) for address in addresses])
    if not counts.new and not counts.known:
        raise Refused(_("Tidak ada alamat yang dapat dipakai."))
    now = clock.now()
    Source.objects.filter(pk=source.pk).update(last_polled_at=now, last_success_at=now)
    _record(viewer, "sources.add_pasted", source, {"new_count": counts.new})
    return counts


def drafted(*, viewer: Viewer, facts: SourceFacts, kept: Source | None) -> Source:
    """The source that `facts` would make, or make of `kept`; nothing is written. Raises Refused as keeping would."""
    if kept is None:
        source = Source(unit_id=viewer.unit_id or UUID(int=0))
        reasons = policies.reasons_against_adding(viewer, facts.kind, facts.visibility)
        source = _filled(source, facts, reasons)
    else:
        source = kept
        reasons = _change(viewer, source, facts)
    refuse_if(reasons)
    source.bookmark = {}
    return source


def _change(viewer: Viewer, source: Source, facts: SourceFacts) -> list[str]:
    """Make `source` what `facts` say; the reasons against it."""
    reasons = policies.reasons_against_changing(viewer, source)
    if not reasons:
        reasons += policies.reasons_against_adding(viewer, source.kind, facts.visibility)
    was = (source.address, source.account)
    _filled(source, facts, reasons)
    if source.kind == Source.Kind.MAILBOX and was != (source.address, source.account) and not facts.password:
        # A password never goes to another server than the one that it was given for.
        reasons.append(_("Alamat atau akun berubah, jadi isi kata sandinya lagi."))
    return reasons


def _pasted_source(viewer: Viewer, unit_id: UUID) -> Source:
    source, _made = Source.objects.get_or_create(
        unit_id=unit_id,
        kind=Source.Kind.PASTED,
        address="",
        account="",
        selector="",
        defaults={"name": str(Source.Kind.PASTED.label), "created_by_id": viewer.user_id},
    )
    return Source.objects.select_related("unit").get(pk=source.pk)


def _keep_items(viewer: Viewer, source: Source, items: Sequence[Item]) -> Counts:
    """Articles and sightings of `items`. What this source has shown before is known without a look at the articles."""
    found, failed = _clean(source, items)
    before = set(source.sightings.filter(key__in=found).values_list("key", flat=True))
    # Another source may have shown it under this key although the article goes by its page's own address.
    elsewhere = dict(
        Sighting.objects.filter(key__in=found.keys() - before).order_by("seen_at").values_list("key", "article_id")
    )
    unknown = [one for key, (one, _item) in found.items() if key not in before and key not in elsewhere]
    added = add_watched(viewer=viewer, unit=source.unit, found=unknown, pace_seconds=settings.HOST_PACE_SECONDS)
    rows = [
        (key, elsewhere.get(key) or added[key][0], item.title, item.at)
        for key, (_one, item) in found.items()
        if key not in before
    ]
    _sight(source, rows)
    new = sum(is_new for _pk, is_new in added.values())
    return Counts(new, len(found) - new, failed)


def _clean(source: Source, items: Sequence[Item]) -> tuple[dict[str, tuple[Watched, Item]], int]:
    found: dict[str, tuple[Watched, Item]] = {}
    failed = 0
    for item in items:
        try:
            one = watched(clean_address(item.address), source.outlet_id)
        except Refused:
            failed += 1
        else:
            found.setdefault(one.key, (one, item))
    return found, failed


def _sight(source: Source, rows: Sequence[tuple[str, UUID, str, Any]]) -> int:
    """Write sightings; how many were new to this source."""
    now = clock.now()
    fresh = [
        Sighting(source=source, article_id=pk, key=key, seen_at=now, title=title, item_at=at)
        for key, pk, title, at in rows
    ]
    present = set(source.sightings.filter(key__in=[row.key for row in fresh]).values_list("key", flat=True))
    fresh = [row for row in fresh if row.key not in present]
    Sighting.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
    if fresh:
        Source.objects.filter(pk=source.pk).update(last_new_at=now)
        source.last_new_at = now
    return len(fresh)


def _keep_success(source: Source, look: Look, counts: Counts, seconds: float, note: str) -> None:
    now = clock.now()
    source.bookmark, source.failures_in_a_row, source.last_failure = look.bookmark, 0, ""
    source.last_polled_at = source.last_success_at = now
    source.next_due_at = now + timedelta(minutes=source.interval_minutes)
    # The first look brings what has piled up before; it is no habit.
    first = source.polls.exclude(outcome=Poll.Outcome.FAILED).order_by("at").values_list("at", flat=True).first()
    if first is not None:
        since = max(first, now - timedelta(days=HABIT_DAYS))
        source.habit = habit_of(source.sightings.filter(seen_at__gt=since).count(), first, now)
    source.save()
    Poll.objects.create(
        source=source,
        at=now,
        seconds=seconds,
        outcome=Poll.Outcome.UNCHANGED if look.is_unchanged else Poll.Outcome.FOUND,
        new_count=counts.new,
        known_count=counts.known,
        failed_count=counts.failed,
        note=note,
    )


def _step(viewer: Viewer, source: Source, step: str) -> Source:
    source = Source.objects.select_for_update().get(pk=source.pk)
    refuse_if(policies.reasons_against_step(viewer, source, step))
    source.state = after(source.state, step)
    source.silent_since = None
    source.next_due_at = clock.now() if source.state == Source.State.ACTIVE else None
    source.save(update_fields=["state", "next_due_at", "silent_since"])
    _record(viewer, f"sources.{step}", source, {"state": source.state})
    return source


def _filled(source: Source, facts: SourceFacts, reasons: list[str]) -> Source:
    """`source` as `facts` say; what can't be is added to `reasons`."""
    source.kind = source.kind or facts.kind
    source.name, source.outlet, source.visibility = facts.name.strip()[:120], facts.outlet, facts.visibility
    source.selector = facts.selector.strip() if source.kind == Source.Kind.LIST_PAGE else ""
    source.interval_minutes = facts.interval_minutes
    if not source.name:
        reasons.append(_("Beri nama pada sumber berita."))
    if not SHORTEST_INTERVAL <= facts.interval_minutes <= LONGEST_INTERVAL:
        reasons.append(_("Jarak pemeriksaan antara 5 menit dan 24 jam."))
    try:
        if source.selector:
            compiled(source.selector)
        if source.kind == Source.Kind.MAILBOX:
            mailbox.place_of(facts.address)
            source.address, source.account = facts.address.strip(), facts.account.strip()
        else:
            source.address, source.account = clean_address(facts.address), ""
    except Refused as refusal:
        reasons += refusal.reasons
    if source.kind == Source.Kind.MAILBOX:
        if not source.account or not (source.account + (facts.password or "")).isprintable():
            reasons.append(_("Isi akun dan kata sandi kotak surel tanpa baris baru."))
        if facts.password:
            source.sealed_password = seal(facts.password)
    return source


def _reasons_against_twin(source: Source) -> list[str]:
    twins = Source.objects.filter(
        unit_id=source.unit_id,
        kind=source.kind,
        address=source.address,
        account=source.account,
        selector=source.selector,
    )
    return [_("Unit Anda sudah memantau sumber ini.")] if twins.exclude(pk=source.pk).exists() else []


def _acting_for(viewer: Viewer, source: Source) -> Viewer:
    """The system, acting for the unit whose mailbox it is."""
    return Viewer(
        name=viewer.name,
        unit_id=source.unit_id,
        government_id=source.unit.government_id,
        origin=viewer.origin,
        is_system=viewer.is_system,
    )


def _told(source: Source, facts: SourceFacts) -> dict[str, Any]:
    """What the log keeps; of the password only that there is a new one."""
    told: dict[str, Any] = {
        "kind": source.kind,
        "name": source.name,
        "address": source.address,
        "selector": source.selector,
        "account": source.account,
        "visibility": source.visibility,
        "interval_minutes": source.interval_minutes,
    }
    if facts.password:
        told["password"] = True
    return {key: value for key, value in told.items() if value != ""}


def _record(viewer: Viewer, name: str, source: Source, changes: dict[str, Any]) -> None:
    record(viewer, name, unit_id=source.unit_id, kind=Source._meta.label, object_id=source.pk, changes=changes)
