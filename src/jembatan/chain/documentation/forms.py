"""The forms of photos: sending several, and what is told of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jembatan.chain.agenda.models import Event
from jembatan.chain.agenda.queries import events_with_part, leader_offices, people_of
from jembatan.chain.documentation.intake import Waiting
from jembatan.chain.documentation.models import Asset
from jembatan.chain.documentation.policies import OFFERED_VISIBILITIES
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer
from jembatan.web.times import day

#: How many events the form offers; older ones are reached from their own page.
OFFERED_EVENTS = 100

VISIBILITY_WORDS: dict[str, Any] = {
    Visibility.UNIT: gettext_lazy("Unit kita saja"),
    Visibility.GOVERNMENT: gettext_lazy("Unit di pemerintah daerah kita"),
    Visibility.NETWORK: gettext_lazy("Seluruh jejaring: unit lain boleh memakainya"),
    Visibility.PUBLIC: gettext_lazy("Publik"),
}


if TYPE_CHECKING:  # Django's own classes take no parameters when the program runs
    _PeopleField = forms.ModelMultipleChoiceField[Person]
    _EventField = forms.ModelChoiceField[Event]
else:
    _PeopleField = forms.ModelMultipleChoiceField
    _EventField = forms.ModelChoiceField


class PhotosInput(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class _People(_PeopleField):
    """People with their office."""

    offices: dict[object, Appointment]

    def label_from_instance(self, obj: Person) -> str:
        held = self.offices.get(obj.pk)
        return f"{obj} ({held.office}, {held.government.short_name})" if held is not None else str(obj)


class _Event(_EventField):
    def label_from_instance(self, obj: Event) -> str:
        return f"{obj.title} ({day(obj.starts_at)})"


class AssetForm(forms.Form):
    """What is told of a photo."""

    caption = forms.CharField(
        label=gettext_lazy("Keterangan foto"),
        max_length=500,
        help_text=gettext_lazy("Siapa, melakukan apa, di mana, kapan. Media memuatnya apa adanya."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    credit = forms.CharField(
        label=gettext_lazy("Pemotret"),
        max_length=120,
        help_text=gettext_lazy("Nama yang dicantumkan media, misalnya “Yuliana Bili/Humas NTT”."),
    )
    event = _Event(
        label=gettext_lazy("Kegiatan"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tidak terkait kegiatan"),
    )
    people = _People(
        label=gettext_lazy("Tokoh dalam foto"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    taken_at = forms.DateTimeField(
        label=gettext_lazy("Diambil"),
        required=False,
        help_text=gettext_lazy("Menurut jam unit Anda. Perbaiki bila jam kamera keliru."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Terbuka untuk"),
        choices=[(value, VISIBILITY_WORDS[value]) for value in OFFERED_VISIBILITIES],
        widget=forms.RadioSelect,
        initial=Visibility.UNIT,
        help_text=gettext_lazy(
            "Foto yang ikut siaran pers terbit bersama siaran persnya. Berkas asli tetap di unit kita."
        ),
    )

    def __init__(self, *args: Any, viewer: Viewer, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = leader_offices(viewer, event)
        people, events = self.fields["people"], self.fields["event"]
        assert isinstance(people, _People)
        assert isinstance(events, _Event)
        people.offices = {held.person_id: held for held in offices}
        people.queryset = people_of(offices)
        recent = list(events_with_part(viewer).values_list("pk", flat=True)[:OFFERED_EVENTS])
        if event is not None:
            recent.append(event.pk)
        events.queryset = Event.objects.filter(pk__in=recent).order_by("-starts_at")

    @staticmethod
    def told(asset: Asset) -> dict[str, Any]:
        """What the form starts with for a photo that is there."""
        return {
            "caption": asset.caption,
            "credit": asset.credit,
            "event": asset.event_id,
            "people": [person.pk for person in asset.people.all()],
            "taken_at": asset.taken_at,
            "visibility": asset.visibility,
        }


class UploadForm(AssetForm):
    """Several photos at once. Those that the server has already stand below with a caption each."""

    photos = forms.FileField(
        label=gettext_lazy("Foto"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG, atau WebP, paling besar 60 MB sebuah. Dapat dipilih beberapa sekaligus."),
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    taken = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["photos", "caption", "credit", "event", "people", "visibility", "taken"]

    def __init__(self, *args: Any, viewer: Viewer, waiting: Sequence[Waiting] = (), **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.waiting = waiting
        del self.fields["taken_at"]
        # A first visit needs photos; once something was sent, they may be waiting already (the view looks).
        self.fields["photos"].required = not self.is_bound
        self.fields["caption"].required = False
        self.fields["caption"].help_text = _("Untuk semua foto yang tidak Anda beri keterangan sendiri.")
        own = {one.field: _caption_field(one) for one in waiting}
        rest = [name for name in self.fields if name not in {"photos", "caption"}]
        self.fields.update(own)
        self.order_fields(["photos", *own, "caption", *rest])

    def clean(self) -> dict[str, Any]:
        """Each photo has a caption of its own or the one for all."""
        data = super().clean() or {}
        for one in self.waiting:
            if one.field in data and not data[one.field] and not data.get("caption"):
                self.add_error(one.field, _("Isi keterangan foto ini: siapa, melakukan apa, di mana."))
        return data

    def caption_of(self, one: Waiting) -> str:
        """The caption that a photo gets."""
        return str(self.cleaned_data[one.field] or self.cleaned_data["caption"])


def _caption_field(one: Waiting) -> forms.CharField:
    content = one.taken.content
    hint = _("Sudah diterima server: %(width)s × %(height)s piksel, %(size)s.") % {
        "width": content.width,
        "height": content.height,
        "size": filesizeformat(one.taken.size),
    }
    return forms.CharField(
        label=_("Keterangan %(name)s") % {"name": one.taken.name},
        required=False,
        max_length=500,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
