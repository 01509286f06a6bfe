"""The top bar of the staff shell: who is here, in which unit, and which others they serve."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from jembatan.foundation.people.gate import viewer_from
from jembatan.foundation.people.models import ROLE_NAMES, User
from jembatan.foundation.people.queries import units_of
from jembatan.foundation.viewer import Role
from jembatan.web.navigation import Shell, UnitChoice


def shell_of(request: HttpRequest) -> Shell:
    """The shell of this request; the units are only looked up if a template draws them."""
    viewer = viewer_from(request)
    if viewer.user_id is None:
        return Shell(login_url=reverse("sign_in"))
    roles = [str(ROLE_NAMES[role]) for role in Role if role in viewer.roles]
    return Shell(
        person=viewer.name,
        role=", ".join(roles),
        units=cast("Sequence[UnitChoice]", SimpleLazyObject(lambda: _choices(request))),
        switch_url=reverse("unit_switch"),
        account_links=[
            (_("Akun saya"), reverse("account_settings")),
            (_("Kata sandi"), reverse("account_change_password")),
            (_("Verifikasi dua langkah"), reverse("mfa_index")),
        ],
        logout_url=reverse("account_logout"),
    )


def _choices(request: HttpRequest) -> list[UnitChoice]:
    viewer = viewer_from(request)
    return [
        UnitChoice(str(unit.pk), unit.short_name, unit.government.name, unit.pk == viewer.unit_id)
        for unit in units_of(cast(User, request.user))
    ]
