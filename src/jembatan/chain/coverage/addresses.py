"""One canonical form for the address of an article, and the refusal of inner addresses."""

import hashlib
import ipaddress
import re
import socket
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

import courlan
from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.foundation.refusal import Refused

MAXIMUM_LENGTH = 500
WEB_PORTS = frozenset({80, 443})
#: Names that lead nowhere but inward (RFC 6761, 6762, 8375, 9476 and custom).
_INNER_NAMES = (".localhost", ".localdomain", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".arpa")
_UNREADABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"(?:0x)?[0-9a-f]*(?:\.(?:0x)?[0-9a-f]*){0,3}", re.IGNORECASE)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
#: IETF protocol assignments with Teredo, documentation, 6to4 and its relays; the inner service of a large cloud.
_NOT_FOR_SITES = tuple(
    ipaddress.ip_network(block)
    for block in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
    )
)
_MOBILE_PREFIX = re.compile(r"^(?:www|m|amp|mobile)\.(?=[^.]+\.)")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def clean_address(address: str, *, allow: Collection[str] | None = None) -> str:
    """`address` as one would type it, without fragment and tracking parameters (courlan).

    Raises Refused if it is no http(s) address, carries a user or password, is longer than 500 characters, asks for a
    port that web pages are not served from, or spells an inner host. `allow` names inner hosts that may be asked; by
    default those of the installation's settings.
    """
    allowed = settings.FETCH_ALLOWED_HOSTS if allow is None else allow
    stripped = address.strip()
    if "://" not in stripped and "." in stripped.split("/", maxsplit=1)[0]:
        stripped = f"https://{stripped}"
    parts, port = _parts_of(stripped)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"http", "https"} or not host:
        raise Refused(_("Alamat harus diawali http:// atau https://."), "address")
    if "@" in parts.netloc:
        raise Refused(_("Alamat tidak boleh memuat nama pengguna atau kata sandi."), "address")
    if not is_allowed_host(host, port, allowed):
        if _is_inner_name(host):
            raise Refused(_("Alamat ini menuju jaringan internal, jadi tidak dibuka."), "inner_address")
        if port is not None and port not in WEB_PORTS:
            raise Refused(_("Alamat memakai port yang tidak lazim untuk halaman berita."), "address")
    cleaned = str(courlan.normalize_url(stripped, strict=False)).split("#", maxsplit=1)[0]
    if len(cleaned) > MAXIMUM_LENGTH:
        raise Refused(_("Alamat terlalu panjang (lebih dari 500 karakter)."), "address")
    return cleaned


def _parts_of(address: str) -> tuple[SplitResult, int | None]:
    """The parts of an address and its port. Raises Refused where programs might read it in different ways."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused(_("Alamat ini tidak dapat dibaca. Salin ulang alamat dari peramban."), "address") from error
    if _UNREADABLE.search(address) or "\\" in parts.netloc or "%" in parts.netloc:
        raise Refused(_("Alamat ini tidak dapat dibaca. Salin ulang alamat dari peramban."), "address")
    return parts, port


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


def _is_inner_name(host: str) -> bool:
    """Whether `host` itself spells an inner address or name; other names are looked up only when they are fetched."""
    number = _number_of(host)
    if number is not None:
        return not is_public(number)
    return "." not in host or f".{host.lower()}".endswith(_INNER_NAMES)


def _number_of(host: str) -> IPAddress | None:
    """The numeric address that `host` spells in any way that a resolver reads: 127.1, 0x7f.1, 2130706433, [::1]."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    if not _NUMBER.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_allowed_host(host: str, port: int | None = None, allow: Collection[str] | None = None) -> bool:
    """Whether `host` ("127.0.0.1", or with its port) may be fetched although it is inner (tests and commands say so)."""
    allowed = settings.FETCH_ALLOWED_HOSTS if allow is None else allow
    name = host.lower().strip("[]").rstrip(".")
    return name in allowed or (port is not None and f"{name}:{port}" in allowed)


def checked_addresses(host: str, port: int, *, allow: Collection[str] | None = None) -> list[str]:
    """The numeric addresses of `host`, all of them public. Raises Refused if any is not, or none is found.

    All must be public: a name that answers with one public and one inner address is an attack, not a site.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(
            _("Situs %(host)s tidak ditemukan. Periksa ejaan alamatnya.") % {"host": host}, "unknown_host"
        ) from error
    numbers = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not is_allowed_host(host, port, allow) and not all(is_public(ipaddress.ip_address(n)) for n in numbers):
        raise Refused(_("Alamat ini menuju jaringan internal, jadi tidak dibuka."), "inner_address")
    return numbers


def is_public(number: IPAddress) -> bool:
    """Whether a numeric address belongs to the public internet, also under its IPv6 disguises.

    An IPv4-mapped address (::ffff:a.b.c.d) is what it carries. Of the rest of IPv6 only global unicast (2000::/3) is
    public, without the blocks that carry an IPv4 address within (6to4, Teredo) or serve other ends; NAT64
    (64:ff9b::/96 and 64:ff9b:1::/48), IPv4-translated and IPv4-compatible forms lie outside of it. No site has a zone.
    """
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None and number.scope_id is None:
            return is_public(number.ipv4_mapped)
        if number.scope_id is not None or number not in _GLOBAL_UNICAST:
            return False
    if any(number in block for block in _NOT_FOR_SITES if block.version == number.version):
        return False
    return number.is_global and not number.is_multicast
