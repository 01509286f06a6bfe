"""Reading articles and their origin, as far as the viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.timezone import get_current_timezone

from jembatan.chain.coverage.models import Article, Match, Story
from jembatan.chain.coverage.wordwise import articles_with
from jembatan.chain.releases.models import Release
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """What a list of articles is narrowed by; empty values narrow nothing. `origin`: "traced" or "unrelated"."""

    words: str = ""
    outlet_id: UUID | None = None
    origin: str = ""
    until: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out. Then each article stands for itself; else each story is one row."""
        return bool(self.words or self.outlet_id or self.origin)


def visible_matches(viewer: Viewer) -> QuerySet[Match]:
    """Matches with versions that the viewer may see, the best first."""
    return (
        visible(Match, viewer)
        .select_related("version", "version__release", "version__release__unit__government")
        .order_by("-score")
    )


def articles(viewer: Viewer, narrow: ArticleFilter = ArticleFilter()) -> QuerySet[Article]:
    """Articles, newest first, each with `seen_matches` (a list). Those that joined another are left out.

    Of a story the first article stands for all, unless the list is narrowed. With words: the newest that hold them.
    """
    rows = visible(Article, viewer).exclude(state=Article.State.SAME).select_related("outlet", "story")
    if not narrow.is_narrow:
        # Asked row by row, on the way along the index of time: a join would be sorted as a whole for every page.
        first = Story.objects.filter(first_article=OuterRef("pk")).values("pk")
        rows = rows.filter(Q(story=None) | Exists(first))
    if narrow.words:
        rows = rows.filter(pk__in=articles_with(viewer, narrow.words).ids)
    if narrow.until is not None:
        rows = rows.filter(published_at__lte=datetime.combine(narrow.until, time.max, get_current_timezone()))
    if narrow.outlet_id is not None:
        rows = rows.filter(outlet_id=narrow.outlet_id)
    traced = visible_matches(viewer).order_by().values("article_id")
    if narrow.origin == "traced":
        rows = rows.filter(pk__in=traced)
    elif narrow.origin == "unrelated":
        rows = rows.filter(state=Article.State.TRACED).exclude(pk__in=traced)
    return (
        rows.defer("text")
        .prefetch_related(Prefetch("matches", queryset=visible_matches(viewer), to_attr="seen_matches"))
        .order_by("-published_at", "-created_at")
    )


def article_for(viewer: Viewer, pk: UUID) -> Article:
    """One article, or Http404."""
    article = visible(Article, viewer).select_related("outlet", "same_as", "added_by_unit").filter(pk=pk).first()
    if article is None:
        raise Http404
    return article


def story_of(viewer: Viewer, article: Article) -> Story | None:
    """The story that an article belongs to; None until it was compared with the others."""
    if article.story_id is None:
        return None
    return visible(Story, viewer).filter(pk=article.story_id).first()


def articles_of_story(viewer: Viewer, story: Story) -> list[Article]:
    """The articles of a story, the first to print it first."""
    rows = visible(Article, viewer).filter(story=story).select_related("outlet")
    return sorted(rows, key=printed_at)


def printed_at(article: Article) -> tuple[datetime, datetime]:
    """What articles are ordered by within a story: when they were published, else when they came."""
    return article.published_at or article.created_at, article.created_at


def matches_of_article(viewer: Viewer, article: Article) -> list[Match]:
    """Where the article came from, the best first."""
    return list(visible_matches(viewer).filter(article=article))


def matches_of_release(viewer: Viewer, release: Release) -> list[Match]:
    """The articles that came of any version of a release, the largest use first; one row an article and version."""
    rows = visible_matches(viewer).filter(version__release=release)
    return list(rows.select_related("article__outlet", "version").order_by("-article_share", "-score"))


def traced_article_count(viewer: Viewer) -> int:
    """How many articles the viewer's unit's own releases have led to."""
    return (
        visible_matches(viewer)
        .filter(version__release__unit_id=cast(UUID, viewer.unit_id))
        .order_by()
        .values("article_id")
        .distinct()
        .count()
    )
