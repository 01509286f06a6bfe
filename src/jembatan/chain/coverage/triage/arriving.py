"""A traced article comes to the desks of the units that it concerns, and is told of where a search asked for that."""

from jembatan.chain.coverage.attending import Keep
from jembatan.chain.coverage.events import StoryGrew
from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone.events import ToneChanged
from jembatan.chain.coverage.triage.alerting import hits_to_tell, join_told, tell_at_once
from jembatan.chain.coverage.triage.filters import Words
from jembatan.chain.coverage.triage.models import DeskItem, Hit, Reason, SavedSearch
from jembatan.chain.coverage.triage.placing import Concern, concerns_of, facts_of, tone_of
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.viewer import Viewer, system_viewer

WORKER = system_viewer("worker")
#: What `place` writes of an item; what people did stays.
_WRITTEN = [
    "reasons",
    "why_own_release",
    "why_named",
    "why_search",
    "article_at",
    "story_key",
    "outlet_id",
    "kind",
    "tone",
]


def attend_traced(article: Article) -> Keep:
    """Look which saved searches' words an article holds; the rest is told in the transaction that keeps its origin,
    once its matches, mentions and tones are written."""
    said = Words(article.title, article.text)
    searches = [
        search
        for search in SavedSearch.objects.filter(removed_at=None).order_by("unit_id", "name")
        if said.hold(search.filters.get("kata", ""))
    ]

    def keep(kept: Article) -> None:
        place(viewer=WORKER, article=kept, searches=searches)

    return keep


@action("triage.place")
def place(*, viewer: Viewer, article: Article, searches: list[SavedSearch]) -> list[DeskItem]:
    """Put a traced article on the desks of the units that it concerns. `searches` are those whose words it holds.

    Done again it changes only what has changed: nothing is put twice, nothing told twice, and no decision is touched.
    Once on a desk it stays there: what no longer holds is dropped from the reasons, unless nothing would be left.
    """
    known = {item.unit_id: item for item in DeskItem.objects.select_for_update().filter(article=article).order_by("pk")}
    paid = {unit_id for unit_id, item in known.items() if item.is_paid}
    concerns = concerns_of(article, searches, paid)
    facts = facts_of(article)
    fresh, changed = [], []
    for unit_id in sorted({*concerns, *known}):
        item = known.get(unit_id)
        if item is None:
            item = DeskItem(unit_id=unit_id, article=article)
            _write(item, facts, concerns[unit_id])
            fresh.append(item)
        elif _write(item, facts, concerns.get(unit_id)):
            changed.append(item)
    DeskItem.objects.bulk_create(fresh)
    if changed:
        DeskItem.objects.bulk_update(changed, [name.removesuffix("_id") for name in _WRITTEN])
    items = {item.unit_id: item for item in [*known.values(), *fresh]}
    for unit_id, concern in concerns.items():
        _note_hits(items[unit_id], concern)
    if fresh:
        record(
            viewer,
            "triage.place",
            unit_id=article.added_by_unit_id,
            kind=Article._meta.label,
            object_id=article.pk,
            changes={"units": [str(item.unit_id) for item in fresh]},
        )
    return fresh


def _write(item: DeskItem, facts: dict[str, object], concern: Concern | None) -> bool:
    """Set what was found; whether anything differs from before."""
    was = [getattr(item, name) for name in _WRITTEN]
    for name, value in facts.items():
        setattr(item, name, value)
    if concern is not None:
        kept = [reason for reason in item.reasons if reason["why"] == Reason.PLACEMENT]
        item.reasons = [*concern.reasons, *kept]
        item.why_own_release = concern.has(Reason.OWN_RELEASE)
        item.why_named = concern.has(Reason.NAMES_UNIT, Reason.NAMES_LEADER)
        item.why_search = concern.has(Reason.SEARCH)
        item.tone = concern.tone
    return was != [getattr(item, name) for name in _WRITTEN]


def _note_hits(item: DeskItem, concern: Concern) -> None:
    if not concern.searches:
        return
    known = set(Hit.objects.filter(item=item, search__in=concern.searches).values_list("search_id", flat=True))
    new = [search for search in concern.searches if search.pk not in known]
    Hit.objects.bulk_create([Hit(search=search, item=item) for search in new], ignore_conflicts=True)
    for search in new:
        # Until an article was put into its story, nobody knows whether that was told already: `follow_story` tells it.
        if search.alert == SavedSearch.Alert.AT_ONCE and item.article.story_id is not None:
            tell_at_once(item, search)


def follow_story(event: StoryGrew) -> None:
    """Articles were put into a story: the desks show it as one, and who asked to know at once is told. Inside that
    action."""
    items = DeskItem.objects.filter(article__in=event.article_ids)
    items.exclude(story_key=event.story_id).update(story_key=event.story_id)
    join_told(event.story_id, event.article_ids)
    for hit in hits_to_tell(event.article_ids):
        tell_at_once(hit.item, hit.search)


def follow_tone(event: ToneChanged) -> None:
    """A tone was judged anew somewhere: the copy on the institution's desk follows. Inside that action."""
    item = (
        DeskItem.objects.filter(unit=event.institution_id, article=event.article_id).select_related("article").first()
    )
    if item is not None:
        tone = tone_of(item.article, event.institution_id)
        DeskItem.objects.filter(pk=item.pk).exclude(tone=tone).update(tone=tone)
