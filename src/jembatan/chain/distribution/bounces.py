"""Reports that a mail server sends back: a letter that it had taken could not be delivered after all (RFC 3464).

The report names our letter by its Message-ID in the returned headers, and the recipient with the server's words. Both must
fit a delivery of ours, or the report changes nothing: anybody can write to the address that reports come to.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from django.db import transaction

from jembatan.chain.distribution import ledger, states
from jembatan.chain.distribution.models import Delivery

#: A report quotes the letter at most once; what is larger is none.
LARGEST_REPORT = 5 * 1024 * 1024


class NoReport(ValueError):  # noqa: N818 - an answer
    """What came is no report of a delivery, or not of one of ours."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of one recipient. `action` as in RFC 3464, section 2.3.3: failed, delayed, delivered ..."""

    message_id: str
    recipient: str
    action: str
    words: str


def read_report(raw: bytes) -> Report:
    """Read a report as it came by mail. Raises NoReport with the reason."""
    if len(raw) > LARGEST_REPORT:
        raise NoReport("larger than any report")
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report" or mail.get_param("report-type") != "delivery-status":
        raise NoReport("not a delivery status report (RFC 3464)")
    recipient = _recipient_block(mail)
    return Report(
        message_id=_message_id(mail),
        recipient=_after_type(recipient.get("Final-Recipient") or recipient.get("Original-Recipient") or ""),
        action=str(recipient.get("Action", "")).strip().lower(),
        words=" ".join(f"{recipient.get('Status', '')} {_after_type(recipient.get('Diagnostic-Code', ''))}".split()),
    )


def take_report(raw: bytes) -> Delivery:
    """Take down in the ledger what a report says: a failed delivery has bounced. Raises NoReport with the reason.

    A report of a delay changes nothing; the same report twice is one fact.
    """
    report = read_report(raw)
    if report.action != "failed":
        raise NoReport(f"the report is of a letter that was {report.action or 'not named'}, not of one that failed")
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update(of=("self",)).filter(message_id=report.message_id).first()
        if delivery is None or delivery.address.casefold() != report.recipient.casefold():
            raise NoReport("the report is of no letter of this installation")
        if states.may("bounce", delivery.state):
            ledger.move(delivery, "bounce", report.words)
    return delivery


def _recipient_block(mail: Message) -> Message:
    """The first block about a recipient; the block before it is about the message."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = [block for block in part.get_payload() if isinstance(block, Message)]
            named = [block for block in blocks if block.get("Final-Recipient") or block.get("Original-Recipient")]
            if named:
                return named[0]
    raise NoReport("the report names no recipient")


def _message_id(mail: Message) -> str:
    """Of the letter that is given back, whole or by its headers."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, Message) and inner.get("Message-ID"):
                return str(inner["Message-ID"]).strip()
        if part.get_content_type() == "text/rfc822-headers" and isinstance(part, EmailMessage):
            headers = message_from_bytes(part.get_content().encode("utf-8", "replace"), policy=policy.default)
            if headers.get("Message-ID"):
                return str(headers["Message-ID"]).strip()
    raise NoReport("the report does not give back our letter")


def _after_type(value: object) -> str:
    """`value` of a field "type; value" (RFC 3464, section 2.1.2)."""
    text = str(value)
    return " ".join(text.split(";", maxsplit=1)[-1].split())
