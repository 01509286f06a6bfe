"""Where news is looked for: sources, what was sighted in them, how each poll went, and the pace of a host."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources.states import SourceState
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import OWNER_ONLY, PartOf, UnitOwned


class Source(UnitOwned):
    """A place that is looked at again and again for addresses of articles. Of a unit, open to it or to the network."""

    class Kind(models.TextChoices):
        FEED = "feed", _("Umpan RSS, Atom, atau JSON")
        SITEMAP = "sitemap", _("Peta situs")
        LIST_PAGE = "list_page", _("Halaman daftar berita")
        MAILBOX = "mailbox", _("Kotak surel")
        PASTED = "pasted", _("Tempelan WhatsApp")

    State = SourceState

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    #: Where it is: http(s), or imap(s)://host:port/folder. Empty for what people paste.
    address = models.CharField(max_length=500, blank=True)
    #: Which links of a list page are articles: a CSS selector of the links, or of what surrounds them.
    selector = models.CharField(max_length=200, blank=True)
    #: The account of a mailbox, and its password sealed with the installation's secret (see `sealing`).
    account = models.CharField(max_length=254, blank=True)
    sealed_password = models.TextField(blank=True)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=SourceState, default=SourceState.ACTIVE)
    interval_minutes = models.PositiveSmallIntegerField(default=15)
    #: Where the last poll ended: ETag and Last-Modified of each address; UIDVALIDITY and UID of a mailbox.
    bookmark = models.JSONField(default=dict, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_new_at = models.DateTimeField(null=True, blank=True)
    failures_in_a_row = models.PositiveIntegerField(default=0)
    last_failure = models.TextField(blank=True)
    #: New articles a day, as they usually come (see `health`).
    habit = models.FloatField(default=0.0)
    #: Since when it is known to have fallen silent; set and cleared by the duty that watches.
    silent_since = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["state", "next_due_at"], name="sources_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "address", "account", "selector"], name="sources_source_once_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sighting(PartOf):
    """An article stood in a source: when it was first seen there, and what the source itself says of it.

    `key` is the canonical key of the address as the source gives it; the article may since go by another.
    """

    part_of: ClassVar[str] = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="sightings")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sightings")
    key = models.CharField(max_length=500, db_index=True)
    seen_at = models.DateTimeField(default=clock.now)
    title = models.CharField(max_length=300, blank=True)
    item_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="sources_sighting_once")]
        indexes = [models.Index(fields=["source", "seen_at"], name="sources_sighting_when")]


class Poll(PartOf):
    """One look at a source and how it went. Old ones are removed; the habit is kept on the source."""

    part_of: ClassVar[str] = "source"

    class Outcome(models.TextChoices):
        FOUND = "found", _("Berhasil")
        UNCHANGED = "unchanged", _("Tidak berubah")
        FAILED = "failed", _("Gagal")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="polls")
    at = models.DateTimeField(default=clock.now)
    seconds = models.FloatField(default=0.0)
    outcome = models.CharField(max_length=10, choices=Outcome)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    #: Items whose address could not be used.
    failed_count = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["source", "at"], name="sources_poll_when")]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """How a source is polled is its owner's affair."""
        return OWNER_ONLY


class HostPace(models.Model):
    """When a host may next be asked something, and what its robots.txt says; shared by all workers.

    A fact of the installation: no unit owns it, no page shows it.
    """

    host = models.CharField(max_length=260, primary_key=True)
    free_at = models.DateTimeField(default=clock.now)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.host
