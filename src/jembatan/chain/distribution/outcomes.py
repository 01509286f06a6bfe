"""How handing over a letter can end other than well. `reason` is shown to people, with the server's own words."""


class NotHandedOver(Exception):  # noqa: N818 - an outcome, which the ledger takes down
    """Base of the four."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Deferred(NotHandedOver):
    """Not taken this time (the line is down, a server is busy, greylisting): it may be later."""


class RecipientRefused(NotHandedOver):
    """The server will never take this letter for this recipient."""


class SetupFault(NotHandedOver):
    """Our own fault, not the recipient's: a wrong password, a refused sender, a missing setting. A person must mend it."""


class OutcomeUnknown(NotHandedOver):
    """The connection died between the text and the server's answer: it may have been taken or not."""
