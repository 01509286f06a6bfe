"""The list of requests, one of them, and every step."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jembatan.desks.replies import actions, display, paperwork, policies, queries
from jembatan.desks.replies.forms import AddressForm, AnswerForm, ReasonForm, RequestForm, RulesForm
from jembatan.desks.replies.law import facts_about_replies
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import ACTS, State
from jembatan.foundation.identifiers import read_id
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if
from jembatan.foundation.units.queries import unit_for
from jembatan.web import times

ANSWERS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 40
_FIELDS = (
    "outlet", "article_title", "article_address", "article_on", "kind", "wrong", "right", "remedy", "reply_text",
    "address",
)  # fmt: skip


@require_safe
@member_required
def reply_list(request: HttpRequest) -> HttpResponse:
    """The unit's requests, narrowed by the address."""
    viewer = viewer_from(request)
    asked = request.GET
    narrow = queries.RequestFilter(
        words=asked.get("kata", "").replace("\x00", "").strip()[:200],
        state=asked.get("keadaan", "") if asked.get("keadaan") in State.values else "",
        kind=asked.get("jenis", "") if asked.get("jenis") in ReplyRequest.Kind.values else "",
        outlet_id=read_id(asked.get("media", "")),
    )
    page = Paginator(queries.requests(viewer, narrow), PAGE_SIZE).get_page(asked.get("hal"))
    for row in page:
        row.mark = display.due_mark(row, times.today())  # type: ignore[attr-defined]
    context = {
        "page": page,
        "narrow": narrow,
        "is_narrowed": bool(asked.keys() - {"hal"}),
        "states": State.choices,
        "kinds": ReplyRequest.Kind.choices,
        "may_write": not policies.reasons_against_writing(viewer),
        "may_rule": not policies.reasons_against_ruling(viewer),
    }
    return render(request, "replies/reply_list.html", context)


@require_safe
@member_required
def reply_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: what was asked, the clock, the answers, the law."""
    viewer = viewer_from(request)
    row = queries.request_for(viewer, pk)
    context = {
        "row": row,
        "line": display.line(row),
        "mark": display.due_mark(row, times.today()),
        "notices": display.notices(row, queries.rules_for(row.unit), times.today()),
        "answers": queries.answers_of(viewer, row),
        "steps": queries.steps_of(viewer, row),
        "letters": queries.letters_of(viewer, row),
        "may": {act: not policies.reasons_against_step(viewer, row, act, "-") for act in ACTS},
        "may_write": not policies.reasons_against_writing(viewer, row),
        "may_send_again": not policies.reasons_against_role(viewer, row)
        and row.state not in {State.DRAFTED, State.CLOSED},
        "facts": facts_about_replies(),
    }
    return render(request, "replies/reply_detail.html", context)


@require_http_methods(ANSWERS)
@member_required
def reply_new(request: HttpRequest) -> HttpResponse:
    """Begin a request; `?berita=` names the article."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_writing(viewer))
    article = queries.article_seen(viewer, read_id(request.GET.get("berita", "")))
    initial: dict[str, Any] = {"kind": ReplyRequest.Kind.REPLY, "remedy": ReplyRequest.Remedy.CORRECT_AND_REPLY}
    if article is not None:
        published = article.published_at
        initial |= {
            "outlet": article.outlet_id,
            "article_title": article.title,
            "article_address": article.address,
            "article_on": localdate(published) if published else None,
            "address": queries.outlet_address(viewer, article.outlet) if article.outlet else "",
        }
    form = RequestForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = actions.RequestFacts(article=article, **form.cleaned_data)
        try:
            row = actions.draft_request(viewer=viewer, facts=told)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Permintaan disusun. Periksa suratnya, lalu kirim."))
            return redirect("reply_detail", pk=row.pk)
    return _form_page(request, form, _("Susun permintaan"), _("Simpan rancangan"), reverse("reply_list"))


@require_http_methods(ANSWERS)
@member_required
def reply_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a request that is not sent yet."""
    viewer = viewer_from(request)
    row = queries.request_for(viewer, pk)
    refuse_if(policies.reasons_against_writing(viewer, row))
    form = RequestForm(request.POST or None, viewer=viewer, initial={name: getattr(row, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        told = actions.RequestFacts(article=row.article, **form.cleaned_data)
        try:
            actions.change_request(viewer=viewer, request=row, facts=told)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Rancangan tersimpan."))
            return redirect("reply_detail", pk=pk)
    return _form_page(request, form, _("Ubah permintaan"), _("Simpan rancangan"), reverse("reply_detail", args=[pk]))


@require_safe
@member_required
def reply_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter as a PDF; a draft is marked as one."""
    row = queries.request_for(viewer_from(request), pk)
    return _pdf(paperwork.request_pdf(row), f"{row.kind}-{row.pk}.pdf")


