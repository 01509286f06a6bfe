"""What the worker does for clippings: begin what is due, make it, hand each letter to the mail server, say what is missing."""

import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from jembatan.chain.coverage.clippings import actions, letters, queries, states
from jembatan.chain.coverage.clippings.addressing import close_if_done
from jembatan.chain.coverage.clippings.composing import compose
from jembatan.chain.coverage.clippings.drawing import draw
from jembatan.chain.coverage.clippings.gathering import gather
from jembatan.chain.coverage.clippings.models import Alarm, Clipping, Letter, Paper
from jembatan.chain.coverage.clippings.pictures import small_picture
from jembatan.chain.distribution.outcomes import Deferred, OutcomeUnknown, RecipientRefused, SetupFault
from jembatan.chain.distribution.sending import hand_over
from jembatan.chain.distribution.servers import server_from
from jembatan.foundation import clock
from jembatan.foundation.files.actions import store
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents.failures import LeaseLost, PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease, held
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.typesetting import TypesettingFailed
from jembatan.foundation.viewer import Viewer, system_viewer

log = logging.getLogger(__name__)


def begin_due_clippings() -> int:
    """The duty that looks whose hour has come. How many plans have one begun."""
    now, begun = clock.now(), 0
    for plan in queries.plans_on():
        due = queries.timetable(plan).to_begin(now)
        if due is not None and not Clipping.objects.filter(unit=plan.unit_id, day=due.day, is_scheduled=True).exists():
            actions.begin_due(viewer=_worker(plan.unit_id), plan=plan, due=due)
            begun += 1
    return begun


def watch() -> int:
    """The duty that says aloud what was due and did not go. How many alarms were raised."""
    raised = 0
    for plan in queries.plans_on():
        for missing in queries.missing(plan):
            if not Alarm.objects.filter(unit=plan.unit_id, day=missing.day).exists():
                raised += actions.raise_alarm(viewer=_worker(plan.unit_id), plan=plan, missing=missing) is not None
    return raised


def make(lease: Lease) -> None:
    """Gather, compose, draw; then freeze it. A clipping that is made already is left alone."""
    clipping = Clipping.objects.select_related("unit__government").get(pk=lease.payload["clipping"])
    if clipping.state != states.State.DUE or clipping.revision != lease.payload["revision"]:
        return
    made_at = clock.now().replace(microsecond=0)
    gathered = gather(clipping)
    content = compose(gathered.cover, gathered.found, gathered.measure)
    small = {name: small_picture(path) for name, path in gathered.pictures.items()}
    pictures = {name: picture for name, picture in small.items() if picture is not None}
    papers = {}
    for language in clipping.languages:
        try:
            pdf = draw(content, language, pictures=pictures, made_at=made_at, is_scheduled=clipping.is_scheduled)
        except TypesettingFailed as fault:
            raise PermanentFailure(str(fault)) from fault
        name = f"Kliping {clipping.unit.short_name} {clipping.day:%Y-%m-%d} {language}.pdf"
        papers[language] = store(pdf, name=name, media_type="application/pdf")
    with lease.settle():
        actions.keep_making(
            viewer=_worker(clipping.unit_id),
            clipping=clipping,
            content=content,
            articles={UUID(one.key): one.is_paid for one in gathered.found},
            papers=papers,
            made_at=made_at,
        )


def making_is_dead(intent: Intent) -> None:
    """The intent was buried: the clipping has failed, with the reason."""
    clipping = Clipping.objects.filter(pk=intent.payload["clipping"], revision=intent.payload["revision"]).first()
    if clipping is not None and clipping.state == states.State.DUE:
        actions.give_up(viewer=_worker(clipping.unit_id), clipping=clipping, reason=intent.last_error)


def making_is_retried(intent: Intent) -> None:
    """A person has called the intent back: the clipping is due again."""
    rows = Clipping.objects.select_for_update(of=("self",))
    clipping = rows.filter(pk=intent.payload["clipping"], revision=intent.payload["revision"]).first()
    if (
        clipping is not None
        and clipping.state == states.State.FAILED
        and not clipping.makings.filter(revision=clipping.revision).exists()
    ):
        clipping.state = states.after(states.CLIPPING, "remake", clipping.state)
        clipping.failure = ""
        clipping.save(update_fields=["state", "failure"])


