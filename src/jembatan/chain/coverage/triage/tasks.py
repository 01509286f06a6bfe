"""What the worker does for the desk: hand over letters of alert, and begin the digests whose hour has come."""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from jembatan.chain.coverage.triage import alerting
from jembatan.chain.coverage.triage.letters import as_mail, sender
from jembatan.chain.coverage.triage.models import Alert, SavedSearch
from jembatan.chain.coverage.triage.states import ALERT, after, may
from jembatan.chain.distribution.headers import ascii_domain
from jembatan.chain.distribution.outcomes import Deferred, OutcomeUnknown, RecipientRefused, SetupFault
from jembatan.chain.distribution.sending import hand_over
from jembatan.chain.distribution.servers import server_from
from jembatan.foundation import clock
from jembatan.foundation.intents.failures import LeaseLost, PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease, held
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import system_viewer


def make_due_digests() -> int:
    """The duty that makes the digests whose hour has come, by each unit's clock. How many letters are queued by it."""
    due: dict[UUID, list[SavedSearch]] = defaultdict(list)
    rows = SavedSearch.objects.filter(removed_at=None, alert=SavedSearch.Alert.DIGEST)
    for search in rows.select_related("unit__government"):
        now = clock.now().astimezone(search.unit.zone)
        is_told = search.last_digest_on is not None and search.last_digest_on >= now.date()
        if now.hour >= search.hour and not is_told:
            due[search.unit_id].append(search)
    letters = 0
    for unit_id, searches in due.items():
        viewer = system_viewer("worker", unit_id)
        now = clock.now().astimezone(searches[0].unit.zone)
        letters += len(alerting.make_digest(viewer=viewer, unit_id=unit_id, searches=searches, now=now))
    return letters


def send_alert(lease: Lease) -> None:
    """Hand over one letter. At least once; an account that was closed meanwhile gets none."""
    alert = Alert.objects.select_related("receiver", "unit__government").get(pk=lease.payload["alert"])
    if alert.state != Alert.State.QUEUED:
        return
    if not alert.receiver.is_active:
        with lease.settle():
            _end(alert, "drop", _("Akun penerima sudah ditutup."))
        return
    if not alert.stories.exists():  # its story proved to be one that was told already
        with lease.settle():
            _end(alert, "drop", "")
        return
    try:
        server = server_from(settings.SMTP_URL)
        hand_over(
            server,
            as_mail(alert, server),
            sender=sender(alert, server),
            recipient=ascii_domain(alert.receiver.email),
            hello=settings.MAIL_DOMAIN,
            timeout=settings.SMTP_TIMEOUT_SECONDS,
            before_text=lambda: _still_ours(lease),
        )
    except RecipientRefused as refused:
        with lease.settle():
            _end(alert, "give_up", refused.reason)
    except (Deferred, OutcomeUnknown) as passing:
        Alert.objects.filter(pk=alert.pk).update(reason=passing.reason)
        raise TransientFailure(passing.reason) from passing
    except SetupFault as fault:
        raise PermanentFailure(fault.reason) from fault
    else:
        with lease.settle():
            _end(alert, "send", "")


def alert_is_dead(intent: Intent) -> None:
    """The intent was buried: the letter has failed, with the reason; it is seen on the desk and may be sent anew."""
    alert = Alert.objects.filter(pk=intent.payload["alert"]).first()
    if alert is not None and may(ALERT, alert.state, "give_up"):
        _end(alert, "give_up", intent.last_error)


def alert_is_retried(intent: Intent) -> None:
    """A person has called the intent back, from the screen of the queue."""
    alert = Alert.objects.filter(pk=intent.payload["alert"]).first()
    if alert is not None and may(ALERT, alert.state, "retry"):
        _end(alert, "retry", "")


def _still_ours(lease: Lease) -> None:
    if not held(lease).exists():
        raise LeaseLost(f"{lease.kind} {lease.key}")


def _end(alert: Alert, step: str, reason: str) -> None:
    alert.state = after(ALERT, alert.state, step)
    alert.reason = reason
    alert.sent_at = clock.now() if step == "send" else alert.sent_at
    alert.save(update_fields=["state", "reason", "sent_at"])
