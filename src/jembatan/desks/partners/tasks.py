"""What the worker does for partners: set the paper of a letter, send it, and keep what was sent."""

from django.db import transaction
from django.utils.translation import gettext as _

from jembatan.chain.distribution.outcomes import Deferred, OutcomeUnknown, RecipientRefused, SetupFault
from jembatan.desks.partners.models import Letter
from jembatan.desks.partners.paperwork import papers
from jembatan.desks.partners.posting import post
from jembatan.foundation import clock
from jembatan.foundation.files.actions import keep, store
from jembatan.foundation.intents.failures import LeaseLost, PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease, held
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import system_viewer


def send_letter(lease: Lease) -> None:
    """Send one letter, at least once, always with the same Message-ID; the PDF that went out is kept with it."""
    letter = Letter.objects.select_related("unit__government").get(pk=lease.payload["letter"])
    if letter.state == Letter.State.SENT:
        with lease.settle():
            return
    paper = papers.of(letter)
    if paper is None:
        with lease.settle():
            _fail(letter, _("Surat tidak dikirim karena isinya sudah tidak berlaku."))
        return
    try:
        post(letter, paper, before_text=lambda: _still_ours(lease))
    except RecipientRefused as refused:
        with lease.settle():
            _fail(letter, refused.reason)
        return
    except (Deferred, OutcomeUnknown) as unfinished:
        _note(letter, unfinished.reason)
        raise TransientFailure(unfinished.reason) from unfinished
    except SetupFault as fault:
        raise PermanentFailure(fault.reason) from fault
    taken = store(paper.content, name=paper.name, media_type="application/pdf")
    with lease.settle():
        letter.file = keep(
            viewer=system_viewer("worker"), taken=taken, unit_id=letter.unit_id, visibility=Visibility.UNIT
        )
        letter.state, letter.failure, letter.sent_at = Letter.State.SENT, "", clock.now()
        letter.save(update_fields=["file", "state", "failure", "sent_at"])


def letter_is_dead(intent: Intent) -> None:
    """The intent was buried: the letter failed, with the reason; a person may send it again."""
    letter = Letter.objects.select_for_update().filter(pk=intent.payload["letter"]).first()
    if letter is not None and letter.state == Letter.State.QUEUED:
        _fail(letter, intent.last_error)


def letter_is_retried(intent: Intent) -> None:
    """A person has called the intent back, from whichever screen."""
    letter = Letter.objects.select_for_update().filter(pk=intent.payload["letter"]).first()
    if letter is not None and letter.state == Letter.State.FAILED:
        letter.state, letter.failure = Letter.State.QUEUED, ""
        letter.save(update_fields=["state", "failure"])


def _still_ours(lease: Lease) -> None:
    """Raises LeaseLost if another worker has the letter by now; then nothing is handed over."""
    with transaction.atomic():
        if not held(lease).select_for_update().exists():
            raise LeaseLost(f"{lease.kind} {lease.key}")


def _fail(letter: Letter, reason: str) -> None:
    letter.state, letter.failure = Letter.State.FAILED, reason
    letter.save(update_fields=["state", "failure"])


def _note(letter: Letter, reason: str) -> None:
    letter.failure = reason
    letter.save(update_fields=["failure"])
