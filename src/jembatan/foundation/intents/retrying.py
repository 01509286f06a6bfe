"""When a failed intent is tried again: exponential waits, spread so that many do not come back at once."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom

_random = SystemRandom()


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Waits of `first_seconds`, doubled at each attempt up to `longest_seconds`; given up after `attempts`.

    The defaults give up after about 18 hours on average: a line between islands may be down for a day of work.
    `losses` is how often a worker may die over the intent before the intent itself is held to be the cause.
    """

    first_seconds: float = 15
    longest_seconds: float = 3600
    attempts: int = 30
    losses: int = 8

    def wait(self, attempt: int) -> timedelta:
        """The wait after the `attempt`th attempt (from 1) has failed: between half the step and the whole."""
        doublings = min(attempt - 1, 32)  # beyond that the longest wait holds for any step
        step = min(self.first_seconds * 2**doublings, self.longest_seconds)
        return timedelta(seconds=step * _random.uniform(0.5, 1.0))


DEFAULT = RetryPolicy()
