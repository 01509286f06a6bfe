"""Slowing down whoever tries too often at the public page: by where they come from, and by link.

Kept a day, without personal data: where somebody comes from is a keyed hash.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from jembatan.desks.proofs.models import HandInLink, HandInTry
from jembatan.foundation import clock

#: In an hour: things handed in from one place, and by one link; addresses tried that are no link.
MOST_FROM, MOST_BY_LINK, MOST_WRONG = 30, 20, 60
WINDOW: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)


def may_try(address: str, link: HandInLink | None) -> bool:
    """Whether one more try from `address` (an IP number) is let in; it is counted if so.

    `link` None: an address that is no link, which is counted apart.
    """
    now, source = clock.now(), _keyed(address)
    with transaction.atomic():
        HandInTry.objects.filter(at__lt=now - KEPT).delete()
        recent = HandInTry.objects.filter(at__gte=now - WINDOW)
        mark = "" if link is None else _keyed(link.token)
        mine = recent.filter(source=source)
        mine = mine.filter(link="") if link is None else mine.exclude(link="")
        if mine.count() >= (MOST_WRONG if link is None else MOST_FROM):
            return False
        if mark and recent.filter(link=mark).count() >= MOST_BY_LINK:
            return False
        HandInTry.objects.create(source=source, link=mark, at=now)
    return True


def _keyed(secret: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), secret.encode(), hashlib.sha256).hexdigest()
