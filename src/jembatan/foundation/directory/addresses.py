"""Domains of outlets and telephone numbers: one written form for each. E-mail addresses: `people.addresses`."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from jembatan.foundation.refusal import Refused

#: Labels before a domain that never name another outlet.
_FRONTS = ("www.", "m.", "mobile.", "amp.")
#: Names under which anybody may register, so that none of them is an outlet by itself. PANDI's list for .id, and the
#: hosts on which small outlets keep their pages.
_SHARED = frozenset(
    {f"{second}.id" for second in ("ac", "biz", "co", "desa", "go", "mil", "my", "net", "or", "ponpes", "sch", "web")}
    | {"blogspot.com", "blogspot.co.id", "wordpress.com", "wixsite.com", "weebly.com", "medium.com", "substack.com"}
    | {"co.uk", "com.au", "com.my", "com.sg", "com.tl"}
)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PHONE_MARKS = re.compile(r"[\s().\-–/]")
#: An Indonesian subscriber's number without 0 or 62 in front; spreadsheets swallow the leading 0.
_BARE_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_COUNTRY = "62"


def host_of(address: str) -> str:
    """The host of a web address, or of a bare domain, in lower-case ASCII; "" if there is none."""
    text = address.strip()
    if "//" not in text:
        text = f"//{text}"
    try:
        host = urlsplit(text).hostname or ""
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return ""


def clean_domain(text: str) -> str:
    """The domain by which an outlet is known, from whatever was typed (with scheme, path, www.). "" stays "".

    Raises Refused for what is no domain, or belongs to everybody ("co.id").
    """
    if not text.strip():
        return ""
    domain = _without_front(host_of(text))
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise Refused(_("“%(text)s” bukan alamat situs. Contoh: posnusantara.example") % {"text": text.strip()})
    if domain in _SHARED:
        raise Refused(_("%(domain)s dipakai banyak situs; tulis alamat lengkap media itu.") % {"domain": domain})
    return domain


def domains_to_try(address: str) -> list[str]:
    """The domains that may name the outlet behind a web address, the narrowest first.

    "https://m.kupang.kabar.example/a" gives kupang.kabar.example, then kabar.example. A host's narrower name comes
    first, because regional desks of a chain are outlets of their own.
    """
    labels = _without_front(host_of(address)).split(".")
    tails = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    return [tail for tail in tails if tail not in _SHARED]


def _without_front(host: str) -> str:
    for front in _FRONTS:
        if host.startswith(front) and host.count(".") >= 2:
            return _without_front(host.removeprefix(front))
    return host


def clean_phone(text: str) -> str:
    """The number in international form (E.164, "+6281234567890"); "" stays "". Raises Refused for what is no number.

    A number without a country is Indonesian: 0812…, 62812… and 812… (as a spreadsheet leaves it) are the same.
    """
    typed = text.strip().removeprefix("'")
    digits = _PHONE_MARKS.sub("", typed)
    if not digits:
        return ""
    if re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", typed):
        raise Refused(
            _("“%(text)s” sudah dipendekkan lembar kerja. Ubah kolomnya menjadi teks, lalu salin ulang nomornya.")
            % {"text": typed}
        )
    number = _with_country(digits)
    if not re.fullmatch(r"[1-9]\d{7,14}", number):
        raise Refused(_("“%(text)s” bukan nomor telepon. Contoh: 0812 3456 7890") % {"text": typed})
    return f"+{number}"


def _with_country(digits: str) -> str:
    if digits.startswith("+"):
        return digits[1:].replace("620", _COUNTRY, 1) if digits.startswith("+620") else digits[1:]
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("0"):
        return _COUNTRY + digits[1:]
    if digits.startswith("620"):
        return _COUNTRY + digits[3:]
    return _COUNTRY + digits if _BARE_MOBILE.fullmatch(digits) else digits
