"""Forms of the rooms of people. What may be chosen comes from the queries of the viewer's own unit."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.people.models import ROLE_NAMES, Person
from jembatan.foundation.people.queries import Member, known_persons
from jembatan.foundation.units.models import Section
from jembatan.foundation.units.queries import open_sections
from jembatan.foundation.viewer import Role, Viewer
from jembatan.web.forms import DayInput

ROLE_CHOICES = [(role.value, ROLE_NAMES[role]) for role in Role]


class InvitationForm(forms.Form):
    """Somebody who is to serve in the unit."""

    email = forms.EmailField(
        label=_("Alamat surel"), max_length=150, help_text=_("Dipakai untuk masuk. Satu orang, satu alamat.")
    )
    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        required=False,
        help_text=_("Wajib untuk akun baru. Akun yang sudah ada tetap memakai namanya sendiri."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Peran di unit ini"), choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Bahasa layar"), choices=settings.LANGUAGES, initial="id")


class RoleForm(forms.Form):
    """One more role for a member."""

    role = forms.ChoiceField(label=_("Tambah peran"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [choice for choice in ROLE_CHOICES if Role(choice[0]) not in member.roles]
        self.fields["role"].choices = free  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """One's own name and language."""

    full_name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    language = forms.ChoiceField(
        label=_("Bahasa layar"), choices=settings.LANGUAGES, help_text=_("Berlaku di setiap perangkat setelah masuk.")
    )


class AppointmentForm(forms.Form):
    """Somebody in an office."""

    person = forms.ModelChoiceField(
        label=_("Orang yang sudah tercatat"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Kosongkan untuk mencatat orang baru."),
    )
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=120, required=False, help_text=_("Tanpa gelar."))
    front_title = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    back_title = forms.CharField(label=_("Gelar belakang"), max_length=60, required=False)
    office = forms.CharField(label=_("Jabatan"), max_length=160, help_text=_("Contoh: Kepala Bagian Pers"))
    is_leader = forms.BooleanField(
        label=_("Pimpinan pemerintah daerah (gubernur, bupati, wali kota, wakil, sekretaris daerah)"), required=False
    )
    section = forms.ModelChoiceField(label=_("Bagian"), queryset=Section.objects.none(), required=False)
    since = forms.DateField(label=_("Menjabat sejak"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Menjabat sampai"), required=False, widget=DayInput())

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = known_persons(viewer)  # type: ignore[attr-defined]
        self.fields["section"].queryset = open_sections(viewer)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(label=_("Hari terakhir"), widget=DayInput())
