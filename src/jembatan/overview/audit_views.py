"""The unit's audit log: who did what, when, why and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.foundation.audit import actions, queries
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.audit.names import REFUSED, names
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.people.queries import members
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Viewer

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what is no identifier or no day asks for nothing."""

    action: str
    kind: str
    object_id: UUID | None
    actor_id: UUID | None
    first: date | None
    last: date | None
    refused_only: bool

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """From the query string."""
        return cls(
            action=query.get("tindakan", "")[:80],
            kind=query.get("jenis", "")[:80],
            object_id=read_id(query.get("objek", "")),
            actor_id=read_id(query.get("orang", "")),
            first=_day(query.get("dari", "")),
            last=_day(query.get("sampai", "")),
            refused_only=query.get("ditolak") == "1",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A record in words."""

    record: AuditRecord
    action: str
    kind: str
    actor: str
    origin: str
    reason: str
    page: str
    is_refused: bool

    @classmethod
    def of(cls, record: AuditRecord) -> "Line":
        """The words of `record`. Of an erased payload only what the record itself holds is left."""
        content = record.payload.content
        reasons = content.get("changes", {}).get("reasons") or []
        return cls(
            record=record,
            action=names.of_action(record.action.removesuffix(REFUSED)),
            kind=names.of_kind(record.object_kind),
            actor=_("(isi dihapus)") if record.payload.is_erased else content.get("actor") or _("Tanpa nama"),
            origin=content.get("origin", ""),
            reason=content.get("reason") or " ".join(reasons),
            page=names.page_of(record.object_kind, record.object_id),
            is_refused=record.action.endswith(REFUSED),
        )


@require_safe
@member_required
def audit_log(request: HttpRequest) -> HttpResponse:
    """The records of the unit, narrowed by the address."""
    viewer = viewer_from(request)
    _refuse_strangers(viewer)
    wanted = Filters.of(request.GET)
    rows = queries.records(
        viewer,
        action=wanted.action,
        kind=wanted.kind,
        object_id=wanted.object_id,
        actor_id=wanted.actor_id,
        since=_midnight(wanted.first),
        before=_midnight(wanted.last + timedelta(days=1)) if wanted.last else None,
        refused_only=wanted.refused_only,
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "lines": [Line.of(record) for record in page],
        "wanted": wanted,
        "is_narrowed": bool(request.GET.keys() - {"hal"}),
        "actions": _choices(names.actions),
        "kinds": _choices(names.kinds),
        "people": [(member.user.pk, str(member.user)) for member in members(viewer)],
    }
    return render(request, "overview/audit_log.html", context)


@require_safe
@member_required
def audit_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One record: what changed, and its place in the chain."""
    viewer = viewer_from(request)
    record = queries.record_for(viewer, pk)
    changes = record.payload.content.get("changes", {})
    context = {
        "line": Line.of(record),
        "record": record,
        "place": queries.place_of(record),
        "changes": [(names.of_field(name), _plain(value)) for name, value in sorted(changes.items())],
        "erased_fields": [names.of_field(name) for name in record.fields] if record.payload.is_erased else [],
        "may_erase": queries.may_erase(viewer, record),
    }
    return render(request, "overview/audit_record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def audit_erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then erase what lies behind the record."""
    viewer = viewer_from(request)
    record = queries.record_for(viewer, pk)
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            actions.erase_payload(viewer=viewer, record=record, reason=request.POST.get("reason", ""))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Isi catatan dihapus. Catatannya sendiri tetap ada, dan rantainya tetap utuh."))
            return redirect("audit_record", pk)
    context = {"line": Line.of(record), "record": record, "reasons": reasons, "text": request.POST.get("reason", "")}
    return render(request, "overview/audit_erase.html", context, status=422 if reasons else 200)


def _refuse_strangers(viewer: Viewer) -> None:
    if not queries.may_read_log(viewer):
        raise Refused(_("Jejak audit dibaca oleh auditor, kepala biro/bagian, dan pengelola unit."))


def _choices(words: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted(((code, str(word)) for code, word in words.items()), key=lambda pair: pair[1].casefold())


def _plain(value: object) -> str:
    """A value of the payload as people read it."""
    if value is None or value == "":
        return _("(kosong)")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return "; ".join(_plain(part) for part in value) or _("(kosong)")
    if isinstance(value, dict):
        return "; ".join(f"{names.of_field(name)}: {_plain(part)}" for name, part in value.items())
    return str(value)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    """The beginning of `day` in the zone of the unit."""
    return datetime.combine(day, time.min, get_current_timezone()) if day else None
