"""One row for everything that can be found, with its visibility."""

from django.db import models

from jembatan.foundation.units.models import Unit, UnitOwned
from jembatan.foundation.viewer import Viewer


class SearchDocument(UnitOwned):
    """What search knows of a row of another room. `id` is that row's own id, so that its doors open this one too."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    dated_at = models.DateTimeField(null=True, blank=True)
    # The place in the order of time: microseconds of `dated_at`, then bits that tell apart what happened together.
    entry = models.BigIntegerField(unique=True)
    # What the database's own index reads: words on PostgreSQL, which stems them; stems and words on SQLite.
    title_terms = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)
    # Further units that see it (the host and participants of an event).
    also_units = models.ManyToManyField(Unit, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "-entry"], name="search_newest")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def extra_reach(cls, viewer: Viewer) -> models.Q:
        """The further units see it, whatever its visibility."""
        also = cls.also_units.through.objects.filter(models.Q(unit_id=viewer.unit_id))
        return models.Q(pk__in=also.values("searchdocument_id"))
