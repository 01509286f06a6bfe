"""What the worker does for distribution: hand one letter to the mail server, and write down what came of it."""

from django.conf import settings

from jembatan.chain.distribution import ledger, policies
from jembatan.chain.distribution.letters import as_mail, envelope, letter_of
from jembatan.chain.distribution.models import Delivery
from jembatan.chain.distribution.outcomes import Deferred, OutcomeUnknown, RecipientRefused, SetupFault
from jembatan.chain.distribution.sending import hand_over
from jembatan.chain.distribution.servers import server_from
from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent


def send_delivery(lease: Lease) -> None:
    """Send one letter. At least once: what was cut off between the text and the answer is counted, and sent again."""
    delivery = _delivery(lease.payload["delivery"])
    if delivery.state != Delivery.State.QUEUED:
        return
    ledger.close_cut_off(delivery)
    # Asked again at the last moment: it may have been retracted, or the contact put to rest, since the decision.
    reasons = policies.reasons_against_version(delivery.version) + policies.reasons_against_contact(delivery)
    if reasons:
        with lease.settle():
            ledger.move(delivery, "give_up", " ".join(reasons))
        return
    try:
        words = _hand_over(lease, delivery)
    except RecipientRefused as refused:
        with lease.settle():
            ledger.move(delivery, "give_up", refused.reason)
    except Deferred as deferred:
        ledger.defer(delivery, deferred.reason)
        raise TransientFailure(deferred.reason) from deferred
    except OutcomeUnknown as unknown:
        ledger.lose_track(delivery, unknown.reason)
        raise TransientFailure(unknown.reason) from unknown
    except SetupFault as fault:
        raise PermanentFailure(fault.reason) from fault
    else:
        with lease.settle():
            ledger.move(delivery, "send", words)


def sending_is_dead(intent: Intent) -> None:
    """The intent was buried: the delivery stays queued, marked as held, with the reason; a person may try again."""
    delivery = Delivery.objects.select_for_update(of=("self",)).filter(pk=intent.payload["delivery"]).first()
    if delivery is not None and delivery.state == Delivery.State.QUEUED:
        ledger.hold(delivery, intent.last_error)


def sending_is_retried(intent: Intent) -> None:
    """A person has called the intent back, from whichever screen."""
    delivery = Delivery.objects.select_for_update(of=("self",)).filter(pk=intent.payload["delivery"]).first()
    if delivery is not None and delivery.state == Delivery.State.QUEUED:
        ledger.resume(delivery)


def _hand_over(lease: Lease, delivery: Delivery) -> str:
    server = server_from(settings.SMTP_URL)
    sender, recipient = envelope(delivery, server)
    return hand_over(
        server,
        as_mail(letter_of(delivery.version, delivery.dispatch.note), delivery, server),
        sender=sender,
        recipient=recipient,
        hello=settings.MAIL_DOMAIN,
        timeout=settings.SMTP_TIMEOUT_SECONDS,
        before_text=lambda: ledger.begin_handing(lease, delivery),
    )


def _delivery(pk: str) -> Delivery:
    rows = Delivery.objects.select_related("version__release__unit__government", "contact", "dispatch")
    return rows.get(pk=pk)
