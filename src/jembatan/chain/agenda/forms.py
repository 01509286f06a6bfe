"""The form of an event, and the reason for putting one off or calling it off."""

from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jembatan.chain.agenda import queries
from jembatan.chain.agenda.models import DEFAULT_VISIBILITY, Event
from jembatan.chain.agenda.policies import OFFERED_VISIBILITIES
from jembatan.foundation import clock
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.units.models import Unit, Visibility
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Viewer
from jembatan.web.times import zone_name

_LOCAL_TIME = "%Y-%m-%dT%H:%M"

VISIBILITY_WORDS: dict[str, Any] = {
    Visibility.NETWORK: gettext_lazy("Seluruh jejaring: semua unit melihatnya, sehingga jadwal tidak bentrok"),
    Visibility.GOVERNMENT: gettext_lazy("Pemerintah daerah yang sama: unit di kantor kita, tuan rumah, dan peserta"),
    Visibility.UNIT: gettext_lazy("Tertutup: hanya unit kita, tuan rumah, dan peserta"),
    Visibility.PUBLIC: gettext_lazy("Publik: siapa saja boleh tahu"),
}


if TYPE_CHECKING:  # Django's own classes take no parameters when the program runs
    _PeopleField = forms.ModelMultipleChoiceField[Person]
    _UnitField = forms.ModelChoiceField[Unit]
    _UnitsField = forms.ModelMultipleChoiceField[Unit]
else:
    _PeopleField = _UnitsField = forms.ModelMultipleChoiceField
    _UnitField = forms.ModelChoiceField


class _Leaders(_PeopleField):
    """People with the office that each holds."""

    offices: dict[object, Appointment]

    def label_from_instance(self, obj: Person) -> str:
        held = self.offices.get(obj.pk)
        if held is None:
            return str(obj)
        span = f", {held.since.year if held.since else ''}–{held.until.year}" if held.until else ""
        return f"{obj} ({held.office}, {held.government.short_name}{span})"


class _Host(_UnitField):
    def label_from_instance(self, obj: Unit) -> str:
        return obj.short_name


class _Units(_UnitsField):
    def label_from_instance(self, obj: Unit) -> str:
        return obj.short_name


class EventForm(forms.Form):
    """Everything that is told of an event. Times are in the zone of the viewer's unit."""

    title = forms.CharField(
        label=gettext_lazy("Nama kegiatan"),
        max_length=200,
        help_text=gettext_lazy("Sebut apa dan di mana, misalnya “Panen raya jagung di Aesesa”."),
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Waktu mulai"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL_TIME),
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Waktu selesai"),
        required=False,
        help_text=gettext_lazy("Bila kosong, dianggap dua jam."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL_TIME),
    )
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200, required=False)
    leaders = _Leaders(
        label=gettext_lazy("Pimpinan yang hadir"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(
        label=gettext_lazy("Keterangan"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy("Susunan acara, narahubung, atau hal lain yang perlu diketahui."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    host = _Host(
        label=gettext_lazy("Tuan rumah"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=gettext_lazy("Isi bila kegiatan berlangsung di tempat unit lain."),
        empty_label=gettext_lazy("Unit kita sendiri"),
    )
    participants = _Units(
        label=gettext_lazy("Unit peserta"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=gettext_lazy("Tuan rumah dan peserta melihat kegiatan ini dan dapat membuat siaran persnya sendiri."),
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Terbuka untuk"),
        choices=[(value, VISIBILITY_WORDS[value]) for value in OFFERED_VISIBILITIES],
        widget=forms.RadioSelect,
        initial=DEFAULT_VISIBILITY,
    )

    def __init__(self, *args: Any, viewer: Viewer, event: Event | None = None, **kwargs: Any) -> None:
        if event is not None:
            kwargs.setdefault("initial", _told(event))
        super().__init__(*args, **kwargs)
        offices = queries.leader_offices(viewer, event)
        leaders = self.fields["leaders"]
        assert isinstance(leaders, _Leaders)
        leaders.offices = {held.person_id: held for held in offices}
        leaders.queryset = queries.people_of(offices)
        owner_id = event.unit_id if event is not None else viewer.unit_id
        others = units(viewer).exclude(Q(pk=owner_id))
        for name in ("host", "participants"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = others.order_by("short_name")
        zone = get_current_timezone()
        self.fields["starts_at"].help_text = _("Menurut jam unit Anda (%(zone)s).") % {"zone": _zone_word(zone)}


class ReasonForm(forms.Form):
    """Why an event is put off."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NeededReasonForm(ReasonForm):
    """Why an event is called off: it must be told."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=500,
        error_messages={"required": gettext_lazy("Tulis alasan pembatalannya, supaya unit lain tahu.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _told(event: Event) -> dict[str, Any]:
    return {
        "title": event.title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "place": event.place,
        "description": event.description,
        "leaders": [leader.pk for leader in event.leaders.all()],
        "host": event.host_id,
        "participants": [unit.pk for unit in event.participants.all()],
        "visibility": event.visibility,
    }


def _zone_word(zone: tzinfo) -> str:
    return zone_name(clock.now().astimezone(zone))
