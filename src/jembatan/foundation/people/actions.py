"""Every change of accounts and their roles. The offices that people hold are changed in `offices`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents import actions as intents
from jembatan.foundation.people import policies
from jembatan.foundation.people.addresses import clean_email
from jembatan.foundation.people.links import password_link
from jembatan.foundation.people.models import Membership, User
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Role, Viewer

LETTER = "people.letter"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What came of an invitation. `link` sets the password and is shown once; "" where only the owner may have it."""

    user: User
    is_new: bool
    link: str


@action("people.invite_member")
def invite_member(
    *,
    viewer: Viewer,
    unit: Unit,
    email: str,
    full_name: str = "",
    roles: Collection[Role],
    language: str = "id",
) -> Invitation:
    """Let somebody serve in `unit` with `roles`: a new account, or one that stands already (which gets no link).

    A letter goes out where SMTP is set. Raises Refused with all reasons.
    """
    email = clean_email(email)
    unit = _locked(unit)
    known = User.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).first()
    held = policies.roles_of(known, unit) if known else set()
    refuse_if(
        policies.reasons_against_governing(viewer, unit)
        + policies.reasons_against_inviting(unit, email, full_name, roles, known)
        + policies.reasons_against_roles(viewer, known, held, roles)
    )
    user = known or _new_account(email, full_name, language)
    Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role) for role in set(roles) - held)
    _record(viewer, "people.invite_member", unit, user, roles=sorted(roles), email=email)
    may_see_link = not policies.reasons_against_link(viewer, unit, user)
    _request_letter(viewer, unit, user, "joined" if user.has_usable_password() else "invitation")
    return Invitation(user, known is None, password_link(user) if may_see_link else "")


@action("people.renew_link")
def renew_link(*, viewer: Viewer, unit: Unit, user: User) -> str:
    """A new link for setting the password: for somebody who has never done so, or (the system) for anybody."""
    refuse_if(policies.reasons_against_governing(viewer, unit) + policies.reasons_against_link(viewer, unit, user))
    _record(viewer, "people.renew_link", unit, user)
    return password_link(user)


@action("people.grant_role")
def grant_role(*, viewer: Viewer, unit: Unit, user: User, role: Role) -> Membership:
    """Give a member of `unit` one more role there. Raises Refused with all reasons."""
    unit = _locked(unit)
    refuse_if(
        policies.reasons_against_governing(viewer, unit) + policies.reasons_against_granting(viewer, unit, user, role)
    )
    membership = Membership.objects.create(user=user, unit=unit, role=role)
    _record(viewer, "people.grant_role", unit, user, role=role)
    return membership


@action("people.revoke_role")
def revoke_role(*, viewer: Viewer, unit: Unit, user: User, role: Role) -> None:
    """Take a role from a member, at once; the last administrator keeps theirs. Raises Refused with all reasons."""
    unit = _locked(unit)
    refuse_if(policies.reasons_against_governing(viewer, unit) + policies.reasons_against_revoking(unit, user, {role}))
    Membership.objects.filter(user=user, unit=unit, role=role).delete()
    _record(viewer, "people.revoke_role", unit, user, role=role)


@action("people.remove_member")
def remove_member(*, viewer: Viewer, unit: Unit, user: User) -> None:
    """Take all roles of a member in `unit`, at once; the account and its other units stay. Raises Refused."""
    unit = _locked(unit)
    held = policies.roles_of(user, unit)
    refuse_if(policies.reasons_against_governing(viewer, unit) + policies.reasons_against_revoking(unit, user, held))
    Membership.objects.filter(user=user, unit=unit).delete()
    _record(viewer, "people.remove_member", unit, user, roles=sorted(held))


@action("people.deactivate_account")
def deactivate_account(*, viewer: Viewer, unit: Unit, user: User) -> User:
    """Close an account: from the next request on it is nobody's. Its roles stay noted, so this can be undone."""
    unit = _locked(unit)
    refuse_if(
        policies.reasons_against_governing(viewer, unit) + policies.reasons_against_deactivating(viewer, unit, user)
    )
    return _set_active(viewer, "people.deactivate_account", unit, user, is_active=False)


@action("people.reactivate_account")
def reactivate_account(*, viewer: Viewer, unit: Unit, user: User) -> User:
    """Open a closed account again. Raises Refused with all reasons."""
    unit = _locked(unit)
    refuse_if(
        policies.reasons_against_governing(viewer, unit) + policies.reasons_against_reactivating(viewer, unit, user)
    )
    return _set_active(viewer, "people.reactivate_account", unit, user, is_active=True)


@action("people.change_account")
def change_account(*, viewer: Viewer, full_name: str, language: str) -> User:
    """Change one's own name and language. Raises Refused with all reasons."""
    reasons = [] if viewer.user_id else [_("Silakan masuk dahulu.")]
    if not full_name.strip() or len(full_name.strip()) > 120:
        reasons.append(_("Nama lengkap diisi 1 sampai 120 huruf."))
    if language not in dict(settings.LANGUAGES):
        reasons.append(_("Bahasa itu tidak tersedia."))
    refuse_if(reasons)
    user = User.objects.get(pk=cast(UUID, viewer.user_id))
    user.full_name, user.language = full_name.strip(), language
    user.save(update_fields=["full_name", "language"])
    record(
        viewer,
        "people.change_account",
        unit_id=viewer.unit_id,
        kind=User._meta.label,
        object_id=user.pk,
        changes={"full_name": user.full_name, "language": language},
    )
    return user


@action("people.request_way_back")
def request_way_back(*, viewer: Viewer, user: User) -> None:
    """Have a letter with a link for a forgotten password sent to the account's own address."""
    record(viewer, "people.request_way_back", unit_id=None, kind=User._meta.label, object_id=user.pk)
    _request_letter(viewer, None, user, "way_back")


def _locked(unit: Unit) -> Unit:
    """The unit's row, locked: two administrators cannot take the office from each other at once."""
    return Unit.objects.select_for_update(of=("self",), no_key=True).select_related("government").get(pk=unit.pk)


def _new_account(email: str, full_name: str, language: str) -> User:
    user = User(email=email, username=email, full_name=full_name.strip(), language=language)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


def _set_active(viewer: Viewer, name: str, unit: Unit, user: User, *, is_active: bool) -> User:
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    _record(viewer, name, unit, user, is_active=is_active)
    return user


def _request_letter(viewer: Viewer, unit: Unit | None, user: User, letter: str) -> None:
    """Ask for a letter where the installation can send any. The link in it is made when it is sent, never stored."""
    if not settings.SMTP_URL:
        return
    intents.request(
        kind=LETTER,
        key=f"{LETTER}:{user.pk}:{new_id()}",
        payload={"user": user.pk, "letter": letter},
        unit_id=unit.pk if unit else None,
        requested_by_id=viewer.user_id,
    )


def _record(viewer: Viewer, action_name: str, unit: Unit, user: User, **changes: object) -> None:
    record(viewer, action_name, unit_id=unit.pk, kind=User._meta.label, object_id=user.pk, changes=changes)
