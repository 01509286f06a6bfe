"""Reading the desk: one row a story, newest first, page by page from a place in time; all within the viewer's unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.timezone import get_current_timezone

from jembatan.chain.coverage.models import Article, Story
from jembatan.chain.coverage.tone.models import Mention
from jembatan.chain.coverage.triage.filters import ALL, EARNED, MINE, NOBODYS, OWN, PAID, REVIEW, DeskFilter
from jembatan.chain.coverage.triage.models import Act, Alert, DeskItem, Note, Receiver, SavedSearch
from jembatan.chain.coverage.triage.states import DeskState
from jembatan.chain.coverage.wordwise import articles_with
from jembatan.foundation import clock
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.search.queries import Finds
from jembatan.foundation.units.access import owned, visible
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import WORKING_ROLES, Viewer

PAGE_SIZE = 30
#: Counting stops here and says "1.000+".
MOST_COUNTED = 1_000
#: A unit named more often is looked for article by article.
MANY_MENTIONS = 20_000
#: An act can be taken back by its key for so long.
UNDO_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of the list: the time of an item, and its identifier."""

    at: datetime
    pk: UUID


@dataclass(slots=True)
class StoryRow:
    """A story on the desk: its newest item that the filter lets through, how many more it lets through, and the first
    of the network to print it (None: this article alone)."""

    item: DeskItem
    count: int = 1
    first: Article | None = None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of stories. `after`: where the next begins (None: this is the last)."""

    rows: list[StoryRow]
    after: Place | None


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number that was counted up to `MOST_COUNTED` only; `is_cut`: among the newest finds of a frequent word."""

    number: int
    is_cut: bool = False

    @property
    def is_more(self) -> bool:
        """Whether there are more, or may be."""
        return self.is_cut or self.number > MOST_COUNTED

    @property
    def shown(self) -> int:
        """The number to show, with a "+" where there are more."""
        return min(self.number, MOST_COUNTED)


def desk(viewer: Viewer, narrow: DeskFilter, finds: Finds | None = None) -> QuerySet[DeskItem]:
    """The items of the viewer's unit that the filter lets through, newest first. `finds`: see `finds_of`."""
    return _in_state(narrowed(viewer, narrow, finds), narrow.state).order_by("-article_at", "-id")


def finds_of(viewer: Viewer, narrow: DeskFilter, after: Place | None = None) -> Finds | None:
    """The newest articles of the filter's days, from `after` on, that hold its words; None if it has none."""
    if not narrow.words:
        return None
    since, until = _days(narrow)
    ends = [moment for moment in (until, after.at if after is not None else None) if moment is not None]
    return articles_with(viewer, narrow.words, since=since, until=min(ends) if ends else None)


def narrowed(viewer: Viewer, narrow: DeskFilter, finds: Finds | None = None) -> QuerySet[DeskItem]:
    """The items in every state that all the rest of the filter lets through."""
    rows = owned(DeskItem, viewer)
    plain = {"outlet": narrow.outlet, "kind": narrow.kind}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if narrow.tone:
        rows = rows.filter(tone="" if narrow.tone == REVIEW else narrow.tone)
    if narrow.origin:
        rows = rows.filter(why_own_release=narrow.origin == OWN)
    if narrow.money in {PAID, EARNED}:
        rows = rows.filter(is_paid=narrow.money == PAID)
    if narrow.assigned in {MINE, NOBODYS}:
        rows = rows.filter(assigned_to=viewer.user_id if narrow.assigned == MINE else None)
    if narrow.named is not None:
        rows = _naming(viewer, rows, narrow.named)
    since, until = _days(narrow)
    if since is not None:
        rows = rows.filter(article_at__gte=since)
    if until is not None:
        rows = rows.filter(article_at__lte=until)
    finds = finds or finds_of(viewer, narrow)
    return rows if finds is None else rows.filter(article__in=finds.ids)


def _naming(viewer: Viewer, rows: QuerySet[DeskItem], unit_id: UUID) -> QuerySet[DeskItem]:
    """Those of `rows` that name a unit; asked from the side that is shorter."""
    mentions = visible(Mention, viewer).filter(institution=unit_id).order_by()
    if mentions.values("pk")[: MANY_MENTIONS + 1].count() <= MANY_MENTIONS:
        return rows.filter(article__in=mentions.values("article"))
    return rows.filter(Exists(mentions.filter(article=OuterRef("article_id")).values("pk")))


