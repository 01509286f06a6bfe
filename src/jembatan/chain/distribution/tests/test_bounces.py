"""Reports of letters that could not be delivered after all, as mail servers write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jembatan.chain.distribution import states
from jembatan.chain.distribution.bounces import LARGEST_REPORT, NoReport, read_report, take_report
from jembatan.chain.distribution.commands import deliveries
from jembatan.chain.distribution.models import Delivery, DeliveryFact
from jembatan.chain.distribution.tests.making import dispatched
from tests.world import World


def report(
    message_id: str,
    recipient: str = "k00@pos.example",
    action: str = "failed",
    returned: str = "message/rfc822",
) -> bytes:
    """As Postfix and Exchange write it: words for people, the status by machine, and our letter or its headers."""
    return f"""From: MAILER-DAEMON@mail.pos.example
To: siaran-pers@ntt.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="batas"

--batas
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.pos.example.
--batas
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.pos.example
Arrival-Date: Wed, 25 Apr 2018 14:05:00 +0800

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown
  in virtual mailbox table

--batas
Content-Type: {returned}

From: Biro <siaran-pers@ntt.example>
Message-ID: {message_id}
Subject: Siaran pers

--batas--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def delivery(world: World) -> Delivery:
    made = dispatched(world).deliveries.get()
    made.state = states.SENT
    made.save()
    return made


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_marks_its_delivery_with_the_servers_words(delivery: Delivery, returned: str) -> None:
    taken = take_report(report(delivery.message_id, returned=returned))
    delivery.refresh_from_db()
    assert taken == delivery
    assert delivery.state == states.BOUNCED
    assert delivery.reason == "5.1.1 550 5.1.1 user unknown in virtual mailbox table"
    assert delivery.facts.filter(kind=DeliveryFact.Kind.BOUNCED).count() == 1


def test_the_same_report_twice_is_one_fact(delivery: Delivery) -> None:
    take_report(report(delivery.message_id))
    take_report(report(delivery.message_id))
    assert delivery.facts.filter(kind=DeliveryFact.Kind.BOUNCED).count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: Halo\r\n\r\nTerima kasih atas siaran persnya.",
        b"\x00\xff" * 500,
        b"x" * (LARGEST_REPORT + 1),
        report("<orang-lain@mail.example>"),
        report("{ours}", recipient="lain@pos.example"),
        report("{ours}", action="delayed"),
        report("{ours}").replace(b"Final-Recipient", b"X-Nothing"),
        report("{ours}").replace(b"Message-ID", b"X-Nothing"),
        report("{ours}")[:300],
    ],
)
def test_what_is_no_report_of_ours_changes_nothing(delivery: Delivery, raw: bytes) -> None:
    with pytest.raises(NoReport):
        take_report(raw.replace(b"{ours}", delivery.message_id.encode()))
    delivery.refresh_from_db()
    assert delivery.state == states.SENT


def test_a_delivery_that_was_never_sent_does_not_bounce(world: World) -> None:
    queued = dispatched(world).deliveries.get()
    take_report(report(queued.message_id))
    queued.refresh_from_db()
    assert queued.state == states.QUEUED


def test_the_command_takes_a_file_and_refuses_in_words(delivery: Delivery, tmp_path: Path) -> None:
    file = tmp_path / "laporan.eml"
    file.write_bytes(report(delivery.message_id))
    done = CliRunner().invoke(deliveries, ["bounce", str(file)])
    assert done.exit_code == 0, done.output
    assert "bounced" in done.output
    refused = CliRunner().invoke(deliveries, ["bounce"], input=b"Subject: x\r\n\r\nhalo")
    assert refused.exit_code == 1
    assert "Nothing changed" in refused.output


def test_a_report_is_read_whole() -> None:
    read = read_report(report("<a@b.example>"))
    assert (read.message_id, read.recipient, read.action) == ("<a@b.example>", "k00@pos.example", "failed")
