"""What proofs shows on the pages of lower rooms, and what it says on the home page."""

from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import queries, wording
from jembatan.desks.proofs.flag_words import flag_sentence
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def placement_proof(viewer: Viewer, placement: Placement) -> Panel | None:
    """What is proven of an order, on its page."""
    finding = queries.finding_of(viewer, placement)
    verdict = None if finding is None else from_json(finding.verdict)
    context = {
        "placement": placement,
        "finding": finding,
        "summary": "" if verdict is None else wording.summary(verdict, placement),
        "kind": "neutral" if verdict is None else wording.VERDICT_KINDS.get(verdict.state, "neutral"),
        "flags": [] if verdict is None else [flag_sentence(flag) for flag in verdict.flags],
    }
    return Panel("proofs/_placement_panel.html", context, order=20)


def article_orders(viewer: Viewer, article: Article) -> Panel | None:
    """That an article was paid for, on its page: it is no earned coverage."""
    placements = queries.placements_of_article(viewer, article)
    return Panel("proofs/_article_panel.html", {"placements": placements}, order=5) if placements else None
