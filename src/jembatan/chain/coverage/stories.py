"""Stories: articles whose texts are one, with the first to print it.

A second index of the engine holds the texts of articles; it proposes which are alike, and the shares of both texts
decide. Workers may look at the same time: whoever extends the index later sees the other's articles, and takes those
that are alike into one story with its own. They keep what they saw one after the other; so no two stories are made of
one, and none waits for a row that the other holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from jembatan.chain.coverage.events import StoryGrew
from jembatan.chain.coverage.likeness import LEAST_SHARE, runs_of, share_of_both
from jembatan.chain.coverage.models import Article, Story
from jembatan.chain.coverage.queries import printed_at
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.registry import registry
from jembatan.foundation.viewer import Viewer

KIND = "coverage.story"
#: So many articles are looked at in one go.
BATCH = 200
#: The lock on PostgreSQL under which stories are kept; SQLite has one writer at a time anyway.
_LOCK = 0x5743_4F56
#: So many likenesses that the engine proposes are measured for one article.
MOST_CANDIDATES = 20

#: Article -> the articles that its text is one with; an article that stands alone has an empty set.
Likenesses = dict[UUID, set[UUID]]


def request_grouping(articles: Iterable[Article], occasion: UUID | str) -> None:
    """Have the worker put `articles` into stories, once for the trace `occasion`. In the transaction of the trace."""
    if any(article.story_id is None for article in articles):
        intents.request(kind=KIND, key=f"{KIND}:{occasion}", payload={})


def sweep() -> None:
    """Have the worker group what was traced before there were stories, or was left over; the duty of every ten minutes."""
    with transaction.atomic():
        request_grouping(waiting()[:1], f"sweep:{clock.now():%Y%m%d%H%M}")


def waiting() -> list[Article]:
    """Articles that were traced and are in no story yet, the oldest first."""
    rows = Article.objects.filter(state=Article.State.TRACED, story=None).exclude(text="")
    return list(rows.order_by("created_at")[:BATCH])


def look_at(articles: Sequence[Article]) -> Likenesses:
    """What each of `articles` is one with among all that were ever looked at, these included. Reads and writes files."""
    if not articles:
        return {}
    from jembatan.tracing import ArticleText, Index, ReleaseText

    index = Index.extend(_place(), [ReleaseText(str(one.pk), one.text) for one in articles])
    traces = index.match([ArticleText(str(one.pk), one.text) for one in articles])
    proposed: dict[UUID, list[UUID]] = {}
    for article, trace in zip(articles, traces, strict=True):
        scored = [(match.score, match.release) for match in trace.matches]
        scored += [(rival.score, rival.release) for match in trace.matches for rival in match.rivals]
        names = dict.fromkeys(name for _score, name in sorted(scored, reverse=True))
        proposed[article.pk] = [UUID(name) for name in names if name != str(article.pk)][:MOST_CANDIDATES]
    return _measured({one.pk: one.text for one in articles}, proposed)


def _measured(texts: dict[UUID, str], proposed: dict[UUID, list[UUID]]) -> Likenesses:
    absent = {pk for pks in proposed.values() for pk in pks} - texts.keys()
    rows = Article.objects.filter(pk__in=absent).exclude(state=Article.State.SAME)
    known = {**texts, **dict(rows.values_list("pk", "text"))}
    wanted = {pk for pk, pks in proposed.items() if pks} | {pk for pks in proposed.values() for pk in pks}
    runs = {pk: runs_of(known[pk]) for pk in wanted if pk in known}
    return {
        pk: {other for other in pks if other in runs and share_of_both(runs[pk], runs[other]) >= LEAST_SHARE}
        for pk, pks in proposed.items()
    }


@action("coverage.keep_stories")
def keep_stories(*, viewer: Viewer, found: Likenesses) -> list[Story]:
    """Put articles into stories by what they are one with; the stories that were made or grew. Nothing is lost twice:

    an article that another worker put into a story meanwhile stays there, and stories that prove to be one are joined.
    """
    _one_at_a_time()
    wanted = sorted({*found, *(other for others in found.values() for other in others)})
    rows = {one.pk: one for one in Article.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    kept = []
    for group in _groups(found, rows.keys()):
        members = sorted((rows[pk] for pk in group), key=printed_at)
        known = sorted({one.story_id for one in members if one.story_id is not None})
        if len(known) == 1 and all(one.story_id for one in members):
            continue
        kept.append(_joined(members, known))
    if kept:
        record(
            viewer,
            "coverage.keep_stories",
            unit_id=None,
            kind=Story._meta.label,
            object_id=kept[0].pk,
            changes={"articles": len(found), "stories": [str(story.pk) for story in kept]},
        )
    return kept


def _one_at_a_time() -> None:
    """Wait until no other transaction keeps stories; before any row is read, so that what is read is theirs as well."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _groups(found: Likenesses, present: Iterable[UUID]) -> list[set[UUID]]:
    """Articles that hang together by likeness."""
    here = set(present)
    beside: dict[UUID, set[UUID]] = defaultdict(set)
    for pk, others in found.items():
        beside[pk] |= others & here
        for other in others & here:
            beside[other].add(pk)
    groups, seen = [], set[UUID]()
    for pk in sorted(found.keys() & here):
        if pk in seen:
            continue
        group, todo = set[UUID](), [pk]
        while todo:
            at = todo.pop()
            if at not in group:
                group.add(at)
                todo += beside[at] & here
        seen |= group
        groups.append(group)
    return groups


def _joined(members: Sequence[Article], known: Sequence[UUID]) -> Story:
    """The one story of `members` and of all articles of the stories `known`; the oldest of these stays."""
    others = list(Article.objects.filter(story_id__in=known).exclude(pk__in=[one.pk for one in members]))
    printed = sorted([*members, *others], key=printed_at)
    story = Story.objects.select_for_update().filter(pk__in=known).order_by("created_at", "pk").first() or Story()
    story.first_article, story.size = printed[0], len(printed)
    story.last_printed_at = printed_at(printed[-1])[0]
    story.save()
    Article.objects.filter(pk__in=[one.pk for one in printed]).update(story=story)
    Story.objects.filter(pk__in=known).exclude(pk=story.pk).delete()
    registry.announce(StoryGrew(story.pk, tuple(one.pk for one in printed)))
    return story


def _place() -> Path:
    return Path(settings.HOME) / "story-index"
