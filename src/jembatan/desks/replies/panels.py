"""What replies show on the pages of lower rooms."""

from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Partner
from jembatan.desks.replies import policies, queries
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def article_replies(viewer: Viewer, article: Article) -> Panel | None:
    """The requests about an article, and the way to begin one."""
    rows = queries.requests_about(viewer, article)
    may_ask = not policies.reasons_against_writing(viewer)
    if not rows and not may_ask:
        return None
    return Panel("replies/_article_panel.html", {"rows": rows, "article": article, "may_ask": may_ask}, order=90)


def partner_replies(viewer: Viewer, partner: Partner) -> Panel | None:
    """The requests of the viewer's unit to an outlet; a record, not a judgement of the medium."""
    rows = queries.requests_to(viewer, partner.outlet)
    return Panel("replies/_partner_panel.html", {"rows": rows}, order=80) if rows else None
