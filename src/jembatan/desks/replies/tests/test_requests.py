"""A request from its draft to its end: every illegal step, reasons, letter, the watch, the press council."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.distribution.tests.post_office import PostOffice
from jembatan.desks.partners.actions import SEND
from jembatan.desks.partners.models import Letter
from jembatan.desks.partners.tests.test_letters import attachment, text_of
from jembatan.desks.replies import actions, paperwork, queries, tasks
from jembatan.desks.replies.deadlines import Rules
from jembatan.desks.replies.models import ReplyRequest
from jembatan.desks.replies.states import ACTS, TABLE, State
from jembatan.foundation import clock
from jembatan.foundation.audit.models import AuditRecord
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role, Viewer, system_viewer
from tests.world import World

ALLOWED = {(move.act, move.before) for move in TABLE}


def head(world: World) -> Viewer:
    return world.viewer(world.ntt, Role.BUREAU_HEAD, email="kepala@ntt.example")


def facts(**changed: Any) -> actions.RequestFacts:
    outlet, _made = Outlet.objects.get_or_create(name="Pos X")
    told: dict[str, Any] = {
        "kind": "reply", "wrong": "Dana raker tidak dilaporkan.", "right": "Laporan disampaikan 2 Mei.",
        "remedy": "both", "outlet": outlet, "article_title": "Dana raker dipertanyakan",
        "article_address": "https://pos-x.example/1", "reply_text": "Laporan itu telah disampaikan.",
        "address": "redaksi@pos-x.example",
    }  # fmt: skip
    return actions.RequestFacts(**told | changed)


def drafted(world: World, **changed: Any) -> ReplyRequest:
    return actions.draft_request(viewer=head(world), facts=facts(**changed))


def sent(world: World, **changed: Any) -> ReplyRequest:
    return actions.send_request(viewer=head(world), request=drafted(world, **changed))


def answered(world: World, result: str = "refused", request: ReplyRequest | None = None) -> ReplyRequest:
    request = request or sent(world)
    told = actions.AnswerFacts(result, clock.today(world.ntt.zone), address="https://pos-x.example/jawaban")
    actions.note_answer(viewer=head(world), request=request, facts=told)
    request.refresh_from_db()
    return request


def take(viewer: Viewer, request: ReplyRequest, act: str) -> object:
    if act == "send":
        return actions.send_request(viewer=viewer, request=request)
    if act == "expire":
        return actions.note_unanswered(viewer=viewer, request=request)
    if act == "answer":
        told = actions.AnswerFacts("refused", clock.now().date() - timedelta(days=1))
        return actions.note_answer(viewer=viewer, request=request, facts=told)
    if act == "escalate":
        return actions.escalate_request(viewer=viewer, request=request, reason="alasan")
    return actions.close_request(viewer=viewer, request=request, reason="alasan")


def test_every_state_can_be_reached_and_the_end_is_the_end() -> None:
    assert {move.after for move in TABLE} | {State.DRAFTED} == set(State.values)
    assert not [move for move in TABLE if move.before == State.CLOSED]


@pytest.mark.parametrize("act", [act for act in ACTS if act not in {"close", "drop"}])
def test_every_illegal_step_is_refused_and_changes_nothing(world: World, act: str) -> None:
    everybody = system_viewer("test") if act == "expire" else world.viewer(world.ntt, *Role)
    request, refused = drafted(world), 0
    for state in State.values:
        if (act, state) in ALLOWED:
            continue
        ReplyRequest.objects.filter(pk=request.pk).update(state=state, due_on=date(2020, 1, 1))
        with pytest.raises(Refused):
            take(everybody, request, act)
        request.refresh_from_db()
        assert request.state == state
        refused += 1
    assert refused == len(State.values) - len([one for one in ALLOWED if one[0] == act])


def test_closed_is_not_closed_again(world: World) -> None:
    request = actions.close_request(viewer=head(world), request=drafted(world), reason="Tidak jadi")
    with pytest.raises(Refused):
        actions.close_request(viewer=head(world), request=request, reason="lagi")


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(world: World, role: Role) -> None:
    viewer = world.viewer(world.ntt, role)
    writers = {Role.CONTRIBUTOR, Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD}
    signers = {Role.CLEARING_OFFICER, Role.BUREAU_HEAD}
    deeds = [
        (lambda: actions.draft_request(viewer=viewer, facts=facts()), writers),
        (lambda: take(viewer, drafted(world), "send"), signers),
        (lambda: take(viewer, answered(world), "escalate"), signers),
        (lambda: take(viewer, sent(world), "close"), signers),
        (
            lambda: actions.set_rules(viewer=viewer, unit=world.ntt, rules=Rules()),
            {Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR},
        ),
    ]
    for deed, may in deeds:
        if role in may:
            deed()
        else:
            with pytest.raises(Refused, match="berwenang"):
                deed()


def test_another_unit_takes_no_step(world: World) -> None:
    stranger = world.viewer(world.kupang, *Role)
    for act in ("send", "close"):
        with pytest.raises(Refused, match="milik"):
            take(stranger, drafted(world), act)


def test_all_reasons_are_told_at_once(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        drafted(world, outlet=None, article_title=" ", wrong="", right="", reply_text="", kind="x")
    assert len(refusal.value.reasons) == 6


def test_a_correction_needs_no_reply_text(world: World) -> None:
    assert drafted(world, kind="correction", remedy="correct", reply_text="").state == "drafted"


def test_an_article_of_the_network_fills_in_what_is_left_out(world: World) -> None:
    outlet = Outlet.objects.create(name="Pos Y")
    article = Article.objects.create(
        canonical_key="pos-y.example/2", address="https://pos-y.example/2", way="address", outlet=outlet,
        title="Judul berita", state="traced", published_at=clock.now() - timedelta(days=3),
    )  # fmt: skip
    request = drafted(world, outlet=None, article=article, article_title="", article_address="")
    assert (request.outlet, request.article_title, request.article_address) == (outlet, "Judul berita", article.address)
    assert request.article_on == article.published_at.astimezone(world.ntt.zone).date()
    assert queries.requests_about(head(world), article) == [request]


def test_sending_gives_number_and_deadline_by_the_units_rules(world: World) -> None:
    actions.set_rules(viewer=head(world), unit=world.ntt, rules=Rules(3, counts_working_days=False, asking_months=0))
    request = sent(world)
    today = clock.today(world.ntt.zone)
    assert request.number.startswith("001/HAK-JAWAB/")
    assert (request.sent_on, request.due_on, request.due_days) == (today, today + timedelta(days=3), 3)
    actions.set_rules(viewer=head(world), unit=world.ntt, rules=Rules(9))
    request.refresh_from_db()
    assert request.due_on == today + timedelta(days=3), "what was sent keeps its day"
    assert sent(world).number.startswith("002/")


@pytest.mark.parametrize("rules", [Rules(0), Rules(91), Rules(5, asking_months=25)])
def test_rules_have_bounds(world: World, rules: Rules) -> None:
    with pytest.raises(Refused):
        actions.set_rules(viewer=head(world), unit=world.ntt, rules=rules)
    with pytest.raises(Refused, match="masing-masing"):
        actions.set_rules(viewer=head(world), unit=world.kupang, rules=Rules())


def test_the_letter_arrives_with_its_pdf(world: World, post_office: PostOffice) -> None:
    request = sent(world, right='Laporan #import "x" <b>2 Mei</b>.')
    drain({SEND})
    [(_sender, recipient, mail)] = post_office.letters
    assert recipient == "redaksi@pos-x.example"
    assert mail["Subject"] == f"Permintaan Hak Jawab {request.number}"
    text = text_of(attachment(mail))
    for words in (request.number, "Dana raker dipertanyakan", "#import", "Nomor 40 Tahun 1999", "ditautkan"):
        assert words in text
    assert Letter.objects.get().state == "sent"


def test_without_an_address_it_is_sent_by_hand_and_once_more_by_mail(world: World, post_office: PostOffice) -> None:
    request = sent(world, address="")
    assert not Letter.objects.exists()
    actions.send_again(viewer=head(world), request=request, address="baru@pos-x.example")
    with pytest.raises(Refused, match="antre"):
        actions.send_again(viewer=head(world), request=request, address="baru@pos-x.example")
    drain({SEND})
    assert [recipient for _from, recipient, _mail in post_office.letters] == ["baru@pos-x.example"]


def test_a_draft_is_marked_as_one_on_paper(world: World) -> None:
    text = text_of(paperwork.request_pdf(drafted(world)))
    assert "Rancangan, belum dikirim" in text


def test_the_watch_speaks_after_the_day_and_not_before(world: World) -> None:
    request = sent(world)
    assert request.due_on is not None
    wait = (request.due_on - clock.today(world.ntt.zone)).days
    with clock.set_to(clock.now() + timedelta(days=wait)):
        assert tasks.watch_deadlines() == 0
    with clock.set_to(clock.now() + timedelta(days=wait + 1)):
        assert tasks.watch_deadlines() == 1
        assert tasks.watch_deadlines() == 0
    request.refresh_from_db()
    assert request.state == "unanswered"
    [record] = AuditRecord.objects.filter(action="replies.note_unanswered")
    assert record.unit_key == world.ntt.pk
    assert answered(world, "published", request).state == "answered", "late, and yet an answer"


def test_a_deadline_that_is_not_known_never_passes(world: World) -> None:
    with clock.set_to(clock.now().replace(year=2031)):
        request = sent(world)
        assert request.due_on is None
        assert tasks.watch_deadlines() == 0


def test_nobody_but_the_system_says_that_a_deadline_passed(world: World) -> None:
    request = sent(world)
    with clock.set_to(clock.now() + timedelta(days=60)), pytest.raises(Refused, match="sistem"):
        actions.note_unanswered(viewer=world.viewer(world.ntt, *Role), request=request)


def test_what_was_published_needs_a_place(world: World) -> None:
    request = sent(world)
    today = clock.today(world.ntt.zone)
    for result in ("published", "partly"):
        with pytest.raises(Refused, match="memuatnya"):
            actions.note_answer(viewer=head(world), request=request, facts=actions.AnswerFacts(result, today))
    told = actions.AnswerFacts("refused", today + timedelta(days=1))
    with pytest.raises(Refused, match="belum tiba"):
        actions.note_answer(viewer=head(world), request=request, facts=told)
    told = actions.AnswerFacts("refused", today - timedelta(days=1))
    with pytest.raises(Refused, match="mendahului"):
        actions.note_answer(viewer=head(world), request=request, facts=told)


def test_only_what_was_not_published_goes_to_the_press_council(world: World) -> None:
    with pytest.raises(Refused, match="sudah dimuat"):
        actions.escalate_request(viewer=head(world), request=answered(world, "published"), reason="x")
    for result in ("partly", "refused"):
        request = actions.escalate_request(
            viewer=head(world), request=answered(world, result), reason="Ditolak sepihak"
        )
        assert request.state == "escalated"
        assert request.council_due_on is not None
        assert request.council_due_on >= clock.today(world.ntt.zone) + timedelta(days=18), "14 working days"
    text = text_of(paperwork.complaint_pdf(request))
    for words in ("Pos X", "Dana raker dipertanyakan", "https://pos-x.example/1", "ditolak", "Ditolak sepihak"):
        assert words in text
