"""Partners of the press: the register, accreditation, agreements, placements, and the letters about them."""

from jembatan.desks.partners.kinds import TEXT_KINDS, PlacementKind
from jembatan.desks.partners.models.accreditation import Accreditation
from jembatan.desks.partners.models.agreements import Agreement, Term
from jembatan.desks.partners.models.letters import Letter, PaperCounter, PaperKind, PaperNumbering
from jembatan.desks.partners.models.placements import Placement, PlacementStep
from jembatan.desks.partners.models.register import Journalist, Partner, PartnerPaper

__all__ = [
    "TEXT_KINDS",
    "Accreditation",
    "Agreement",
    "Journalist",
    "Letter",
    "PaperCounter",
    "PaperKind",
    "PaperNumbering",
    "Partner",
    "PartnerPaper",
    "Placement",
    "PlacementKind",
    "PlacementStep",
    "Term",
]
