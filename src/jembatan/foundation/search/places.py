"""The place of a document in the order of time: a number that both databases order and narrow by."""

from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Bits below the microseconds in `entry`, which tell apart what happened together.
TELLING_APART = 10
_FARTHEST = 1 << 52  # microseconds; about 142 years to either side of 1970


def microseconds(moment: datetime) -> int:
    """Since 1970, within what an `entry` can hold."""
    since = moment - _EPOCH
    exact = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return max(-_FARTHEST, min(_FARTHEST, exact))


def first_place(moment: datetime) -> int:
    """The lowest `entry` that a document of this moment can have."""
    return microseconds(moment) << TELLING_APART


def after_last_place(moment: datetime) -> int:
    """The lowest `entry` above all documents of this moment."""
    return (microseconds(moment) + 1) << TELLING_APART
