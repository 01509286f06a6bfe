"""What evidence shows on the page of an article."""

from jembatan.chain.coverage.evidence import chromium, policies, queries
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.models import Article
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def article_evidence(viewer: Viewer, article: Article) -> Panel | None:
    """What is stored of the article, with times and SHA-256, and its picture."""
    rows = list(queries.evidence_of(viewer, article))
    if not rows and article.state == Article.State.FETCHING:
        return None
    page = next((row for row in reversed(rows) if row.kind == Evidence.Kind.PAGE), None)
    picture = next((row for row in reversed(rows) if row.kind == Evidence.Kind.PICTURE), None)
    has_chromium = chromium.find() is not None
    may_ask = page is not None and not policies.reasons_against_picture(viewer, page, picture)
    context = {
        "article": article,
        "rows": rows,
        "picture": picture,
        "may_ask": may_ask and has_chromium,
        "lacks_chromium": page is not None and picture is None and not has_chromium,
    }
    return Panel("evidence/_article_panel.html", context, order=70)
