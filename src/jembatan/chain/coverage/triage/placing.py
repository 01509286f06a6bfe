"""On whose desks an article belongs, and why; read from what the rooms below know of it. Part of `arriving`."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources.queries import own_source_units
from jembatan.chain.coverage.tone.models import Mention, ToneJudgement
from jembatan.chain.coverage.triage.filters import Arrived, DeskFilter, fits
from jembatan.chain.coverage.triage.models import Reason, SavedSearch


@dataclass(slots=True)
class Concern:
    """Why an article concerns one unit, how the unit comes off, and which of its searches found it."""

    unit_id: UUID
    reasons: list[dict[str, str]] = field(default_factory=list)
    tone: str = ""
    searches: list[SavedSearch] = field(default_factory=list)

    def add(self, why: Reason, of: object = "") -> None:
        """One more reason; each once."""
        reason = {"why": str(why), "of": str(of)}
        if reason not in self.reasons:
            self.reasons.append(reason)

    def has(self, *whys: Reason) -> bool:
        """Whether one of `whys` is among the reasons."""
        return any(reason["why"] in whys for reason in self.reasons)


def facts_of(article: Article) -> dict[str, Any]:
    """What a desk item repeats of its article."""
    return {
        "article_at": article.published_at or article.created_at,
        "story_key": article.story_id or article.pk,
        "outlet_id": article.outlet_id,
        "kind": article.outlet.kind if article.outlet is not None else "",
    }


def concerns_of(article: Article, searches: Iterable[SavedSearch], paid: Collection[UUID]) -> dict[UUID, Concern]:
    """The units that an article concerns. `searches` are those whose words it holds; `paid`: units that paid for it."""
    found: dict[UUID, Concern] = {}

    def of(unit_id: UUID) -> Concern:
        return found.setdefault(unit_id, Concern(unit_id))

    for match in article.matches.select_related("version__release").order_by("-article_share"):
        of(match.version.release.unit_id).add(Reason.OWN_RELEASE, match.version.title)
    named: set[UUID] = set()
    for mention in Mention.objects.filter(article=article).order_by("kind", "name"):
        named.add(mention.institution_id)
        if mention.way != Mention.Way.AREA:
            why = Reason.NAMES_LEADER if mention.is_leader else Reason.NAMES_UNIT
            of(mention.institution_id).add(why, mention.name)
    for unit_id in sorted(own_source_units(article)):
        of(unit_id).add(Reason.OWN_SOURCE)
    if article.added_by_id is not None and article.added_by_unit_id is not None:
        of(article.added_by_unit_id).add(Reason.ADDED)
    searches = list(searches)
    tones = _tones(article, {*found, *(search.unit_id for search in searches)})
    for search in searches:
        known = found.get(search.unit_id)
        arrived = Arrived(
            article,
            frozenset(named),
            is_own_release=known is not None and known.has(Reason.OWN_RELEASE),
            tone=tones.get(search.unit_id, ""),
            is_paid=search.unit_id in paid,
        )
        if fits(DeskFilter.read({**search.filters, "kata": ""}), arrived):
            of(search.unit_id).add(Reason.SEARCH, search.name)
            of(search.unit_id).searches.append(search)
    for unit_id, concern in found.items():
        concern.tone = tones.get(unit_id, "")
    return found


def tone_of(article: Article, unit_id: UUID) -> str:
    """How a unit comes off in an article, as it counts at its own desk; empty where a person should look."""
    return _tones(article, {unit_id}).get(unit_id, "")


def _tones(article: Article, units: Collection[UUID]) -> dict[UUID, str]:
    """How each unit comes off: its people's newest judgement before the machine's."""
    chosen: dict[UUID, ToneJudgement] = {}
    people: dict[UUID, bool] = defaultdict(bool)
    rows = ToneJudgement.objects.filter(article=article, institution__in=units).order_by("judged_at", "pk")
    for row in rows:
        is_person = row.by == ToneJudgement.By.PERSON
        if is_person and row.unit_id != row.institution_id:
            continue
        if is_person or not people[row.institution_id]:
            chosen[row.institution_id] = row
            people[row.institution_id] = is_person
    return {unit_id: row.tone for unit_id, row in chosen.items()}
