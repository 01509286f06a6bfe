"""What tone shows on the page of an article."""

from dataclasses import dataclass

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone import policies, queries
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.tone.queries import ToneView
from jembatan.chain.coverage.tone.rereading import about
from jembatan.chain.coverage.tone.weighing import excerpts
from jembatan.foundation.registry import Panel
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

Run = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class InstitutionTone:
    """One institution in an article: who is named for it, its tone, and the sentences about it with marked words."""

    institution: Unit
    mentions: list[Mention]
    view: ToneView | None
    runs: list[Run]
    title_words: list[dict[str, object]]
    is_own: bool


def article_tones(viewer: Viewer, article: Article) -> Panel | None:
    """Who is named in the article, and how each institution comes off. The viewer's own stands first."""
    if article.state != Article.State.TRACED:
        return None
    mentions = queries.mentions_of(viewer, article)
    tones = queries.tones_in(viewer, article)
    institutions = {mention.institution_id: mention.institution for mention in mentions}
    rows = [_row(viewer, article, one, mentions, tones.get(one.pk)) for one in institutions.values()]
    rows.sort(key=lambda row: (not row.is_own, row.institution.name))
    context = {"article": article, "rows": rows, "may_judge": not policies.reasons_against_judging(viewer)}
    return Panel("tone/_article_panel.html", context, order=60)


def _row(
    viewer: Viewer, article: Article, institution: Unit, mentions: list[Mention], view: ToneView | None
) -> InstitutionTone:
    evidence = view.evidence if view else []
    return InstitutionTone(
        institution=institution,
        mentions=[mention for mention in mentions if mention.institution_id == institution.pk],
        view=view,
        runs=excerpts(article.text, about(article, institution.pk, mentions), evidence),
        title_words=[item for item in evidence if "in" in item],
        is_own=institution.pk == viewer.unit_id,
    )
