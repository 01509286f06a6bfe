"""The demo: for this machine only, and kept from one start to the next."""

from __future__ import annotations

import json
import re
import smtplib
import socket
import stat
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest

from jembatan.config.running import processes
from tests.start.installation import Installation, a_database, running, wait_for

pytestmark = pytest.mark.xdist_group("start")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running demo."""
    with a_database() as database:
        installation = Installation(tmp_path_factory.mktemp("demo") / "home", database)
        with running(installation, "--demo"):
            yield installation


def accounts(demo: Installation) -> list[dict[str, str]]:
    """The accounts that the demo's mark holds."""
    found: list[dict[str, str]] = json.loads((demo.home / "demo.json").read_text())["accounts"]
    return found


def test_the_accounts_are_printed_and_open_the_door(demo: Installation) -> None:
    account = accounts(demo)[0]
    assert account["email"] in demo.said()
    assert account["password"] in demo.said()
    assert stat.S_IMODE((demo.home / "demo.json").stat().st_mode) == 0o600
    with httpx.Client(base_url=f"http://127.0.0.1:{demo.port}", follow_redirects=True) as client:
        page = client.get("/masuk/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token is not None
        answer = client.post(
            page.url.path,
            data={
                "csrfmiddlewaretoken": token.group(1),
                "login": account["email"],
                "password": account["password"],
            },
        )
        assert answer.status_code == 200
        assert answer.url.path.startswith("/kerja/"), answer.url


def test_a_foreign_host_is_refused_in_words(demo: Installation) -> None:
    status, text = demo.get("/", host="humas.nttprov.example")
    assert status == 421
    assert "akun contoh" in text
    assert demo.get("/akun/login/", host=f"127.0.0.1:{demo.port}")[0] == 200


def test_letters_stay_in_the_folder(demo: Installation) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@contoh.example", "b@contoh.example", "Uji kotak surat"
    letter.set_content("Selamat pagi.")
    wait_for(lambda: bool(_mailboxes(demo)), "the mailbox to start")
    [port] = [int(one.command.split()[-2]) for one in _mailboxes(demo)]
    wait_for(lambda: _listens(port), "the mailbox to open")
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.send_message(letter)
    kept = [file.read_text() for file in (demo.home / "mail").glob("*.eml")]
    assert any("Uji kotak surat" in text and "X-Envelope-To: b@contoh.example" in text for text in kept)


def test_a_second_start_prints_the_same_accounts_and_refuses_other_addresses(demo: Installation) -> None:
    before = accounts(demo)
    demo.stop()
    for arguments in (("up", "--demo", "--host", "0.0.0.0"), ("up", "--host", "0.0.0.0")):
        refused = demo.run(*arguments)
        assert refused.returncode == 1
        assert "this machine only" in refused.stderr
    refused = demo.run("up", JEMBATAN_BASE_URL="https://humas.nttprov.example")
    assert refused.returncode == 1
    assert "not offered as humas.nttprov.example" in refused.stderr
    assert demo.is_gone()
    demo.start()  # even without --demo, since the accounts are there
    assert accounts(demo) == before
    assert all(account["password"] in demo.said() for account in before)
    assert demo.get("/", host="humas.nttprov.example")[0] == 421


def test_a_lost_mark_is_put_back(demo: Installation) -> None:
    demo.stop()
    (demo.home / "demo.json").unlink()
    refused = demo.run("up", "--host", "0.0.0.0")
    assert refused.returncode == 1
    assert "this machine only" in refused.stderr
    assert (demo.home / "demo.json").exists()
    demo.start()
    wait_for(demo.answers, "the first page")
    assert all(account["password"] in demo.said() for account in accounts(demo))


def _records(demo: Installation) -> list[processes.ProcessRecord]:
    return processes.living(demo.home)


def _mailboxes(demo: Installation) -> list[processes.ProcessRecord]:
    return [one for one in _records(demo) if one.role == "demo mailbox"]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
