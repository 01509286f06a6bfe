"""What the machine finds, what people decide, and how a link lives. The placement's own states are those of partners.

Finding      waiting -> published -> found, or short, late, vanished: computed anew from what is known, never set by hand.
             It moves the placement through the steps of `partners/states.py`:

    placement is              the machine finds    it takes
    ordered                   published            publish
    ordered, published, late  found                find       (also short: find)
    ordered, published, late  short                shorten    (also found: shorten)
    ordered, published, short late                 delay      (also found: delay)
    ordered, late             vanished             publish, vanish
    any seen online           vanished             vanish
    late                      published            publish
    any of these              waiting              return: what was there has been set aside
    found, short              published            return, publish: only what cannot be measured is left
    vanished                  anything else        reappear, and then as above
    verified, accepted, paid  anything else        nothing: a person has decided

Verification verified (a found placement), excused (a fault or what the machine cannot measure, with a reason),
             returned (with a reason; the items that do not hold are dismissed).
Link         open -> expired (by the clock) | revoked (by a person); a new one replaces it.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VerdictState(models.TextChoices):
    """What the machine finds."""

    WAITING = "waiting", _("Menunggu tayang")
    PUBLISHED = "published", _("Tayang, belum terukur")
    FOUND = "found", _("Ditemukan")
    SHORT = "short", _("Kurang")
    LATE = "late", _("Terlambat")
    VANISHED = "vanished", _("Hilang")


class Decision(models.TextChoices):
    """What a named officer says of a finding."""

    VERIFIED = "verified", _("Diverifikasi")
    EXCUSED = "excused", _("Diverifikasi dengan pengecualian")
    RETURNED = "returned", _("Dikembalikan")


class Way(models.TextChoices):
    """Who brought an item of proof."""

    MACHINE = "machine", pgettext_lazy("pembawa bukti", "Mesin")
    OUTLET = "outlet", pgettext_lazy("pembawa bukti", "Media")
    OFFICER = "officer", pgettext_lazy("pembawa bukti", "Petugas")


class Outcome(models.TextChoices):
    """What a look at a page found."""

    OK = "ok", _("Masih tayang")
    GONE = "gone", _("Tidak ada lagi")
    UNKNOWN = "unknown", _("Tidak diketahui")


#: The table above: (the placement's state, the verdict) -> the steps of `partners.states` that the machine takes.
STEPS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("ordered", "published"): ("publish",),
    ("ordered", "found"): ("find",),
    ("ordered", "short"): ("shorten",),
    ("ordered", "late"): ("delay",),
    ("ordered", "vanished"): ("publish", "vanish"),
    ("published", "found"): ("find",),
    ("published", "short"): ("shorten",),
    ("published", "late"): ("delay",),
    ("published", "vanished"): ("vanish",),
    ("found", "short"): ("shorten",),
    ("found", "late"): ("delay",),
    ("found", "vanished"): ("vanish",),
    ("short", "found"): ("find",),
    ("short", "late"): ("delay",),
    ("short", "vanished"): ("vanish",),
    ("late", "published"): ("publish",),
    ("late", "found"): ("find",),
    ("late", "short"): ("shorten",),
    ("late", "vanished"): ("publish", "vanish"),
    ("published", "waiting"): ("return",),
    ("found", "waiting"): ("return",),
    ("short", "waiting"): ("return",),
    ("late", "waiting"): ("return",),
    ("found", "published"): ("return", "publish"),
    ("short", "published"): ("return", "publish"),
    ("verified", "vanished"): ("vanish",),
    ("accepted", "vanished"): ("vanish",),
    ("paid", "vanished"): ("vanish",),
}


def steps_to(state: str, verdict: str) -> tuple[str, ...]:
    """The steps that the machine takes from `state` for what it found; empty where it takes none."""
    if state == "vanished":
        return () if verdict == VerdictState.VANISHED else ("reappear",)
    return STEPS.get((state, verdict), ())
