"""The life of an article's row: fetched if it has an address, then traced."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleState(models.TextChoices):
    """Where an article's row stands."""

    FETCHING = "fetching", _("Sedang diambil")
    FAILED = "failed", _("Tidak dapat diambil")
    TRACING = "tracing", _("Sedang dilacak")
    TRACED = "traced", _("Sudah dilacak")
    SAME = "same", _("Sama dengan berita lain")


S = ArticleState

#: (from, what happens) -> to. Nothing else changes a state.
TRANSITIONS: dict[tuple[str, str], str] = {
    (S.FETCHING, "fetch"): S.TRACING,
    (S.FETCHING, "give_up"): S.FAILED,
    (S.FETCHING, "join"): S.SAME,
    (S.FAILED, "try_again"): S.FETCHING,
    (S.FAILED, "supply_text"): S.TRACING,
    (S.TRACING, "trace"): S.TRACED,
    (S.TRACED, "trace"): S.TRACED,
}


def may(state: str, step: str) -> bool:
    """Whether `step` is possible from `state`."""
    return (state, step) in TRANSITIONS


def after(state: str, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    return TRANSITIONS[state, step]
