"""Every change of a request for a right of reply or correction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jembatan.chain.coverage.models import Article
from jembatan.desks.partners.actions import request_letter
from jembatan.desks.partners.models import Letter, PaperKind
from jembatan.desks.partners.numbering import take_number
from jembatan.desks.replies import policies
from jembatan.desks.replies.deadlines import COUNCIL_DAYS, Rules, deadline_after
from jembatan.desks.replies.models import ReplyAnswer, ReplyRequest, ReplyRules, ReplyStep
from jembatan.desks.replies.states import Result, State, move_from
from jembatan.desks.replies.working_days import holidays
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer

PAPER = "replies.request"
LONGEST_TEXT = 10_000
MOST_DAYS, MOST_MONTHS = 90, 24


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request as typed. With `article` its title, address and day may be left out; `outlet` too if it has one."""

    kind: str
    wrong: str
    right: str
    remedy: str
    outlet: Outlet | None = None
    article: Article | None = None
    article_title: str = ""
    article_address: str = ""
    article_on: date | None = None
    reply_text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What the outlet did. `article` or `address`: where the reply stands, for what was published."""

    result: str
    answered_on: date
    article: Article | None = None
    address: str = ""
    is_linked: bool = False
    note: str = ""


@action("replies.draft")
def draft_request(*, viewer: Viewer, facts: RequestFacts) -> ReplyRequest:
    """Begin a request of the viewer's unit. Raises Refused with all reasons."""
    refuse_if(policies.reasons_against_writing(viewer) + _against_facts(facts))
    assert viewer.unit_id is not None
    request = ReplyRequest(unit_id=viewer.unit_id, created_by_id=viewer.user_id, created_at=clock.now())
    request = _keep(viewer, "replies.draft", request, facts)
    _note_step(viewer, request, "draft")
    return request


@action("replies.change")
def change_request(*, viewer: Viewer, request: ReplyRequest, facts: RequestFacts) -> ReplyRequest:
    """Change a request that is not sent yet. Raises Refused with all reasons."""
    request = _locked(request)
    refuse_if(policies.reasons_against_writing(viewer, request) + _against_facts(facts))
    return _keep(viewer, "replies.change", request, facts)


@action("replies.send")
def send_request(*, viewer: Viewer, request: ReplyRequest) -> ReplyRequest:
    """Give it its number and deadline; the letter goes to the outlet's address, if there is one. Raises Refused."""
    request = _locked(request)
    refuse_if(policies.reasons_against_step(viewer, request, "send"))
    today, rules = clock.today(request.unit.zone), rules_of(request.unit)
    due = deadline_after(today, rules.answer_days, holidays(), counts_working_days=rules.counts_working_days)
    request.number = take_number(request.unit, PaperKind.REPLY, today)
    request.sent_on, request.due_on = today, due.day
    request.due_days, request.due_working = rules.answer_days, rules.counts_working_days
    _move(viewer, request, "send")
    if request.address:
        _send_letter(viewer, request)
    changes = {"number": request.number, "due_on": request.due_on, "address": request.address}
    _record(viewer, "replies.send", request, changes)
    return request


@action("replies.send_again")
def send_again(*, viewer: Viewer, request: ReplyRequest, address: str) -> Letter:
    """Send the letter once more, to `address`; number and deadline stay. Raises Refused with all reasons."""
    request = _locked(request)
    reasons = policies.reasons_against_role(viewer, request)
    if request.state in {State.DRAFTED, State.CLOSED}:
        reasons.append(_("Surat hanya dikirim ulang selama permintaannya berjalan."))
    if not address:
        reasons.append(_("Isi alamat surel media."))
    if Letter.objects.filter(subject_id=request.pk, state=Letter.State.QUEUED).exists():
        reasons.append(_("Surat ini masih antre untuk dikirim."))
    refuse_if(reasons)
    request.address = address
    request.save(update_fields=["address"])
    letter = _send_letter(viewer, request)
    _record(viewer, "replies.send_again", request, {"address": address})
    return letter


