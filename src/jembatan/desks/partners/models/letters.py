"""Letters to partners, and how a unit numbers its papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import Unit, UnitOwned


class Letter(UnitOwned):
    """A letter with a paper (PDF) to an outlet; the worker sets the paper, sends it, and keeps what was sent.

    `paper` says which papers it is ("partners.order"), `subject_id` of which row; `message_id` never changes.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Antre")
        SENT = "sent", _("Terkirim")
        FAILED = "failed", _("Gagal")

    paper = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    name = models.CharField(max_length=160, blank=True)
    address = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    failure = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["subject_id"], name="partners_letter_subject")]

    def __str__(self) -> str:
        return f"{self.paper} {self.address}"


class PaperKind(models.TextChoices):
    """Papers with a number of the unit's own."""

    ORDER = "order", _("Surat Pesanan")
    ACCEPTANCE = "acceptance", _("Berita acara serah terima (BAST)")
    REPLY = "reply", _("Surat hak jawab dan hak koreksi")


class PaperNumbering(models.Model):
    """A unit numbers one kind of paper by `pattern`; without a row the pattern that the software brings holds."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=PaperKind)
    pattern = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="partners_numbering_once")]


class PaperCounter(models.Model):
    """The last number that a unit gave to a kind of paper in a year of its zone. Locked by whoever takes the next."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=PaperKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "year"], name="partners_counter_once")]
