"""Searching in everything that the viewer may see."""

from collections.abc import Sequence
from typing import Any, overload

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.search.queries import LONGEST_QUERY, SearchResult, counts_by_kind, find
from jembatan.foundation.viewer import Viewer
from jembatan.web.components import Tab

PAGE_SIZE = 20
#: Kind of what is found -> the word for many of them, in the order of the chain.
KINDS = {
    "event": gettext_lazy("Kegiatan"),
    "asset": gettext_lazy("Foto"),
    "release": gettext_lazy("Siaran pers"),
    "article": gettext_lazy("Berita"),
}


class _Hits(Sequence[SearchResult]):
    """What is found, fetched page by page, in the form that a paginator takes."""

    def __init__(self, viewer: Viewer, query: str, kind: str | None, newest_first: bool, count: int) -> None:
        self._viewer, self._query, self._kind, self._newest_first = viewer, query, kind, newest_first
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> SearchResult: ...

    @overload
    def __getitem__(self, place: slice) -> list[SearchResult]: ...

    def __getitem__(self, place: int | slice) -> SearchResult | list[SearchResult]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(self._count)
        page = find(
            self._viewer,
            self._query,
            kind=self._kind,
            newest_first=self._newest_first,
            limit=stop - start,
            offset=start,
        )
        return page.results


@require_safe
@member_required
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words of `?q=`, of all kinds or of `?jenis=`, the best or (`?urut=terbaru`) the newest first."""
    viewer = viewer_from(request)
    query = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUERY]
    kind = request.GET.get("jenis", "")
    kind = kind if kind in KINDS else ""
    newest_first = request.GET.get("urut") == "terbaru"
    counts = counts_by_kind(viewer, query, list(KINDS))
    total = sum(counts.values())
    hits = _Hits(viewer, query, kind or None, newest_first, counts[kind] if kind else total)
    page = Paginator(hits, PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "query": query,
        "kind": kind,
        "newest_first": newest_first,
        "page": page,
        "results": [(result, KINDS.get(result.kind, result.kind)) for result in page],
        "tabs": _tabs(request, counts, total),
        "tab": kind or "semua",
    }
    return render(request, "overview/search.html", context)


def _tabs(request: HttpRequest, counts: dict[str, int], total: int) -> list[Tab]:
    def address(kind: str) -> str:
        kept = request.GET.copy()
        for name in ("hal", "jenis"):
            kept.pop(name, None)
        if kind:
            kept["jenis"] = kind
        return f"?{kept.urlencode()}"

    labels: dict[str, Any] = KINDS
    return [
        Tab("semua", _("Semua"), address(""), total),
        *(Tab(kind, label, address(kind), counts[kind]) for kind, label in labels.items()),
    ]
