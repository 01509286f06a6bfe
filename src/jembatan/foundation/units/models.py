"""The tree of governments, the units under them, and the bases of everything that a unit owns."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation import clock
from jembatan.foundation.identifiers import new_id

if TYPE_CHECKING:
    from jembatan.foundation.viewer import Viewer


class Government(models.Model):
    """A level of the state: the country, a province, a regency, a city (Kemendagri code, such as 53 or 53.12)."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("Negara")
        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten")
        CITY = "city", _("Kota")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    level = models.CharField(max_length=12, choices=Level)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=120)
    capital = models.CharField(max_length=80, blank=True)
    zone_name = models.CharField(max_length=40, default="Asia/Makassar")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its dates and deadlines go by."""
        return ZoneInfo(self.zone_name)


class GovernmentAlias(models.Model):
    """Another name that people write: "Sumtim", "Pemkot Kupang", "TTS"."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "name"], name="units_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An office that does public relations under a government. Its name and kind change; its history is one.

    `name`, `short_name` and `kind` repeat the newest `UnitName`; only `actions.name_unit` writes either.
    """

    class Kind(models.TextChoices):
        LEADERS_OFFICE = "leaders_office", _("Administrasi pimpinan, humas dan protokol")
        INFORMATION_SERVICE = "information_service", _("Dinas komunikasi dan informatika")
        COUNCIL_SECRETARIAT = "council_secretariat", _("Sekretariat DPRD")
        CONTRIBUTING_SERVICE = "contributing_service", _("Perangkat daerah kontributor")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="units")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=24, choices=Kind)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["government__code", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its government."""
        return self.government.zone

    def dated_name_on(self, day: date) -> "UnitName | None":
        """The dated name (with kind) that covers `day`; None where none does."""
        return next((dated for dated in self.names.all() if dated.covers(day)), None)

    def name_on(self, day: date) -> str:
        """What the unit was called on `day`; its present name where no dated name covers that day."""
        dated = self.dated_name_on(day)
        return dated.name if dated else self.name


class UnitName(models.Model):
    """What a unit was called, and what kind it was, from `since` to `until` (both included; None: open)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=24, choices=Unit.Kind)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    #: Where the name and its days come from, and what of them is assumed.
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["unit", models.F("since").asc(nulls_first=True)]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        """Whether the unit bore this name on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Section(models.Model):
    """A part of a unit (Bagian, Subbagian), with the days between which it stood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["unit", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="units_section_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Visibility(models.TextChoices):
    """How far the wall's doors stand open for a row."""

    UNIT = "unit", _("Unit sendiri")
    GOVERNMENT = "government", _("Pemerintah daerah yang sama")
    NAMED = "named", _("Unit yang disebut")
    NETWORK = "network", _("Seluruh jejaring")
    PUBLIC = "public", _("Publik")


class Door(models.Model):
    """Opens one row of visibility "named" to one unit. Rows have UUIDs, so the kind need not be told apart."""

    object_id = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "unit"], name="units_door_once")]

    def __str__(self) -> str:
        return f"{self.object_id} -> {self.unit_id}"


class UnitOwned(models.Model):
    """Base of every row that a unit owns. Reached through `access` only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.UNIT)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def extra_reach(cls, viewer: "Viewer") -> models.Q | None:  # noqa: ARG003
        """Further doors of this kind of row (an event opens to its host and participants). None: no more."""
        return None


class PartOf(models.Model):
    """Base of a row that is seen and changed by whoever sees and changes the row it hangs on (`part_of`: a field)."""

    part_of: ClassVar[str]
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def shown_outside(cls) -> models.Q | None:
        """Which rows those may see who see the whole but do not own it. None: all of them.

        A published release is public; its next draft, and who returned it with which comment, are not.
        """
        return None


#: For `shown_outside`: the owner's eyes only.
OWNER_ONLY = models.Q(pk__in=[])


class NetworkShared(models.Model):
    """Base of a row that belongs to the whole network: every member of every unit sees it."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