def send_letter(lease: Lease) -> None:
    """Hand over one letter. At least once: what was cut off between the text and the answer is counted, and sent again."""
    letter = _letter(lease.payload["letter"])
    if letter.state != Letter.State.QUEUED:
        return
    if letter.is_handing:
        _lose_track(letter)
    try:
        _hand_over(lease, letter)
    except RecipientRefused as refused:
        with lease.settle():
            _end(letter, "give_up", refused.reason)
    except Deferred as deferred:
        Letter.objects.filter(pk=letter.pk).update(is_handing=False, reason=deferred.reason)
        raise TransientFailure(deferred.reason) from deferred
    except OutcomeUnknown as unknown:
        _lose_track(letter)
        raise TransientFailure(unknown.reason) from unknown
    except SetupFault as fault:
        Letter.objects.filter(pk=letter.pk).update(is_handing=False)
        raise PermanentFailure(fault.reason) from fault
    else:
        with lease.settle():
            _end(letter, "send", "")


def letter_is_dead(intent: Intent) -> None:
    """The intent was buried (a fault of ours, or a line that never came back): the letter has failed."""
    letter = Letter.objects.filter(pk=intent.payload["letter"]).first()
    if letter is not None and letter.state == Letter.State.QUEUED:
        _end(letter, "give_up", intent.last_error)


def letter_is_retried(intent: Intent) -> None:
    """A person has called the intent back, from the screen of the queue."""
    letter = Letter.objects.select_related("making__clipping").filter(pk=intent.payload["letter"]).first()
    if letter is None or letter.state != Letter.State.FAILED:
        return
    clipping = Clipping.objects.select_for_update(of=("self",)).get(pk=letter.making.clipping_id)
    letter.state = states.after(states.LETTER, "retry", letter.state)
    letter.reason = ""
    letter.save(update_fields=["state", "reason"])
    if letter.making.revision == clipping.revision and states.may(states.CLIPPING, "address", clipping.state):
        clipping.state = states.after(states.CLIPPING, "address", clipping.state)
        clipping.save(update_fields=["state"])


def send_alarm(lease: Lease) -> None:
    """Tell one administrator that the clipping did not go. The Message-ID is the intent's."""
    try:
        server = server_from(settings.SMTP_URL)
        letter = letters.alarm_letter(lease, server)
        if letter is not None:
            hand_over(
                server,
                letter.mail,
                sender=letters.sender(letter.unit, server),
                recipient=letter.recipient,
                hello=settings.MAIL_DOMAIN,
                timeout=settings.SMTP_TIMEOUT_SECONDS,
                before_text=lambda: None,
            )
    except (RecipientRefused, SetupFault) as fault:
        raise PermanentFailure(fault.reason) from fault
    except (Deferred, OutcomeUnknown) as fault:
        raise TransientFailure(fault.reason) from fault
    with lease.settle():
        pass


def _hand_over(lease: Lease, letter: Letter) -> None:
    unit = letter.making.clipping.unit
    server = server_from(settings.SMTP_URL)
    paper = Paper.objects.select_related("file").get(making=letter.making_id, language=letter.language)
    hand_over(
        server,
        letters.as_mail(letter, path_of(paper.file).read_bytes(), paper.file.original_name, server),
        sender=letters.sender(unit, server),
        recipient=letters.ascii_domain(letter.address),
        hello=settings.MAIL_DOMAIN,
        timeout=settings.SMTP_TIMEOUT_SECONDS,
        before_text=lambda: _begin_handing(lease, letter),
    )


def _begin_handing(lease: Lease, letter: Letter) -> None:
    """Write that the text is about to go: committed before, so that a cut in between can be counted."""
    with transaction.atomic():
        if not held(lease).select_for_update().exists():
            raise LeaseLost(f"{lease.kind} {lease.key}")
        Letter.objects.filter(pk=letter.pk).update(is_handing=True)


def _lose_track(letter: Letter) -> None:
    """The last attempt ended between the text and the answer: the receiver may get a second copy."""
    letter.is_handing = False
    letter.uncertain += 1
    letter.reason = _("Sambungan putus sebelum server surel menjawab. Surat dikirim sekali lagi.")
    letter.save(update_fields=["is_handing", "uncertain", "reason"])


def _end(letter: Letter, act: str, reason: str) -> None:
    """The letter's outcome, and the clipping's if it was the last. Inside the transaction of the settling."""
    clipping = Clipping.objects.select_for_update(of=("self",)).get(pk=letter.making.clipping_id)
    letter.state = states.after(states.LETTER, act, letter.state)
    letter.reason = reason
    letter.is_handing = False
    letter.sent_at = clock.now() if letter.state == Letter.State.SENT else None
    letter.save(update_fields=["state", "reason", "is_handing", "sent_at"])
    if letter.making.revision == clipping.revision:
        close_if_done(clipping)


def _letter(pk: str) -> Letter:
    return Letter.objects.select_related("making__clipping__unit__government", "user").get(pk=pk)


def _worker(unit_id: UUID) -> Viewer:
    return system_viewer("worker", unit_id)
