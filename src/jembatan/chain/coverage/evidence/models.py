"""What proves that an article stood where it stood: pages as fetched, pictures of them, photographed pages of print."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.models import Article
from jembatan.foundation.audit.canonical import CanonicalJSONField
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.units.models import NetworkShared


class Evidence(NetworkShared):
    """One piece of evidence of an article; never changed, never removed: triggers see to it.

    `seal` is a SHA-256 over every other field and the seal before it in the chain of the article (`sealing`). `sha256`
    and `size` are those of the stored bytes. `fetched_at` is when the page came, or the picture was made.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Halaman asli")
        PICTURE = "picture", _("Gambar halaman")
        CAPTURE = "capture", _("Foto atau rekaman")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="evidence")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    fetched_at = models.DateTimeField()
    # What was asked for, what answered after all redirects, and the number that the answer came from.
    requested = models.CharField(max_length=2000, blank=True)
    address = models.CharField(max_length=2000, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    # {"headers": [[name, value], ...]} as they came.
    headers = CanonicalJSONField(blank=True)
    # SHA-256 of the page itself, as the record in the WARC tells it.
    payload_sha256 = models.CharField(max_length=64, blank=True)
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="pictures")
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["article", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sequence"], name="evidence_one_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sequence}"
