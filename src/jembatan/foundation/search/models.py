"""One row for everything that can be found, with its visibility."""

from django.db import models

from jembatan.foundation.units.models import UnitOwned


class SearchDocument(UnitOwned):
    """What search knows of a row of another room. `id` is that row's own id."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    stemmed = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    dated_at = models.DateTimeField(null=True, blank=True)
    # Further units that see it (the host and participants of an event), as a list of unit ids in text.
    also_units = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-dated_at"], name="search_newest")]

    def __str__(self) -> str:
        return self.title