@action("replies.note_answer")
def note_answer(*, viewer: Viewer, request: ReplyRequest, facts: AnswerFacts) -> ReplyAnswer:
    """Write down what the outlet did. Raises Refused with all reasons: what was published needs its article or address."""
    request = _locked(request)
    reasons = policies.reasons_against_step(viewer, request, "answer")
    if facts.result not in Result.values:
        reasons.append(_("Pilih hasilnya."))
    if facts.result in {Result.PUBLISHED, Result.PARTLY} and facts.article is None and not facts.address:
        reasons.append(_("Sebutkan berita yang memuatnya, atau alamatnya."))
    if facts.answered_on > clock.today(request.unit.zone):
        reasons.append(_("Tanggal jawaban belum tiba."))
    if request.sent_on is not None and facts.answered_on < request.sent_on:
        reasons.append(_("Tanggal jawaban mendahului tanggal surat."))
    refuse_if(reasons)
    answer = ReplyAnswer.objects.create(
        request=request,
        result=facts.result,
        answered_on=facts.answered_on,
        article=facts.article,
        address=facts.address,
        is_linked=facts.is_linked,
        note=facts.note.strip(),
        noted_by_id=viewer.user_id,
        noted_at=clock.now(),
    )
    _move(viewer, request, "answer")
    changes = {"result": facts.result, "answered_on": facts.answered_on, "address": facts.address}
    _record(viewer, "replies.note_answer", request, changes)
    return answer


@action("replies.note_unanswered")
def note_unanswered(*, viewer: Viewer, request: ReplyRequest) -> ReplyRequest:
    """The deadline has passed without an answer. By the system; raises Refused before the day is over."""
    request = _locked(request)
    reasons = policies.reasons_against_step(viewer, request, "expire")
    if request.due_on is None or clock.today(request.unit.zone) <= request.due_on:
        reasons.append(_("Tenggatnya belum lewat."))
    refuse_if(reasons)
    _move(viewer, request, "expire")
    _record(viewer, "replies.note_unanswered", request, {"due_on": request.due_on})
    return request


@action("replies.escalate")
def escalate_request(*, viewer: Viewer, request: ReplyRequest, reason: str) -> ReplyRequest:
    """Take the matter to the press council. Raises Refused with all reasons; not after it was published in full."""
    request = _locked(request)
    reasons = policies.reasons_against_step(viewer, request, "escalate", reason)
    last = request.answers.order_by("-noted_at", "-id").first()
    if request.state == State.ANSWERED and last is not None and last.result == Result.PUBLISHED:
        reasons.append(_("Permintaan ini sudah dimuat, jadi tidak ada yang diadukan. Tutup permintaannya."))
    refuse_if(reasons)
    today = clock.today(request.unit.zone)
    request.escalated_on = today
    request.council_due_on = deadline_after(today, COUNCIL_DAYS, holidays()).day
    _move(viewer, request, "escalate", reason)
    _record(viewer, "replies.escalate", request, {"council_due_on": request.council_due_on}, reason)
    return request


@action("replies.close")
def close_request(*, viewer: Viewer, request: ReplyRequest, reason: str) -> ReplyRequest:
    """Close a request, or drop a draft. Raises Refused with all reasons."""
    request = _locked(request)
    act = "drop" if request.state == State.DRAFTED else "close"
    refuse_if(policies.reasons_against_step(viewer, request, act, reason))
    _move(viewer, request, act, reason)
    _record(viewer, "replies.close", request, {}, reason)
    return request


@action("replies.set_rules")
def set_rules(*, viewer: Viewer, unit: Unit, rules: Rules) -> ReplyRules:
    """Set how long the unit gives an outlet to answer; for what is sent from now on. Raises Refused with all reasons."""
    reasons = policies.reasons_against_ruling(viewer)
    if not viewer.is_system and unit.pk != viewer.unit_id:
        reasons.append(_("Tenggat diatur oleh unit masing-masing."))
    if not 1 <= rules.answer_days <= MOST_DAYS:
        reasons.append(_("Tenggat jawaban harus antara 1 dan %(n)d hari.") % {"n": MOST_DAYS})
    if not 0 <= rules.asking_months <= MOST_MONTHS:
        reasons.append(_("Batas pengajuan harus antara 0 dan %(n)d bulan.") % {"n": MOST_MONTHS})
    refuse_if(reasons)
    told = {
        "answer_days": rules.answer_days,
        "counts_working_days": rules.counts_working_days,
        "asking_months": rules.asking_months,
    }
    row, _is_new = ReplyRules.objects.update_or_create(unit=unit, defaults=told)
    record(
        viewer,
        "replies.set_rules",
        unit_id=unit.pk,
        kind=ReplyRules._meta.label,
        object_id=unit.pk,
        changes=told,
    )
    return row


