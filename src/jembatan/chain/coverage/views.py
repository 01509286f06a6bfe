"""Screens of the articles of the press."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage import actions, queries, reading
from jembatan.chain.coverage.bounding import BoundedPaginator, read_day
from jembatan.chain.coverage.forms import AddressForm, FileForm, TextForm
from jembatan.chain.coverage.marking import side_by_side
from jembatan.chain.coverage.models import Article, Match
from jembatan.foundation import clock
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused
from jembatan.foundation.registry import registry
from jembatan.foundation.viewer import Viewer

PAGE_SIZE = 30
STAYS_FRESH = timedelta(minutes=2)
WAYS = {"alamat": AddressForm, "teks": TextForm, "berkas": FileForm}


@require_safe
@member_required
def article_list(request: HttpRequest) -> HttpResponse:
    """Articles of the network, filtered by the address line."""
    viewer = viewer_from(request)
    narrow = queries.ArticleFilter(
        words=request.GET.get("kata", "").strip()[:200],
        outlet_id=read_id(request.GET.get("media", "")),
        origin=request.GET.get("asal", ""),
        until=read_day(request.GET.get("sampai", "")),
    )
    page = BoundedPaginator(queries.articles(viewer, narrow), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "narrow": narrow, "outlets": outlets(viewer)}
    return render(request, "coverage/article_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def article_new(request: HttpRequest) -> HttpResponse:
    """Add an article in one of three ways, chosen by `?cara=`."""
    viewer = viewer_from(request)
    way = request.GET.get("cara", "alamat")
    way = way if way in WAYS else "alamat"
    form = _form(request, way, viewer)
    if request.method == "POST" and form.is_valid():
        try:
            added = _add(viewer, way, form)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            if not added.is_new:
                messages.info(request, _("Berita ini sudah tercatat di jejaring. Inilah catatannya."))
            return redirect("article_detail", pk=added.article.pk)
    status = 422 if form.is_bound else 200
    return render(request, "coverage/article_new.html", {"form": form, "way": way}, status=status)


@require_safe
@member_required
def article_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One article beside the release it was made from; `?siaran=` chooses among several."""
    viewer = viewer_from(request)
    article = queries.article_for(viewer, pk)
    if article.same_as_id is not None:
        return redirect("article_detail", pk=article.same_as_id)
    matches = queries.matches_of_article(viewer, article)
    chosen = _chosen(matches, read_id(request.GET.get("siaran", "")))
    sides = side_by_side(article.text, chosen.version.text, chosen.spans) if chosen else None
    context = {
        "article": article,
        "matches": matches,
        "chosen": chosen,
        "sides": sides,
        "poll": _poll(article, matches),
        "text_form": TextForm(viewer=viewer) if article.state == Article.State.FAILED else None,
        "printed_in": _printed_in(viewer, article),
        "panels": _panels(request, viewer, article),
        "has_waited": "menunggu" in request.GET,
    }
    template = "coverage/_article_body.html" if request.headers.get("HX-Request") else "coverage/article_detail.html"
    return render(request, template, context)


@require_POST
@member_required
def article_fetch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try once more to fetch the page."""
    viewer = viewer_from(request)
    actions.fetch_again(viewer=viewer, article=queries.article_for(viewer, pk))
    return redirect("article_detail", pk=pk)


@require_POST
@member_required
def article_text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Supply the text of a page that could not be fetched."""
    viewer = viewer_from(request)
    article = queries.article_for(viewer, pk)
    form = TextForm(request.POST, viewer=viewer)
    if form.is_valid():
        try:
            actions.supply_text(viewer=viewer, article=article, facts=reading.facts_of(form.cleaned_data))
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            return redirect("article_detail", pk=pk)
    context = {"article": article, "matches": [], "text_form": form, "poll": ""}
    return render(request, "coverage/article_detail.html", context, status=422)


def _printed_in(viewer: Viewer, article: Article) -> list[Article]:
    """All articles of a story that more than one printed, the first first; else none."""
    story = queries.story_of(viewer, article)
    return queries.articles_of_story(viewer, story) if story is not None and story.size > 1 else []


def _panels(request: HttpRequest, viewer: Viewer, article: Article) -> list[SafeString]:
    """What the rooms above show of an article."""
    return [
        render_to_string(panel.template, panel.context, request)
        for panel in registry.panels_for("article.detail", viewer, article)
    ]


def _poll(article: Article, matches: list[Match]) -> str:
    """How often the page looks again: each second at work; while fresh and without origin less often, then never.

    A release that is published in the same minute enters the index a moment later, and the article is traced again.
    """
    if article.state in {Article.State.FETCHING, Article.State.TRACING}:
        return "1s"
    is_fresh = clock.now() - article.created_at < STAYS_FRESH
    return "5s" if article.state == Article.State.TRACED and not matches and is_fresh else ""


def _form(request: HttpRequest, way: str, viewer: Viewer) -> Form:
    data = request.POST if request.method == "POST" else None
    if way == "teks":
        return TextForm(data, viewer=viewer)
    if way == "berkas":
        return FileForm(data, request.FILES if data is not None else None, viewer=viewer)
    return AddressForm(data, initial={"address": request.GET.get("alamat", "")})


def _add(viewer: Viewer, way: str, form: Form) -> actions.Added:
    data = form.cleaned_data
    if way == "alamat":
        return actions.add_article_address(viewer=viewer, address=data["address"])
    if way == "teks":
        return actions.add_article_text(viewer=viewer, facts=reading.facts_of(data), address=data["address"])
    read = reading.read_file(data["file"])
    return actions.add_article_text(
        viewer=viewer,
        facts=reading.facts_of(data, read),
        address=data["address"] or read.canonical,
        way=Article.Way.FILE,
    )


def _chosen(matches: list[Match], version_id: UUID | None) -> Match | None:
    wanted = next((match for match in matches if match.version_id == version_id), None)
    return wanted or (matches[0] if matches else None)
