"""Who is named in an article, how each comes off, and what people said of it: the labels that all error is told by."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.tone.states import Label, SampleState, Tone
from jembatan.foundation import clock
from jembatan.foundation.people.models import Person, User
from jembatan.foundation.units.models import OWNER_ONLY, NetworkShared, PartOf, Unit, UnitOwned

#: `Tone` is for the rooms above, which don't know `states`.
__all__ = [
    "LearntModel",
    "Mention",
    "NameChange",
    "SampleItem",
    "SampleLabel",
    "Tone",
    "ToneJudgement",
    "ToneSample",
]


class NameChange(NetworkShared):
    """Some name, office or holder changed: whoever keeps compiled names compiles them anew. Only ever inserted, so
    that two such changes never wait for each other."""

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.pk)


class Mention(NetworkShared):
    """An article names a unit of the network, or somebody who held an office there on the article's day.

    `spans` is a list of [start, end] in code points of `Article.text`, end exclusive.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", _("Unit")
        PERSON = "person", _("Pejabat")

    class Way(models.TextChoices):
        """By what it is named; from the firmest to the loosest."""

        NAME = "name", _("dengan nama")
        OFFICE = "office", _("dengan jabatan")
        GOVERNMENT = "government", _("sebagai pemerintah daerah")
        AREA = "area", _("sebagai wilayah")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=8, choices=Kind)
    way = models.CharField(max_length=12, choices=Way)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="mentions")
    #: The unit whose tone the mention weighs in: itself, or the one that the office belongs to.
    institution = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="mentions")
    #: As written where it stands first, and the office that the person held on that day.
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=160, blank=True)
    is_leader = models.BooleanField(default=False)
    in_title = models.BooleanField(default=False)
    spans = models.JSONField(default=list)

    class Meta:
        ordering = ["article", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "unit"], condition=Q(kind="unit"), name="tone_unit_once_an_article"
            ),
            models.UniqueConstraint(
                fields=["article", "person", "institution"],
                condition=Q(kind="person"),
                name="tone_person_once_an_article",
            ),
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False, person__isnull=True)
                | Q(kind="person", unit__isnull=True, person__isnull=False),
                name="tone_mention_is_of_one",
            ),
        ]
        indexes = [models.Index(fields=["institution", "article"], name="tone_mention_of")]

    def __str__(self) -> str:
        return self.name


class ToneJudgement(UnitOwned):
    """How `institution` comes off in an article, as judged by the rule, by a learnt model or by a person.

    One row of the machine for each article and institution, owned by that institution and open to the network, since
    it follows from the shared text. People's rows are added and stay; each is seen in its own unit, where the newest
    one wins over the machine. `evidence` is a list of {start, end, word, tone} in code points of the article's text
    (of its title with "in": "title").
    """

    class By(models.TextChoices):
        RULE = "rule", _("Aturan kata kunci")
        MODEL = "model", _("Model setempat")
        PERSON = "person", _("Orang")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="tones")
    institution = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    #: Empty where it needs review.
    tone = models.CharField(max_length=8, choices=Tone, blank=True)
    needs_review = models.BooleanField(default=False)
    #: What the rule leans to, also where it needs review, and also where a model or a person has judged.
    rule_tone = models.CharField(max_length=8, choices=Tone, blank=True)
    by = models.CharField(max_length=6, choices=By)
    evidence = models.JSONField(default=list, blank=True)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=clock.now)
    #: Set where a person's judgement is the outcome of a drawn sample.
    sample_item = models.ForeignKey(
        "SampleItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="judgements"
    )

    class Meta:
        ordering = ["-judged_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "institution"], condition=~Q(by="person"), name="tone_machine_once"
            ),
            models.CheckConstraint(
                condition=Q(tone="", needs_review=True) | (~Q(tone="") & Q(needs_review=False)),
                name="tone_judged_or_to_review",
            ),
        ]
        indexes = [models.Index(fields=["institution", "article"], name="tone_judgement_of")]

    def __str__(self) -> str:
        return self.get_tone_display() if self.tone else str(_("Perlu ditinjau"))


class ToneSample(UnitOwned):
    """A drawn set of articles that two people label, neither seeing the other's labels before both are done."""

    State = SampleState

    number = models.PositiveIntegerField()
    #: What the draw followed from: the same seed over the same articles gives the same sample.
    seed = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=SampleState, default=SampleState.LABELLING)
    first_labeller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second_labeller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="tone_sample_number_once"),
            models.CheckConstraint(
                condition=~Q(first_labeller=models.F("second_labeller")), name="tone_sample_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SampleItem(PartOf):
    """One article about one institution in a sample. `stratum` is what the rule leaned to when it was drawn."""

    part_of: ClassVar[str] = "sample"

    sample = models.ForeignKey(ToneSample, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=40)
    #: What the third step decided where the two differ; empty before, and where they agree.
    decided = models.CharField(max_length=8, choices=Label, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sample", "order"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "article", "institution"], name="tone_item_once"),
            models.UniqueConstraint(fields=["sample", "order"], name="tone_item_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sample} {self.order}"

    @classmethod
    def shown_outside(cls) -> Q:
        """Only the owner's eyes."""
        return OWNER_ONLY


class SampleLabel(PartOf):
    """What one of the two labellers says of an item."""

    part_of: ClassVar[str] = "item"

    item = models.ForeignKey(SampleItem, on_delete=models.CASCADE, related_name="labels")
    labeller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=8, choices=Label)
    labelled_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["item", "labelled_at"]
        constraints = [models.UniqueConstraint(fields=["item", "labeller"], name="tone_label_once")]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def shown_outside(cls) -> Q:
        """Only the owner's eyes; `queries` keeps each labeller's to themselves until both are done."""
        return OWNER_ONLY


class LearntModel(UnitOwned):
    """A model learnt from a unit's own labels, as plain numbers, with how it fared against the rule on equal folds.

    `numbers` is {"classes", "terms": {term: [idf, weight a class...]}, "counts": [[weight a class...]...],
    "intercept"}; see `learning`.
    """

    learnt_at = models.DateTimeField(default=clock.now)
    labels = models.PositiveIntegerField()
    folds = models.PositiveSmallIntegerField()
    numbers = models.JSONField()
    macro_f1 = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    rule_macro_f1 = models.FloatField()
    #: The 95% interval of how much better than the rule it is; it is used only where all of it lies above 0.
    gain_low = models.FloatField()
    gain_high = models.FloatField()
    confusion = models.JSONField(default=list)
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["-learnt_at"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(is_used=True), name="tone_one_model_in_use"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.learnt_at:%Y-%m-%d}"
