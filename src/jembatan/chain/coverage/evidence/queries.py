"""Reading evidence."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.models import Article
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer


def evidence_of(viewer: Viewer, article: Article) -> QuerySet[Evidence]:
    """The evidence of an article in the order in which it was kept."""
    return visible(Evidence, viewer).filter(article=article).select_related("file").order_by("sequence")


def picture_of(viewer: Viewer, article: Article) -> StoredFile | None:
    """The newest full-page picture of an article, or else its first photographed page; None where there is neither."""
    rows = evidence_of(viewer, article)
    drawn = rows.filter(kind=Evidence.Kind.PICTURE).last()
    row = drawn or rows.filter(kind=Evidence.Kind.CAPTURE, media_type__startswith="image/").first()
    return row.file if row is not None else None


def evidence_for(viewer: Viewer, pk: UUID) -> Evidence:
    """One piece, or Http404."""
    row = visible(Evidence, viewer).select_related("file", "article").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def newest(article: Article, kind: str) -> Evidence | None:
    """The newest piece of a kind."""
    return Evidence.objects.filter(article=article, kind=kind).order_by("sequence").last()
