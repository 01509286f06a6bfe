"""Requests to outlets: right of reply and right of correction, every step, every answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.models import Article
from jembatan.desks.replies.states import Result, State
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import PartOf, Unit, UnitOwned


class ReplyRules(models.Model):
    """How long a unit gives an outlet to answer, and when it warns that asking comes late."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="reply_rules")
    answer_days = models.PositiveSmallIntegerField(default=5)
    counts_working_days = models.BooleanField(default=True)
    asking_months = models.PositiveSmallIntegerField(default=2)


class ReplyRequest(UnitOwned):
    """A request to an outlet about an article: what is wrong, what is right, what the unit asks for.

    The article's title, address and day are kept as they were when the request was written, also where the network has
    the article. `due_on`: by the rules as they were when it was sent (`due_days`, `due_working`); None while it is not
    known. `council_due_on`: by when the press council handles the complaint.
    """

    State = State

    class Kind(models.TextChoices):
        REPLY = "reply", _("Hak jawab")
        CORRECTION = "correction", _("Hak koreksi")

    class Remedy(models.TextChoices):
        REPLY = "reply", _("Memuat hak jawab secara utuh")
        CORRECT = "correct", _("Meralat bagian yang keliru")
        CORRECT_AND_REPLY = "both", _("Meralat dan memuat hak jawab")

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="reply_requests")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="reply_requests")
    article_title = models.CharField(max_length=300)
    article_address = models.URLField(max_length=500, blank=True)
    article_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    wrong = models.TextField()
    right = models.TextField()
    remedy = models.CharField(max_length=8, choices=Remedy)
    reply_text = models.TextField(blank=True)
    address = models.EmailField(blank=True)
    number = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFTED)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    due_working = models.BooleanField(default=True)
    escalated_on = models.DateField(null=True, blank=True)
    council_due_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["unit", "state", "due_on"], name="replies_request_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], condition=~models.Q(number=""), name="replies_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.article_title


class ReplyAnswer(PartOf):
    """What the outlet did: published, partly, refused; and the article that carried it.

    `is_linked`: the reply on a site is linked with the article that it answers, as the press council's rules ask.
    """

    part_of: ClassVar[str] = "request"

    request = models.ForeignKey(ReplyRequest, on_delete=models.CASCADE, related_name="answers")
    result = models.CharField(max_length=10, choices=Result)
    answered_on = models.DateField()
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(max_length=500, blank=True)
    is_linked = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["noted_at", "id"]


class ReplyStep(PartOf):
    """A change of a request's state: what, who, when, and why if a reason was given. Rows are only added."""

    part_of: ClassVar[str] = "request"

    request = models.ForeignKey(ReplyRequest, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10)
    after = models.CharField(max_length=12, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["taken_at", "id"]
