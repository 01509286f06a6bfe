"""Placements with every fault and their combinations, composed so that the right finding is known beforehand.

A `Case` is a story told in days after the order: what ran, when, how much, whether it stood, what was paid. Each
ingredient brings what it changes and what must be found because of it; the expectation is put together here, by a reading
of the agreement, without the code under test. The same cases are judged as plain facts and through the database.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Makassar")
TEXT = ("advertorial", "news", "announcement")
PICTURED = ("gallery", "greeting")
KINDS = (*TEXT, *PICTURED, "broadcast", "subscription")
#: Days from the order to the last day to publish; days online; days of a subscription; part of the text.
PUBLISH_BY, DAYS_ONLINE, DAYS_SUBSCRIBED, LEAST = 3, 10, 5, 0.6
PRICE, TAX_PERCENT = 1_000_000, 11

#: At most one of each group. The first column of each says when it applies.
GROUPS: dict[str, tuple[str, ...]] = {
    "when": ("never", "late", "same_day", "last_minute", "just_late", "not_yet"),
    "share": ("too_little", "twice_the_same", "in_pieces", "exactly", "rest_is_late", "by_file"),
    "standing": ("gone", "gone_on_last_day", "gone_afterwards", "no_answer", "came_back"),
    "place": ("no_place",),
    "period": ("days_missing",),
    "price": ("above_agreed", "above_standard"),
    "papers": ("expired", "none", "renewed"),
    "council": ("never_verified", "verification_over"),
    "agreement": ("ordered_after_end",),
    "budget": ("over_budget",),
    "money": ("unpaid", "unpaid_accepted", "paid"),
    "twice": ("twice_own", "twice_other"),
    "earlier": ("ran_before",),
    "stranger": ("other_outlet",),
    "claim": ("claimed_day",),
}
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


@dataclass(frozen=True)
class Ran:
    """Something that ran: `day` and `at` its local time; `parts` of the text in per mille; `looks`: (day, outcome)."""

    name: str
    day: int
    at: time = time(10)
    parts: tuple[tuple[int, int], ...] = ((0, 800),)
    way: str = "machine"
    seen_day: int | None = None
    is_own_outlet: bool = True
    is_file: bool = False
    place: str = ""
    covers: tuple[int, int] | None = None
    looks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """A composed placement and what must be found."""

    kind: str
    ingredients: frozenset[str]
    ordered_on: date
    medium: str = "online"
    today: int = 25
    ran: tuple[Ran, ...] = ()
    state: str = "found"
    faults: frozenset[str] = frozenset()
    flags: frozenset[tuple[str, str]] = frozenset()
    days_late: int = 0
    vanished: tuple[int, int] | None = None  # (day found gone, days proven)
    price: int = PRICE
    standard_price: int = PRICE
    extra: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_text(self) -> bool:
        return self.kind in TEXT

    @property
    def days_online(self) -> int:
        if self.kind == "subscription":
            return DAYS_SUBSCRIBED
        return 0 if self.kind == "broadcast" else DAYS_ONLINE

    def moment(self, day: int, at: time = time(12)) -> datetime:
        return datetime.combine(self.ordered_on + timedelta(days=day), at, ZONE)

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(sorted(self.ingredients)) or 'clean'}"


def applies(kind: str, name: str) -> bool:
    """Whether an ingredient can be part of a placement of this kind at all."""
    group = GROUP_OF[name]
    if group == "share":
        return kind in TEXT
    if group in {"standing", "claim"}:
        return kind in (*TEXT, *PICTURED)
    if group == "place":
        return kind in (*PICTURED, "broadcast")
    if group == "period":
        return kind == "subscription"
    return True


def fit(names: tuple[str, ...]) -> bool:
    """Whether the ingredients can stand in one story: one of a group, and nothing about what never ran."""
    groups = [GROUP_OF[name] for name in names]
    if len(set(groups)) < len(groups):
        return False
    chosen = set(names)
    about_what_ran = {"share", "standing", "place", "period", "twice", "claim"}
    if chosen & {"never", "not_yet"} and (set(groups) & about_what_ran or chosen & {"unpaid_accepted", "paid"}):
        return False
    # A claim is about the first page alone; a file has no page; a part that is late is a story of its own.
    if "claimed_day" in chosen and chosen & {"late", "just_late", "last_minute", "rest_is_late", "by_file"}:
        return False
    if chosen & {"by_file", "claimed_day"} and set(groups) & {"standing"}:
        return False
    if "rest_is_late" in chosen and set(groups) & {"when", "standing"}:
        return False
    # Printed pages are not looked at.
    if "no_place" in chosen and set(groups) & {"standing", "claim"}:
        return False
    return not (chosen & {"not_yet"} and chosen & {"unpaid", "unpaid_accepted", "paid"})


def all_cases(most: int = 3) -> list[Case]:
    """Every kind, clean and with each one, two, up to `most` ingredients that fit together."""
    cases = []
    for kind in KINDS:
        names = [name for name in GROUP_OF if applies(kind, name)]
        for count in range(most + 1):
            cases += [compose(kind, chosen, len(cases)) for chosen in combinations(names, count) if fit(chosen)]
    return cases


def some_cases(count: int, seed: int) -> list[Case]:
    """Every kind clean and with each ingredient alone, then pairs and triples by the dice, `count` in all."""
    singles, more = [], []
    for case in all_cases(3):
        (singles if len(case.ingredients) <= 1 else more).append(case)
    return singles + random.Random(seed).sample(more, max(count - len(singles), 0))


def compose(kind: str, chosen: tuple[str, ...], number: int) -> Case:
    """The story of these ingredients."""
    names = frozenset(chosen)
    case = Case(kind, names, date(2026, 3, 2) + timedelta(days=number % 17))
    if "no_place" in names and kind in PICTURED:
        case = replace(case, medium="print")
    if kind == "broadcast":
        case = replace(case, medium="radio")
    if names & {"unpaid", "unpaid_accepted"}:
        case = replace(case, today=70)
    if "not_yet" in names:
        case = replace(case, today=1)
    case = replace(case, ran=_ran(case))
    return _expected(case)


def _ran(case: Case) -> tuple[Ran, ...]:
    names, found = case.ingredients, []
    if not names & {"never", "not_yet"}:
        day, at = 2, time(10)
        if "late" in names:
            day = 8
        elif "same_day" in names:
            day, at = 0, time(0, 0, 1)
        elif "last_minute" in names:
            day, at = PUBLISH_BY, time(23, 59, 59)
        elif "just_late" in names:
            day, at = PUBLISH_BY + 1, time(0, 0, 1)
        found += _main(case, day, at)
    if "ran_before" in names:
        found.append(
            Ran("earlier", -4, parts=((0, 900),), looks=(), covers=(-9, -4) if _is_subscription(case) else None)
        )
    if "other_outlet" in names:
        found.append(Ran("stranger", min(2, case.today), parts=((0, 900),), way="officer", is_own_outlet=False))
    return tuple(found)


def _is_subscription(case: Case) -> bool:
    return case.kind == "subscription"


def _main(case: Case, day: int, at: time) -> list[Ran]:
    """What ran of the placement itself."""
    names = case.ingredients
    if case.kind == "broadcast":
        place = "" if "no_place" in names else "Pro 1, 18.05"
        return [Ran("main", day, at, parts=(), way="outlet", is_file=True, place=place)]
    if case.kind == "subscription":
        last = day + DAYS_SUBSCRIBED - 1 - (2 if "days_missing" in names else 0)
        return [Ran("main", day, at, parts=(), way="outlet", is_file=True, covers=(day, last))]
    if case.medium == "print":
        return [Ran("main", day, at, parts=(), way="outlet", is_file=True)]
    looks = _looks(names, day)
    if not case.is_text:
        return [Ran("main", day, at, parts=(), way="outlet", looks=looks, seen_day=_seen(names))]
    whole = Ran("main", day, at, looks=looks, seen_day=_seen(names))
    if "by_file" in names:
        return [Ran("main", day, at, parts=(), way="outlet", is_file=True)]
    if "too_little" in names:
        return [replace(whole, parts=((100, 500),))]
    if "twice_the_same" in names:
        return [replace(whole, parts=((100, 500),)), replace(whole, name="second", parts=((150, 500),))]
    if "in_pieces" in names:
        return [replace(whole, parts=((0, 350),)), replace(whole, name="second", parts=((300, 650),))]
    if "exactly" in names:
        return [replace(whole, parts=((0, 100), (200, 700)))]
    if "rest_is_late" in names:
        whole = replace(whole, looks=((7 + DAYS_ONLINE, "ok"),))
        return [replace(whole, parts=((0, 400),)), replace(whole, name="second", day=7, parts=((400, 800),))]
    return [whole]


def _seen(names: frozenset[str]) -> int | None:
    """A page that tells an earlier day than the one on which it was first seen."""
    return PUBLISH_BY + 4 if "claimed_day" in names else None


def _looks(names: frozenset[str], day: int) -> tuple[tuple[int, str], ...]:
    last = day + DAYS_ONLINE
    if "claimed_day" in names:  # a page is not looked at before it is known
        return ((last, "ok"),)
    if "gone" in names:
        return ((day + 1, "ok"), (day + 5, "ok"), (day + 6, "unknown"), (day + 7, "gone"), (day + 8, "gone"))
    if "gone_on_last_day" in names:
        return ((day + 4, "ok"), (last, "gone"))
    if "gone_afterwards" in names:
        return ((day + 4, "ok"), (last, "ok"), (last + 1, "gone"))
    if "no_answer" in names:
        return ((day + 1, "ok"), (day + 4, "unknown"), (last, "unknown"), (last + 1, "unknown"))
    if "came_back" in names:
        return ((day + 1, "ok"), (day + 3, "gone"), (day + 4, "ok"), (last, "ok"))
    return ((day + 1, "ok"), (last, "ok"))


def _expected(case: Case) -> Case:
    """What an auditor with the agreement in hand would say of this story."""
    names = case.ingredients
    faults: set[str] = set()
    days_late = 0
    if names & {"too_little", "twice_the_same", "no_place", "days_missing"}:
        faults.add("short")
    if "late" in names:
        days_late = 8 - PUBLISH_BY
    if "just_late" in names:
        days_late = 1
    if "rest_is_late" in names:
        days_late = 7 - PUBLISH_BY
    if "never" in names:
        days_late = case.today - PUBLISH_BY
    if days_late:
        faults.add("late")
    vanished = None
    start = next((one.day for one in case.ran if one.name == "main"), 0)
    if "gone" in names:
        vanished = (start + 7, 5)
    if "gone_on_last_day" in names:
        vanished = (start + DAYS_ONLINE, 4)
    if vanished:
        faults.add("vanished")
    state = next((fault for fault in ("vanished", "short", "late") if fault in faults), "found")
    if state == "found" and "by_file" in names:
        state = "published"
    if "not_yet" in names:
        state = "waiting"
    case = replace(case, state=state, faults=frozenset(faults), days_late=days_late, vanished=vanished)
    case = replace(case, flags=_flags(case))
    if "above_agreed" in names:
        case = replace(case, price=PRICE + 1, standard_price=PRICE * 2)
    if "above_standard" in names:
        case = replace(case, standard_price=PRICE - 1)
    return case


def _flags(case: Case) -> frozenset[tuple[str, str]]:
    """(code, subject); the subject is left out where it is only a key."""
    told = {
        "above_agreed": ("overprice", "agreed"),
        "above_standard": ("overprice", "standard"),
        "expired": ("papers_expired", "business"),
        "none": ("papers_missing", ""),
        "never_verified": ("unverified_outlet", ""),
        "verification_over": ("unverified_outlet", ""),
        "over_budget": ("over_budget", ""),
        "twice_own": ("paid_twice", "own"),
        "twice_other": ("paid_twice", "other"),
        "ran_before": ("ran_before_order", ""),
        "other_outlet": ("other_outlet", ""),
        "claimed_day": ("dated_unseen", ""),
        "came_back": ("interrupted", ""),
        "unpaid_accepted": ("unpaid", "accepted"),
    }
    flags = {told[name] for name in case.ingredients if name in told}
    if "ordered_after_end" in case.ingredients:
        flags.add(("outside_agreement", "ordered"))
        if any(one.name == "main" for one in case.ran):
            flags.add(("outside_agreement", "published"))
    if "unpaid" in case.ingredients and case.state == "found":
        flags.add(("unpaid", "complete"))
    return frozenset(flags)
