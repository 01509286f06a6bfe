"""One canonical form for the address of an article, and the refusal of inner addresses."""

import hashlib
import ipaddress
import re
import socket
from urllib.parse import urlsplit

import courlan
from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.foundation.refusal import Refused

MAXIMUM_LENGTH = 500
WEB_PORTS = frozenset({80, 443})
_MOBILE_PREFIX = re.compile(r"^(?:www|m|amp|mobile)\.(?=[^.]+\.)")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def clean_address(address: str) -> str:
    """`address` as one would type it, without fragment and tracking parameters (courlan).

    Raises Refused if it is no http(s) address, carries a password, is longer than 500 characters, or asks for a port
    that web pages are not served from.
    """
    stripped = address.strip()
    if "://" not in stripped and "." in stripped.split("/", maxsplit=1)[0]:
        stripped = f"https://{stripped}"
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError as error:
        raise Refused(_("Alamat ini tidak dapat dibaca. Salin ulang alamat dari peramban."), "address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(_("Alamat harus diawali http:// atau https://."), "address")
    if parts.username or parts.password:
        raise Refused(_("Alamat tidak boleh memuat nama pengguna atau kata sandi."), "address")
    if _is_inner_literal(parts.hostname):
        raise Refused(_("Alamat ini menuju jaringan internal, jadi tidak dibuka."), "inner_address")
    if port is not None and port not in WEB_PORTS and not is_allowed_host(parts.hostname):
        raise Refused(_("Alamat memakai port yang tidak lazim untuk halaman berita."), "address")
    cleaned = str(courlan.normalize_url(stripped, strict=False)).split("#", maxsplit=1)[0]
    if len(cleaned) > MAXIMUM_LENGTH:
        raise Refused(_("Alamat terlalu panjang (lebih dari 500 karakter)."), "address")
    return cleaned


def canonical_key(address: str) -> str:
    """What two addresses of one page share: no scheme, no www/m/amp host, no trailing slash, sorted query."""
    parts = urlsplit(clean_address(address))
    host = _MOBILE_PREFIX.sub("", (parts.hostname or "").lower())
    if parts.port is not None and parts.port not in WEB_PORTS:
        host = f"{host}:{parts.port}"
    path = re.sub(r"/amp/?$", "", parts.path).rstrip("/")
    query = "&".join(sorted(p for p in parts.query.split("&") if p and p not in {"amp=1", "amp", "page=all"}))
    return f"{host}{path}{'?' + query if query else ''}"


def text_key(text: str) -> str:
    """The key of an article that has no address: by its words, so that the same paste is the same article."""
    words = " ".join(text.casefold().split())
    return f"text:{hashlib.sha256(words.encode()).hexdigest()}"


def _is_inner_literal(host: str) -> bool:
    """Whether `host` itself spells an inner address; names are looked up only when they are fetched."""
    if is_allowed_host(host):
        return False
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return False


def is_allowed_host(host: str) -> bool:
    """Whether the installation names `host` as one that may be fetched although it is inner (tests do)."""
    return host.lower() in settings.FETCH_ALLOWED_HOSTS


def checked_addresses(host: str, port: int) -> list[str]:
    """The numeric addresses of `host`, all of them public. Raises Refused if any is not, or none is found.

    All must be public: a name that answers with one public and one inner address is an attack, not a site.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(
            _("Situs %(host)s tidak ditemukan. Periksa ejaan alamatnya.") % {"host": host}, "unknown_host"
        ) from error
    numbers = list(dict.fromkeys(str(answer[4][0]).split("%", maxsplit=1)[0] for answer in answers))
    if not is_allowed_host(host) and not all(is_public(ipaddress.ip_address(number)) for number in numbers):
        raise Refused(_("Alamat ini menuju jaringan internal, jadi tidak dibuka."), "inner_address")
    return numbers


def is_public(number: IPAddress) -> bool:
    """Whether a numeric address belongs to the public internet, also under its IPv6 disguises.

    IPv4-mapped (::ffff:a.b.c.d), 6to4 (2002::/16), Teredo (2001::/32) and NAT64 (64:ff9b::/96, RFC 6052) carry an IPv4
    address within; that one counts.
    """
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if inner is not None:
            return is_public(inner)
        if number.teredo is not None or number in ipaddress.ip_network("64:ff9b::/96"):
            return False
        if number in ipaddress.ip_network("::/96"):
            return False
    return number.is_global and not number.is_multicast
