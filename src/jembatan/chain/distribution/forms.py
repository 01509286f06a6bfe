"""Choosing who gets a release, and narrowing the ledger."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.distribution.actions import LONGEST_NOTE
from jembatan.foundation.directory.models import Contact, ContactList
from jembatan.foundation.directory.queries import contact_lists, contacts
from jembatan.foundation.viewer import Viewer

if TYPE_CHECKING:
    ManyLists = forms.ModelMultipleChoiceField[ContactList]
else:
    ManyLists = forms.ModelMultipleChoiceField


class ListField(ManyLists):
    """Lists with the number of their active contacts."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Media Kupang (12)"."""
        return f"{obj.name} ({obj.size})"


class ChoiceForm(forms.Form):
    """Lists, single contacts, and a message to the editors. `seen`: how many recipients the person was shown."""

    lists = ListField(
        label=_("Daftar kontak"),
        queryset=ContactList.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contacts = forms.ModelMultipleChoiceField(
        label=_("Kontak satu per satu"),
        queryset=Contact.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Pesan pengantar untuk redaksi"),
        help_text=_("Tampil di atas siaran pers dalam surat. Paling panjang 500 karakter."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_from("lists", contact_lists(viewer))
        self._choose_from("contacts", contacts(viewer))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = rows
