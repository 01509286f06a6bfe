"""Screens of proofs: `reading` (list, proof, sheet), `working` (what people do), `public` (what needs no account)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from jembatan.foundation.refusal import Refused

ANSWERS = ["GET", "HEAD", "POST"]


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: fields and files of a POST, also of one that is empty; nothing else."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def attempt_aloud(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it and say so; a refusal is told as messages."""
    try:
        act()
        messages.success(request, done)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)


def form_page(request: HttpRequest, form: forms.Form, **more: Any) -> HttpResponse:
    """A page with one form. `more`: heading, action, cancel_url, lead, refusals, lines, is_upload."""
    return render(request, "proofs/form.html", {"form": form} | more, status=422 if form.is_bound else 200)


def download(content: bytes, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """Bytes that were made just now; never kept by a cache in between."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
