"""Making the renditions of a photo, in the worker."""

from io import BytesIO
from uuid import UUID

import pyvips
from django.utils.translation import gettext as _

from jembatan.chain.documentation import actions
from jembatan.chain.documentation.models import Asset
from jembatan.chain.documentation.renditions import SIZES, NoPhoto, make_rendition
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents.failures import PermanentFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import system_viewer

#: A press rendition may be larger than the upload it was made of.
LARGEST = 1 << 30


def render(lease: Lease) -> None:
    """Make all renditions of the asset in the payload, and keep them. Doing it again changes nothing."""
    asset = Asset.objects.select_related("original").filter(pk=lease.payload["asset"]).first()
    if asset is None:
        raise PermanentFailure(_("Foto ini tidak ada lagi."))
    if not path_of(asset.original).exists():
        raise PermanentFailure(_("Berkas asli foto ini tidak ditemukan di penyimpanan."))
    try:
        made = [_make(asset, name) for name in SIZES]
    except (pyvips.Error, NoPhoto) as error:
        raise PermanentFailure(_("Foto ini tidak dapat diolah karena berkasnya rusak.")) from error
    with lease.settle():
        actions.keep_renditions(viewer=system_viewer("worker", asset.unit_id), asset=asset, made=made)


def note_failure(intent: Intent) -> None:
    """Have the photo's page say that there are no renditions, and why."""
    actions.note_render_failure(
        viewer=system_viewer("worker", intent.unit_id),
        asset_id=UUID(intent.payload["asset"]),
        reason=intent.last_error,
    )


def forget_failure(intent: Intent) -> None:
    """A person has called the work back: the page says again that it is under way."""
    actions.note_render_failure(
        viewer=system_viewer("worker", intent.unit_id), asset_id=UUID(intent.payload["asset"]), reason=""
    )


def _make(asset: Asset, name: str) -> actions.MadeRendition:
    picture = make_rendition(path_of(asset.original), name)
    taken = take_in(BytesIO(picture.data), name=f"{asset.pk}-{name}.jpg", accept=FileKind.PHOTO, limit=LARGEST)
    return actions.MadeRendition(name, taken, picture.width, picture.height)
