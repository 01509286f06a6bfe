"""Screens of the desk: the list with its reading pane, one article, and the acts of a person."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from jembatan.chain.coverage.queries import matches_of_article
from jembatan.chain.coverage.tone.queries import tones_of
from jembatan.chain.coverage.triage import actions, policies, queries
from jembatan.chain.coverage.triage.filters import DeskFilter
from jembatan.chain.coverage.triage.forms import MONEY, ORIGINS, TONES
from jembatan.chain.coverage.triage.models import Act, DeskItem
from jembatan.chain.coverage.triage.wording import after_act, reasons_of, tabs
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused
from jembatan.foundation.search.queries import Finds
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Viewer


@require_safe
@member_required
def desk(request: HttpRequest) -> HttpResponse:
    """What came in for the unit, by story; everything that narrows it stands in the address. `?di=` opens an item."""
    viewer = viewer_from(request)
    given = {name: str(value) for name, value in request.GET.items()}
    narrow, search = queries.with_search(viewer, DeskFilter.read(given), given)
    after = _place(given.get("sesudah", ""))
    finds = queries.finds_of(viewer, narrow, after)
    page = queries.desk_page(viewer, narrow, finds, after)
    opened = read_id(given.get("di", ""))
    context = {
        **_list_context(viewer, narrow, finds if after is None else None),
        "page": page,
        "is_later": "sesudah" in given,
        "next_address": _address(narrow, sesudah=f"{page.after.at.isoformat()}~{page.after.pk}") if page.after else "",
        "opened": opened,
        "search": search,
        "act": _act_line(queries.last_act(viewer)),
        "failed": queries.failed_alerts(viewer),
        **_choices(viewer),
    }
    return render(request, "triage/desk.html", context)


@require_safe
@member_required
def desk_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One article at the desk: a page of its own, or the reading pane of the list."""
    viewer = viewer_from(request)
    is_part = bool(request.headers.get("HX-Request"))
    narrow = DeskFilter.read({name: str(value) for name, value in request.GET.items()})
    context = {**_reading(viewer, queries.item_for(viewer, pk)), "narrow": narrow, "filters": _query(narrow)}
    context |= {"is_part": is_part, "act": _act_line(queries.last_act(viewer))}
    return render(request, "triage/_reading.html" if is_part else "triage/item.html", context)


@require_POST
@member_required
def desk_act(request: HttpRequest) -> HttpResponse:
    """One act on one or many items; `cerita` says that each stands for its story. Answers a page, or the changed parts."""
    viewer = viewer_from(request)
    narrow = DeskFilter.read({name: str(value) for name, value in QueryDict(request.POST.get("saringan", "")).items()})
    heads = [pk for text in request.POST.getlist("item") if (pk := read_id(text)) is not None]
    step = ACTS.get(request.POST.get("langkah", ""))
    ids = queries.expanded(viewer, heads, narrow) if request.POST.get("cerita") else heads
    reasons: tuple[str, ...] = ()
    try:
        if step is None:
            raise Refused(policies.words_for_unknown_step())
        step(viewer, ids, request.POST)
    except Refused as refusal:
        reasons = refusal.reasons
    if request.headers.get("HX-Request"):
        return _parts(request, viewer, narrow, heads, reasons)
    for reason in reasons:
        messages.error(request, reason)
    if request.POST.get("halaman") and heads:
        return redirect(f"{reverse('desk_item', args=[heads[0]])}?{_query(narrow)}")
    return redirect(_address(narrow))


