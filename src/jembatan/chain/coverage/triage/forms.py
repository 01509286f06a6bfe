"""The form of a saved search: its name, what it looks for, who is told how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.tone.models import Tone
from jembatan.chain.coverage.triage.filters import EARNED, LONGEST_WORDS, OTHER, OWN, PAID, REVIEW, DeskFilter
from jembatan.chain.coverage.triage.models import SavedSearch
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.units.models import Unit
from jembatan.foundation.units.queries import units
from jembatan.foundation.viewer import Role, Viewer

ANY = [("", _("Semua"))]
TONES = [*ANY, *Tone.choices, (REVIEW, _("Perlu ditinjau"))]
ORIGINS = [*ANY, (OWN, _("Dari siaran pers unit ini")), (OTHER, _("Bukan dari siaran pers unit ini"))]
MONEY = [*ANY, (EARNED, _("Bukan berbayar")), (PAID, _("Berbayar"))]


class SearchForm(forms.Form):
    """What a unit looks out for. The names of the fields are those of the address line."""

    name = forms.CharField(label=_("Nama"), max_length=80, help_text=_("Misalnya: Banjir di Malaka."))
    kata = forms.CharField(
        label=_("Kata"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("Berita harus memuat semua kata ini, dalam bentuk apa pun."),
    )
    media = forms.ModelChoiceField(  # type: ignore[assignment]
        label=_("Media"), queryset=Outlet.objects.none(), required=False, empty_label=_("Semua media")
    )
    jenis = forms.ChoiceField(label=_("Jenis media"), choices=[*ANY, *Outlet.Kind.choices], required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit yang disebut"), queryset=Unit.objects.none(), required=False, empty_label=_("Semua")
    )
    tone = forms.ChoiceField(label=_("Tone bagi unit Anda"), choices=TONES, required=False)
    asal = forms.ChoiceField(label=_("Asal"), choices=ORIGINS, required=False)
    bayar = forms.ChoiceField(label=_("Berbayar atau tidak"), choices=MONEY, required=False)
    alert = forms.ChoiceField(label=_("Pemberitahuan lewat surel"), choices=SavedSearch.Alert.choices)
    hour = forms.IntegerField(
        label=_("Jam ringkasan"),
        min_value=0,
        max_value=23,
        initial=7,
        help_text=_("Menurut jam unit Anda. Hanya dipakai untuk ringkasan."),
    )
    receivers = forms.ModelMultipleChoiceField(
        label=_("Penerima"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Setiap penerima mendapat satu kabar untuk satu cerita, dan dapat menghentikannya sendiri."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [user.pk for user in members_with(viewer.unit_id, *Role)]
        querysets = {
            "media": outlets(viewer),
            "unit": units(viewer),
            "receivers": User.objects.filter(pk__in=members).order_by("full_name"),
        }
        for name, rows in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def narrow(self) -> DeskFilter:
        """What is looked for."""
        data = self.cleaned_data
        chosen = {name: data[name].pk if data[name] else "" for name in ("media", "unit")}
        return DeskFilter.read({**data, **chosen})


def initial_of(search: SavedSearch) -> dict[str, Any]:
    """The form as the search stands."""
    return {
        **search.filters,
        "name": search.name,
        "alert": search.alert,
        "hour": search.hour,
        "receivers": [one.user_id for one in search.receivers.all() if one.stopped_at is None],
    }
