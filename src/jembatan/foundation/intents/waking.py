"""How a worker learns that there is something to do: told by PostgreSQL at commit, by looking often on SQLite."""

import logging
import threading
from contextlib import suppress
from typing import Any

from django.db import connection

log = logging.getLogger(__name__)

CHANNEL = "jembatan_intents"
#: Seconds between looks: without being told, and with (a notice may be lost with its connection).
LOOK_SECONDS = 0.25
LISTENING_LOOK_SECONDS = 5.0
RECONNECT_SECONDS = 2.0


def wake_workers() -> None:
    """Tell listening workers, once this transaction is committed; a rollback tells nobody."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


class Listener(threading.Thread):
    """Sets `wake` whenever PostgreSQL tells of a new intent. Does nothing on SQLite.

    Has a connection of its own; if that breaks, `is_listening` is False until there is another.
    """

    def __init__(self, wake: threading.Event, stop: threading.Event) -> None:
        super().__init__(name="listener", daemon=True)
        self._wake = wake
        self._stop_event = stop
        self.is_listening = False

    @property
    def look_seconds(self) -> float:
        """How long a worker may wait before it looks by itself."""
        return LISTENING_LOOK_SECONDS if self.is_listening else LOOK_SECONDS

    def run(self) -> None:
        """Listen until stopped."""
        if connection.vendor != "postgresql":
            return
        while not self._stop_event.is_set():
            try:
                self._listen()
            except Exception:
                log.warning("the listening connection broke; looking instead", exc_info=True)
            self.is_listening = False
            self._stop_event.wait(RECONNECT_SECONDS)

    def _listen(self) -> None:
        ours = _own_connection()
        try:
            ours.execute(f"LISTEN {CHANNEL}")
            self.is_listening = True
            self._wake.set()  # something may have come while nobody listened
            while not self._stop_event.is_set():
                for _notice in ours.notifies(timeout=1.0, stop_after=1):
                    self._wake.set()
        finally:
            with suppress(Exception):
                ours.close()


def _own_connection() -> Any:
    """A connection outside Django's bookkeeping, in autocommit mode."""
    import psycopg

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)
