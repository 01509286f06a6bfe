"""Rows of the audit chain. They hold identifiers, field names and commitments, never personal data.

What was changed, why and from where lies in `AuditPayload`, which can be erased (UU 27/2022 on personal data) without
breaking the chain: the record keeps a salted commitment to it.
"""

from django.db import models

from jembatan.foundation.audit.canonical import CanonicalJSONField
from jembatan.foundation.identifiers import new_id


class AuditHead(models.Model):
    """The newest link of one chain; locked by whoever adds to it. The installation's own chain has the nil UUID."""

    unit_key = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class AuditRecord(models.Model):
    """One thing that was done, or refused. Never changed, never removed: triggers see to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_key = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80, blank=True)
    object_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["unit_key", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["unit_key", "sequence"], name="audit_record_one_per_place"),
        ]
        indexes = [
            models.Index(fields=["object_id"], name="audit_record_object"),
            models.Index(fields=["unit_key", "at"], name="audit_record_when"),
        ]


class AuditPayload(models.Model):
    """What the record commits to: changes, reason, origin, name of the actor. Erasable."""

    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=64)
    content = CanonicalJSONField()

    @property
    def is_erased(self) -> bool:
        """Whether content and salt were erased; without the salt nobody can guess the content from the commitment."""
        return not self.salt and not self.content
