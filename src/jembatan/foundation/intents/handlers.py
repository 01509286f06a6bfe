"""Which room answers for which kind of intent. Filled in `config.wiring` only."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.intents.retrying import DEFAULT, RetryPolicy

Handle = Callable[[Lease], None]
Follow = Callable[[Intent], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What happens to one kind.

    `on_dead` runs in the transaction that buries the intent, `on_retry` in the one in which a person calls it back.
    `limit_seconds`: after so long the lease is no longer extended, and the intent goes to another worker.
    """

    handle: Handle
    on_dead: Follow | None = None
    on_retry: Follow | None = None
    retry: RetryPolicy = DEFAULT
    limit_seconds: float = 900


@dataclass(slots=True)
class Handlers:
    """All handlers of one installation."""

    known: dict[str, Handler] = field(default_factory=dict)
    #: What each kind is called on the screen: a str, or a lazy translation of one.
    words: dict[str, Any] = field(default_factory=dict)

    def register(
        self,
        kind: str,
        handle: Handle,
        on_dead: Follow | None = None,
        *,
        on_retry: Follow | None = None,
        retry: RetryPolicy = DEFAULT,
        limit_seconds: float = 900,
    ) -> None:
        """Have `handle` do every intent of `kind` ("app.verb"). Registering the same again changes nothing.

        `handle` gets a `Lease`, runs outside any transaction, and writes its result in `with lease.settle():`.
        Raises ValueError if another function answers for `kind` already.
        """
        present = self.known.get(kind)
        if present is not None and present.handle is not handle:
            raise ValueError(f"two handlers for {kind!r}")
        self.known[kind] = Handler(handle, on_dead, on_retry, retry, limit_seconds)

    def name_of(self, kind: str) -> str:
        """What `kind` is called on the screen; its code where nobody has named it."""
        return str(self.words.get(kind, kind))

    def kinds(self) -> list[str]:
        """The kinds that this process can do."""
        return sorted(self.known)

    def of(self, kind: str) -> Handler | None:
        """The handler of `kind`."""
        return self.known.get(kind)


handlers = Handlers()
