"""The life of a labelled sample, and the tones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tone(models.TextChoices):
    """How an institution comes off in an article."""

    POSITIVE = "positive", _("Positif")
    NEUTRAL = "neutral", _("Netral")
    NEGATIVE = "negative", _("Negatif")


class Label(models.TextChoices):
    """What a labeller may answer: a tone, or that the text does not let it be told."""

    POSITIVE = "positive", _("Positif")
    NEUTRAL = "neutral", _("Netral")
    NEGATIVE = "negative", _("Negatif")
    UNCLEAR = "unclear", _("Tidak dapat ditentukan")


class SampleState(models.TextChoices):
    """Where a sample stands that two people label without seeing each other's labels."""

    LABELLING = "labelling", _("Sedang dilabeli")
    RESOLVING = "resolving", _("Menunggu keputusan")
    SETTLED = "settled", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


S = SampleState

#: (from, what happens) -> to. Nothing else changes a state.
TRANSITIONS: dict[tuple[str, str], str] = {
    (S.LABELLING, "label"): S.LABELLING,
    (S.LABELLING, "differ"): S.RESOLVING,
    (S.LABELLING, "agree"): S.SETTLED,
    (S.LABELLING, "cancel"): S.CANCELLED,
    (S.RESOLVING, "resolve"): S.RESOLVING,
    (S.RESOLVING, "settle"): S.SETTLED,
    (S.RESOLVING, "cancel"): S.CANCELLED,
}

#: What may happen in a sample.
STEPS = frozenset(step for _state, step in TRANSITIONS)


def may(state: str, step: str) -> bool:
    """Whether `step` is possible from `state`."""
    return (state, step) in TRANSITIONS


def after(state: str, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    return TRANSITIONS[state, step]