def _days(narrow: DeskFilter) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment of the filter's days, by the unit's clock."""
    zone = get_current_timezone()
    return (
        datetime.combine(narrow.since, time.min, zone) if narrow.since is not None else None,
        datetime.combine(narrow.until, time.max, zone) if narrow.until is not None else None,
    )


def desk_page(viewer: Viewer, narrow: DeskFilter, finds: Finds | None, after: Place | None = None) -> DeskPage:
    """The stories from `after` on. A story stands where its newest item that the filter lets through stands.

    A page costs the same wherever it begins, and no story stands on two pages. With words, `finds` are those from
    `after` on; where they end and there are more, the next page begins there, however few rows this one has.
    """
    items = desk(viewer, narrow, finds)
    heads = _heads(items, after)
    page = heads[:PAGE_SIZE]
    rows = _drawn(viewer, items, [place.pk for place in page])
    if len(heads) > PAGE_SIZE:
        return DeskPage(rows, page[-1])
    if finds is None or not finds.is_more or finds.oldest is None:
        return DeskPage(rows, None)
    is_stuck = after is not None and after.at <= finds.oldest  # hundreds of one moment: go on behind them
    return DeskPage(rows, Place(finds.oldest, UUID(int=0 if is_stuck else (1 << 128) - 1)))


def _heads(items: QuerySet[DeskItem], after: Place | None) -> list[Place]:
    """The places of the newest items of their stories, from `after` on: a page and one more, or all there are.

    Items are walked in order, and only of the stories met is it asked whether they stood before: to ask it of every
    item in the database's own query makes the planners choose the wrong index for the question.
    """
    found: list[Place] = []
    seen: set[UUID] = set()
    at, size = after, 3 * PAGE_SIZE
    while len(found) <= PAGE_SIZE:
        chunk = list(_behind(items, at).values_list("article_at", "pk", "story_key")[:size])
        if after is not None:
            seen |= _stood_before(items, {key for _at, _pk, key in chunk} - seen, after)
        for moment, pk, key in chunk:
            if key not in seen:
                found.append(Place(moment, pk))
            seen.add(key)
        if len(chunk) < size:
            break
        at, size = Place(chunk[-1][0], chunk[-1][1]), min(2 * size, 5_000)
    return found[: PAGE_SIZE + 1]


def _behind(items: QuerySet[DeskItem], place: Place | None) -> QuerySet[DeskItem]:
    if place is None:
        return items
    # The first condition says what the second says already, in a form that an index can begin at.
    rows = items.filter(article_at__lte=place.at)
    return rows.filter(Q(article_at__lt=place.at) | Q(article_at=place.at, id__lt=place.pk))


def _stood_before(items: QuerySet[DeskItem], keys: set[UUID], place: Place) -> set[UUID]:
    """Those stories of `keys` that have an item at or before `place` in the order of the list."""
    newer = Q(article_at__gt=place.at) | Q(article_at=place.at, id__gte=place.pk)
    return set(items.filter(newer, story_key__in=keys).order_by().values_list("story_key", flat=True).distinct())


def _drawn(viewer: Viewer, items: QuerySet[DeskItem], heads: Sequence[UUID]) -> list[StoryRow]:
    """The rows of these items, in their order."""
    found = owned(DeskItem, viewer).filter(pk__in=heads).select_related("article", "outlet", "assigned_to")
    known = {item.pk: item for item in found.defer("article__text")}
    rows = [StoryRow(known[pk]) for pk in heads if pk in known]
    _count_stories(items, rows)
    return rows


def rows_of(viewer: Viewer, narrow: DeskFilter, heads: Iterable[UUID]) -> list[StoryRow]:
    """The rows of these items, as far as the filter still lets them through. Acts change no words."""
    items = desk(viewer, replace(narrow, words=""))
    return _drawn(viewer, items, list(items.filter(pk__in=list(heads)).values_list("pk", flat=True)))


def _count_stories(items: QuerySet[DeskItem], rows: Sequence[StoryRow]) -> None:
    keys = [row.item.story_key for row in rows]
    counted = items.order_by().filter(story_key__in=keys).values_list("story_key").annotate(n=Count("pk"))
    counts = dict(counted)
    stories = Story.objects.filter(pk__in=keys).select_related("first_article__outlet").defer("first_article__text")
    firsts = {story.pk: story.first_article for story in stories}
    for row in rows:
        row.count = counts.get(row.item.story_key, 1)
        row.first = firsts.get(row.item.story_key)


def counts(viewer: Viewer, narrow: DeskFilter, finds: Finds | None = None) -> dict[str, Bounded]:
    """How many articles the filter lets through in each state, and in all of them; counted up to a bound."""
    finds = finds or finds_of(viewer, narrow)
    rows = narrowed(viewer, narrow, finds).order_by()
    is_cut = finds is not None and finds.is_more
    # One walk for all states; what has not reached its bound by then is asked for by itself.
    walked = list(rows.values_list("state", flat=True)[: 3 * MOST_COUNTED])
    numbers = {state: walked.count(state) for state in DeskState.values}
    if len(walked) == 3 * MOST_COUNTED:
        for state in DeskState.values:
            if numbers[state] <= MOST_COUNTED:
                numbers[state] = rows.filter(state=state).values("pk")[: MOST_COUNTED + 1].count()
    return {name: Bounded(number, is_cut) for name, number in {**numbers, ALL: sum(numbers.values())}.items()}


def item_for(viewer: Viewer, pk: UUID) -> DeskItem:
    """One item of the viewer's unit, or Http404."""
    rows = owned(DeskItem, viewer).select_related(
        "article__outlet", "article__story", "assigned_to", "decided_by", "unit"
    )
    item = rows.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def story_items(viewer: Viewer, items: Iterable[DeskItem]) -> list[DeskItem]:
    """All items of the viewer's unit of the stories of `items`, the first to print first."""
    keys = {item.story_key for item in items}
    rows = owned(DeskItem, viewer).filter(story_key__in=keys).select_related("article", "outlet")
    return list(rows.defer("article__text").order_by("article_at", "id"))


