"""A mailbox read over real IMAP: alerts become addresses, clippings texts; each mail once, nothing in it changed."""

from collections.abc import Iterator

import pytest

from jembatan.chain.coverage.models import Article
from jembatan.chain.coverage.sources import actions
from jembatan.chain.coverage.sources.actions import SourceFacts
from jembatan.chain.coverage.sources.looking import LookFailed, look_at
from jembatan.chain.coverage.sources.models import Sighting, Source
from jembatan.chain.coverage.sources.tests.post_office import PASSWORD, Mailbox, mailbox
from jembatan.chain.coverage.sources.tests.test_items import mail
from jembatan.foundation.viewer import Role, system_viewer
from tests.world import World


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    with mailbox() as made:
        yield made


@pytest.fixture
def office(server: Mailbox, settings, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    settings.MAILBOX_INNER_HOSTS = frozenset({"localhost"})
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    return server


def added(world: World, address: str, password: str = PASSWORD) -> Source:
    viewer = world.viewer(world.ntt, Role.UNIT_ADMINISTRATOR)
    facts = SourceFacts(kind="mailbox", name="Kotak kliping", address=address, account="humas", password=password)
    return actions.add_source(viewer=viewer, facts=facts)


def test_mails_are_read_once_and_left_as_they_are(world: World, office: Mailbox) -> None:
    clipping = "Gubernur meninjau jalan di Soe bersama warga. " * 12
    office.deliver(mail("Alert", "<a href='https://pos-x.example/ntt/raker'>Raker</a>", subject="Google Alert"))
    office.deliver(mail(clipping, subject="Fwd: Jalan Soe"))
    office.deliver(mail("x" * (6 * 1024 * 1024)))
    source = added(world, f"imaps://localhost:{office.secure}/INBOX")
    look = look_at(source)
    assert [item.address for item in look.items] == ["https://pos-x.example/ntt/raker"]
    assert ([one.title for one in look.clippings], look.unreadable) == (["Jalan Soe"], 1)
    counts = actions.keep_look(viewer=system_viewer("worker"), source=source, look=look, seconds=0.1)
    assert (counts.new, counts.known, counts.failed) == (2, 0, 1)
    assert Article.objects.get(way="pasted").title == "Jalan Soe"
    assert Sighting.objects.filter(source=source).count() == 2
    source.refresh_from_db()
    assert look_at(source).items == []
    office.deliver(mail("lihat https://pos-x.example/ntt/lain"))
    again = look_at(source)
    assert [item.address for item in again.items] == ["https://pos-x.example/ntt/lain"]
    seen = [path.name for path in (office.place / "mail" / "cur").iterdir()]
    assert not any("S" in name.rpartition(",")[2] for name in seen), "nothing is marked as read"


def test_starttls_is_spoken_too(world: World, office: Mailbox) -> None:
    source = added(world, f"imap://localhost:{office.plain}/INBOX")
    assert look_at(source).bookmark["validity"]


def test_failures_are_told_without_the_password(
    world: World, office: Mailbox, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = added(world, f"imaps://localhost:{office.secure}/INBOX", "bukan-kuncinya")
    with pytest.raises(LookFailed) as failed:
        look_at(wrong)
    assert "bukan-kuncinya" not in failed.value.reason
    source = added(world, f"imaps://localhost:{office.secure}/Tidak%20Ada")
    with pytest.raises(LookFailed):
        look_at(source)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(LookFailed, match="Sertifikat"):
        look_at(source)
    settings.MAILBOX_INNER_HOSTS = frozenset()
    with pytest.raises(LookFailed):
        look_at(source)
    assert PASSWORD not in office.log()
