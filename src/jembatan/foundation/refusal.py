"""How an action says no: with every reason at once, in words that a person can act on."""

from collections.abc import Sequence


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
