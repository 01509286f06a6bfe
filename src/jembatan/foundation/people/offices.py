"""Every change of who holds which office: leaders of a government, staff of a unit and its sections."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.people.seeding import SEED
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.access import administers
from jembatan.foundation.units.events import SectionClosed, UnitsLoaded
from jembatan.foundation.units.models import Section, Unit
from jembatan.foundation.viewer import Role, Viewer


@action("people.appoint_person")
def appoint_person(
    *,
    viewer: Viewer,
    unit: Unit,
    office: str,
    person: Person | None = None,
    full_name: str = "",
    front_title: str = "",
    back_title: str = "",
    section: Section | None = None,
    is_leader: bool = False,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Appointment:
    """Put a person in office: `person` who is known already, or a new one of `full_name`.

    A leader's office is one of `unit`'s government, any other one of the unit (and perhaps a section of it).
    Raises Refused with all reasons.
    """
    reasons = reasons_against_appointing(viewer, unit, is_leader=is_leader)
    reasons += _reasons_against_facts(unit, office, section, since, until)
    reasons += _reasons_against_person(unit, person, full_name)
    refuse_if(reasons)
    holder = person or Person.objects.create(
        full_name=full_name.strip(), front_title=front_title.strip(), back_title=back_title.strip()
    )
    appointment = Appointment.objects.create(
        person=holder,
        government=unit.government,
        unit=None if is_leader else unit,
        section=None if is_leader else section,
        office=office.strip(),
        is_leader=is_leader,
        since=since,
        until=until,
        note=note.strip(),
    )
    _record(viewer, "people.appoint_person", unit.pk, appointment, person=str(holder), office=appointment.office)
    return appointment


@action("people.end_appointment")
def end_appointment(*, viewer: Viewer, unit: Unit, appointment: Appointment, until: date) -> Appointment:
    """Let somebody hold an office for the last time on `until`; it stays in the history. Raises Refused."""
    reasons = reasons_against_appointing(viewer, unit, is_leader=appointment.is_leader)
    reasons += _reasons_against_stranger(unit, appointment)
    if appointment.until is not None:
        reasons.append(_("Masa jabatan ini sudah berakhir."))
    if appointment.since is not None and until < appointment.since:
        reasons.append(_("Tanggal akhir lebih awal daripada tanggal mulai."))
    if until > clock.today(unit.zone):
        reasons.append(_("Tanggal akhir belum tiba."))
    refuse_if(reasons)
    return _set_until(viewer, "people.end_appointment", unit.pk, appointment, until)


@action("people.resume_appointment")
def resume_appointment(*, viewer: Viewer, unit: Unit, appointment: Appointment) -> Appointment:
    """Undo the end of an appointment. Raises Refused."""
    reasons = reasons_against_appointing(viewer, unit, is_leader=appointment.is_leader)
    reasons += _reasons_against_stranger(unit, appointment)
    if appointment.until is None:
        reasons.append(_("Masa jabatan ini belum berakhir."))
    if appointment.section is not None and appointment.section.until is not None:
        reasons.append(_("Bagian “%(name)s” sudah ditutup.") % {"name": appointment.section.name})
    refuse_if(reasons)
    return _set_until(viewer, "people.resume_appointment", unit.pk, appointment, None)


def seed_staff(event: UnitsLoaded) -> None:
    """When the bureau of the seed story has just been loaded, put those whom the article names in their offices."""
    if SEED.unit_slug not in event.slugs:
        return
    unit = Unit.objects.select_related("government").get(slug=SEED.unit_slug)
    sections = {section.name: section for section in unit.sections.all()}
    for holder in SEED.holders:
        Appointment.objects.create(
            person=Person.objects.create(full_name=holder.full_name),
            government=unit.government,
            unit=unit,
            section=sections.get(holder.section),
            office=holder.office,
            since=SEED.since,
            until=SEED.until,
            note=SEED.note,
        )


def end_with_section(event: SectionClosed) -> None:
    """An office in a section ends with it."""
    Appointment.objects.filter(section_id=event.section_id).filter(Q(until=None) | Q(until__gt=event.until)).update(
        until=event.until
    )


def reasons_against_appointing(viewer: Viewer, unit: Unit, *, is_leader: bool) -> list[str]:
    """Who may: the unit's administrator; for leaders also its protocol officer."""
    if administers(viewer, unit):
        return []
    is_protocol = viewer.unit_id == unit.pk and viewer.has(Role.PROTOCOL_OFFICER)
    if is_leader and is_protocol:
        return []
    if is_leader:
        return [_("Hanya pengelola unit dan petugas protokol yang dapat mencatat pimpinan.")]
    return [_("Hanya pengelola unit yang dapat mencatat pejabat unit ini.")]


def _reasons_against_facts(
    unit: Unit, office: str, section: Section | None, since: date | None, until: date | None
) -> list[str]:
    reasons = []
    if not office.strip():
        reasons.append(_("Jabatan masih kosong."))
    if len(office.strip()) > 160:
        reasons.append(_("Jabatan lebih dari %(n)s huruf.") % {"n": 160})
    if section is not None and section.unit_id != unit.pk:
        reasons.append(_("Bagian itu bukan bagian unit ini."))
    if since is not None and until is not None and until < since:
        reasons.append(_("Tanggal akhir lebih awal daripada tanggal mulai."))
    return reasons


def _reasons_against_person(unit: Unit, person: Person | None, full_name: str) -> list[str]:
    if person is not None:
        known = person.appointments.filter(government=unit.government).exists()
        return [] if known else [_("Orang itu belum tercatat di pemerintah daerah ini; tulis namanya.")]
    name = " ".join(full_name.split())
    if not name:
        return [_("Nama lengkap masih kosong.")]
    if len(name) > 120:
        return [_("Nama lengkap lebih dari %(n)s huruf.") % {"n": 120}]
    same = Appointment.objects.filter(government=unit.government, person__full_name__iexact=name).first()
    if same is None:
        return []
    return [
        _("%(name)s sudah tercatat (%(office)s); pilih namanya dari daftar.")
        % {"name": same.person, "office": same.office}
    ]


def _reasons_against_stranger(unit: Unit, appointment: Appointment) -> list[str]:
    own = appointment.government_id == unit.government_id and appointment.unit_id in {None, unit.pk}
    return [] if own else [_("Jabatan itu bukan milik unit ini.")]


def _set_until(
    viewer: Viewer, action_name: str, unit_id: UUID, appointment: Appointment, until: date | None
) -> Appointment:
    appointment.until = until
    appointment.save(update_fields=["until"])
    _record(viewer, action_name, unit_id, appointment, until=until)
    return appointment


def _record(viewer: Viewer, action_name: str, unit_id: UUID, appointment: Appointment, **changes: object) -> None:
    record(
        viewer,
        action_name,
        unit_id=unit_id,
        kind=Appointment._meta.label,
        object_id=appointment.pk,
        changes=changes,
    )
