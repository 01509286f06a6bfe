"""Setting up a source, and pasting addresses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.sources.actions import SourceFacts
from jembatan.chain.coverage.sources.models import Source
from jembatan.chain.coverage.sources.pasting import LONGEST_TEXT
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.directory.queries import outlets
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Viewer

#: Kinds that people set up; what they paste needs no setting up.
CHOICES = [(kind.value, kind.label) for kind in Source.Kind if kind != Source.Kind.PASTED]
INTERVALS = [(5, _("5 menit")), (15, _("15 menit")), (60, _("1 jam")), (360, _("6 jam")), (1440, _("1 hari"))]
REACH = [(Visibility.UNIT.value, _("Unit sendiri")), (Visibility.NETWORK.value, _("Seluruh jejaring"))]


class SourceForm(forms.Form):
    """What a source is. The password of a mailbox is taken, never shown."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=CHOICES)
    name = forms.CharField(label=_("Nama"), max_length=120)
    address = forms.CharField(
        label=_("Alamat"),
        max_length=500,
        help_text=_("Misalnya https://media.example/feed, atau imaps://surel.example/INBOX untuk kotak surel."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    selector = forms.CharField(
        label=_("Pemilih CSS"),
        max_length=200,
        required=False,
        help_text=_("Hanya untuk halaman daftar, misalnya h2.judul a. Kosongkan agar tautan judul dikenali sendiri."),
    )
    account = forms.CharField(
        label=_("Akun surel"),
        max_length=254,
        required=False,
        help_text=_("Hanya untuk kotak surel."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Kata sandi surel"),
        max_length=254,
        required=False,
        strip=False,
        help_text=_("Hanya untuk kotak surel. Disimpan tersandi dan tidak pernah ditampilkan."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )
    outlet = forms.ModelChoiceField(
        label=_("Media"),
        queryset=Outlet.objects.none(),
        required=False,
        empty_label=_("Dikenali dari alamat berita"),
    )
    interval_minutes = forms.TypedChoiceField(label=_("Diperiksa setiap"), choices=INTERVALS, coerce=int, initial=15)
    visibility = forms.ChoiceField(label=_("Terbuka untuk"), choices=REACH, initial=Visibility.UNIT.value)

    def __init__(self, *args: Any, viewer: Viewer, source: Source | None = None, **kwargs: Any) -> None:
        if source is not None:
            kwargs.setdefault("initial", _initial(source))
        super().__init__(*args, **kwargs)
        field = self.fields["outlet"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = outlets(viewer)
        if source is not None:
            del self.fields["kind"]
            self._kind = source.kind
            if source.kind == Source.Kind.MAILBOX:
                self.fields["password"].help_text = _("Kosongkan bila tidak berubah.")
        shown = {"account", "password"} if source is not None and source.kind != Source.Kind.MAILBOX else set()
        shown |= {"selector"} if source is not None and source.kind != Source.Kind.LIST_PAGE else set()
        for name in shown:
            del self.fields[name]

    def facts(self) -> SourceFacts:
        """What was filled in."""
        data = self.cleaned_data
        return SourceFacts(
            kind=data.get("kind") or self._kind,
            name=data["name"],
            address=data["address"],
            selector=data.get("selector", ""),
            account=data.get("account", ""),
            password=data.get("password") or None,
            outlet=data["outlet"],
            visibility=data["visibility"],
            interval_minutes=data["interval_minutes"],
        )


class PasteForm(forms.Form):
    """A chat, or any text with addresses in it."""

    text = forms.CharField(
        label=_("Teks dari WhatsApp"),
        max_length=LONGEST_TEXT,
        help_text=_("Tempel satu pesan atau seluruh percakapan. Alamat berita di dalamnya dicari sendiri."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _initial(source: Source) -> dict[str, Any]:
    names = ("name", "address", "selector", "account", "outlet", "interval_minutes", "visibility")
    return {name: getattr(source, name) for name in names}
