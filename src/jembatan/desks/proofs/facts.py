"""What is known of a placement when it is judged, and what the judgement says: plain values, no Django.

Days are those of the unit's zone; a moment is aware and becomes such a day by `PlacementFacts.day_of`. All day limits
are inclusive: what happens on the last day happens in time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

# Kinds of placements. Only those made of text run a release, and only they have a share.
ADVERTORIAL: Final = "advertorial"
NEWS: Final = "news"
GALLERY: Final = "gallery"
GREETING: Final = "greeting"
BROADCAST: Final = "broadcast"
ANNOUNCEMENT: Final = "announcement"
SUBSCRIPTION: Final = "subscription"
KINDS: Final = (ADVERTORIAL, NEWS, GALLERY, GREETING, BROADCAST, ANNOUNCEMENT, SUBSCRIPTION)
TEXT_KINDS: Final = frozenset({ADVERTORIAL, NEWS, ANNOUNCEMENT})

# Who brought a publication.
MACHINE: Final = "machine"
OUTLET: Final = "outlet"
OFFICER: Final = "officer"

# What a look at a page found. A failed fetch tells nothing: it is unknown, never gone.
OK: Final = "ok"
GONE: Final = "gone"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` (code points, end exclusive) of one version of the release, which ran."""

    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Check:
    """A look at a page at one moment: OK (there, and with its text), GONE, or UNKNOWN."""

    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class OtherUse:
    """The same publication stands as proof of another placement, perhaps of another unit."""

    order: str
    unit: str
    is_own_unit: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """Something that ran, or is said to have run: an article or page, a file that was handed in, a minute on the air.

    `key` makes it one thing across placements (an article's identifier, an address, a file's SHA-256). `seen_at`: when
    Jembatan first saw it; `told_at`: when it ran by its own account. `is_measured`: its text was compared with the
    release. `place`: the page or the minute, as told. `covers`: the days of a subscription that it shows, inclusive.
    """

    key: str
    outlet: str
    seen_at: datetime
    told_at: datetime | None = None
    brought_by: str = MACHINE
    is_online: bool = False
    is_measured: bool = False
    pieces: tuple[Piece, ...] = ()
    place: str = ""
    covers: tuple[date, date] | None = None
    checks: tuple[Check, ...] = ()
    also: tuple[OtherUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the outlet and its days; None: open on that side."""

    kind: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """All that the judgement goes by. `lengths`: characters of each version of the release.

    Prices, acceptance and payments are before tax; the budget and `ordered_before` (all of the agreement's orders before
    this one) are with it. `council_from`, `council_until`: the days on
    which the outlet counts as verified by the press council; `is_verified` is false where it never was.
    """

    kind: str
    outlet: str
    zone: tzinfo
    now: datetime
    ordered_on: date
    publish_by: date
    least_share: float = 0.0
    days_online: int = 0
    medium: str = "online"
    lengths: Mapping[str, int] = field(default_factory=dict)
    publications: tuple[Publication, ...] = ()
    price: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    agreed_price: Decimal | None = None
    standard_price: Decimal | None = None
    agreement_from: date | None = None
    agreement_until: date | None = None
    budget: Decimal | None = None
    ordered_before: Decimal = Decimal(0)
    papers: tuple[Paper, ...] = ()
    is_verified: bool = True
    council_from: date | None = None
    council_until: date | None = None
    accepted_on: date | None = None
    accepted_amount: Decimal | None = None
    paid: tuple[Decimal, ...] = ()
    payment_days: int = 30

    def day_of(self, moment: datetime) -> date:
        """The calendar day of `moment` where the unit is."""
        return moment.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        """The unit's day."""
        return self.day_of(self.now)


# How a term stands.
MET: Final = "met"
UNMET: Final = "unmet"
OPEN: Final = "open"  # its time has not run out
UNTOLD: Final = "untold"  # nobody can tell from what is there

# The terms.
SHARE: Final = "share"
DEADLINE: Final = "deadline"
PLACE: Final = "place"
PERIOD: Final = "period"
ONLINE: Final = "online"

# The states of a verdict; the first three are faults, in the order in which the leading one is chosen.
VANISHED: Final = "vanished"
SHORT: Final = "short"
LATE: Final = "late"
FOUND: Final = "found"
PUBLISHED: Final = "published"
WAITING: Final = "waiting"
FAULTS: Final = (VANISHED, SHORT, LATE)

Amount = float | int | date | Decimal | str | None


@dataclass(frozen=True, slots=True)
class TermResult:
    """One term: what was measured against what was ordered.

    share: 0 to 1. deadline: the day. place: what was told. period, online: days.
    """

    name: str
    status: str
    measured: Amount
    required: Amount


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """Something about the order, the outlet or the payment that a person should look at; it decides nothing."""

    code: str
    subject: str = ""
    measured: str = ""
    required: str = ""


@dataclass(frozen=True, slots=True)
class Vanished:
    """The page was found gone on `on`, after `days` proven days of `of`."""

    on: date
    days: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the machine finds. `state` leads; `faults` holds all of them. `share` is None for kinds not made of text.

    `first_on`: the first day on which something ran; `complete_on`: the first on which enough had. `counted` are the
    keys that the verdict goes by, `passed_over` those that don't, with the reason (`running.py`).
    """

    state: str
    faults: tuple[str, ...]
    terms: tuple[TermResult, ...]
    flags: tuple[Flag, ...] = ()
    share: float | None = None
    first_on: date | None = None
    complete_on: date | None = None
    days_late: int = 0
    vanished: Vanished | None = None
    counted: tuple[str, ...] = ()
    passed_over: tuple[tuple[str, str], ...] = ()

    def term(self, name: str) -> TermResult | None:
        """The term called `name`; None where this kind of placement has none."""
        return next((term for term in self.terms if term.name == name), None)

    @property
    def unmet(self) -> tuple[TermResult, ...]:
        """The terms that are not met."""
        return tuple(term for term in self.terms if term.status == UNMET)
