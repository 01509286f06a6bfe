"""Screens of tone: how far it can be trusted, samples and their labelling, a person's judgement of an article."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jembatan.chain.coverage.queries import article_for
from jembatan.chain.coverage.tone import actions, policies, queries, sample_actions, sample_queries
from jembatan.chain.coverage.tone.display import labelled_table
from jembatan.chain.coverage.tone.forms import SampleForm
from jembatan.chain.coverage.tone.learning import ENOUGH
from jembatan.chain.coverage.tone.measuring import LABELS, TONES
from jembatan.chain.coverage.tone.states import Label
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.queries import unit_for

#: The keys of the four labels.
KEYS = (("1", Label.POSITIVE), ("2", Label.NEUTRAL), ("3", Label.NEGATIVE), ("0", Label.UNCLEAR))


@require_safe
@member_required
def tone_measure(request: HttpRequest) -> HttpResponse:
    """How far the unit's tone figures can be trusted, on what, and how many labels there are."""
    viewer = viewer_from(request)
    measure = queries.measured(unit_for(viewer))
    context = {
        "measure": measure,
        "table": labelled_table(measure.table, TONES),
        "model": queries.last_model(viewer),
        "spread": queries.spread(viewer),
        "enough": ENOUGH,
        "samples": sample_queries.samples(viewer),
        "may_draw": not policies.reasons_against_drawing(viewer),
    }
    return render(request, "tone/measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def tone_sample_new(request: HttpRequest) -> HttpResponse:
    """Draw a sample for two people."""
    viewer = viewer_from(request)
    form = SampleForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            sample = sample_actions.draw_sample(
                viewer=viewer, size=data["size"], first=data["first"], second=data["second"]
            )
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            return redirect("tone_sample", pk=sample.pk)
    context = {
        "form": form,
        "candidates": queries.candidates(viewer),
        "reasons": policies.reasons_against_drawing(viewer),
        "has_two": len(sample_queries.possible_labellers(viewer)) > 1,
    }
    return render(request, "tone/sample_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@member_required
def tone_sample(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A sample: how far it is; once both are done, how they agree and where they differ."""
    viewer = viewer_from(request)
    sample = sample_queries.sample_for(viewer, pk)
    agreement = sample_queries.agreement_in(sample)
    context = {
        "sample": sample,
        "progress": sample_queries.progress_of(viewer, sample),
        "agreement": agreement[0] if agreement else None,
        "table": labelled_table(agreement[1], LABELS) if agreement else [],
        "differences": sample_queries.differences(viewer, sample),
        "labels": Label.choices,
        "label_names": dict(Label.choices),
        "may_label": not policies.reasons_against_labelling(viewer, sample),
        "may_decide": viewer.has(*policies.DECIDERS),
        "may_cancel": not policies.reasons_against_cancelling(viewer, sample),
    }
    return render(request, "tone/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def tone_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One article of a sample to label; `?butir=` chooses which, else the first that is still open."""
    viewer = viewer_from(request)
    sample = sample_queries.sample_for(viewer, pk)
    if request.method == "POST":
        order = _number(request.POST.get("butir", ""))
        item = sample_queries.item_for(viewer, sample, order)
        sample_actions.label(viewer=viewer, item=item, label=request.POST.get("label", ""))
        following = sample_queries.next_order(viewer, sample, behind=order)
        if following is None:
            messages.success(request, _("Semua berita sampel ini sudah Anda labeli."))
            return redirect("tone_sample", pk=pk)
        return redirect(f"{reverse('tone_label', args=[pk])}?butir={following}")
    reasons = policies.reasons_against_labelling(viewer, sample)
    order = _number(request.GET.get("butir", "")) or sample_queries.next_order(viewer, sample) or 1
    refuse_if(reasons)
    item = sample_queries.item_for(viewer, sample, order)
    context = {
        "sample": sample,
        "sheet": sample_queries.sheet(viewer, item),
        "progress": sample_queries.progress_of(viewer, sample),
        "keys": KEYS,
    }
    return render(request, "tone/label.html", context)


@require_POST
@member_required
def tone_unlabel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the last label back and show its article again."""
    viewer = viewer_from(request)
    item = sample_actions.unlabel(viewer=viewer, sample=sample_queries.sample_for(viewer, pk))
    address = reverse("tone_label", args=[pk])
    return redirect(f"{address}?butir={item.order}" if item is not None else address)


@require_POST
@member_required
def tone_resolve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide one article on which the two differ."""
    viewer = viewer_from(request)
    sample = sample_queries.sample_for(viewer, pk)
    item = sample_queries.item_for(viewer, sample, _number(request.POST.get("butir", "")))
    sample_actions.resolve(viewer=viewer, item=item, label=request.POST.get("label", ""))
    return redirect(f"{reverse('tone_sample', args=[pk])}#beda")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def tone_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a sample up; asks first where no script has asked."""
    viewer = viewer_from(request)
    sample = sample_queries.sample_for(viewer, pk)
    if request.method == "POST":
        sample_actions.cancel_sample(viewer=viewer, sample=sample)
        messages.info(request, _("Sampel dibatalkan. Labelnya tidak dihitung."))
        return redirect("tone_measure")
    context = {
        "question": _("Batalkan sampel ini?"),
        "name": _("Sampel %(n)s") % {"n": sample.number},
        "consequence": _("Label yang sudah diberikan tidak dihitung."),
        "action": _("Batalkan sampel"),
        "cancel_url": reverse("tone_sample", args=[pk]),
    }
    return render(request, "web/confirm.html", context)


@require_POST
@member_required
def tone_judge(request: HttpRequest, pk: UUID, institution: UUID) -> HttpResponse:
    """Set the tone of one institution in an article, for the viewer's unit."""
    viewer = viewer_from(request)
    article = article_for(viewer, pk)
    unit = queries.institution_for(viewer, institution)
    actions.judge(viewer=viewer, article=article, institution=unit, tone=request.POST.get("tone", ""))
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return redirect(wanted)
    return redirect(f"{reverse('article_detail', args=[article.pk])}#tone-{unit.pk}")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
