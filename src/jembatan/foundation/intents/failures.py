"""How a handler says that it did not succeed."""

from datetime import timedelta


class TransientFailure(Exception):  # noqa: N818 - says what happened
    """It may go well later: the intent waits and is tried again.

    `reason` is shown to people. `retry_after` is the least wait that the other side has asked for, if it did.
    """

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class PermanentFailure(Exception):  # noqa: N818 - says what happened
    """It will never go well as it stands: the intent becomes a dead letter with this `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LeaseLost(Exception):  # noqa: N818 - says what happened
    """The lease is no longer held: it ran out and was swept, or the intent is settled already. Nothing was written."""
