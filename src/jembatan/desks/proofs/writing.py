"""A verdict as JSON, and back into words that a screen or a paper can show."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from jembatan.desks.proofs.facts import Flag, TermResult, Vanished, Verdict


def as_json(verdict: Verdict) -> dict[str, Any]:
    """All of `verdict` in plain values: days as ISO text, shares as numbers."""
    plain: dict[str, Any] = _plain(asdict(verdict))
    return plain


def from_json(kept: dict[str, Any]) -> Verdict:
    """The verdict again. The days and shares of terms stay as they were kept."""
    vanished = kept.get("vanished")
    return Verdict(
        state=kept["state"],
        faults=tuple(kept["faults"]),
        terms=tuple(_term(term) for term in kept["terms"]),
        flags=tuple(Flag(**flag) for flag in kept["flags"]),
        share=kept["share"],
        first_on=_day(kept["first_on"]),
        complete_on=_day(kept["complete_on"]),
        days_late=kept["days_late"],
        vanished=Vanished(date.fromisoformat(vanished["on"]), vanished["days"], vanished["of"]) if vanished else None,
        counted=tuple(kept["counted"]),
        passed_over=tuple((key, reason) for key, reason in kept["passed_over"]),
    )


def _term(kept: dict[str, Any]) -> TermResult:
    if kept["name"] == "deadline":
        return TermResult("deadline", kept["status"], _day(kept["measured"]), _day(kept["required"]))
    return TermResult(**kept)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
