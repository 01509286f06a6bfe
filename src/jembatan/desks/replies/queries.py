"""Every look into the requests for a right of reply, as far as the viewer may see."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from jembatan.chain.coverage.addresses import canonical_key
from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Letter
from jembatan.desks.partners.queries import letters_about, partner_of_outlet
from jembatan.desks.replies.actions import rules_of
from jembatan.desks.replies.deadlines import Rules
from jembatan.desks.replies.models import ReplyAnswer, ReplyRequest, ReplyStep
from jembatan.desks.replies.states import State
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.refusal import Refused
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

WAITING = (State.SENT, State.ESCALATED)


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """How requests are narrowed; "" and None narrow nothing."""

    words: str = ""
    state: str = ""
    outlet_id: UUID | None = None
    kind: str = ""


def requests(viewer: Viewer, narrow: RequestFilter = RequestFilter()) -> QuerySet[ReplyRequest]:
    """The requests that the viewer may see; the newest first."""
    rows = visible(ReplyRequest, viewer).select_related("outlet", "article", "unit__government", "created_by")
    if narrow.words:
        rows = rows.filter(
            Q(article_title__icontains=narrow.words)
            | Q(number__icontains=narrow.words)
            | Q(outlet__name__icontains=narrow.words)
        )
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.kind:
        rows = rows.filter(kind=narrow.kind)
    if narrow.outlet_id:
        rows = rows.filter(outlet=narrow.outlet_id)
    return rows.order_by("-created_at")


def request_for(viewer: Viewer, pk: UUID) -> ReplyRequest:
    """A request. Raises Http404."""
    found = requests(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def answers_of(viewer: Viewer, request: ReplyRequest) -> list[ReplyAnswer]:
    """What the outlet did, in time."""
    rows = visible(ReplyAnswer, viewer).filter(request=request)
    return list(rows.select_related("article", "noted_by"))


def steps_of(viewer: Viewer, request: ReplyRequest) -> list[ReplyStep]:
    """What happened to a request, in time."""
    return list(visible(ReplyStep, viewer).filter(request=request).select_related("taken_by"))


def letters_of(viewer: Viewer, request: ReplyRequest) -> list[Letter]:
    """The letters of a request, the newest first."""
    return letters_about(viewer, request.pk)


def requests_about(viewer: Viewer, article: Article) -> list[ReplyRequest]:
    """The requests about an article."""
    return list(requests(viewer).filter(article=article))


def requests_to(viewer: Viewer, outlet: Outlet) -> list[ReplyRequest]:
    """The requests to an outlet."""
    return list(requests(viewer).filter(outlet=outlet))


def waiting_until(viewer: Viewer, day: date) -> list[ReplyRequest]:
    """The viewer's unit's sent requests whose answer is due by `day`, the soonest first."""
    rows = owned(ReplyRequest, viewer).filter(state=State.SENT, due_on__lte=day)
    return list(rows.select_related("outlet").order_by("due_on"))


def undecided(viewer: Viewer) -> list[ReplyRequest]:
    """The viewer's unit's requests that nobody answered in time, and about which somebody must decide."""
    return list(owned(ReplyRequest, viewer).filter(state=State.UNANSWERED).select_related("outlet").order_by("due_on"))


def overdue_everywhere() -> list[ReplyRequest]:
    """Sent requests of all units whose day may have passed; for the system, which judges each by its unit's zone."""
    rows = ReplyRequest.objects.filter(state=State.SENT, due_on__isnull=False)
    return list(rows.select_related("unit__government").order_by("due_on"))


def rules_for(unit: Unit) -> Rules:
    """The unit's deadline."""
    return rules_of(unit)


def outlet_address(viewer: Viewer, outlet: Outlet) -> str:
    """The editorial address of an outlet by the register; "" where none is known."""
    partner = partner_of_outlet(viewer, outlet)
    return partner.email if partner is not None else ""


def outlet_seen(viewer: Viewer, pk: UUID | None) -> Outlet | None:
    """An outlet by its identifier."""
    return visible(Outlet, viewer).filter(pk=pk).first() if pk else None


def article_seen(viewer: Viewer, pk: UUID | None) -> Article | None:
    """An article by its identifier."""
    return visible(Article, viewer).select_related("outlet").filter(pk=pk).first() if pk else None


def article_at(viewer: Viewer, address: str) -> Article | None:
    """The article that the network has under this address, in any writing of it; None for one that can't be read."""
    if not address:
        return None
    try:
        key = canonical_key(address)
    except Refused:
        return None
    return visible(Article, viewer).filter(canonical_key=key).first()
