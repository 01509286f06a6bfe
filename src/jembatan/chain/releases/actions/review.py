"""Deciding about a version: clearing it, returning it with a comment, withdrawing it before it is published."""

from django.utils.translation import gettext as _

from jembatan.chain.releases import policies
from jembatan.chain.releases.actions.rows import index, locked_version, restore_draft, trace
from jembatan.chain.releases.models import Clearance, Version
from jembatan.chain.releases.states import step_from
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer


@action("releases.clear")
def clear_version(*, viewer: Viewer, version: Version, comment: str = "") -> Version:
    """Clear a submitted version for publication; never by one of its authors. Raises Refused with all reasons."""
    version = locked_version(version)
    refuse_if(_against(viewer, version, "clear"))
    _decide(viewer, version, Clearance.Decision.CLEARED, comment)
    return _moved(viewer, version, "clear", comment)


@action("releases.return")
def return_version(*, viewer: Viewer, version: Version, comment: str) -> Version:
    """Give a submitted version back with a comment; its text is in the draft again. Raises Refused."""
    version = locked_version(version)
    reasons = _against(viewer, version, "return")
    if not comment.strip():
        reasons.append(_("Tulis catatan, agar penulis tahu apa yang perlu diperbaiki."))
    refuse_if(reasons)
    _decide(viewer, version, Clearance.Decision.RETURNED, comment)
    restore_draft(version)
    return _moved(viewer, version, "return", comment)


@action("releases.withdraw")
def withdraw_version(*, viewer: Viewer, version: Version, reason: str = "") -> Version:
    """Take a cleared version back before it is published; its text is in the draft again. Raises Refused."""
    version = locked_version(version)
    refuse_if(_against(viewer, version, "withdraw"))
    restore_draft(version)
    return _moved(viewer, version, "withdraw", reason)


def _against(viewer: Viewer, version: Version, name: str) -> list[str]:
    authors = set(version.authors.values_list("pk", flat=True))
    return policies.reasons_against_step(viewer, version.release, name, version.state, authors)


def _decide(viewer: Viewer, version: Version, decision: str, comment: str) -> None:
    Clearance.objects.create(
        version=version,
        decision=decision,
        comment=comment.strip(),
        decided_by_id=viewer.user_id,
        decided_at=clock.now(),
    )


def _moved(viewer: Viewer, version: Version, name: str, reason: str) -> Version:
    step = step_from(version.state, name)
    assert step is not None
    version.state = step.target
    version.save(update_fields=["state"])
    index(version.release)
    trace(viewer, name, version.release, {"state": version.state}, version=version, reason=reason.strip())
    return version
