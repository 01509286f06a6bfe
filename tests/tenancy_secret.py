"""Unit A (the province's bureau) with one closed row of every kind, each carrying the secret word."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pyvips
from django.db import transaction

from jembatan.chain.agenda.models import Event
from jembatan.chain.coverage.captures.models import Capture, CapturedFile
from jembatan.chain.coverage.clippings.composing import Cover, compose
from jembatan.chain.coverage.clippings.models import Clipping, Making, Paper
from jembatan.chain.coverage.clippings.models import Letter as ClippingLetter
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.models import Article, Match
from jembatan.chain.coverage.sources.models import Source
from jembatan.chain.coverage.tone.models import SampleItem, SampleLabel, ToneJudgement, ToneSample
from jembatan.chain.coverage.triage.models import Act, Alert, DeskItem, Hit, Note, Receiver, SavedSearch
from jembatan.chain.distribution.models import Delivery, DeliveryFact, Dispatch
from jembatan.chain.documentation.models import Asset, Rendition
from jembatan.chain.releases.models import (
    Clearance,
    Draft,
    DraftRevision,
    Numbering,
    Release,
    ReleaseAsset,
    Retraction,
    Version,
)
from jembatan.desks.partners.models import (
    Accreditation,
    Agreement,
    Journalist,
    Letter,
    Partner,
    PartnerPaper,
    Placement,
    PlacementStep,
    Term,
)
from jembatan.desks.proofs.models import ProofItem
from jembatan.desks.replies.models import ReplyRequest, ReplyStep
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import record
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.files.actions import keep, take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.people.models import Appointment, Person
from jembatan.foundation.search.actions import SearchText, index_document
from jembatan.foundation.units.models import GovernmentAlias, Section, Visibility
from jembatan.foundation.viewer import Role, Viewer
from tests.world import World

#: Stands in every text of unit A that nobody else may read.
SECRET_WORD = "ZAITUNRAHASIA"


class Secret:
    """The closed rows of unit A. `photo_mark` is a piece of the photo's bytes, as it would stand in an answer."""

    photo_mark = "GAMBARRAHASIA"

    def __init__(self, world: World, tmp_path: Path) -> None:
        self.world, self.unit = world, world.ntt
        self.viewer = world.viewer(world.ntt, *Role, email="pemilik@ntt.example")
        self.author = world.user(world.ntt, Role.EDITOR, email="penulis@ntt.example", name=f"Penulis {SECRET_WORD}")
        now = clock.now()
        self.event = Event.objects.create(
            unit=self.unit, title=f"Kegiatan {SECRET_WORD}", starts_at=now, ends_at=now + timedelta(hours=3),
            visibility=Visibility.UNIT,
        )  # fmt: skip
        self.file = self._photo(tmp_path)
        self.asset = Asset.objects.create(
            unit=self.unit, event=self.event, original=self.file, caption=f"Foto {SECRET_WORD}", credit=SECRET_WORD,
            width=64, height=48,
        )  # fmt: skip
        for name in ("thumbnail", "screen", "press"):
            Rendition.objects.create(asset=self.asset, name=name, file=self.file, width=64, height=48)
        self.release = Release.objects.create(unit=self.unit, event=self.event, visibility=Visibility.UNIT)
        ReleaseAsset.objects.create(release=self.release, asset=self.asset, caption=SECRET_WORD)
        self.draft = Draft.objects.create(
            release=self.release, title=SECRET_WORD, body=f"<p>{SECRET_WORD}</p>", revision=3
        )
        DraftRevision.objects.create(release=self.release, revision=3, title=SECRET_WORD, body=SECRET_WORD)
        self.submitted = self._version(self._release(), "submitted")
        self.cleared = self._version(self._release(), "cleared")
        Clearance.objects.create(version=self.cleared, decision="cleared", comment=SECRET_WORD, decided_by=self.author)
        self.embargoed = self._version(
            self._release(), "published", published_at=now, embargo_until=now + timedelta(hours=2)
        )
        self.retracted = self._open(self._release(Visibility.PUBLIC), "retracted", now)
        self.published = self._open(self._release(Visibility.PUBLIC), "published", now)
        Retraction.objects.create(version=self.retracted, reason="Dicabut karena keliru")
        Numbering.objects.create(unit=self.unit, pattern="{number}/SP/{year}")
        self.contact = Contact.objects.create(unit=self.unit, name=f"Wartawan {SECRET_WORD}", email="w@rahasia.example")
        self.news_source = Source.objects.create(
            unit=self.unit, kind="feed", name=f"Umpan {SECRET_WORD}", address="https://rahasia.example/rss"
        )
        self.contact_list = ContactList.objects.create(unit=self.unit, name=f"Daftar {SECRET_WORD}")
        self.contact_list.contacts.add(self.contact)
        self.dispatch = Dispatch.objects.create(unit=self.unit, version=self.embargoed, note=SECRET_WORD)
        self.delivery = Delivery.objects.create(
            dispatch=self.dispatch, version=self.embargoed, contact=self.contact, address=self.contact.email,
            message_id="<rahasia@uji.example>", state="failed", reason=SECRET_WORD,
        )  # fmt: skip
        DeliveryFact.objects.create(delivery=self.delivery, kind="queued", detail=SECRET_WORD)
        self.intent = Intent.objects.create(
            unit=self.unit, kind="distribution.send", key="rahasia", state="dead", last_error=SECRET_WORD
        )
        self._around(now)
        for kind, row in (("event", self.event), ("asset", self.asset), ("release", self.release)):
            index_document(
                SearchText(row.pk, kind, self.unit.pk, Visibility.UNIT, f"{kind} {SECRET_WORD}", SECRET_WORD, "/kerja/")
            )

    def _capture(self, now: datetime) -> Capture:
        """A photographed page that the unit has not entered yet."""
        capture = Capture.objects.create(
            unit=self.unit, client_key=self.unit.pk, medium="print", outlet=self.outlet, appeared_on=now.date(),
            title=f"Halaman {SECRET_WORD}", text=f"Teks {SECRET_WORD}", state="corrected",
        )  # fmt: skip
        CapturedFile.objects.create(capture=capture, order=1, file=self.evidence.file)
        return capture

    def _evidence(self, now: datetime) -> Evidence:
        """A stored picture of the network's article; every member may see it."""
        stored = StoredFile.objects.create(
            unit=self.unit,
            visibility="network",
            sha256="0" * 64,
            size=0,
            media_type="image/webp",
            original_name="a.webp",
        )
        return Evidence.objects.create(
            article=self.article, sequence=1, kind="picture", file=stored, sha256=stored.sha256, size=0,
            media_type="image/webp", fetched_at=now, previous_seal="0" * 64, seal="0" * 64,
        )  # fmt: skip

    def _around(self, now: datetime) -> None:
        """Rows of the foundation: an article of the network, a section, an office, a name, an alias, an audit record."""
        self.article = Article.objects.create(
            canonical_key="pos-x.example/a", title="Berita jejaring", text="Teks berita yang boleh dibaca jejaring.",
            way="pasted", state="traced",
        )  # fmt: skip
        Match.objects.create(
            article=self.article, version=self.submitted, klass="adapted", release_share=0.5, article_share=0.5, score=0.9,
            spans=[[0, 10, 0, 10]],
        )  # fmt: skip
        self.evidence = self._evidence(now)
        self.section = Section.objects.create(unit=self.unit, name="Bagian Pers")
        person = Person.objects.create(full_name="Pejabat Contoh")
        self.appointment = Appointment.objects.create(
            person=person, government=self.unit.government, unit=self.unit, section=self.section, office="Kepala Bagian"
        )
        self.unit_name = self.unit.names.get()
        self.alias = GovernmentAlias.objects.create(government=self.unit.government, name="Flobamora")
        self.outlet = Outlet.objects.create(name="Pos X", domain="pos-x.example")
        self.capture = self._capture(now)
        self._partners()
        self._tone()
        self._clipping(now)
        self._desk(now)
        with transaction.atomic():
            self.audit_record = record(
                self.viewer, "uji.rahasia", unit_id=self.unit.pk, kind="", object_id=self.event.pk,
                changes={"title": SECRET_WORD}, reason=SECRET_WORD,
            )  # fmt: skip

    def _clipping(self, now: datetime) -> None:
        """A clipping of the unit, with its paper and a letter that failed."""
        self.clipping = Clipping.objects.create(
            unit=self.unit, day=clock.today(self.unit.zone), due_at=now, starts_at=now - timedelta(days=1), ends_at=now,
            state="failed", failure=SECRET_WORD,
        )  # fmt: skip
        cover = Cover(SECRET_WORD, "NTT", "Asia/Makassar", self.clipping.day, self.clipping.starts_at, now)
        making = Making.objects.create(
            clipping=self.clipping, revision=1, article_count=0, content=compose(cover, [], None)
        )
        self.clipping_paper = Paper.objects.create(making=making, language="id", file=self.file)
        self.clipping_letter = ClippingLetter.objects.create(
            making=making, address="rahasia@luar.example", language="id", message_id="<kliping-rahasia@uji.example>",
            state="failed", reason=SECRET_WORD,
        )  # fmt: skip

    def _desk(self, now: datetime) -> None:
        """What the unit did with an article at its desk, what it looks out for, and a letter that failed."""
        self.desk_item = DeskItem.objects.create(
            unit=self.unit, article=self.article, article_at=now, story_key=self.article.pk,
            reasons=[{"why": "own_release", "of": SECRET_WORD}],
        )  # fmt: skip
        Note.objects.create(unit=self.unit, article=self.article, text=f"Catatan {SECRET_WORD}")
        self.desk_act = Act.objects.create(unit=self.unit, step="accept", by=self.author, before=[])
        self.saved_search = SavedSearch.objects.create(
            unit=self.unit, name=f"Cari {SECRET_WORD}", filters={"kata": "uji"}
        )
        Receiver.objects.create(search=self.saved_search, user=self.author, token="tidak-diketahui")
        Hit.objects.create(search=self.saved_search, item=self.desk_item)
        self.desk_alert = Alert.objects.create(unit=self.unit, receiver=self.author, state="failed", reason=SECRET_WORD)

    def _tone(self) -> None:
        """What the unit's people say of an article's tone, alone and in a sample."""
        first = self.world.user(self.unit, Role.EDITOR, email="pelabel@ntt.example")
        self.tone_sample = ToneSample.objects.create(
            unit=self.unit, number=1, seed=1, first_labeller=self.author, second_labeller=first, drawn_by=self.author
        )
        item = SampleItem.objects.create(
            sample=self.tone_sample, order=1, article=self.article, institution=self.unit, stratum="neutral"
        )
        SampleLabel.objects.create(item=item, labeller=self.author, label="positive")
        ToneJudgement.objects.create(
            unit=self.unit, article=self.article, institution=self.unit, tone="negative", rule_tone="neutral",
            by="person", judged_by=self.author, evidence=[{"start": 0, "end": 4, "word": SECRET_WORD, "tone": "negative"}],
        )  # fmt: skip

    def _partners(self) -> None:
        """A partner of the network, and the unit's own dealings with it."""
        self.partner = Partner.objects.create(outlet=self.outlet)
        self.partner_paper = PartnerPaper.objects.create(partner=self.partner, kind="tax", number="1")
        self.journalist = Journalist.objects.create(partner=self.partner, name="Maria Nahak")
        self.accreditation = Accreditation.objects.create(
            unit=self.unit, event=self.event, journalist=self.journalist, note=SECRET_WORD
        )
        today = clock.today(self.unit.zone)
        self.agreement = Agreement.objects.create(
            unit=self.unit, partner=self.partner, number=f"KS/{SECRET_WORD}", starts_on=today, ends_on=today,
            budget=1000, state="in_force", contracting_officer=self.author,
        )  # fmt: skip
        self.term = Term.objects.create(agreement=self.agreement, kind="greeting", label=SECRET_WORD, price=100)
        self.placement = Placement.objects.create(
            unit=self.unit, agreement=self.agreement, term=self.term, kind="greeting", order_number=f"1/{SECRET_WORD}",
            ordered_on=today, title=f"Ucapan {SECRET_WORD}", price=100, publish_by=today, note=SECRET_WORD,
        )  # fmt: skip
        PlacementStep.objects.create(placement=self.placement, act="order", after="ordered", reason=SECRET_WORD)
        self.letter = Letter.objects.create(
            unit=self.unit, paper="partners.order", subject_id=self.placement.pk, address="redaksi@pos-x.example",
            message_id="<surat-rahasia@uji.example>", state="failed", failure=SECRET_WORD, file=self.file,
        )  # fmt: skip
        self.proof_item = ProofItem.objects.create(
            placement=self.placement, key=f"file:{SECRET_WORD}", way="outlet", file=self.file, note=SECRET_WORD,
            brought_name=SECRET_WORD, is_counted=True,
        )  # fmt: skip
        self.reply_request = ReplyRequest.objects.create(
            unit=self.unit, outlet=self.outlet, article=self.article, article_title=f"Berita {SECRET_WORD}",
            kind="reply", wrong=SECRET_WORD, right=SECRET_WORD, remedy="reply", reply_text=SECRET_WORD,
        )  # fmt: skip
        ReplyStep.objects.create(request=self.reply_request, act="draft", after="drafted", reason=SECRET_WORD)

    def _release(self, visibility: str = Visibility.UNIT) -> Release:
        issued_at = clock.now() if visibility == Visibility.PUBLIC else None
        return Release.objects.create(unit=self.unit, event=self.event, visibility=visibility, issued_at=issued_at)

    def _open(self, release: Release, state: str, now: datetime) -> Version:
        """A version whose text is everybody's, of an event that is not."""
        return Version.objects.create(
            release=release, ordinal=1, title="Judul terbuka", body="<p>Isi terbuka.</p>", text="Isi terbuka.",
            state=state, published_at=now,
        )  # fmt: skip

    def _version(self, release: Release, state: str, **facts: object) -> Version:
        text = f"Isi {SECRET_WORD} yang belum boleh dibaca orang lain."
        version = Version.objects.create(
            release=release,
            ordinal=1,
            title=f"Judul {SECRET_WORD}",
            body=f"<p>{text}</p>",
            text=text,
            state=state,
            **facts,
        )
        version.authors.add(self.author)
        return version

    def _photo(self, tmp_path: Path) -> StoredFile:
        picture = pyvips.Image.black(64, 48, bands=3).copy()
        picture.set_type(pyvips.GValue.gstr_type, "exif-ifd0-ImageDescription", self.photo_mark)
        path = tmp_path / "rahasia.jpg"
        picture.jpegsave(str(path))
        assert self.photo_mark.encode() in path.read_bytes()
        with path.open("rb") as source:
            taken = take_in(source, name="rahasia.jpg", accept=FileKind.PHOTO)
        viewer: Viewer = self.viewer
        return keep(viewer=viewer, taken=taken, unit_id=self.unit.pk, visibility=Visibility.UNIT)
