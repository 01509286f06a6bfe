"""What came in for a unit, what it did with it, what it looks out for, and whom that was told."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone.models import Tone
from jembatan.chain.coverage.triage.states import AlertState, DeskState
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import OWNER_ONLY, PartOf, UnitOwned


class Reason(models.TextChoices):
    """Why an article lies on a unit's desk."""

    OWN_RELEASE = "own_release", _("Berasal dari siaran pers unit ini")
    NAMES_UNIT = "names_unit", _("Menyebut unit atau pemerintah daerahnya")
    NAMES_LEADER = "names_leader", _("Menyebut pimpinan")
    OWN_SOURCE = "own_source", _("Dari sumber berita unit ini")
    ADDED = "added", _("Ditambahkan oleh unit ini")
    SEARCH = "search", _("Cocok dengan pencarian tersimpan")
    PLACEMENT = "placement", _("Bukti pesanan publikasi")


class DeskItem(UnitOwned):
    """An article on a unit's desk: one row for both. What the list is ordered and narrowed by is copied from the article.

    `reasons` is a list of {"why": Reason, "of": words that say it more closely (a name, a search)}; `why_*` repeat the
    three that are asked for most. `story_key` is the story, or the article itself while it has none.
    """

    State = DeskState

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="desk_items")
    reasons = models.JSONField(default=list)
    why_own_release = models.BooleanField(default=False)
    why_named = models.BooleanField(default=False)
    why_search = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=DeskState, default=DeskState.NEW)
    assigned_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    article_at = models.DateTimeField()
    story_key = models.UUIDField()
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, blank=True)
    #: Empty where a person should look, or where nobody and nothing has weighed it.
    tone = models.CharField(max_length=8, choices=Tone, blank=True)
    is_paid = models.BooleanField(default=False)

    class Meta:
        ordering = ["-article_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "article"], name="triage_item_once")]
        indexes = [
            models.Index(fields=["unit", "state", "-article_at", "-id"], name="triage_by_state"),
            models.Index(fields=["unit", "-article_at", "-id"], name="triage_by_time"),
            models.Index(fields=["unit", "story_key", "-article_at"], name="triage_by_story"),
            models.Index(fields=["unit", "outlet", "-article_at", "-id"], name="triage_by_outlet"),
            models.Index(fields=["unit", "kind", "-article_at", "-id"], name="triage_by_kind"),
            models.Index(fields=["unit", "tone", "-article_at", "-id"], name="triage_by_tone"),
            models.Index(fields=["unit", "assigned_to", "-article_at", "-id"], name="triage_by_assignee"),
            models.Index(fields=["unit", "is_paid", "-article_at", "-id"], name="triage_by_paid"),
        ]

    def __str__(self) -> str:
        return str(self.article)


class Note(UnitOwned):
    """What somebody of the unit remarks on an article, for the unit's own eyes."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="desk_notes")
    text = models.TextField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["unit", "article"], name="triage_note_of")]

    def __str__(self) -> str:
        return self.text[:60]


class Act(UnitOwned):
    """One act of a person at the desk, on one or many items, with what stood before, so that it can be taken back.

    `before` is a list of {"item", and of what the step changes: "state", "decided_by", "decided_at", "assigned_to",
    "tone"}.
    """

    step = models.CharField(max_length=10)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["unit", "by", "-created_at"], name="triage_act_of")]

    def __str__(self) -> str:
        return self.step


class SavedSearch(UnitOwned):
    """What a unit looks out for. `filters` is what `filters.DeskFilter.saved` gives."""

    class Alert(models.TextChoices):
        NONE = "none", _("Tanpa pemberitahuan")
        AT_ONCE = "at_once", _("Segera")
        DIGEST = "digest", _("Ringkasan sekali sehari")

    name = models.CharField(max_length=80)
    filters = models.JSONField(default=dict)
    alert = models.CharField(max_length=8, choices=Alert, default=Alert.NONE)
    #: The hour of the digest, by the unit's clock.
    hour = models.PositiveSmallIntegerField(default=7)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    #: The day, by the unit's clock, of the digest that was made last.
    last_digest_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(removed_at=None), name="triage_search_name_once"
            ),
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="triage_search_hour"),
        ]

    def __str__(self) -> str:
        return self.name


class Receiver(PartOf):
    """Somebody of the unit who is told of what a search finds, until they stop it. `token` is for the link that stops."""

    part_of: ClassVar[str] = "search"

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="receivers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["search", "user__full_name"]
        constraints = [models.UniqueConstraint(fields=["search", "user"], name="triage_receiver_once")]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def shown_outside(cls) -> models.Q:
        """The owner's eyes only."""
        return OWNER_ONLY


class Hit(PartOf):
    """An article on the desk fits a saved search."""

    part_of: ClassVar[str] = "search"

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="hits")
    found_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-found_at"]
        constraints = [models.UniqueConstraint(fields=["search", "item"], name="triage_hit_once")]
        indexes = [models.Index(fields=["search", "found_at"], name="triage_hit_when")]

    @classmethod
    def shown_outside(cls) -> models.Q:
        """The owner's eyes only."""
        return OWNER_ONLY


class Alert(UnitOwned):
    """A letter to one receiver: of one story at once, or of many in a digest."""

    State = AlertState

    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_digest = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=AlertState, default=AlertState.QUEUED)
    reason = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["unit", "state", "-created_at"], name="triage_alert_state")]

    def __str__(self) -> str:
        return f"{self.receiver} {self.created_at:%Y-%m-%d}"


class AlertSent(UnitOwned):
    """One receiver is told of one story in one unit, once: this row is what stands against a second time."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="stories")
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    story_key = models.UUIDField()
    item = models.ForeignKey(DeskItem, on_delete=models.CASCADE, related_name="+")
    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "receiver", "story_key"], name="triage_story_told_once"),
        ]
