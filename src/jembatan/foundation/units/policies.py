"""Who may change a unit, and what stands against a change. An empty list means: may."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from jembatan.foundation import clock
from jembatan.foundation.units.access import administers
from jembatan.foundation.units.models import GovernmentAlias, Section, Unit, UnitName
from jembatan.foundation.viewer import Viewer


def reasons_against_changing(viewer: Viewer, unit: Unit) -> list[str]:
    """Against any change of the unit's own data."""
    if administers(viewer, unit):
        return []
    return [_("Hanya pengelola unit %(unit)s yang dapat mengubah data unit ini.") % {"unit": unit.short_name}]


def reasons_against_name(unit: Unit, name: str, short_name: str, kind: str) -> list[str]:
    """Against the words of a name."""
    reasons = []
    if not name.strip():
        reasons.append(_("Nama unit masih kosong."))
    if not short_name.strip():
        reasons.append(_("Nama pendek masih kosong."))
    if kind not in Unit.Kind.values:
        reasons.append(_("Jenis unit tidak dikenal."))
    for text, longest in ((name, 160), (short_name, 80)):
        if len(text.strip()) > longest:
            reasons.append(
                _("Nama “%(text)s” lebih dari %(n)s huruf.") % {"text": text.strip()[:40] + "…", "n": longest}
            )
    clash = Unit.objects.filter(name__iexact=name.strip()).exclude(pk=unit.pk).first()
    if clash is not None:
        reasons.append(_("Nama itu sudah dipakai unit lain di %(government)s.") % {"government": clash.government.name})
    return reasons


def reasons_against_first_day(unit: Unit, names: Sequence[UnitName], since: date) -> list[str]:
    """Against a new name that begins on `since`."""
    reasons = _against_future(unit, since)
    same = next((name for name in names if name.since == since), None)
    if same is not None:
        reasons.append(
            _("Pada tanggal itu sudah mulai berlaku nama “%(name)s”; perbaiki nama itu.") % {"name": same.name}
        )
    return reasons


def reasons_against_moving(names: Sequence[UnitName], moved: UnitName, since: date | None) -> list[str]:
    """Against letting `moved` begin on `since`. `names` is the whole line in order."""
    place = [name.pk for name in names].index(moved.pk)
    if place == 0:
        return [] if since is None else [_("Nama pertama berlaku sejak semula dan tidak bertanggal mulai.")]
    if since is None:
        return [_("Tanggal mulai masih kosong.")]
    reasons = _against_future(moved.unit, since)
    before = names[place - 1]
    if before.since is not None and since <= before.since:
        reasons.append(_("Tanggal mulai harus sesudah “%(name)s” mulai berlaku.") % {"name": before.name})
    if moved.until is not None and since > moved.until:
        reasons.append(_("Tanggal mulai harus sebelum nama berikutnya mulai berlaku."))
    return reasons


def _against_future(unit: Unit, since: date) -> list[str]:
    if since <= clock.today(unit.zone):
        return []
    return [_("Tanggal mulai belum tiba. Catat nama baru itu pada harinya.")]


def reasons_against_section(
    unit: Unit, name: str, parent: Section | None, since: date | None, but: Section | None = None
) -> list[str]:
    """Against a section of this name at this place; `but` is the section that is being renamed."""
    reasons = []
    if not name.strip():
        reasons.append(_("Nama bagian masih kosong."))
    if len(name.strip()) > 160:
        reasons.append(_("Nama bagian lebih dari %(n)s huruf.") % {"n": 160})
    others = Section.objects.filter(unit=unit)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.filter(name__iexact=name.strip()).exists():
        reasons.append(_("Unit ini sudah memiliki bagian bernama “%(name)s”.") % {"name": name.strip()})
    if parent is not None:
        reasons += _against_parent(unit, parent, since)
    return reasons


def _against_parent(unit: Unit, parent: Section, since: date | None) -> list[str]:
    if parent.unit_id != unit.pk:
        return [_("Bagian induk harus dari unit yang sama.")]
    if parent.until is not None and (since is None or since > parent.until):
        return [_("Bagian induk “%(name)s” sudah ditutup.") % {"name": parent.name}]
    return []


def reasons_against_closing(section: Section, until: date) -> list[str]:
    """Against a section standing for the last time on `until`."""
    reasons = []
    if section.until is not None:
        reasons.append(_("Bagian “%(name)s” sudah ditutup.") % {"name": section.name})
    if section.since is not None and until < section.since:
        reasons.append(_("Tanggal tutup lebih awal daripada tanggal berdirinya."))
    if until > clock.today(section.unit.zone):
        reasons.append(_("Tanggal tutup belum tiba."))
    open_below = section.children.filter(until=None)
    reasons += [_("Tutup dahulu subbagian “%(name)s”.") % {"name": child.name} for child in open_below]
    return reasons


def reasons_against_reopening(section: Section) -> list[str]:
    """Against undoing the closing of a section."""
    reasons = []
    if section.until is None:
        reasons.append(_("Bagian “%(name)s” tidak ditutup.") % {"name": section.name})
    if section.parent is not None and section.parent.until is not None:
        reasons.append(_("Buka dahulu bagian induk “%(name)s”.") % {"name": section.parent.name})
    return reasons


def reasons_against_alias(unit: Unit, name: str) -> list[str]:
    """Against a further name of the unit's government."""
    text = name.strip()
    if not text:
        return [_("Sebutan masih kosong.")]
    reasons = []
    if len(text) > 120:
        reasons.append(_("Sebutan lebih dari %(n)s huruf.") % {"n": 120})
    if unit.government.aliases.filter(name__iexact=text).exists():
        reasons.append(_("Sebutan “%(name)s” sudah ada.") % {"name": text})
    return reasons


def reasons_against_removing_alias(unit: Unit, alias: GovernmentAlias) -> list[str]:
    """Against removing a name of another government."""
    if alias.government_id == unit.government_id:
        return []
    return [_("Sebutan itu milik pemerintah daerah lain.")]
