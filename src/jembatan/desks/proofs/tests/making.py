"""Partners, agreements, orders and what proves them, as the tests need them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from jembatan.chain.coverage.actions import FoundMatch, keep_matches
from jembatan.chain.coverage.models import Article
from jembatan.chain.releases.models import Version
from jembatan.chain.releases.tests.making import published
from jembatan.desks.partners.actions import OrderFacts, order
from jembatan.desks.partners.models import Agreement, Partner, PartnerPaper, Placement, Term
from jembatan.desks.proofs import actions
from jembatan.desks.proofs.actions.links import link_of_order
from jembatan.desks.proofs.knowing import WORKER
from jembatan.desks.proofs.models import ProofItem
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.files.kinds import Content, TakenFile
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Role, Viewer, system_viewer
from tests.world import World

_numbers = count(1)
PRICE = Decimal(1_000_000)


@dataclass(frozen=True)
class Staff:
    """The four pairs of eyes of one unit."""

    orders: Viewer
    verifies: Viewer
    accepts: Viewer
    pays: Viewer


def staff(world: World, unit: Unit) -> Staff:
    def one(name: str, role: Role) -> Viewer:
        return world.viewer(unit, role, email=f"{name}@{unit.slug}.example")

    return Staff(
        one("pemesan", Role.EDITOR),
        one("verifikator", Role.CLEARING_OFFICER),
        one("ppk", Role.BUREAU_HEAD),
        one("bendahara", Role.EDITOR),
    )


def outlet(*, kind: str = "online") -> Outlet:
    number = next(_numbers)
    return Outlet.objects.create(name=f"Media Uji {number}", kind=kind, domain=f"media{number}.example")


def partner(of: Outlet | None = None, *, day: date | None = None) -> Partner:
    """A verified partner with valid papers."""
    made = Partner.objects.create(
        outlet=of or outlet(),
        legal_name="PT Media Uji",
        press_council=Partner.PressCouncil.FACTUAL,
        verified_on=(day or clock.now().date()) - timedelta(days=400),
    )
    PartnerPaper.objects.create(partner=made, kind="deed")
    return made


def agreement(
    world: World, unit: Unit, of: Partner | None = None, *, day: date | None = None, **more: object
) -> Agreement:
    """An agreement in force around `day`."""
    day = day or clock.now().date()
    facts: dict[str, object] = {
        "number": f"PKS/{next(_numbers)}",
        "starts_on": day - timedelta(days=60),
        "ends_on": day + timedelta(days=300),
        "budget": 100 * PRICE,
        "tax_percent": Decimal(11),
        "tax_name": "PPN",
        "budget_code": "5.1.02.02.01.0063",
        "catalogue_number": "EKAT-01",
        "contracting_officer_id": staff(world, unit).accepts.user_id,
        "state": Agreement.State.IN_FORCE,
    }
    return Agreement.objects.create(unit=unit, partner=of or partner(day=day), **facts | more)


def term(of: Agreement, kind: str = "advertorial", **more: object) -> Term:
    facts: dict[str, object] = {
        "price": PRICE,
        "standard_price": PRICE,
        "least_share": Decimal("0.6") if kind in {"advertorial", "news", "announcement"} else Decimal(0),
        "days_to_publish": 3,
        "days_online": {"broadcast": 0, "subscription": 5}.get(kind, 10),
    }
    return Term.objects.create(agreement=of, kind=kind, **facts | more)


def text_of(length: int = 2000) -> str:
    """`length` characters of words, no two sentences alike, without space at either end."""
    words, size = [], 0
    for number in count(1):
        sentence = f"Kalimat ke-{number} memuat keterangan nomor {number * 7919 % 10007} tentang kegiatan."
        words.append(sentence)
        size += len(sentence) + 1
        if size > length + 60:
            break
    cut = " ".join(words)[:length]
    return cut[:-1] + "x" if cut.endswith(" ") else cut


def release(world: World) -> Version:
    """A published release whose text has exactly 2000 characters."""
    version = published(world, body=f"<p>{text_of()}</p>")
    assert len(version.text) == 2000, len(version.text)
    return version


def ordered(
    world: World, version: Version | None = None, *, kind: str = "advertorial", unit: Unit | None = None,
    of: Partner | None = None, agreed: Agreement | None = None, **more: object,
) -> Placement:  # fmt: skip
    """An order made through the action of partners."""
    unit = unit or world.ntt
    agreed = agreed or agreement(world, unit, of)
    facts = OrderFacts(
        kind, "Pembangunan jalan", term=term(agreed, kind, **more), release=version.release if version else None
    )
    return order(viewer=staff(world, unit).orders, agreement=agreed, facts=facts)


def article(of: Outlet, *, published_at: object = None, title: str = "Berita uji") -> Article:
    """A traced article of an outlet, without matches."""
    number = next(_numbers)
    address = f"https://{of.domain or 'tanpa.example'}/berita/{number}"
    return Article.objects.create(
        canonical_key=address.removeprefix("https://"),
        address=address,
        way=Article.Way.ADDRESS,
        outlet=of,
        title=title,
        text=f"Teks berita {number}. " * 10,
        published_at=published_at or clock.now(),
        published_time_is_known=True,
        state=Article.State.TRACED,
        created_at=clock.now(),
    )


def traced(one: Article, version: Version, *parts: tuple[int, int]) -> Article:
    """The article is found to hold `parts` (per mille of the version's text), and what follows is done."""
    length = len(version.text)
    spans, position = [], 0
    for start, end in parts:
        first, last = start * length // 1000, end * length // 1000
        spans.append([position, position + last - first, first, last])
        position += last - first
    share = sum(span[3] - span[2] for span in spans) / length
    found = FoundMatch(version.pk, "verbatim", share, 0.9, 0.99, spans)
    keep_matches(viewer=WORKER, article=one, klass="verbatim", found=[found], looked_at=clock.now())
    drain({actions.LOOK})
    return one


def found(world: World, version: Version | None = None, **more: object) -> Placement:
    """A placement of text that ran today in full and was found."""
    version = version or release(world)
    placement = ordered(world, version, **more)
    traced(article(placement.agreement.partner.outlet), version, (0, 900))
    placement.refresh_from_db()
    return placement


def file(content: str = "") -> TakenFile:
    """A picture that was taken in (its bytes are never read here)."""
    digest = hashlib.sha256((content or str(next(_numbers))).encode()).hexdigest()
    return TakenFile(digest, 1000, "bukti.png", Content("image/png", 10, 10))


def handed_in(placement: Placement, facts: actions.HandInFacts, taken: TakenFile | None = None) -> list[ProofItem]:
    """The outlet hands in by its link."""
    viewer = system_viewer("hand-in", placement.unit_id)
    return actions.hand_in(viewer=viewer, link=link_of_order(placement), facts=facts, file=taken)
