"""A real SMTP server (aiosmtpd) on the loopback, in a thread, which can be told to behave badly."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

Answer = str | None


class PostOffice:
    """Takes letters, unless one of its rules says otherwise.

    `at_rcpt`, `at_data` and `at_end` get the recipient and how often it has been named there, and may give an answer (a
    text such as "550 no"), "drop" to cut the connection, or None to go on. `delay` and `stall` are seconds.
    """

    def __init__(self, **options: Any) -> None:
        self.letters: list[tuple[str, str, EmailMessage]] = []
        self.at_rcpt: Callable[[str, int], Answer] = lambda _address, _times: None
        self.at_data: Callable[[str, int], Answer] = lambda _address, _times: None
        self.at_end: Callable[[str, int], Answer] = lambda _address, _times: None
        self.delay = 0.0
        self.stall = 0.0
        self.greeted: list[str] = []
        self._asked: dict[tuple[str, str], int] = {}
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> PostOffice:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_ignored: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    async def _close(self) -> None:
        self._server.close()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _listen(self) -> asyncio.Server:
        def make() -> SMTP:
            return SMTP(self, hostname="localhost", enable_SMTPUTF8=True, loop=self._loop, **self._options)

        return await self._loop.create_server(make, "127.0.0.1", 0)

    def copies_to(self, address: str) -> list[EmailMessage]:
        return [letter for _sender, recipient, letter in self.letters if recipient == address]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ):
        session.host_name = hostname
        self.greeted.append(hostname)
        await asyncio.sleep(self.stall)
        return responses

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):
        answer = self._rule(self.at_rcpt, "rcpt", address)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called when the whole text has come."""
        [address] = envelope.rcpt_tos
        answer = self._rule(self.at_data, "data", address)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer is not None:
            return answer
        await asyncio.sleep(self.delay)
        letter = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        self.letters.append((envelope.mail_from or "", address, letter))
        if self._rule(self.at_end, "end", address) == "drop":
            server.transport.abort()
        return "250 taken"

    def _rule(self, rule: Callable[[str, int], Answer], place: str, address: str) -> Answer:
        times = self._asked[place, address] = self._asked.get((place, address), 0) + 1
        return rule(address, times)


def refuse_everybody(*_ignored: object) -> AuthResult:
    """An authenticator that knows no password."""
    return AuthResult(success=False, handled=False)
