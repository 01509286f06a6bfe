"""Atom feeds (RFC 4287) of the newest releases: identifiers that never change, the whole text, the author unit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import feedgenerator
from django.utils.xmlutils import SimplerXMLGenerator

from jembatan.chain.releases.models import Version
from jembatan.foundation.units.models import Unit
from jembatan.newsroom.addresses import whole
from jembatan.newsroom.queries import changed_at

#: RFC 4122's namespace for names that are addresses would tie the feed to a host; the network's own is a fixed text.
NETWORK_ID = "urn:uuid:5b1d8a52-3a0e-5d0e-9b52-6a6d1f3c0a53"
LONGEST_SUMMARY = 400


class WithText(feedgenerator.Atom1Feed):
    """Atom with the text of each entry as `content`, and a feed identifier that is no address."""

    def latest_post_date(self) -> datetime:
        """When the feed changed last; a fixed past for an empty one, so that it stays the same."""
        moment: datetime = self.feed["changed_at"] or datetime(2000, 1, 1, tzinfo=UTC)
        return moment

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """The usual elements, then the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(versions: Sequence[Version], *, title: str, unit: Unit | None, changed: datetime | None) -> str:
    """The feed of `versions` (releases and units at hand, newest first)."""
    home = whole("newsroom_unit", unit.slug) if unit is not None else whole("newsroom")
    feed = WithText(
        title=title,
        link=home,
        description="",
        language="id",
        feed_url=whole("newsroom_unit_feed", unit.slug) if unit is not None else whole("newsroom_feed"),
        feed_guid=f"urn:uuid:{unit.pk}" if unit is not None else NETWORK_ID,
        author_name=title,
        changed_at=changed,
    )
    for version in versions:
        feed.add_item(**_entry(version))
    return str(feed.writeString("utf-8"))


def _entry(version: Version) -> dict[str, Any]:
    release = version.release
    return {
        "title": version.title,
        "link": whole("newsroom_release", release.pk),
        "description": summary(version.text),
        "unique_id": f"urn:uuid:{release.pk}",
        "pubdate": release.issued_at,
        "updateddate": changed_at(version),
        "author_name": release.unit.name_on(release.issued_at.astimezone(release.unit.zone).date())
        if release.issued_at
        else release.unit.name,
        "author_email": release.unit.email or None,
        "content": version.body,
    }


def summary(text: str) -> str:
    """The first paragraph, cut at a word where it is long."""
    first = text.split("\n", 1)[0]
    if len(first) <= LONGEST_SUMMARY:
        return first
    return f"{first[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"
