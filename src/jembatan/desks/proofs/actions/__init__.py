"""Every change of proofs."""

from jembatan.desks.proofs.actions.bringing import (
    HandInFacts,
    bring_article,
    bring_proof,
    dismiss_item,
    hand_in,
    restore_item,
)
from jembatan.desks.proofs.actions.deciding import accept, record_payment, return_placement, verify
from jembatan.desks.proofs.actions.links import make_link, revoke_link
from jembatan.desks.proofs.actions.looking import CHECK, LOOK, keep_check, look, request_look

__all__ = [
    "CHECK",
    "LOOK",
    "HandInFacts",
    "accept",
    "bring_article",
    "bring_proof",
    "dismiss_item",
    "hand_in",
    "keep_check",
    "look",
    "make_link",
    "record_payment",
    "request_look",
    "restore_item",
    "return_placement",
    "revoke_link",
    "verify",
]
