"""What the machine finds, what people decide, and how a link lives. The placement's own states are those of partners.

Finding      waiting -> published -> found, or short, late, vanished: computed anew from what is known, never set by hand.
             It moves the placement through the steps of `partners/states.py`:

    verdict      step
    waiting      none
    published    publish
    found        find (out of vanished: reappear)
    short        shorten
    late         delay
    vanished     vanish (out of ordered or late: publish, then vanish)

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
    PUBLISHED = "published", _("Tayang, belum dapat diukur")
    FOUND = "found", _("Ditemukan, semua syarat terpenuhi")
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


#: Verdict -> the steps that lead there, tried in this order; several in one line are taken one after the other.
STEPS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    VerdictState.WAITING: (),
    VerdictState.PUBLISHED: (("publish",), ("reappear",)),
    VerdictState.FOUND: (("find",), ("reappear",)),
    VerdictState.SHORT: (("shorten",), ("reappear",)),
    VerdictState.LATE: (("delay",), ("reappear",)),
    VerdictState.VANISHED: (("vanish",), ("publish", "vanish")),
}
