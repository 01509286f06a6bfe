"""How allauth behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jembatan.foundation.people.actions import request_way_back
from jembatan.foundation.people.language import remember_language
from jembatan.foundation.people.models import User
from jembatan.foundation.viewer import Viewer

logger = logging.getLogger(__name__)


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up alone: a unit's administrator invites. Letters go by the intents, never within a request."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Go on in the language of the account."""
        response: HttpResponse = super().post_login(request, user, **facts)
        remember_language(request, response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """Ask for the letter of a forgotten password; an unknown address gets none.

        Nobody is told which of the two it was. Where the installation sends no mail, everybody is told so.
        """
        if not settings.SMTP_URL:
            warning = _("Instalasi ini belum dapat mengirim surel. Minta tautan kata sandi kepada pengelola instalasi.")
            messages.warning(self.request, warning)
            return
        user = context.get("user")
        if template_prefix == "account/email/password_reset_key" and isinstance(user, User):
            origin = str(self.request.META.get("REMOTE_ADDR", ""))
            request_way_back(viewer=Viewer(origin=origin), user=user)
        else:
            logger.info("no letter of the kind %s is sent", template_prefix)