@require_POST
@member_required
def desk_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an act back, and show the article where it stands again."""
    viewer = viewer_from(request)
    narrow = DeskFilter.read({name: str(value) for name, value in QueryDict(request.POST.get("saringan", "")).items()})
    where = _address(narrow)
    try:
        items = actions.undo(viewer=viewer, act=queries.act_for(viewer, pk))
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, after_act("undo", len(items)))
        where = _address(narrow, di=str(items[0])) if items else where
        if request.POST.get("halaman") and items:
            where = f"{reverse('desk_item', args=[items[0]])}?{_query(narrow)}"
    return redirect(where)


Given = QueryDict


def _judge(viewer: Viewer, ids: list[UUID], given: Given) -> object:
    item = queries.item_for(viewer, _one(ids))
    return actions.judge(viewer=viewer, item=item, tone=given.get("tone", ""))


def _note(viewer: Viewer, ids: list[UUID], given: Given) -> object:
    return actions.note(viewer=viewer, item=queries.item_for(viewer, _one(ids)), text=given.get("catatan", ""))


def _assign(viewer: Viewer, ids: list[UUID], given: Given) -> object:
    wanted = given.get("untuk", "")
    person = next((user for user in queries.workers(viewer) if str(user.pk) == wanted), None)
    if wanted and person is None:
        raise Refused(policies.words_for_stranger())
    return actions.assign(viewer=viewer, items=ids, to=person)


def _one(ids: list[UUID]) -> UUID:
    if not ids:
        raise Refused(policies.reasons_against_items(Viewer(is_system=True), [], 0))
    return ids[0]


ACTS: dict[str, Callable[[Viewer, list[UUID], Given], object]] = {
    "accept": lambda viewer, ids, _given: actions.accept(viewer=viewer, items=ids),
    "reject": lambda viewer, ids, _given: actions.reject(viewer=viewer, items=ids),
    "reopen": lambda viewer, ids, _given: actions.reopen(viewer=viewer, items=ids),
    "assign": _assign,
    "judge": _judge,
    "note": _note,
}


def _parts(
    request: HttpRequest, viewer: Viewer, narrow: DeskFilter, heads: list[UUID], reasons: tuple[str, ...]
) -> HttpResponse:
    """What changed: the line that says what was done, the counts, and each row as it stands now, or its end."""
    rows = [] if reasons else queries.rows_of(viewer, narrow, heads)
    standing = {row.item.pk for row in rows}
    context = {
        **_list_context(viewer, narrow),
        "refusals": reasons,
        "act": None if reasons else _act_line(queries.last_act(viewer)),
        "rows": rows,
        "gone": [] if reasons else [pk for pk in heads if pk not in standing],
    }
    return render(request, "triage/_parts.html", context)


def _list_context(viewer: Viewer, narrow: DeskFilter, finds: Finds | None = None) -> dict[str, Any]:
    return {
        "narrow": narrow,
        "filters": _query(narrow),
        "tabs": tabs(narrow, queries.counts(viewer, narrow, finds), lambda state: _address(narrow, keadaan=state)),
        "may_work": not policies.reasons_against_working(viewer),
    }


def _choices(viewer: Viewer) -> dict[str, Any]:
    return {
        "outlets": outlets(viewer),
        "kinds": Outlet.Kind.choices,
        "units": units(viewer),
        "tones": TONES,
        "origins": ORIGINS,
        "money": MONEY,
        "searches": queries.searches(viewer),
    }


def _reading(viewer: Viewer, item: DeskItem) -> dict[str, Any]:
    return {
        "item": item,
        "article": item.article,
        "reasons": reasons_of(item),
        "story": queries.story_items(viewer, [item]),
        "view": tones_of(viewer, [item.article], item.unit).get(item.article_id),
        "matches": matches_of_article(viewer, item.article)[:5],
        "notes": queries.notes_of(viewer, item.article),
        "workers": queries.workers(viewer),
        "may_work": not policies.reasons_against_working(viewer),
    }


def _act_line(act: Act | None) -> dict[str, Any] | None:
    return {"pk": act.pk, "text": after_act(act.step, len(act.before))} if act is not None else None


def _query(narrow: DeskFilter) -> str:
    return urlencode(narrow.address())


def _address(narrow: DeskFilter, **more: str) -> str:
    query = urlencode({name: value for name, value in {**narrow.address(), **more}.items() if value})
    return f"{reverse('desk')}?{query}" if query else reverse("desk")


def _place(text: str) -> queries.Place | None:
    moment, _sign, identifier = text.partition("~")
    pk = read_id(identifier)
    try:
        at = parse_datetime(moment.replace(" ", "+"))
    except ValueError:
        return None
    return queries.Place(at, pk) if at is not None and at.tzinfo is not None and pk is not None else None
