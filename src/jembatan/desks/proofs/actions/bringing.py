"""Items of proof come from officers and outlets, and are set aside when they do not hold."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage.actions import add_article_address
from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.models import Placement
from jembatan.desks.proofs import policies
from jembatan.desks.proofs.actions.looking import locked, look
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import HandInLink, ProofItem
from jembatan.desks.proofs.states import Way
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.queries import outlet_of_address
from jembatan.foundation.files.actions import TakenFile, keep
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.refusal import Refused, refuse_if
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer, system_viewer

#: An outlet may hand in so many items for one order.
MOST_ITEMS = 40
LONGEST_NOTE, LONGEST_PLACE, LONGEST_NAME = 1000, 120, 120
LONGEST_PERIOD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class HandInFacts:
    """What is handed in: an address, a file, or words; and what is told of it. `name`: who hands it in."""

    address: str = ""
    note: str = ""
    ran_on: date | None = None
    place: str = ""
    covers_from: date | None = None
    covers_until: date | None = None
    name: str = ""


@action("proofs.bring_article")
def bring_article(*, viewer: Viewer, placement: Placement, article: Article) -> ProofItem:
    """Put an article of the network forward as proof. Raises Refused with all reasons."""
    placement = locked(placement)
    reasons = policies.reasons_against_adding(viewer, placement)
    key = f"article:{article.same_as_id or article.pk}"
    if ProofItem.objects.filter(placement=placement, key=key).exists():
        reasons.append(_("Berita ini sudah menjadi bukti pesanan ini."))
    refuse_if(reasons)
    item = _item(placement, key, Way.OFFICER, HandInFacts(), article_id=article.same_as_id or article.pk)
    item.brought_by_id = viewer.user_id
    item.save(force_insert=True)
    _brought(viewer, item, "proofs.bring_article")
    return item


@action("proofs.bring")
def bring_proof(
    *, viewer: Viewer, placement: Placement, facts: HandInFacts, file: TakenFile | None = None
) -> list[ProofItem]:
    """An officer adds proof by hand. Raises Refused with all reasons. The items that it became."""
    placement = locked(placement)
    refuse_if(policies.reasons_against_adding(viewer, placement) + _against_facts(placement, facts, file))
    items = _items(viewer, placement, Way.OFFICER, facts, file)
    for item in items:
        item.brought_by_id = viewer.user_id
        item.save(force_insert=True)
        _brought(viewer, item, "proofs.bring")
    return items


@action("proofs.hand_in")
def hand_in(*, viewer: Viewer, link: HandInLink, facts: HandInFacts, file: TakenFile | None = None) -> list[ProofItem]:
    """The outlet hands in its proof by `link`, without an account. Raises Refused with all reasons.

    `viewer` is the system of the placement's unit. An address must lie on the outlet's own site, where that is known.
    """
    placement = locked(link.placement)
    reasons = policies.reasons_against_handing_in(placement, link.state_at(clock.now()))
    if ProofItem.objects.filter(placement=placement, way=Way.OUTLET).count() >= MOST_ITEMS:
        reasons.append(_("Bukti untuk pesanan ini sudah sangat banyak. Hubungi unit yang memesan."))
    reasons += _against_facts(placement, facts, file) + _against_foreign_address(placement, facts.address)
    refuse_if(reasons)
    items = _items(viewer, placement, Way.OUTLET, facts, file)
    for item in items:
        item.save(force_insert=True)
        _brought(viewer, item, "proofs.hand_in")
    return items


@action("proofs.dismiss_item")
def dismiss_item(*, viewer: Viewer, item: ProofItem, reason: str) -> ProofItem:
    """Set an item aside that does not prove anything; it stays, with the reason. Raises Refused."""
    placement = locked(item.placement)
    item = ProofItem.objects.select_for_update().get(pk=item.pk)
    item.placement = placement
    refuse_if(policies.reasons_against_dismissing(viewer, item, reason))
    set_aside(viewer, item, reason)
    look(viewer=WORKER, placement=placement)
    return item


@action("proofs.restore_item")
def restore_item(*, viewer: Viewer, item: ProofItem) -> ProofItem:
    """Take an item back in that was set aside."""
    placement = locked(item.placement)
    item = ProofItem.objects.select_for_update().get(pk=item.pk)
    reasons = policies.reasons_against_adding(viewer, placement)
    if item.dismissed_at is None:
        reasons.append(_("Bukti ini tidak dikesampingkan."))
    refuse_if(reasons)
    item.dismissed_at = item.dismissed_by_id = None
    item.dismissed_reason = ""
    item.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_reason"])
    _record(viewer, item, "proofs.restore_item", placement.unit_id)
    look(viewer=WORKER, placement=placement)
    return item


def set_aside(viewer: Viewer, item: ProofItem, reason: str) -> None:
    """Dismiss an item; part of another action, which has checked and locked."""
    item.dismissed_at, item.dismissed_by_id = clock.now(), viewer.user_id
    item.dismissed_reason = " ".join(reason.split())[:500]
    item.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_reason"])
    record(
        viewer,
        "proofs.dismiss_item",
        unit_id=item.placement.unit_id,
        kind=ProofItem._meta.label,
        object_id=item.pk,
        changes={"key": item.key},
        reason=reason,
    )


def _items(
    viewer: Viewer, placement: Placement, way: Way, facts: HandInFacts, file: TakenFile | None
) -> list[ProofItem]:
    """Unsaved items: one for the address, one for the file; words alone are one too. What is known already is refused."""
    items = []
    if facts.address.strip():
        adder = viewer if not viewer.is_system else system_viewer(viewer.origin, placement.unit_id)
        article = add_article_address(viewer=adder, address=facts.address).article
        article_id = article.same_as_id or article.pk
        items.append(_item(placement, f"article:{article_id}", way, facts, article_id=article_id))
    if file is not None:
        item = _item(placement, f"file:{file.sha256}", way, facts)
        if not _is_known(placement, item.key):
            item.file = keep(viewer=viewer, taken=file, unit_id=placement.unit_id, visibility=Visibility.UNIT)
        items.append(item)
    if not items:
        item = _item(placement, "", way, facts)
        item.key = f"note:{item.pk}"
        items.append(item)
    new = [item for item in items if not _is_known(placement, item.key)]
    if not new:
        raise Refused(_("Bukti ini sudah pernah dikirim untuk pesanan ini."), "known")
    return new


def _item(placement: Placement, key: str, way: Way, facts: HandInFacts, *, article_id: UUID | None = None) -> ProofItem:
    return ProofItem(
        id=new_id(),
        placement=placement,
        key=key,
        way=way,
        article_id=article_id,
        note=facts.note.strip(),
        ran_on=facts.ran_on,
        place=" ".join(facts.place.split()),
        covers_from=facts.covers_from,
        covers_until=facts.covers_until,
        seen_at=clock.now(),
        brought_name=" ".join(facts.name.split()),
    )


def _is_known(placement: Placement, key: str) -> bool:
    return ProofItem.objects.filter(placement=placement, key=key).exists()


def _against_facts(placement: Placement, facts: HandInFacts, file: TakenFile | None) -> list[str]:
    reasons = []
    today = clock.today(placement.unit.zone)
    if not facts.address.strip() and file is None and not facts.note.strip() and not facts.place.strip():
        reasons.append(_("Isi alamat berita, pilih berkas, atau tulis keterangannya."))
    for text, most, name in (
        (facts.note, LONGEST_NOTE, _("Keterangan")),
        (facts.place, LONGEST_PLACE, _("Halaman atau menit")),
        (facts.name, LONGEST_NAME, _("Nama pengirim")),
    ):
        if len(text.strip()) > most:
            reasons.append(_("%(name)s paling panjang %(n)d karakter.") % {"name": name, "n": most})
    if facts.ran_on is not None and not today - LONGEST_PERIOD <= facts.ran_on <= today:
        reasons.append(_("Tanggal tayang harus hari ini atau sebelumnya, paling lama 400 hari yang lalu."))
    first, last = facts.covers_from, facts.covers_until
    if (first is None) != (last is None):
        reasons.append(_("Isi tanggal awal dan akhir masa langganan yang dibuktikan."))
    elif first is not None and last is not None and not first <= last <= first + LONGEST_PERIOD:
        reasons.append(_("Tanggal akhir langganan harus sesudah tanggal awalnya, paling lama 400 hari."))
    return reasons


def _against_foreign_address(placement: Placement, address: str) -> list[str]:
    """An outlet proves by its own site; what it could make us fetch is bound to it."""
    outlet = placement.agreement.partner.outlet
    if not address.strip() or not outlet.domain:
        return []
    try:
        owner = outlet_of_address(address if "://" in address else f"https://{address}")
    except ValueError:
        owner = None
    if owner is not None and owner.pk == outlet.pk:
        return []
    return [
        _("Alamat berita harus berada di situs %(outlet)s (%(domain)s).")
        % {"outlet": outlet.name, "domain": outlet.domain}
    ]


def _brought(viewer: Viewer, item: ProofItem, name: str) -> None:
    _record(viewer, item, name, item.placement.unit_id)
    look(viewer=WORKER, placement=item.placement)


def _record(viewer: Viewer, item: ProofItem, name: str, unit_id: UUID) -> None:
    record(
        viewer,
        name,
        unit_id=unit_id,
        kind=ProofItem._meta.label,
        object_id=item.pk,
        changes={"placement": item.placement_id, "key": item.key, "way": item.way, "ran_on": item.ran_on},
    )
