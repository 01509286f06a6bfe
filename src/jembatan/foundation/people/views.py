"""Members of a unit, their roles, and one's own account. The offices that people hold: `office_views`."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jembatan.foundation.people import actions, policies, queries
from jembatan.foundation.people.forms import ROLE_CHOICES, AccountForm, InvitationForm, RoleForm
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.people.language import remember_language
from jembatan.foundation.people.links import days_valid
from jembatan.foundation.people.models import ROLE_NAMES
from jembatan.foundation.people.queries import CHOSEN_UNIT, Member
from jembatan.foundation.refusal import Refused, into_form
from jembatan.foundation.units.access import administers
from jembatan.foundation.units.queries import unit_for
from jembatan.foundation.viewer import Role

ANSWERS = {"GET", "HEAD", "POST"}


@require_POST
@login_required
def unit_switch(request: HttpRequest) -> HttpResponse:
    """Act in another of one's units (`unit`); one that the person does not serve is refused."""
    user = queries.account(viewer_from(request).user_id)
    wanted = request.POST.get("unit", "")
    served = {str(unit.pk) for unit in queries.units_of(user)} if user else set()
    if wanted not in served:
        raise Refused(_("Anda tidak bertugas di unit itu. Unit yang dipakai tidak berubah."))
    request.session[CHOSEN_UNIT] = wanted
    return HttpResponseRedirect(_next(request))


def _next(request: HttpRequest) -> str:
    """The page to go on with, if it is one of ours; the public front page means: nothing particular."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe and target not in {"", "/"} else reverse("home")


@require_GET
@member_required
def member_list(request: HttpRequest) -> HttpResponse:
    """Who serves in the unit, narrowed by `q` and `peran`."""
    viewer = viewer_from(request)
    narrow = {"q": request.GET.get("q", "").strip(), "role": request.GET.get("peran", "")}
    unit = unit_for(viewer)
    context = {
        "unit": unit,
        "rows": [
            (member, _role_names(member.roles))
            for member in queries.members(viewer, text=narrow["q"], role=narrow["role"])
        ],
        "narrow": narrow,
        "roles": ROLE_CHOICES,
        "may_invite": administers(viewer, unit),
    }
    return render(request, "people/member_list.html", context)


def _role_names(roles: Iterable[Role]) -> str:
    return ", ".join(str(ROLE_NAMES[role]) for role in roles)


@require_http_methods(ANSWERS)
@never_cache
@member_required
def member_invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody into the unit. The link for a newcomer is in the answer, once, and nowhere else."""
    viewer = viewer_from(request)
    unit = unit_for(viewer)
    reasons = policies.reasons_against_governing(viewer, unit)
    if reasons:
        raise Refused(reasons)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            invitation = actions.invite_member(
                viewer=viewer,
                unit=unit,
                email=facts["email"],
                full_name=facts["full_name"],
                roles=[Role(role) for role in facts["roles"]],
                language=facts["language"],
            )
        except Refused as refusal:
            into_form(form, refusal)
        else:
            if invitation.link:
                return _show_link(request, queries.member_for(viewer, invitation.user.pk), invitation.link)
            messages.success(request, _("%(name)s kini bertugas di unit ini.") % {"name": invitation.user})
            return redirect("member_detail", invitation.user.pk)
    return render(request, "people/member_invite.html", {"form": form, "unit": unit})


def _show_link(request: HttpRequest, member: Member, link: str) -> HttpResponse:
    context = {"member": member, "link": link, "days": days_valid()}
    return render(request, "people/member_link.html", context)


