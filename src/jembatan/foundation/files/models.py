"""Which file, whose, who may open it. The bytes lie by their SHA-256 under JEMBATAN_HOME/files."""

from django.db import models

from jembatan.foundation.units.models import UnitOwned


class StoredFile(UnitOwned):
    """One uploaded or made file. Several rows may share the same bytes."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=80)
    original_name = models.CharField(max_length=255)
    created_by_id = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.original_name
