"""The register that the whole network shares: outlets as partners, their papers, their journalists.

It says what is known of a medium and nothing about whether anybody likes it: no score, no list of the unwanted
(press law, UU 40/1999, article 4).
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.units.models import Government, NetworkShared, PartOf


class Partner(NetworkShared):
    """An outlet as one may do business with it: whose it is, what the press council has verified, where it reaches.

    `reach`: readers, listeners or viewers a month, as the outlet states it. `verified_on` and the evidence are filled
    in once `press_council` is no longer "none".
    """

    class LegalForm(models.TextChoices):
        COMPANY = "company", _("PT")
        FOUNDATION = "foundation", _("Yayasan")
        COOPERATIVE = "cooperative", _("Koperasi")
        OTHER = "other", _("Lainnya")

    class PressCouncil(models.TextChoices):
        NONE = "none", _("Belum terverifikasi")
        ADMINISTRATIVE = "administrative", _("Terverifikasi administratif")
        FACTUAL = "factual", _("Terverifikasi faktual")

    outlet = models.OneToOneField(Outlet, on_delete=models.PROTECT, related_name="partner")
    legal_name = models.CharField(max_length=160, blank=True)
    legal_form = models.CharField(max_length=12, choices=LegalForm, blank=True)
    tax_number = models.CharField(max_length=24, blank=True)
    press_council = models.CharField(max_length=16, choices=PressCouncil, default=PressCouncil.NONE)
    verified_on = models.DateField(null=True, blank=True)
    verified_until = models.DateField(null=True, blank=True)
    verification_address = models.URLField(max_length=300, blank=True)
    verification_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    editor = models.CharField(max_length=120, blank=True)
    reach = models.PositiveIntegerField(null=True, blank=True)
    region = models.ForeignKey(Government, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    street = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["outlet__name"]

    def __str__(self) -> str:
        return self.outlet.name

    def is_verified_on(self, day: date) -> bool:
        """Whether the press council's verification is on record and covers `day`."""
        if self.press_council == self.PressCouncil.NONE or self.verified_on is None or self.verified_on > day:
            return False
        return self.verified_until is None or day <= self.verified_until


class PartnerPaper(PartOf):
    """A document that the outlet has handed in; `valid_until` None: it does not expire."""

    part_of: ClassVar[str] = "partner"

    class Kind(models.TextChoices):
        DEED = "deed", _("Akta pendirian")
        LEGAL = "legal", _("Pengesahan badan hukum")
        BUSINESS = "business", _("NIB/SIUP")
        TAX = "tax", _("NPWP")
        PRESS_COUNCIL = "press_council", _("Sertifikat Dewan Pers")
        COMPETENCE = "competence", _("Sertifikat kompetensi wartawan")
        OTHER = "other", _("Dokumen lain")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "-valid_until"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def is_valid_on(self, day: date) -> bool:
        """Whether it covers `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Journalist(NetworkShared):
    """A journalist of a partner. `beats`: what they write about, as words with commas; `card`: press card or UKW."""

    name = models.CharField(max_length=120)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="journalists")
    beats = models.CharField(max_length=200, blank=True)
    card = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=24, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
