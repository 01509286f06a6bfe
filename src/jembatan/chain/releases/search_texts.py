"""What search knows of a release: what is published, else what was, else the text in work."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from jembatan.chain.releases.models import Draft, Release, Version
from jembatan.chain.releases.states import State
from jembatan.chain.releases.text import to_text
from jembatan.foundation import clock
from jembatan.foundation.search.sources import SearchText
from jembatan.foundation.units.models import Visibility

KIND = "release"


@dataclass(frozen=True, slots=True)
class _Shown:
    title: str
    text: str
    visibility: str


def search_text(release: Release) -> SearchText | None:
    """The release as search knows it; None if nothing is written yet.

    Only what is open already may carry the release's own visibility: a text in work, in review or under embargo is
    found in its unit only.
    """
    shown = _published(release) or _in_work(release)
    if shown is None:
        return None
    return SearchText(
        id=release.pk,
        kind=KIND,
        unit_id=release.unit_id,
        visibility=Visibility(shown.visibility),
        title=shown.title,
        body=f"{release.number}\n{shown.text}".strip(),
        url=reverse("release_detail", args=[release.pk]),
        dated_at=release.issued_at or release.created_at,
    )


def search_texts() -> Iterator[SearchText]:
    """Every release, for making the index anew."""
    for release in Release.objects.order_by("pk").iterator():
        text = search_text(release)
        if text is not None:
            yield text


def _published(release: Release) -> _Shown | None:
    versions = Version.objects.filter(release=release)
    published = versions.filter(state=State.PUBLISHED).first()
    if published is not None:
        is_open = published.is_open_at(clock.now())
        return _Shown(published.title, published.text, release.visibility if is_open else Visibility.UNIT)
    taken_back = versions.filter(state=State.RETRACTED, opened_at__isnull=False).order_by("-published_at").first()
    if taken_back is not None:
        return _Shown(taken_back.title, taken_back.text, release.visibility)
    return None


def _in_work(release: Release) -> _Shown | None:
    draft = Draft.objects.filter(release=release).first()
    if draft is not None:
        return _Shown(draft.title, to_text(draft.body), Visibility.UNIT)
    latest = Version.objects.filter(release=release).order_by("-ordinal").first()
    return _Shown(latest.title, latest.text, Visibility.UNIT) if latest is not None else None
