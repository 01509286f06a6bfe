"""Links by which an outlet hands in its proof: made, and revoked."""

import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import policies
from jembatan.desks.proofs.actions.looking import locked
from jembatan.desks.proofs.models import HandInLink
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer


@action("proofs.make_link")
def make_link(*, viewer: Viewer, placement: Placement, days: int | None = None) -> HandInLink:
    """A new secret link that opens for `days` (PROOF_HAND_IN_DAYS); those before it stay as they are."""
    placement = locked(placement)
    days = settings.PROOF_HAND_IN_DAYS if days is None else days
    reasons = policies.reasons_against_adding(viewer, placement)
    if not 1 <= days <= 366:
        reasons.append(_("Masa berlaku tautan antara 1 dan 366 hari."))
    refuse_if(reasons)
    link = HandInLink.objects.create(
        placement=placement,
        token=secrets.token_urlsafe(24),
        expires_at=clock.now() + timedelta(days=days),
        created_at=clock.now(),
        created_by_id=viewer.user_id,
    )
    _record(viewer, link, "proofs.make_link")
    return link


@action("proofs.revoke_link")
def revoke_link(*, viewer: Viewer, link: HandInLink) -> HandInLink:
    """Close a link at once, also the one of the order's letter. Raises Refused."""
    placement = locked(link.placement)
    reasons = policies.reasons_against_working(viewer, placement)
    if link.revoked_at is not None:
        reasons.append(_("Tautan ini sudah dicabut."))
    refuse_if(reasons)
    link.revoked_at, link.revoked_by_id = clock.now(), viewer.user_id
    link.save()
    _record(viewer, link, "proofs.revoke_link")
    return link


def link_of_order(placement: Placement) -> HandInLink:
    """The link that stands in the order's letter: its row where it has been revoked, else as the order implies it."""
    kept = HandInLink.objects.filter(token=placement.hand_in_token).first()
    if kept is not None:
        return kept
    last = placement.publish_by + timedelta(days=settings.PROOF_HAND_IN_DAYS)
    return HandInLink(
        placement=placement,
        token=placement.hand_in_token,
        expires_at=datetime.combine(last, time.max, placement.unit.zone),
        created_at=placement.created_at,
        created_by_id=placement.ordered_by_id,
    )


def _record(viewer: Viewer, link: HandInLink, name: str) -> None:
    """The token is a secret and stays out of the audit log."""
    record(
        viewer,
        name,
        unit_id=link.placement.unit_id,
        kind=HandInLink._meta.label,
        object_id=link.pk,
        changes={"placement": link.placement_id, "expires_at": link.expires_at, "revoked_at": link.revoked_at},
    )
