"""The life of a captured page or broadcast: photographed, read by the machine, corrected by a person, an article."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaptureState(models.TextChoices):
    """Where a capture stands."""

    CAPTURED = "captured", _("Diterima")
    READ = "read", _("Terbaca mesin")
    CORRECTED = "corrected", _("Sudah diperiksa")
    ENTERED = "entered", _("Menjadi berita")
    DISCARDED = "discarded", _("Dibuang")


S = CaptureState

#: (from, what happens) -> to. Nothing else changes a state.
TRANSITIONS: dict[tuple[str, str], str] = {
    (S.CAPTURED, "read"): S.READ,
    (S.CAPTURED, "correct"): S.CORRECTED,
    (S.READ, "correct"): S.CORRECTED,
    (S.CORRECTED, "correct"): S.CORRECTED,
    (S.CORRECTED, "enter"): S.ENTERED,
    (S.CAPTURED, "discard"): S.DISCARDED,
    (S.READ, "discard"): S.DISCARDED,
    (S.CORRECTED, "discard"): S.DISCARDED,
    (S.DISCARDED, "restore"): S.CAPTURED,
}


def may(state: str, step: str) -> bool:
    """Whether `step` is possible from `state`."""
    return (state, step) in TRANSITIONS


def after(state: str, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    return TRANSITIONS[state, step]
