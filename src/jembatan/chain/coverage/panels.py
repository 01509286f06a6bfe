"""What coverage shows on the pages of lower rooms."""

from jembatan.chain.coverage.queries import matches_of_release
from jembatan.chain.releases.models import Release
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def release_articles(viewer: Viewer, release: Release) -> Panel | None:
    """The articles that came of a release. Shown once it has been published."""
    matches = matches_of_release(viewer, release)
    if not matches and not release.versions.filter(published_at__isnull=False).exists():
        return None
    return Panel("coverage/_release_panel.html", {"matches": matches, "release": release}, order=80)
