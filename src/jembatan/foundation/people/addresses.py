"""E-mail addresses in the one form in which they are kept and compared."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from jembatan.foundation.refusal import Refused


def clean_email(text: str) -> str:
    """The address in lower case; "" stays "". Raises Refused for what is no address."""
    address = text.strip().removeprefix("mailto:").lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("“%(text)s” bukan alamat surel.") % {"text": text.strip()}) from None
    return address
