"""The text that was ordered, cut into what ran in the outlet and what was left out."""

from dataclasses import dataclass

from jembatan.chain.coverage.models import Match
from jembatan.chain.releases.models import Version
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs.models import ProofItem
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the release's text."""

    text: str
    has_run: bool


def passages_of(viewer: Viewer, placement: Placement) -> list[Passage]:
    """The version of the release of which most ran, in pieces that, joined, give its text; empty for other kinds."""
    if not placement.is_text:
        return []
    items = visible(ProofItem, viewer).filter(placement=placement, is_counted=True, dismissed_at=None)
    articles = items.exclude(article=None).order_by().values("article_id")
    matches = visible(Match, viewer).filter(article_id__in=articles, version__release_id=placement.release_id)
    spans: dict[Version, list[tuple[int, int]]] = {}
    for match in matches.select_related("version"):
        spans.setdefault(match.version, []).extend((int(span[2]), int(span[3])) for span in match.spans)
    if not spans:
        return [] if placement.version is None else [Passage(placement.version.text, has_run=False)]
    version = max(spans, key=lambda one: (sum(end - start for start, end in merged(spans[one])), str(one.pk)))
    return _cut(version.text, merged(spans[version]))


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches, in order, none touching another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


def _cut(text: str, spans: list[tuple[int, int]]) -> list[Passage]:
    pieces, position = [], 0
    for start, end in spans:
        if start > position:
            pieces.append(Passage(text[position:start], has_run=False))
        pieces.append(Passage(text[start:end], has_run=True))
        position = end
    if position < len(text):
        pieces.append(Passage(text[position:], has_run=False))
    return [piece for piece in pieces if piece.text]