@require_GET
@member_required
def member_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One member, the roles held in this unit, and what the administrator may do about them."""
    return _member_page(request, queries.member_for(viewer_from(request), pk))


def _member_page(request: HttpRequest, member: Member, form: RoleForm | None = None) -> HttpResponse:
    viewer = viewer_from(request)
    unit = unit_for(viewer)
    governs = administers(viewer, unit)
    context = {
        "member": member,
        "unit": unit,
        "role_rows": [(role.value, ROLE_NAMES[role]) for role in member.roles],
        "governs": governs,
        "form": (form or RoleForm(member=member)) if governs else None,
        "may_renew": governs and not policies.reasons_against_link(viewer, unit, member.user),
        "may_close": governs and not policies.reasons_against_deactivating(viewer, unit, member.user),
        "may_reopen": governs and not policies.reasons_against_reactivating(viewer, unit, member.user),
        "is_self": member.user.pk == viewer.user_id,
    }
    return render(request, "people/member_detail.html", context)


@require_POST
@member_required
def member_grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the member one more role (`role`)."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    form = RoleForm(request.POST, member=member)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            actions.grant_role(viewer=viewer, unit=unit_for(viewer), user=member.user, role=role)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Peran %(role)s ditambahkan.") % {"role": ROLE_NAMES[role]})
            return redirect("member_detail", pk)
    return _member_page(request, member, form)


@require_http_methods(ANSWERS)
@member_required
def member_revoke(request: HttpRequest, pk: UUID, role: str) -> HttpResponse:
    """Take a role from the member; GET asks first."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    if role not in {held.value for held in member.roles}:
        raise Refused(_("%(name)s tidak memegang peran itu.") % {"name": member.user})
    name = ROLE_NAMES[Role(role)]
    if request.method == "POST":
        actions.revoke_role(viewer=viewer, unit=unit_for(viewer), user=member.user, role=Role(role))
        messages.success(request, _("Peran %(role)s dicabut dari %(name)s.") % {"role": name, "name": member.user})
        still_here = len(member.roles) > 1 and member.user.pk != viewer.user_id
        return redirect("member_detail", pk) if still_here else redirect("member_list")
    return _ask(request, member, _("Cabut peran %(role)s?") % {"role": name}, _("Cabut peran"))


@require_http_methods(ANSWERS)
@member_required
def member_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take all roles of the member in this unit; GET asks first."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    if request.method == "POST":
        actions.remove_member(viewer=viewer, unit=unit_for(viewer), user=member.user)
        messages.success(request, _("%(name)s tidak lagi bertugas di unit ini.") % {"name": member.user})
        return redirect("member_list")
    question = _("Keluarkan anggota ini dari unit?")
    consequence = _("Aksesnya ke unit ini berhenti saat itu juga. Yang pernah dikerjakannya tetap tersimpan.")
    return _ask(request, member, question, _("Keluarkan"), consequence)


@require_http_methods(ANSWERS)
@member_required
def member_deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the member's account as a whole; GET asks first. Undone by `member_reactivate`."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    if request.method == "POST":
        actions.deactivate_account(viewer=viewer, unit=unit_for(viewer), user=member.user)
        messages.success(request, _("Akun %(name)s dinonaktifkan.") % {"name": member.user})
        return redirect("member_detail", pk)
    consequence = _("Ia keluar dari semua perangkat dan tidak dapat masuk lagi, sampai akunnya diaktifkan kembali.")
    return _ask(request, member, _("Nonaktifkan akun ini?"), _("Nonaktifkan"), consequence)


@require_POST
@member_required
def member_reactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the member's account again."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    actions.reactivate_account(viewer=viewer, unit=unit_for(viewer), user=member.user)
    messages.success(request, _("Akun %(name)s aktif kembali.") % {"name": member.user})
    return redirect("member_detail", pk)


@require_POST
@never_cache
@member_required
def member_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a new link to a newcomer who has not set a password yet."""
    viewer = viewer_from(request)
    member = queries.member_for(viewer, pk)
    link = actions.renew_link(viewer=viewer, unit=unit_for(viewer), user=member.user)
    return _show_link(request, member, link)


def _ask(request: HttpRequest, member: Member, question: str, action: str, consequence: str = "") -> HttpResponse:
    context = {
        "question": question,
        "name": member.user,
        "action": action,
        "consequence": consequence,
        "cancel_url": reverse("member_detail", args=[member.user.pk]),
    }
    return render(request, "web/confirm.html", context)


@require_http_methods(ANSWERS)
@login_required
def account_settings(request: HttpRequest) -> HttpResponse:
    """One's own name and language; the units served; the ways to password and second step."""
    viewer = viewer_from(request)
    user = queries.account(viewer.user_id)
    if user is None:  # closed between two lines of this request
        return redirect("account_login")
    form = AccountForm(request.POST or None, initial={"full_name": user.full_name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.change_account(viewer=viewer, **form.cleaned_data)
        except Refused as refusal:
            into_form(form, refusal)
        else:
            messages.success(request, _("Akun Anda tersimpan."))
            response = redirect("account_settings")
            remember_language(request, response, user.language)
            return response
    services = [(service, _role_names(service.roles)) for service in queries.services_of(user)]
    context = {"form": form, "account": user, "services": services, "chosen": viewer.unit_id}
    return render(request, "people/account_settings.html", context)
