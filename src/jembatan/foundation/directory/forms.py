"""Forms of the directory. What may be chosen comes from the viewer's own queries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.directory.queries import contact_lists, contacts, outlets
from jembatan.foundation.viewer import Viewer


class OutletForm(forms.Form):
    """An outlet of the network."""

    name = forms.CharField(label=_("Nama media"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Outlet.Kind.choices)
    city = forms.CharField(label=_("Kota"), max_length=80, required=False)
    domain = forms.CharField(
        label=_("Alamat situs"),
        max_length=200,
        required=False,
        help_text=_("Dengan alamat ini berita dikenali asal medianya. Contoh: posnusantara.example"),
    )


class ContactForm(forms.Form):
    """A person or desk that the unit sends to."""

    name = forms.CharField(label=_("Nama"), max_length=120, help_text=_("Nama orang, atau nama meja redaksi."))
    outlet = forms.ModelChoiceField(label=_("Media"), queryset=Outlet.objects.none(), required=False)
    email = forms.CharField(label=_("Surel"), max_length=254, required=False, widget=forms.EmailInput)
    whatsapp = forms.CharField(
        label=_("WhatsApp"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("Contoh: 0812 3456 7890. Nomor luar negeri dimulai dengan + dan kode negara."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = outlets(viewer)  # type: ignore[attr-defined]


class ContactListForm(forms.Form):
    """A named choice of contacts. Those out of use are offered only while they are still on the list."""

    name = forms.CharField(label=_("Nama daftar"), max_length=120, help_text=_("Contoh: Media daring se-NTT"))
    contacts = forms.ModelMultipleChoiceField(
        label=_("Kontak"), queryset=Contact.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, viewer: Viewer, contact_list: ContactList | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = contacts(viewer, state="all")
        offered = own.filter(is_active=True)
        if contact_list is not None:
            offered = offered | own.filter(pk__in=contact_list.contacts.values("pk"))
        self.fields["contacts"].queryset = offered  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A table of contacts, as a file or pasted."""

    file = forms.FileField(
        label=_("Berkas CSV"),
        required=False,
        help_text=_("Baris pertama memuat judul kolom: nama, media, surel, whatsapp. Paling besar 2 MB."),
    )
    text = forms.CharField(
        label=_("Atau tempel tabelnya"), required=False, widget=forms.Textarea(attrs={"rows": 6}), strip=False
    )
    into = forms.ModelChoiceField(
        label=_("Masukkan ke daftar"),
        queryset=ContactList.objects.none(),
        required=False,
        empty_label=_("Tanpa daftar"),
    )
    add_outlets = forms.BooleanField(label=_("Tambahkan media yang belum dikenal"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = contact_lists(viewer)  # type: ignore[attr-defined]
