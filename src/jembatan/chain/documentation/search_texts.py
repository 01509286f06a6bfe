"""A photo as search knows it."""

from collections.abc import Iterator

from django.urls import reverse

from jembatan.chain.documentation.models import Asset
from jembatan.foundation.search.actions import SearchText


def search_text(asset: Asset) -> SearchText:
    """Caption, credit and the people shown. Not the event: it may be closed to those who may see the photo."""
    people = ", ".join(str(person) for person in asset.people.all())
    return SearchText(
        id=asset.pk,
        kind="asset",
        unit_id=asset.unit_id,
        visibility=asset.visibility,
        title=asset.caption,
        body="\n".join(part for part in (asset.caption, people, asset.credit) if part),
        url=reverse("asset_detail", args=[asset.pk]),
        dated_at=asset.taken_at or asset.created_at,
    )


def all_search_texts() -> Iterator[SearchText]:
    """Every photo, for making the index anew."""
    for asset in Asset.objects.order_by("pk").prefetch_related("people").iterator(chunk_size=500):
        yield search_text(asset)
