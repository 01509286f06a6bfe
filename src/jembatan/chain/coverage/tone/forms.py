"""Drawing a sample: how many articles, and which two people label them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.tone.policies import LARGEST, SMALLEST
from jembatan.chain.coverage.tone.sample_queries import possible_labellers
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Viewer


class SampleForm(forms.Form):
    """The size of a sample and its two labellers."""

    size = forms.IntegerField(
        label=_("Jumlah berita"),
        min_value=SMALLEST,
        max_value=LARGEST,
        initial=50,
        help_text=_(
            "Makin banyak berita, makin pasti angka ketepatannya. Lima puluh berita selesai dalam sekitar setengah jam."
        ),
    )
    first = forms.ModelChoiceField(User.objects.none(), label=_("Pelabel pertama"))
    second = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Pelabel kedua"),
        help_text=_(
            "Keduanya melabeli berita yang sama dan baru dapat melihat label rekannya setelah sama-sama selesai."
        ),
    )

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = User.objects.filter(pk__in=[user.pk for user in possible_labellers(viewer)]).order_by("full_name")
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people

    def clean(self) -> dict[str, object]:
        """Two different people."""
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", _("Pilih orang yang berbeda dari pelabel pertama."))
        return data
