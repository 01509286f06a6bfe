"""Forms of the release screens."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases import queries
from jembatan.chain.releases.models import Release
from jembatan.chain.releases.text import LONGEST_TITLE
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

_MOMENT = "%Y-%m-%dT%H:%M"
# A typing error beyond these would not fit into a database or a calendar.
_EARLIEST, _LATEST = datetime(1945, 8, 17, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)


def _moment_field(label: Any, hint: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=hint,
        validators=[MinValueValidator(_EARLIEST), MaxValueValidator(_LATEST)],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )


class NewForm(forms.Form):
    """How a release begins."""

    event = forms.ModelChoiceField(
        label=_("Kegiatan"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=_("Tanpa kegiatan"),
        help_text=_("Kegiatan yang pemilik, tuan rumah, atau pesertanya unit Anda."),
    )
    title = forms.CharField(
        label=_("Judul"), required=False, max_length=LONGEST_TITLE, help_text=_("Boleh diisi nanti.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.events_to_report(viewer)


class DraftForm(forms.Form):
    """The text being written. `revision` is the one that the form was filled from."""

    title = forms.CharField(
        label=_("Judul"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"class": "form-control j-title-input", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Isi"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 18, "data-editor": True, "lang": "id"}),
    )
    embargo = _moment_field(
        _("Embargo sampai"), _("Menurut jam unit Anda. Kosongkan bila siaran pers boleh langsung dimuat.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class DetailsForm(forms.Form):
    """Which event the release is of, and for which other units it speaks."""

    event = forms.ModelChoiceField(
        label=_("Kegiatan"), queryset=Event.objects.none(), required=False, empty_label=_("Tanpa kegiatan")
    )
    speaks_for = forms.ModelMultipleChoiceField(
        label=_("Berbicara atas nama unit lain"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Unit yang ikut disebut sebagai penerbit. Unit Anda sendiri tidak perlu dipilih."),
    )

    def __init__(self, *args: Any, viewer: Viewer, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event, units = self.fields["event"], self.fields["speaks_for"]
        assert isinstance(event, forms.ModelChoiceField)
        assert isinstance(units, forms.ModelMultipleChoiceField)
        event.queryset = queries.events_to_report(viewer, keep=release.event_id)
        units.queryset = queries.units_to_speak_for(viewer)
        self.initial = {"event": release.event_id, "speaks_for": list(release.speaks_for.all()), **self.initial}


class CommentForm(forms.Form):
    """A word that may go with a clearance."""

    comment = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReturnForm(forms.Form):
    """What has to be mended."""

    comment = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sebut apa yang perlu diperbaiki; penulis membacanya di samping naskah."),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawalForm(forms.Form):
    """Why a cleared text goes back into the draft."""

    reason = forms.CharField(label=_("Alasan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PublicationForm(forms.Form):
    """The date that the release bears."""

    issued_at = _moment_field(
        _("Tanggal terbit"),
        _("Bila kosong, dipakai waktu sekarang. Isi hanya untuk siaran pers lama yang dimasukkan kemudian."),
    )


class NumberingForm(forms.Form):
    """How the unit numbers its releases."""

    is_on = forms.BooleanField(label=_("Beri nomor pada siaran pers yang terbit"), required=False)
    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=80,
        help_text=_(
            "Bagian yang dikenal: {number} atau {number:03d}, {year}, {month}, {month_roman}. "
            "Contoh: {number:03d}/SP/HMS/{month_roman}/{year}"
        ),
    )
    next_number = forms.IntegerField(
        label=_("Nomor berikutnya tahun ini"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("Isi bila tahun ini sudah ada nomor yang diberikan di luar Jembatan. Hanya sebelum nomor pertama."),
    )
