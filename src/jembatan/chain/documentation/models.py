"""Assets: the photos that document an event, and the renditions made of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.agenda.models import Event
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.people.models import Person, User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Asset(UnitOwned):
    """One photo, as it was taken. The original is kept untouched."""

    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="assets")
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=500)
    credit = models.CharField(max_length=120)
    people = models.ManyToManyField(Person, blank=True, related_name="assets")
    taken_at = models.DateTimeField(null=True, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # What the file itself tells: camera, caption, credit; never where it was taken.
    metadata = models.JSONField(default=dict, blank=True)
    # Why the worker has given up making its renditions, in words for people; "" if it has not.
    render_failure = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.caption[:80]


class Rendition(PartOf):
    """A picture made of an asset for one use. Carries no place where it was taken."""

    part_of: ClassVar[str] = "asset"

    class Name(models.TextChoices):
        THUMBNAIL = "thumbnail", _("Gambar kecil")
        SCREEN = "screen", _("Ukuran layar")
        PRESS = "press", _("Ukuran penuh untuk media")

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=12, choices=Name)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="documentation_rendition_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.asset_id}"