def rules_of(unit: Unit) -> Rules:
    """What the unit has set, or what the software brings."""
    row = ReplyRules.objects.filter(unit=unit).first()
    return Rules() if row is None else Rules(row.answer_days, row.counts_working_days, row.asking_months)


def _locked(request: ReplyRequest) -> ReplyRequest:
    rows = ReplyRequest.objects.select_for_update(of=("self",)).select_related("unit__government", "outlet")
    return rows.get(pk=request.pk)


def _keep(viewer: Viewer, name: str, request: ReplyRequest, facts: RequestFacts) -> ReplyRequest:
    article = facts.article
    outlet = facts.outlet or (article.outlet if article is not None else None)
    assert outlet is not None
    request.outlet, request.article = outlet, article
    request.article_title = " ".join((facts.article_title or (article.title if article else "")).split())[:300]
    request.article_address = facts.article_address or (article.address if article else "")
    request.article_on = facts.article_on
    if facts.article_on is None and article is not None and article.published_at is not None:
        unit = Unit.objects.select_related("government").get(pk=request.unit_id)
        request.article_on = article.published_at.astimezone(unit.zone).date()
    told: dict[str, Any] = {
        name: getattr(facts, name) for name in ("kind", "wrong", "right", "remedy", "reply_text", "address")
    }
    for field, value in told.items():
        setattr(request, field, value.strip())
    request.save()
    _record(viewer, name, request, told | {"outlet": outlet.pk, "article": article.pk if article else None})
    return request


def _against_facts(facts: RequestFacts) -> list[str]:
    reasons = []
    article = facts.article
    if facts.outlet is None and (article is None or article.outlet_id is None):
        reasons.append(_("Pilih media yang memuat berita itu."))
    if not facts.article_title.strip() and not (article is not None and article.title):
        reasons.append(_("Isi judul berita yang dipersoalkan."))
    if facts.kind not in ReplyRequest.Kind.values or facts.remedy not in ReplyRequest.Remedy.values:
        reasons.append(_("Pilih jenis permintaan dan yang dimintakan."))
    if not facts.wrong.strip():
        reasons.append(_("Tulis bagian berita yang keliru."))
    if not facts.right.strip():
        reasons.append(_("Tulis fakta yang benar."))
    if (
        facts.remedy in {ReplyRequest.Remedy.REPLY, ReplyRequest.Remedy.CORRECT_AND_REPLY}
        and not facts.reply_text.strip()
    ):
        reasons.append(_("Tulis hak jawab yang diminta dimuat."))
    if max(len(facts.wrong), len(facts.right), len(facts.reply_text)) > LONGEST_TEXT:
        reasons.append(_("Tiap bagian paling panjang %(n)d karakter.") % {"n": LONGEST_TEXT})
    return reasons


def _move(viewer: Viewer, request: ReplyRequest, act: str, reason: str = "") -> None:
    move = move_from(act, request.state)
    assert move is not None
    request.state = State(move.after)
    request.save()
    _note_step(viewer, request, act, reason)


def _note_step(viewer: Viewer, request: ReplyRequest, act: str, reason: str = "") -> None:
    ReplyStep.objects.create(
        request=request,
        act=act,
        after=request.state,
        reason=" ".join(reason.split())[:500],
        taken_by_id=viewer.user_id,
        taken_at=clock.now(),
    )


def _send_letter(viewer: Viewer, request: ReplyRequest) -> Letter:
    return request_letter(
        viewer=viewer,
        unit_id=request.unit_id,
        paper=PAPER,
        subject_id=request.pk,
        name=request.outlet.name,
        address=request.address,
    )


def _record(viewer: Viewer, name: str, request: ReplyRequest, changes: dict[str, Any], reason: str = "") -> None:
    record(
        viewer,
        name,
        unit_id=request.unit_id,
        kind=ReplyRequest._meta.label,
        object_id=request.pk,
        changes=changes | {"state": request.state},
        reason=reason,
    )
