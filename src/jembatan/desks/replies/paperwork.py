"""The papers of a request: the letter to the outlet, and the complaint to the press council."""

from pathlib import Path
from typing import Any
from uuid import UUID

from jembatan.desks.partners.models import Letter
from jembatan.desks.partners.paperwork import Paper, day_text, sender_facts
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import State
from jembatan.foundation import clock
from jembatan.foundation.typesetting import typeset

TEMPLATES = Path(__file__).parent / "papers"
KINDS = {"reply": "Hak Jawab", "correction": "Hak Koreksi"}
REMEDIES = {
    "reply": "memuat hak jawab kami secara utuh",
    "correct": "meralat bagian yang keliru",
    "both": "meralat bagian yang keliru dan memuat hak jawab kami",
}
RESULTS = {"published": "dimuat", "partly": "dimuat sebagian", "refused": "ditolak"}


def request_pdf(request: ReplyRequest) -> bytes:
    """The letter to the outlet; a draft is marked as one."""
    return typeset(TEMPLATES / "request.typ", _request_facts(request), made_at=request.created_at)


def complaint_pdf(request: ReplyRequest) -> bytes:
    """The complaint to the press council: medium, day, title, address, what was asked, what came of it."""
    day = request.escalated_on or clock.today(request.unit.zone)
    data = _request_facts(request) | sender_facts(request.unit, day) | {"history": _history(request)}
    return typeset(TEMPLATES / "complaint.typ", data, made_at=clock.now())


def request_letter(letter: Letter) -> Paper | None:
    """The request as it goes to the outlet; None once it is closed."""
    request = _request(letter.subject_id)
    if request.state == State.CLOSED:
        return None
    told = _request_facts(request)
    text = (
        f"Yth. Pemimpin Redaksi {told['outlet']}\n\n"
        f"Bersama ini kami sampaikan permintaan {told['kind']} Nomor {told['number']} tanggal {told['day']} "
        f"atas berita “{told['title']}”. Surat lengkapnya terlampir.\n\n"
        + (f"Berita: {told['address_of_article']}\n" if told["address_of_article"] else "")
        + (f"Mohon jawaban paling lambat {told['due']}.\n" if told["due"] else "")
        + f"\n{told['unit']}\n"
    )
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in request.number).strip("-").lower()
    name = f"{'hak-jawab' if request.kind == 'reply' else 'hak-koreksi'}-{plain or request.pk}.pdf"
    return Paper(request_pdf(request), name, f"Permintaan {told['kind']} {told['number']}", text)


def _request_facts(request: ReplyRequest) -> dict[str, Any]:
    day = request.sent_on or clock.today(request.unit.zone)
    return sender_facts(request.unit, day) | {
        "kind": KINDS[request.kind],
        "number": request.number,
        "is_draft": request.state == State.DRAFTED,
        "day": day_text(day),
        "outlet": request.outlet.name,
        "title": request.article_title,
        "address_of_article": request.article_address,
        "article_day": day_text(request.article_on) if request.article_on else "",
        "wrong": request.wrong,
        "right": request.right,
        "remedy": REMEDIES[request.remedy],
        "reply_text": request.reply_text,
        "due": day_text(request.due_on) if request.due_on else "",
        "is_online": request.outlet.kind == "online",
    }


def _history(request: ReplyRequest) -> list[list[str]]:
    """What happened, in rows of day and words."""
    rows = []
    if request.sent_on is not None:
        rows.append([day_text(request.sent_on), f"Permintaan Nomor {request.number} dikirim kepada media."])
    for answer in request.answers.all():
        words = f"Media menjawab: {RESULTS[answer.result]}."
        rows.append([day_text(answer.answered_on), f"{words} {answer.note}".strip()])
    if not request.answers.exists() and request.due_on is not None:
        rows.append([day_text(request.due_on), "Tenggat jawaban lewat tanpa jawaban."])
    step = request.steps.filter(act="escalate").last()
    if step is not None:
        rows.append([day_text(step.taken_at.astimezone(request.unit.zone).date()), f"Alasan pengaduan: {step.reason}"])
    return rows


def _request(pk: UUID) -> ReplyRequest:
    return ReplyRequest.objects.select_related("outlet", "unit__government").get(pk=pk)
