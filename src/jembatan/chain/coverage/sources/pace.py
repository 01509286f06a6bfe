"""How a host is treated: one request after another with a pause between, and its robots.txt heeded.

The pause is shared by all workers through one row a host, whose time of the next free turn is moved on in one statement.
`settings.HOST_PACE_SECONDS` is the pause; 0 keeps none (for servers of one's own, as in a benchmark).
"""

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from protego import Protego

from jembatan.chain.coverage.fetching import FetchFailed, fetch, user_agent
from jembatan.chain.coverage.sources.models import HostPace
from jembatan.foundation import clock

#: Longer than that nobody waits with a job in hands; it comes again later.
LONGEST_WAIT = timedelta(seconds=60)
ROBOTS_AGE = timedelta(hours=12)
#: RFC 9309, 2.5: at least 500 kB are read.
LARGEST_ROBOTS = 512 * 1024
ROBOTS_TYPES = ("text/plain", "text/html")
LONGEST_DELAY_SECONDS = 30.0


def wait_for_turn(host: str) -> None:
    """Take the next free turn at `host` and wait for it. Raises FetchFailed (not permanent) if it is far away."""
    if settings.HOST_PACE_SECONDS <= 0:
        return
    turn = _take_turn(host)
    wait = turn - clock.now()
    if wait > LONGEST_WAIT:
        raise FetchFailed(_("Situs ini sedang banyak diminta; dicoba lagi nanti."), is_permanent=False)
    time.sleep(max(0.0, wait.total_seconds()))


def _take_turn(host: str) -> datetime:
    """When our turn is. A turn that is too far away is not taken."""
    now = clock.now()
    with transaction.atomic():
        row, _made = HostPace.objects.select_for_update().get_or_create(host=host[:260], defaults={"free_at": now})
        turn = max(row.free_at, now)
        if turn - now <= LONGEST_WAIT:
            row.free_at = turn + timedelta(seconds=_pause_of(row))
            row.save(update_fields=["free_at"])
    return turn


def _pause_of(row: HostPace) -> float:
    asked = Protego.parse(row.robots).crawl_delay(user_agent()) if "delay" in row.robots.lower() else None
    return max(float(settings.HOST_PACE_SECONDS), min(float(asked or 0), LONGEST_DELAY_SECONDS))


class Robots:
    """What robots.txt of several hosts allow; asked for once a host, kept for half a day. Not in a transaction."""

    def __init__(self) -> None:
        self._known: dict[str, Protego | None] = {}

    def allow(self, address: str) -> bool:
        """Whether robots may ask for `address`. A host that does not answer for its robots.txt allows nothing now."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            text = _robots_of(site, parts.netloc)
            self._known[site] = None if text is None else Protego.parse(text)
        rules = self._known[site]
        return rules is not None and bool(rules.can_fetch(address, user_agent()))


def _robots_of(site: str, host: str) -> str | None:
    """The text of robots.txt; "" where there is none; None where the host can't say (RFC 9309, 2.3.1.4)."""
    row = HostPace.objects.filter(host=host[:260]).first()
    if row is not None and row.robots_at is not None and clock.now() - row.robots_at < ROBOTS_AGE:
        return row.robots
    try:
        page = fetch(f"{site}/robots.txt", types=ROBOTS_TYPES, largest=LARGEST_ROBOTS)
        text = "" if page.media_type == "text/html" else page.content.decode("utf-8", "replace").replace("\x00", "")
    except FetchFailed as failure:
        if not failure.is_permanent:
            return row.robots if row is not None and row.robots_at is not None else None
        text = ""
    HostPace.objects.update_or_create(host=host[:260], defaults={"robots": text, "robots_at": clock.now()})
    return text
