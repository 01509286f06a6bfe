"""The form of a unit's plan."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.clippings.actions import MOST_ADDRESSES, Wish
from jembatan.chain.coverage.clippings.models import Language, Plan
from jembatan.chain.coverage.clippings.queries import member_choices, receivers_of
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Viewer

if TYPE_CHECKING:  # Django's own class takes no parameter when the program runs
    _Users = forms.ModelMultipleChoiceField[User]
else:
    _Users = forms.ModelMultipleChoiceField

WEEKDAYS = [
    ("0", _("Senin")),
    ("1", _("Selasa")),
    ("2", _("Rabu")),
    ("3", _("Kamis")),
    ("4", _("Jumat")),
    ("5", _("Sabtu")),
    ("6", _("Minggu")),
]


class _Members(_Users):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj} ({obj.email})"


class PlanForm(forms.Form):
    """When the clipping comes, who gets it, what goes in."""

    is_on = forms.BooleanField(
        label=_("Kirim kliping pagi"),
        required=False,
        help_text=_("Bila dimatikan, kliping masih dapat dibuat sendiri kapan saja."),
    )
    hour = forms.TimeField(
        label=_("Jam"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Menurut waktu setempat unit Anda. Isinya berita sejak kliping sebelumnya sampai jam ini."),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Hari"), choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    users = _Members(
        label=_("Anggota yang menerima"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        label=_("Alamat surel lain"),
        required=False,
        max_length=MOST_ADDRESSES * 255,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu alamat pada setiap baris, misalnya ajudan pimpinan. Mereka tidak perlu akun."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Bahasa"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Anggota menerima dalam bahasa akunnya bila dipilih di sini; yang lain dalam bahasa pertama."),
    )
    with_untriaged = forms.BooleanField(
        label=_("Sertakan berita yang belum dipilah"),
        required=False,
        help_text=_("Berita itu ditandai. Yang sudah ditolak di meja pantau tidak pernah ikut."),
    )

    def __init__(self, data: Any, *, viewer: Viewer, plan: Plan | None) -> None:
        super().__init__(data, initial=_initial(plan))
        field = self.fields["users"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = User.objects.filter(pk__in=[user.pk for user in member_choices(viewer)]).order_by("full_name")

    def wish(self) -> Wish:
        """What the valid form asks for."""
        given = self.cleaned_data
        return Wish(
            is_on=given["is_on"],
            hour=given["hour"],
            weekdays=[int(day) for day in given["weekdays"]],
            languages=given["languages"],
            with_untriaged=given["with_untriaged"],
            users=list(given["users"]),
            addresses=given["addresses"].replace(",", "\n").replace(";", "\n").splitlines(),
        )


def _initial(plan: Plan | None) -> dict[str, Any]:
    shown = plan or Plan()
    receivers = receivers_of(plan) if plan is not None else []
    return {
        "is_on": shown.is_on,
        "hour": shown.hour,
        "weekdays": [str(day) for day in shown.weekdays],
        "languages": shown.languages,
        "with_untriaged": shown.with_untriaged,
        "users": [one.user_id for one in receivers if one.user_id],
        "addresses": "\n".join(one.address for one in receivers if one.address),
    }
