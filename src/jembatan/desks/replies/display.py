"""How a request's state and clock are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.desks.replies.deadlines import Rules, is_near, last_day_to_ask
from jembatan.desks.replies.law import facts
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import State
from jembatan.desks.replies.working_days import holidays
from jembatan.web.components import Step
from jembatan.web.times import brief, day

KINDS: Final = {
    State.DRAFTED: "neutral", State.SENT: "waiting", State.ANSWERED: "done", State.UNANSWERED: "attention",
    State.ESCALATED: "waiting", State.CLOSED: "neutral",
    "published": "done", "partly": "waiting", "refused": "attention", "queued": "waiting", "failed": "attention",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a deadline, and the kind of badge that says it."""

    kind: str
    text: str


def line(request: ReplyRequest) -> Sequence[Step]:
    """The stations of a request; the middle one is what came: an answer, none, or the press council."""
    middle = request.state if request.state in {State.UNANSWERED, State.ESCALATED} else State.ANSWERED
    stations = (State.DRAFTED, State.SENT, State(middle), State.CLOSED)
    return [Step(state.value, state.label) for state in stations]


def due_mark(request: ReplyRequest, today: date) -> Mark | None:
    """What the clock says of a request that waits."""
    if request.state == State.ESCALATED and request.council_due_on is not None:
        kind = "attention" if today > request.council_due_on else "waiting"
        return Mark(kind, _("sampai %(day)s") % {"day": brief(request.council_due_on)})
    if request.state != State.SENT:
        return None
    if request.due_on is None:
        return Mark("attention", _("Tenggat belum diketahui"))
    left = (request.due_on - today).days
    if left < 0:
        return Mark("attention", _("Tenggat lewat"))
    if left == 0:
        return Mark("attention", _("Jatuh tempo hari ini"))
    text = ngettext("%(n)d hari lagi", "%(n)d hari lagi", left) % {"n": left}
    return Mark("attention" if is_near(request.due_on, today) else "waiting", text)


def notices(request: ReplyRequest, rules: Rules, today: date) -> list[str]:
    """What a person should know; nothing of it stops anything."""
    found = []
    asked_on = request.sent_on or today
    if request.article_on is not None and rules.asking_months:
        last = last_day_to_ask(request.article_on, rules.asking_months)
        if asked_on > last:
            fact = facts()["hj-batas"]
            found.append(
                _(
                    "Berita ini lebih lama dari %(months)d bulan (sampai %(day)s). Dasar: %(basis)s. "
                    "Status dasar itu: %(status)s."
                )
                % {"months": rules.asking_months, "day": day(last), "basis": fact.basis, "status": fact.status}
            )
    article_text = request.article.text if request.article is not None else ""
    if article_text and len(request.reply_text) > len(article_text):
        found.append(_("Teks hak jawab lebih panjang dari beritanya; media dapat menolaknya."))
    if request.state == State.SENT and request.due_on is None:
        found.append(
            _("Tenggat belum dapat dihitung karena hari libur tahunnya belum diketahui. Pantau jawabannya sendiri.")
        )
    elif request.due_on is not None and request.due_working and holidays().is_provisional(request.due_on):
        found.append(_("Hari libur tahun ini baru sebagian ditetapkan, jadi tenggatnya dapat bergeser."))
    if not request.address and request.state == State.DRAFTED:
        found.append(_("Surel redaksi belum diisi; setelah dikirim, unduh suratnya dan serahkan sendiri."))
    return found
