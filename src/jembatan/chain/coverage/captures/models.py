"""Pages of print that were photographed, and broadcasts that were recorded, until a person has made articles of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.captures.states import CaptureState
from jembatan.chain.coverage.models import Article
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Capture(UnitOwned):
    """One item of print, radio or television, with its place in the edition or the programme."""

    class Medium(models.TextChoices):
        PRINT = "print", _("Cetak")
        RADIO = "radio", _("Radio")
        TELEVISION = "television", _("Televisi")

    State = CaptureState

    # Made by the phone before it has a signal: sent twice, it is one capture.
    client_key = models.UUIDField()
    medium = models.CharField(max_length=12, choices=Medium)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="captures")
    appeared_on = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    # Print
    edition_name = models.CharField(max_length=120, blank=True)
    page = models.CharField(max_length=12, blank=True)
    columns = models.PositiveSmallIntegerField(null=True, blank=True)
    height_mm = models.PositiveIntegerField(null=True, blank=True)
    # Columns x height unless a person measured otherwise.
    size_mm = models.PositiveIntegerField(null=True, blank=True)
    # Broadcast: minutes from the beginning of the programme.
    programme = models.CharField(max_length=120, blank=True)
    minute_from = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    minute_to = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=CaptureState, default=CaptureState.CAPTURED)
    # Why the machine could not read it.
    failure = models.TextField(blank=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    corrected_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    article = models.OneToOneField(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="capture")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "client_key"], name="captures_sent_once"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.outlet}, {self.appeared_on:%d-%m-%Y}"


class CapturedFile(PartOf):
    """A photographed page, or a recording; `text` is what the machine read on it.

    `doubtful` are the words that it was not sure of, in their order.
    """

    part_of: ClassVar[str] = "capture"

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    doubtful = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "order"], name="captures_one_per_place"),
        ]

    def __str__(self) -> str:
        return str(self.file)
