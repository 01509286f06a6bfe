"""How an action says no: with every reason at once, in words that a person can act on."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An action did not run and changed nothing. `reasons` are translated sentences; `code` is for machines."""

    def __init__(self, reasons: str | Sequence[str], code: str = "refused") -> None:
        self.reasons: tuple[str, ...] = (reasons,) if isinstance(reasons, str) else tuple(reasons)
        self.code = code
        super().__init__("; ".join(str(reason) for reason in self.reasons))


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile. `current` carries what stands there now."""

    def __init__(self, reasons: str | Sequence[str], current: object) -> None:
        super().__init__(reasons, code="conflict")
        self.current = current


def refuse_if(reasons: Sequence[str], code: str = "refused") -> None:
    """Raise `Refused` with all `reasons` if there is any."""
    if reasons:
        raise Refused(reasons, code)


class TakesErrors(Protocol):
    """A form, as far as a refusal is concerned."""

    def add_error(self, field: str | None, error: str) -> None:
        """Note an error at `field`, or of the form as a whole."""


def into_form(form: TakesErrors, refusal: Refused) -> None:
    """Show all reasons in the summary of errors of a bound form."""
    for reason in refusal.reasons:
        form.add_error(None, reason)


def attempt(form: TakesErrors, act: Callable[[], T]) -> T | None:
    """Do it; a refusal is told in the form, with everything typed still there."""
    try:
        return act()
    except Refused as refusal:
        into_form(form, refusal)
        return None
