"""What distribution shows on the pages of lower rooms."""

from jembatan.chain.distribution import policies
from jembatan.chain.distribution.queries import counts, deliveries_of, dispatches_of
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.queries import published_version_of
from jembatan.foundation import clock
from jembatan.foundation.registry import Panel
from jembatan.foundation.viewer import Viewer


def release_deliveries(viewer: Viewer, release: Release) -> Panel | None:
    """How far a release has gone out. Shown once a version is published; other units get the text for WhatsApp only."""
    version = published_version_of(viewer, release)
    dispatches = dispatches_of(viewer, release)
    if version is None and not dispatches:
        return None
    context = {
        "release": release,
        "version": version,
        "is_open": version is not None and version.is_open_at(clock.now()),
        "is_own": viewer.unit_id == release.unit_id,
        "may_send": version is not None and not policies.reasons_against_dispatch(viewer, version),
        "dispatches": dispatches,
        "counts": counts(deliveries_of(viewer, release)),
    }
    return Panel("distribution/_release_panel.html", context, order=60)
