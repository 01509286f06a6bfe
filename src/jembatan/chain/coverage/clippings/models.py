"""Clippings: when a unit gets one and who reads it; what each was made of; its papers, its letters; the alarms."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.clippings.states import LetterState, State
from jembatan.chain.coverage.models import Article
from jembatan.foundation import clock
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, UnitOwned


class Language(models.TextChoices):
    """A language that clippings are made in."""

    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("Bahasa Inggris")


def every_day() -> list[int]:
    """All days of the week, Monday is 0."""
    return list(range(7))


def indonesian() -> list[str]:
    """The language where nobody has chosen."""
    return [Language.INDONESIAN.value]


class Plan(UnitOwned):
    """When a unit's clipping is due, and what goes in. One per unit.

    `hour` is in the unit's zone; `weekdays` are numbers from 0 (Monday); `languages` codes, the first one for addresses
    outside. `on_since`: what was due before is no omission.
    """

    is_on = models.BooleanField(default=False)
    on_since = models.DateTimeField(null=True, blank=True)
    hour = models.TimeField(default=time(6, 0))
    weekdays = models.JSONField(default=every_day)
    languages = models.JSONField(default=indonesian)
    with_untriaged = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit"], name="clippings_plan_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.hour:%H:%M}"


class Receiver(PartOf):
    """Who gets the clipping: a member of the unit, or an address outside."""

    part_of: ClassVar[str] = "plan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="receivers")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(blank=True)

    class Meta:
        ordering = ["address", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "user"], condition=models.Q(user__isnull=False), name="clippings_receiver_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "address"], condition=~models.Q(address=""), name="clippings_address_once"
            ),
            models.CheckConstraint(
                name="clippings_receiver_is_one",
                condition=models.Q(user__isnull=False, address="")
                | (models.Q(user__isnull=True) & ~models.Q(address="")),
            ),
        ]

    def __str__(self) -> str:
        return self.address or str(self.user_id)


class Clipping(UnitOwned):
    """One clipping of a unit: due at its hour, or wanted by a person now. `revision` counts its makings.

    `starts_at` to `ends_at` is the time whose articles are in. `sends`: it goes to the receivers once it is made.
    """

    State = State

    day = models.DateField()
    is_scheduled = models.BooleanField(default=True)
    due_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    with_untriaged = models.BooleanField(default=True)
    languages = models.JSONField(default=indonesian)
    sends = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    revision = models.PositiveIntegerField(default=1)
    failure = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-due_at", "-created_at"]
        indexes = [models.Index(fields=["unit", "-due_at"], name="clippings_unit_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day"], condition=models.Q(is_scheduled=True), name="clippings_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%Y-%m-%d}"


class Making(PartOf):
    """A clipping as it was made once: `content` is what is in it, frozen. Rows are only added.

    `content` is described in `composing.py`; `made_at` stands in the papers too.
    """

    part_of: ClassVar[str] = "clipping"

    clipping = models.ForeignKey(Clipping, on_delete=models.CASCADE, related_name="makings")
    revision = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    article_count = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["clipping", "revision"], name="clippings_making_once")]

    def __str__(self) -> str:
        return f"{self.clipping_id} {self.revision}"


class Paper(PartOf):
    """The PDF of a making in one language."""

    part_of: ClassVar[str] = "making"

    making = models.ForeignKey(Making, on_delete=models.CASCADE, related_name="papers")
    language = models.CharField(max_length=5, choices=Language)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["making", "language"]
        constraints = [models.UniqueConstraint(fields=["making", "language"], name="clippings_paper_once")]

    def __str__(self) -> str:
        return f"{self.making_id} {self.language}"


class Entry(PartOf):
    """An article is in a making, so that the next clipping does not tell it again."""

    part_of: ClassVar[str] = "making"

    making = models.ForeignKey(Making, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    is_paid = models.BooleanField(default=False)

    class Meta:
        ordering = ["making", "id"]
        constraints = [models.UniqueConstraint(fields=["making", "article"], name="clippings_entry_once")]

    def __str__(self) -> str:
        return f"{self.making_id} {self.article_id}"


class Letter(PartOf):
    """A making goes to one address. `message_id` never changes, so that a second copy can be told for one.

    `is_handing`: the text is about to go over the line, written before it goes; found so by the next worker, the letter
    was cut off: `uncertain` counts how often, and so how many second copies there may be.
    """

    part_of: ClassVar[str] = "making"

    State = LetterState

    making = models.ForeignKey(Making, on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    address = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=Language)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.QUEUED)
    turn = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True)
    is_handing = models.BooleanField(default=False)
    uncertain = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "address"]
        constraints = [models.UniqueConstraint(fields=["making", "address"], name="clippings_letter_once")]

    def __str__(self) -> str:
        return f"{self.address} {self.message_id}"


class Alarm(UnitOwned):
    """A clipping was due on `day` and did not go; said once to the unit's administrators. Rows are only added."""

    class Kind(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Belum mulai dibuat")
        NOT_MADE = "not_made", _("Belum selesai dibuat")
        NOT_SENT = "not_sent", _("Belum terkirim")
        FAILED = "failed", _("Gagal")

    day = models.DateField()
    due_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["-due_at"]
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="clippings_alarm_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%Y-%m-%d} {self.kind}"
