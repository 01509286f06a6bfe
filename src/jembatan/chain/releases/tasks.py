"""What the worker does for releases: open what was under embargo."""

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.intents.failures import TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.viewer import system_viewer


def open_release(lease: Lease) -> None:
    """Open a version whose embargo has passed. The public page goes by the clock and does not wait for this."""
    version = Version.objects.select_related("release").get(pk=lease.payload["version"])
    now = clock.now()
    if version.embargo_until is not None and version.embargo_until > now:
        raise TransientFailure("embargo", retry_after=version.embargo_until - now)
    with lease.settle():
        actions.open_version(viewer=system_viewer("worker", version.release.unit_id), version=version)
