"""Sending a capture, reading it, correcting it, and making an article of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage import actions as coverage
from jembatan.chain.coverage.captures import policies
from jembatan.chain.coverage.captures.models import Capture, CapturedFile
from jembatan.chain.coverage.captures.states import after
from jembatan.chain.coverage.evidence.actions import Seen, keep_evidence
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.actions import keep
from jembatan.foundation.files.kinds import TakenFile
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.viewer import Viewer

READ = "captures.read"


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What a person says of a capture. Sizes are in millimetres, minutes count from the programme's beginning."""

    medium: str
    outlet: Outlet
    appeared_on: date
    title: str = ""
    author: str = ""
    note: str = ""
    edition_name: str = ""
    page: str = ""
    columns: int | None = None
    height_mm: int | None = None
    size_mm: int | None = None
    programme: str = ""
    minute_from: Decimal | None = None
    minute_to: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read on one file, and the words that it was not sure of."""

    text: str
    doubtful: Sequence[str] = ()


@action("captures.send")
def send_capture(*, viewer: Viewer, client_key: UUID, facts: CaptureFacts, files: Sequence[TakenFile]) -> Capture:
    """Keep what a phone has sent; sent twice under one key, the first stands. Photographed pages are read by the worker."""
    refuse_if(policies.reasons_against_sending(viewer, len(files)) + reasons_against_facts(facts))
    assert viewer.unit_id is not None
    capture, is_new = Capture.objects.get_or_create(
        unit_id=viewer.unit_id,
        client_key=client_key,
        defaults={**_columns(facts), "taken_by_id": viewer.user_id},
    )
    if not is_new:
        return capture
    for order, taken in enumerate(files, start=1):
        stored = keep(viewer=viewer, taken=taken, unit_id=viewer.unit_id, visibility=Visibility.UNIT)
        CapturedFile.objects.create(capture=capture, order=order, file=stored)
    _record(viewer, capture, "captures.send", medium=capture.medium, outlet=str(capture.outlet), files=len(files))
    if capture.medium == Capture.Medium.PRINT:
        intents.request(
            kind=READ, key=f"{READ}:{capture.pk}", payload={"capture": str(capture.pk)}, unit_id=capture.unit_id
        )
    return capture


@action("captures.read")
def keep_reading(*, viewer: Viewer, capture: Capture, readings: Mapping[UUID, Reading]) -> Capture:
    """Keep what the machine read; a text that a person has begun meanwhile stays as it is."""
    capture = _locked(capture)
    for file in capture.files.filter(pk__in=list(readings)):
        file.text, file.doubtful = readings[file.pk].text, list(readings[file.pk].doubtful)
        file.save(update_fields=["text", "doubtful"])
    if capture.state == Capture.State.CAPTURED:
        whole = "\n\n".join(file.text for file in capture.files.all() if file.text)
        capture.text, capture.failure = capture.text or whole, ""
        capture.state = after(capture.state, "read")
        capture.save(update_fields=["text", "failure", "state"])
    _record(viewer, capture, "captures.read", state=capture.state)
    return capture


@action("captures.not_read")
def note_unread(*, viewer: Viewer, capture: Capture, reason: str) -> Capture:
    """Say why the machine could not read it; a person types the text."""
    capture.failure = reason
    capture.save(update_fields=["failure"])
    _record(viewer, capture, "captures.not_read", failure=reason)
    return capture


@action("captures.correct")
def correct_capture(*, viewer: Viewer, capture: Capture, facts: CaptureFacts) -> Capture:
    """Keep what a person has corrected: the text beside the picture, and where it stood."""
    capture = _locked(capture)
    reasons = policies.reasons_against_step(viewer, capture, "correct") + reasons_against_facts(facts)
    if not facts.title.strip():
        reasons.append(_("Isi judul."))
    if not facts.text.strip():
        reasons.append(_("Isi teks berita atau transkrip siaran."))
    refuse_if(reasons)
    for name, value in _columns(facts).items():
        setattr(capture, name, value)
    capture.state = after(capture.state, "correct")
    capture.corrected_by_id, capture.corrected_at = viewer.user_id, clock.now()
    capture.save()
    _record(viewer, capture, "captures.correct", title=capture.title)
    return capture


@action("captures.enter")
def enter_capture(*, viewer: Viewer, capture: Capture) -> Capture:
    """Make an article of a corrected capture, with its files as evidence; it is traced as any other."""
    capture = _locked(capture)
    refuse_if(policies.reasons_against_step(viewer, capture, "enter"))
    noon = datetime.combine(capture.appeared_on, time(12), _unit(capture).zone)
    facts = coverage.ArticleFacts(
        title=capture.title,
        text=capture.text,
        outlet=capture.outlet,
        author=capture.author,
        published_at=noon,
        time_is_known=False,
    )
    article = coverage.add_captured(viewer=viewer, facts=facts, capture_id=capture.pk)
    for file in capture.files.select_related("file"):
        seen = Seen(at=capture.created_at)
        keep_evidence(viewer=viewer, article=article, kind=Evidence.Kind.CAPTURE, file=file.file, seen=seen)
    capture.article, capture.state = article, after(capture.state, "enter")
    capture.save(update_fields=["article", "state"])
    _record(viewer, capture, "captures.enter", article=str(article.pk))
    return capture


@action("captures.discard")
def discard_capture(*, viewer: Viewer, capture: Capture) -> Capture:
    """Put a capture aside; it can be brought back."""
    return _step(viewer, capture, "discard")


@action("captures.restore")
def restore_capture(*, viewer: Viewer, capture: Capture) -> Capture:
    """Bring a discarded capture back."""
    return _step(viewer, capture, "restore")


def reasons_against_facts(facts: CaptureFacts) -> list[str]:
    """What does not fit together in what a person says."""
    reasons = []
    if (facts.appeared_on - clock.now().date()).days > 1:  # a day ahead is today somewhere in Indonesia
        reasons.append(_("Tanggal terbit atau tayang belum tiba."))
    if facts.medium == Capture.Medium.PRINT and (facts.minute_from is not None or facts.minute_to is not None):
        reasons.append(_("Menit hanya untuk siaran."))
    if facts.minute_from is not None and facts.minute_to is not None and facts.minute_to <= facts.minute_from:
        reasons.append(_("Menit akhir harus sesudah menit awal."))
    return reasons


def _step(viewer: Viewer, capture: Capture, step: str) -> Capture:
    capture = _locked(capture)
    refuse_if(policies.reasons_against_step(viewer, capture, step))
    capture.state = after(capture.state, step)
    capture.save(update_fields=["state"])
    _record(viewer, capture, f"captures.{step}", state=capture.state)
    return capture


def _columns(facts: CaptureFacts) -> dict[str, Any]:
    """The row's columns; the size in column millimetres is computed where nobody measured it."""
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    if values["size_mm"] is None and facts.columns and facts.height_mm:
        values["size_mm"] = facts.columns * facts.height_mm
    values["text"] = coverage.normal_text(facts.text)
    return values


def _locked(capture: Capture) -> Capture:
    return Capture.objects.select_for_update().get(pk=capture.pk)


def _unit(capture: Capture) -> Unit:
    return Unit.objects.select_related("government").get(pk=capture.unit_id)


def _record(viewer: Viewer, capture: Capture, name: str, **changes: object) -> None:
    record(viewer, name, unit_id=capture.unit_id, kind=Capture._meta.label, object_id=capture.pk, changes=changes)
