"""Releases: a mutable draft, frozen versions, and the facts about each (who cleared, published, retracted it)."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.documentation.models import Asset
from jembatan.chain.releases.states import State, is_open
from jembatan.foundation import clock
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import OWNER_ONLY, PartOf, Unit, UnitOwned


class Release(UnitOwned):
    """A press release over its whole life. Its own state is derived from its draft and versions.

    `visibility` turns public only by publication, and only once an embargo has passed.
    """

    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    speaks_for = models.ManyToManyField(Unit, blank=True, related_name="releases_spoken_for")
    assets = models.ManyToManyField(Asset, through="ReleaseAsset", related_name="releases")
    number = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], condition=~models.Q(number=""), name="releases_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)


class ReleaseAsset(PartOf):
    """A photo goes with a release, in an order, with a caption for this release (empty: the asset's own)."""

    part_of: ClassVar[str] = "release"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="asset_links")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="release_links")
    order = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["release", "asset"], name="releases_asset_once")]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """The working choice is the owner's; what others see is frozen with each version (`VersionPhoto`)."""
        return OWNER_ONLY


class Draft(PartOf):
    """The text being worked on. `revision` is compared and swapped at each save, so nothing is overwritten."""

    part_of: ClassVar[str] = "release"

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="draft")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    embargo_until = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    @classmethod
    def shown_outside(cls) -> models.Q:
        """Work in progress: the owner's eyes only."""
        return OWNER_ONLY


class DraftRevision(PartOf):
    """One stretch of one person's saves, with the text as the last of them left it.

    The ground for the history and for who the authors are. `revision` is the number of the stretch's last save,
    `began_at` the time of its first, `words_lost` how many words its later saves took out of its earlier ones
    (see `revisions.py`).
    """

    part_of: ClassVar[str] = "release"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="draft_revisions")
    revision = models.PositiveIntegerField()
    began_at = models.DateTimeField(default=clock.now)
    words_lost = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The version that this revision's text went into; None while it is still in the draft.
    version = models.ForeignKey("Version", null=True, blank=True, on_delete=models.PROTECT, related_name="revisions")

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["release", "revision"], name="releases_revision_once")]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """Work in progress: the owner's eyes only."""
        return OWNER_ONLY


class Version(PartOf):
    """A text frozen when it was submitted. Once published it never changes."""

    part_of: ClassVar[str] = "release"

    State = State

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    # The draft's revision that was frozen; a draft that comes back from this version goes on from there.
    revision = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    body = models.TextField()
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State, default=State.SUBMITTED)
    authors = models.ManyToManyField(User, related_name="versions_written")
    submitted_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    embargo_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # When it was announced as public; what is public is decided by the clock, never by this.
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["release", "ordinal"], name="releases_version_once"),
            models.UniqueConstraint(
                fields=["release"], condition=models.Q(state="published"), name="releases_one_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open_at(self, moment: datetime) -> bool:
        """Whether the public may read this version at `moment`."""
        return is_open(self.state, self.embargo_until, moment)

    @classmethod
    def shown_outside(cls) -> models.Q:
        """Others see a version once it has been published and no embargo holds it."""
        is_open = models.Q(embargo_until=None) | models.Q(embargo_until__lte=clock.now())
        return models.Q(published_at__isnull=False) & is_open


class VersionPhoto(PartOf):
    """A photo as it went with a version: order, caption and credit frozen when the version was submitted."""

    part_of: ClassVar[str] = "version"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="photos")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="version_photos")
    order = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(max_length=500)
    credit = models.CharField(max_length=120)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "asset"], name="releases_version_photo_once")]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """As its version."""
        is_open = models.Q(version__embargo_until=None) | models.Q(version__embargo_until__lte=clock.now())
        return models.Q(version__published_at__isnull=False) & is_open


class Clearance(PartOf):
    """A person cleared a version, or returned it with a comment."""

    part_of: ClassVar[str] = "version"

    class Decision(models.TextChoices):
        CLEARED = "cleared", _("Disetujui")
        RETURNED = "returned", _("Dikembalikan")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clearances")
    decision = models.CharField(max_length=8, choices=Decision)
    comment = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["decided_at"]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """Work in progress: the owner's eyes only."""
        return OWNER_ONLY


class Retraction(PartOf):
    """A published version was taken back, by whom and why."""

    part_of: ClassVar[str] = "version"

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="retraction")
    reason = models.TextField()
    retracted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    retracted_at = models.DateTimeField(default=clock.now)


class Numbering(models.Model):
    """A unit numbers its releases by `pattern`, such as "{number}/SP/HMS/{year}"."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="numbering")
    pattern = models.CharField(max_length=80)
    is_on = models.BooleanField(default=True)


class NumberCounter(models.Model):
    """The last number that a unit gave in a year of its own zone. Locked by whoever takes the next."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="releases_counter_once")]
