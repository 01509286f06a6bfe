"""Links by which an account's owner sets the password. Each works once and for PASSWORD_RESET_TIMEOUT seconds."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from jembatan.foundation.people.models import User


def password_link(user: User) -> str:
    """The full address of allauth's own page for setting a password. It is a secret: whoever has it has the account."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return f"{settings.BASE_URL}{path}"


def days_valid() -> int:
    """For how many whole days a link works."""
    return int(settings.PASSWORD_RESET_TIMEOUT // 86400)
