"""Who subscribes to what in the desks; the same rules as `config.wiring`, one function a room."""

from jembatan.chain.coverage.events import ArticleTraced
from jembatan.desks.partners import actions as partner_actions
from jembatan.desks.partners import panels as partner_panels
from jembatan.desks.partners import paperwork
from jembatan.desks.partners import tasks as partner_tasks
from jembatan.desks.partners.paperwork import papers
from jembatan.desks.proofs import actions as proof_actions
from jembatan.desks.proofs import panels as proof_panels
from jembatan.desks.proofs import papers as proof_papers
from jembatan.desks.proofs import tasks as proof_tasks
from jembatan.desks.replies import actions as reply_actions
from jembatan.desks.replies import panels as reply_panels
from jembatan.desks.replies import paperwork as reply_papers
from jembatan.desks.replies import tasks as reply_tasks
from jembatan.foundation.intents.duties import duties
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.registry import registry


def wire() -> None:
    """Connect the rooms, in the order of the layers."""
    _wire_partners()
    _wire_replies()
    _wire_proofs()


def _wire_partners() -> None:
    """Letters to outlets go out by the worker; an event's page shows who is accredited, a release's what was ordered."""
    handlers.register(
        partner_actions.SEND,
        partner_tasks.send_letter,
        on_dead=partner_tasks.letter_is_dead,
        on_retry=partner_tasks.letter_is_retried,
    )
    papers.register(partner_actions.ORDER_PAPER, paperwork.order_letter)
    papers.register(partner_actions.CANCELLATION_PAPER, paperwork.cancellation_letter)
    registry.add_panel("event.detail", partner_panels.event_accreditations)
    registry.add_panel("release.detail", partner_panels.release_placements)


def _wire_replies() -> None:
    """Letters go out by the partners' handler; deadlines are watched; articles and partners show the requests."""
    papers.register(reply_actions.PAPER, reply_papers.request_letter)
    duties.register("replies.deadlines", 3600, reply_tasks.watch_deadlines)
    registry.add_panel("article.detail", reply_panels.article_replies)
    registry.add_panel("partner.detail", reply_panels.partner_replies)


def _wire_proofs() -> None:
    """What was traced proves orders by itself; paid pages are looked at again; orders carry the outlet's link."""
    registry.subscribe(ArticleTraced, proof_tasks.look_at_traced)
    handlers.register(proof_actions.LOOK, proof_tasks.look)
    handlers.register(proof_actions.CHECK, proof_tasks.check_page)
    duties.register("proofs.watch", 3600, proof_tasks.watch)
    papers.hand_in = proof_papers.hand_in_of
    registry.add_panel("placement.detail", proof_panels.placement_proof)
    registry.add_panel("article.detail", proof_panels.article_orders)