@require_safe
@member_required
def reply_complaint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The complaint to the press council as a PDF."""
    row = queries.request_for(viewer_from(request), pk)
    is_early = row.state in {State.DRAFTED, State.SENT}
    refuse_if([_("Pengaduan disusun setelah media menjawab atau tenggatnya lewat.")] if is_early else [])
    return _pdf(paperwork.complaint_pdf(row), f"pengaduan-{row.pk}.pdf")


#: Act -> question, what the button says, what follows, what is said then, style.
_ASKING = {
    "send": (
        gettext_lazy("Kirim permintaan ini?"),
        gettext_lazy("Kirim"),
        gettext_lazy("Permintaan mendapat nomor dan tenggat, lalu suratnya dikirim ke surel redaksi."),
        gettext_lazy("Permintaan dikirim."),
        "primary",
    ),
    "escalate": (
        gettext_lazy("Adukan ke Dewan Pers?"),
        gettext_lazy("Adukan"),
        gettext_lazy("Surat pengaduannya dapat diunduh sesudahnya dan dikirim menurut tata cara Dewan Pers."),
        gettext_lazy("Pengaduan tercatat. Unduh suratnya dan kirim ke Dewan Pers."),
        "primary",
    ),
    "close": (
        gettext_lazy("Tutup permintaan ini?"),
        gettext_lazy("Tutup permintaan"),
        gettext_lazy("Permintaan yang ditutup tidak dibuka lagi; alasannya dicatat."),
        gettext_lazy("Permintaan ditutup."),
        "danger",
    ),
}


@require_http_methods(ANSWERS)
@member_required
def reply_step(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """Ask, and then send, take to the press council, or close."""
    viewer = viewer_from(request)
    row = queries.request_for(viewer, pk)
    question, label, consequence, done, style = _ASKING[act]
    is_draft = act == "close" and row.state == State.DRAFTED
    refuse_if(policies.reasons_against_step(viewer, row, "drop" if is_draft else act, "-"))
    form = ReasonForm(request.POST or None) if act != "send" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form is not None else ""
        try:
            if act == "send":
                actions.send_request(viewer=viewer, request=row)
            elif act == "escalate":
                actions.escalate_request(viewer=viewer, request=row, reason=reason)
            else:
                actions.close_request(viewer=viewer, request=row, reason=reason)
        except Refused as refusal:
            if form is None:
                raise
            into_form(form, refusal)
        else:
            messages.success(request, str(done))
            return redirect("reply_detail", pk=pk)
    context = {
        "question": question,
        "name": f"{row.outlet.name}, {row.article_title}",
        "consequence": consequence,
        "action": label,
        "style": style,
        "form": form,
        "cancel_url": reverse("reply_detail", args=[pk]),
    }
    return render(request, "web/confirm.html", context, status=422 if form is not None and form.is_bound else 200)


@require_http_methods(ANSWERS)
@member_required
def reply_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what the outlet did."""
    viewer = viewer_from(request)
    row = queries.request_for(viewer, pk)
    refuse_if(policies.reasons_against_step(viewer, row, "answer"))
    form = AnswerForm(request.POST or None, initial={"answered_on": times.today()})
    if request.method == "POST" and form.is_valid():
        article = queries.article_at(viewer, form.cleaned_data["address"])
        told = actions.AnswerFacts(article=article, **form.cleaned_data)
        try:
            actions.note_answer(viewer=viewer, request=row, facts=told)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Jawaban media tercatat."))
            return redirect("reply_detail", pk=pk)
    return _form_page(request, form, _("Catat jawaban media"), _("Catat"), reverse("reply_detail", args=[pk]))


@require_http_methods(ANSWERS)
@member_required
def reply_send_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the letter once more, to an address that is asked for."""
    viewer = viewer_from(request)
    row = queries.request_for(viewer, pk)
    refuse_if(policies.reasons_against_role(viewer, row))
    form = AddressForm(request.POST or None, initial={"address": row.address})
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_again(viewer=viewer, request=row, address=form.cleaned_data["address"])
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Surat masuk antrean."))
            return redirect("reply_detail", pk=pk)
    return _form_page(request, form, _("Kirim surat lagi"), _("Kirim"), reverse("reply_detail", args=[pk]))


@require_http_methods(ANSWERS)
@member_required
def reply_rules(request: HttpRequest) -> HttpResponse:
    """How long the unit gives an outlet to answer, beside what the law says."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_ruling(viewer))
    unit = unit_for(viewer)
    rules = queries.rules_for(unit)
    initial = {name: getattr(rules, name) for name in ("answer_days", "counts_working_days", "asking_months")}
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_rules(viewer=viewer, unit=unit, rules=form.rules())
        messages.success(request, _("Tenggat tersimpan untuk permintaan yang dikirim sejak sekarang."))
        return redirect("reply_list")
    return _form_page(
        request, form, _("Tenggat hak jawab"), _("Simpan"), reverse("reply_list"), facts=facts_about_replies()
    )


def _form_page(
    request: HttpRequest, form: forms.Form, heading: str, action: str, cancel_url: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "heading": heading, "action": action, "cancel_url": cancel_url} | more
    return render(request, "replies/form.html", context, status=422 if form.is_bound else 200)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