def expanded(viewer: Viewer, ids: Iterable[UUID], narrow: DeskFilter) -> list[UUID]:
    """The items that a row of the list stands for: all of its story that the filter lets through."""
    chosen = owned(DeskItem, viewer).filter(pk__in=list(ids))
    keys = list(chosen.order_by().values_list("story_key", flat=True))
    rows = desk(viewer, narrow, finds_of(viewer, narrow)).order_by().filter(story_key__in=keys)
    return sorted({*rows.values_list("pk", flat=True), *chosen.values_list("pk", flat=True)})


def notes_of(viewer: Viewer, article: Article) -> list[Note]:
    """What the viewer's unit remarked on an article, the oldest first."""
    return list(owned(Note, viewer).filter(article=article).select_related("written_by"))


def last_act(viewer: Viewer) -> Act | None:
    """What the viewer did last and may take back."""
    rows = owned(Act, viewer).filter(by=viewer.user_id, created_at__gte=clock.now() - UNDO_WITHIN)
    newest = rows.filter(undone_at=None).order_by("-created_at").first()
    return newest if viewer.user_id is not None else None


def act_for(viewer: Viewer, pk: UUID) -> Act:
    """One act at the viewer's desk, or Http404."""
    act = owned(Act, viewer).filter(pk=pk).first()
    if act is None:
        raise Http404
    return act


def workers(viewer: Viewer) -> list[User]:
    """Who can be given an article."""
    return members_with(viewer.unit_id, *WORKING_ROLES)


def searches(viewer: Viewer) -> list[SavedSearch]:
    """What the viewer's unit looks out for, by name."""
    rows = owned(SavedSearch, viewer).filter(removed_at=None).prefetch_related("receivers__user")
    return list(rows.order_by("name"))


def search_for(viewer: Viewer, pk: UUID) -> SavedSearch:
    """One saved search of the viewer's unit, or Http404."""
    found = owned(SavedSearch, viewer).filter(pk=pk, removed_at=None).prefetch_related("receivers__user").first()
    if found is None:
        raise Http404
    return found


def with_search(viewer: Viewer, narrow: DeskFilter, given: dict[str, str]) -> tuple[DeskFilter, SavedSearch | None]:
    """`narrow` with what the saved search that it names says; the address itself wins. None where there is none."""
    if narrow.search is None:
        return narrow, None
    found = owned(SavedSearch, viewer).filter(pk=narrow.search, removed_at=None).first()
    if found is None:
        return narrow, None
    return DeskFilter.read({**found.filters, **{name: value for name, value in given.items() if value}}), found


def failed_alerts(viewer: Viewer) -> list[Alert]:
    """Letters that could not be sent, the newest first."""
    rows = owned(Alert, viewer).filter(state=Alert.State.FAILED).select_related("receiver")
    return list(rows[:50])


def alert_for(viewer: Viewer, pk: UUID) -> Alert:
    """One letter of the viewer's unit, or Http404."""
    alert = owned(Alert, viewer).filter(pk=pk).first()
    if alert is None:
        raise Http404
    return alert


def receiver_with(token: str) -> Receiver:
    """Whom a link of a letter belongs to, or Http404; the token is the whole permission."""
    receiver = Receiver.objects.select_related("search__unit", "user").filter(token=token).first()
    if receiver is None:
        raise Http404
    return receiver


def accepted_between(unit: Unit, start: datetime, end: datetime, *, include_new: bool = True) -> list[DeskItem]:
    """What was accepted of the articles from `start` to `end` (exclusive), and with `include_new` what nobody has
    decided on; the oldest first, article, outlet and story at hand. For the rooms above, which check who asks."""
    states = [DeskState.ACCEPTED, *([DeskState.NEW] if include_new else [])]
    rows = DeskItem.objects.filter(unit=unit, state__in=states, article_at__gte=start, article_at__lt=end)
    return list(rows.select_related("article__outlet", "article__story").order_by("article_at", "id"))


def new_count(viewer: Viewer, most: int) -> int:
    """How many articles nobody has decided on, counted to `most`."""
    return owned(DeskItem, viewer).filter(state=DeskState.NEW).order_by().values("pk")[:most].count()


def _in_state(rows: QuerySet[DeskItem], state: str) -> QuerySet[DeskItem]:
    return rows if state == ALL else rows.filter(state=state)
