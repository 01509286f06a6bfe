"""Every change of partners."""

from jembatan.desks.partners.actions.accrediting import decide_accreditation, request_accreditation
from jembatan.desks.partners.actions.contracts import (
    AgreementFacts,
    TermFacts,
    change_agreement,
    draft_agreement,
    remove_term,
    set_term,
    step_agreement,
)
from jembatan.desks.partners.actions.letters import SEND, request_letter, set_numbering
from jembatan.desks.partners.actions.orders import (
    CANCELLATION_PAPER,
    ORDER_PAPER,
    OrderFacts,
    cancel_order,
    order,
    send_order,
)
from jembatan.desks.partners.actions.placements import step_placement
from jembatan.desks.partners.actions.register import (
    JournalistFacts,
    PaperFacts,
    PartnerFacts,
    add_journalist,
    add_paper,
    change_journalist,
    change_partner,
    note_verification,
    register_partner,
    remove_paper,
)

__all__ = [
    "CANCELLATION_PAPER",
    "ORDER_PAPER",
    "SEND",
    "AgreementFacts",
    "JournalistFacts",
    "OrderFacts",
    "PaperFacts",
    "PartnerFacts",
    "TermFacts",
    "add_journalist",
    "add_paper",
    "cancel_order",
    "change_agreement",
    "change_journalist",
    "change_partner",
    "decide_accreditation",
    "draft_agreement",
    "note_verification",
    "order",
    "register_partner",
    "remove_paper",
    "remove_term",
    "request_accreditation",
    "request_letter",
    "send_order",
    "set_numbering",
    "set_term",
    "step_agreement",
    "step_placement",
]
