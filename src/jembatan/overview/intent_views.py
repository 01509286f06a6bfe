"""What still has to happen for the unit, what failed and why, and the button that tries again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jembatan.foundation.intents import actions, queries
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Tab

PAGE_SIZE = 50
#: Key of the tab in the address -> what the query is asked for.
TABS: dict[str, dict[str, Any]] = {
    "gagal": {"state": "dead"},
    "diulang": {"failing": True},
    "menunggu": {"state": "waiting"},
    "dikerjakan": {"state": "leased"},
    "selesai": {"state": "done"},
}
BADGES = {"waiting": "waiting", "leased": "neutral", "done": "done", "dead": "attention"}


@dataclass(frozen=True, slots=True)
class Line:
    """An intent in words."""

    intent: Intent
    name: str
    badge: str
    state: str
    may_retry: bool

    @classmethod
    def of(cls, viewer: Viewer, intent: Intent) -> "Line":
        """The words of `intent` for `viewer`."""
        is_failing = intent.state == "waiting" and bool(intent.last_error)
        return cls(
            intent=intent,
            name=handlers.name_of(intent.kind),
            badge=BADGES[intent.state],
            state=_("Akan dicoba lagi") if is_failing else str(intent.get_state_display()),
            may_retry=queries.may_retry(viewer, intent),
        )


@require_safe
@member_required
def intent_list(request: HttpRequest) -> HttpResponse:
    """The unit's intents by condition; the dead letters first."""
    viewer = viewer_from(request)
    tab = request.GET.get("keadaan", "")
    tab = tab if tab in TABS else "gagal"
    kind = request.GET.get("jenis", "")[:80]
    counts = queries.counts(viewer)
    page = Paginator(queries.intents(viewer, kind=kind, **TABS[tab]), PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "lines": [Line.of(viewer, intent) for intent in page],
        "tab": tab,
        "tabs": _tabs(counts),
        "counts": counts,
        "kind": kind,
        "kinds": [(code, handlers.name_of(code)) for code in queries.kinds(viewer)],
    }
    return render(request, "overview/intent_list.html", context)


@require_POST
@member_required
def intent_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have one tried again."""
    viewer = viewer_from(request)
    intent = actions.retry_intent(viewer=viewer, intent=queries.intent_for(viewer, pk))
    name = handlers.name_of(intent.kind)
    messages.success(request, _("“{name}” dicoba lagi sekarang.").format(name=name))
    target = request.POST.get("next", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=hosts, require_https=request.is_secure()):
        target = reverse("intent_list")
    return HttpResponseRedirect(target)


def _tabs(counts: queries.Counts) -> list[Tab]:
    address = reverse("intent_list")
    rows = (
        ("gagal", _("Gagal"), counts.dead),
        ("diulang", _("Akan dicoba lagi"), counts.failing),
        ("menunggu", _("Menunggu"), counts.waiting),
        ("dikerjakan", _("Sedang dikerjakan"), counts.leased),
        ("selesai", _("Selesai"), counts.done),
    )
    return [Tab(key, label, f"{address}?keadaan={key}", count) for key, label, count in rows]
