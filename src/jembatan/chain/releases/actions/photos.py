"""Which photos go with a release, in which order, with which caption. Frozen with each version."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from jembatan.chain.documentation.models import Asset
from jembatan.chain.releases import policies
from jembatan.chain.releases.actions.rows import draft_of, locked, trace
from jembatan.chain.releases.models import Release, ReleaseAsset
from jembatan.foundation.audit.actions import action
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.access import may_see
from jembatan.foundation.viewer import Viewer

LONGEST_CAPTION = 500


@action("releases.attach_asset")
def attach_asset(*, viewer: Viewer, release: Release, asset: Asset, caption: str = "") -> ReleaseAsset:
    """Put a photo behind the others; attaching it again changes its caption. Raises Refused.

    An empty caption stands for the asset's own.
    """
    reasons = _against(viewer, release, [caption])
    if not may_see(viewer, asset):
        reasons.append(_("Foto itu tidak ditemukan."))
    refuse_if(reasons)
    release = locked(release)
    last = ReleaseAsset.objects.filter(release=release).aggregate(last=Max("order"))["last"]
    link, is_new = ReleaseAsset.objects.get_or_create(
        release=release,
        asset=asset,
        defaults={"order": 0 if last is None else last + 1, "caption": caption.strip()},
    )
    if not is_new and caption.strip() and caption.strip() != link.caption:
        link.caption = caption.strip()
        link.save(update_fields=["caption"])
    trace(viewer, "attach_asset", release, {"asset": str(asset.pk), "caption": link.caption})
    return link


@action("releases.detach_asset")
def detach_asset(*, viewer: Viewer, release: Release, asset: Asset) -> None:
    """Take a photo out of the release; the photo itself stays in the documentation. Raises Refused."""
    reasons = _against(viewer, release, [])
    links = ReleaseAsset.objects.filter(release=release, asset=asset)
    if not links.exists():
        reasons.append(_("Foto itu tidak ada pada siaran pers ini."))
    refuse_if(reasons)
    release = locked(release)
    links.delete()
    trace(viewer, "detach_asset", release, {"asset": str(asset.pk)})


@action("releases.order_assets")
def order_assets(
    *, viewer: Viewer, release: Release, order: Sequence[UUID], captions: Mapping[UUID, str] | None = None
) -> list[ReleaseAsset]:
    """Put the photos into `order` (asset ids, each exactly once), and give those in `captions` a caption of their own.

    Raises Refused.
    """
    given = captions or {}
    reasons = _against(viewer, release, list(given.values()))
    links = {link.asset_id: link for link in ReleaseAsset.objects.filter(release=release)}
    if sorted(order) != sorted(links):
        reasons.append(_("Daftar foto berubah sejak Anda membukanya. Muat ulang halaman, lalu urutkan lagi."))
    refuse_if(reasons)
    release = locked(release)
    for place, asset_id in enumerate(order):
        link = links[asset_id]
        link.order, link.caption = place, given.get(asset_id, link.caption).strip()
        link.save(update_fields=["order", "caption"])
    trace(viewer, "order_assets", release, {"order": [str(asset_id) for asset_id in order]})
    return [links[asset_id] for asset_id in order]


def _against(viewer: Viewer, release: Release, captions: Sequence[str]) -> list[str]:
    reasons = policies.reasons_against_writing(viewer, release)
    if draft_of(release) is None:
        reasons.append(_("Foto dapat diubah selama naskah disunting. Buka versi berikutnya lebih dahulu."))
    if any(len(caption) > LONGEST_CAPTION for caption in captions):
        reasons.append(_("Keterangan foto paling panjang 500 karakter."))
    return reasons
