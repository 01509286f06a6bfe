"""The demo's post office: a real SMTP server on the loopback that puts every letter into a folder as an .eml file.

Run as `python -m jembatan.config.running.mailbox PORT FOLDER`. Nothing that the demo sends leaves the machine.
"""

import asyncio
import itertools
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from jembatan.config.running import lifeline

LARGEST_LETTER = 40 * 1024 * 1024


class Mailbox:
    """Takes letters for anybody and keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Write the letter, and answer only once it lies on the disk."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}-{next(self.numbers):05d}"
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        content = envelope.original_content or b""
        await asyncio.to_thread(self._keep, name, head.encode(errors="replace") + content)
        return f"250 kept as {name}"

    def _keep(self, name: str, letter: bytes) -> None:
        draft = self.folder / f".{name}"
        with draft.open("wb") as file:
            file.write(letter)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / f"{name}.eml")


async def receive(port: int, folder: Path) -> None:
    """Listen on the loopback until told to stop."""
    mailbox, loop, stopped = Mailbox(folder), asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname="localhost", data_size_limit=LARGEST_LETTER, enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        port,
    )
    await stopped.wait()
    server.close()


if __name__ == "__main__":
    lifeline.arm()
    asyncio.run(receive(int(sys.argv[1]), Path(sys.argv[2])))
