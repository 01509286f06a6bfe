"""The demo installation: its mark, its accounts, its story.

The mark (`demo.json`, readable by its owner only) is written before the first account is made, so that no web server
ever meets demo accounts without knowing of them. It keeps the passwords, which a second start prints again.
"""

import importlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jembatan.foundation.viewer import Role

if TYPE_CHECKING:
    from jembatan.foundation.people.models import User
    from jembatan.foundation.units.models import Unit

MARK = "demo.json"
STORY = "jembatan.config.demo_story.telling"

#: Units of the demo: short key -> code of the government whose leaders' office it is.
UNITS = {
    "ntt": "53",
    "sumba-barat": "53.12",
    "manggarai-timur": "53.19",
    "kota-kupang": "53.71",
    "flores-timur": "53.06",
    "sikka": "53.07",
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person, with the roles held in each unit. The first unit names the e-mail address."""

    login: str
    name: str
    roles: dict[str, tuple[Role, ...]]

    @property
    def email(self) -> str:
        """An address that can never receive a letter (RFC 2606)."""
        return f"{self.login}@{next(iter(self.roles))}.example"


_EDITING = (Role.CONTRIBUTOR, Role.EDITOR)
_HEADING = (Role.CLEARING_OFFICER, Role.BUREAU_HEAD)
PEOPLE = (
    DemoPerson("kontributor", "Yuliana Bere", {"ntt": (Role.CONTRIBUTOR,)}),
    DemoPerson("penyunting", "Markus Tefa", {"ntt": _EDITING, "sumba-barat": (Role.CONTRIBUTOR,)}),
    DemoPerson("pemeriksa", "Agustina Sabu", {"ntt": (Role.CLEARING_OFFICER,)}),
    DemoPerson("kepala", "Petrus Boli", {"ntt": (Role.BUREAU_HEAD,)}),
    DemoPerson("protokol", "Desi Haning", {"ntt": (Role.PROTOCOL_OFFICER,)}),
    DemoPerson("arsiparis", "Elisabet Nenobais", {"ntt": (Role.ARCHIVIST,)}),
    DemoPerson("auditor", "Gregorius Mau", {"ntt": (Role.AUDITOR,)}),
    DemoPerson("pengelola", "Krisantus Wea", {"ntt": (Role.UNIT_ADMINISTRATOR,)}),
    DemoPerson("penyunting", "Rambu Ana Mete", {"sumba-barat": _EDITING}),
    DemoPerson("kepala", "Umbu Rihi", {"sumba-barat": _HEADING}),
    DemoPerson("penyunting", "Kristina Nggae", {"manggarai-timur": _EDITING}),
    DemoPerson("kepala", "Stefanus Jaga", {"manggarai-timur": _HEADING}),
    DemoPerson("penyunting", "Nona Sina", {"kota-kupang": _EDITING}),
    DemoPerson("kepala", "Daniel Foes", {"kota-kupang": _HEADING}),
    DemoPerson("penyunting", "Paulina Kewa", {"flores-timur": _EDITING}),
    DemoPerson("kepala", "Yoseph Boro", {"flores-timur": _HEADING}),
    DemoPerson("penyunting", "Maria Dua Bura", {"sikka": _EDITING}),
    DemoPerson("kepala", "Vinsensius Moa", {"sikka": _HEADING}),
)


@dataclass(slots=True)
class Mark:
    """What `demo.json` holds. `accounts` are printed at each start; `is_told` says that the story stands."""

    accounts: list[dict[str, str]] = field(default_factory=list)
    is_told: bool = False

    def password_of(self, email: str) -> str | None:
        """The password given to this account, if this home knows it."""
        return next((known["password"] for known in self.accounts if known["email"] == email), None)


def read_mark(home: Path) -> Mark | None:
    """The mark of the demo in `home`; None where there is no demo. A broken mark still counts as one."""
    path = home / MARK
    if not path.exists():
        return None
    try:
        return Mark(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        return Mark()


def write_mark(home: Path, mark: Mark) -> None:
    """Write the mark whole or not at all, for its owner's eyes only."""
    draft = home / f".{MARK}.new"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(mark), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(home / MARK)


def has_accounts() -> bool:
    """Whether the database holds a demo account."""
    from jembatan.foundation.people.models import User

    return User.objects.filter(is_demo=True).exists()


def is_real() -> bool:
    """Whether the database holds an account that is none of the demo's."""
    from jembatan.foundation.people.models import User

    return User.objects.filter(is_demo=False).exists()


def load_demo(home: Path) -> None:
    """Make the demo's accounts, and have its story told once. Running it again repairs what is missing, no more.

    The story is told by `tell(accounts)` of `jembatan.config.demo_story.telling`, where `accounts` maps an e-mail
    address to its account. It is called until it has returned once, so it must cope with its own half. Letters that
    are sent meanwhile go to the demo's mailbox.
    """
    from jembatan.foundation.people.models import User

    mark = read_mark(home) or Mark()
    write_mark(home, mark)
    known = {user.email: user for user in User.objects.filter(is_demo=True)}
    accounts = {person.email: known.get(person.email) or _new_account(person) for person in PEOPLE}
    for person in PEOPLE:
        _give_password(person, accounts[person.email], mark)
    write_mark(home, mark)
    if not mark.is_told and _has_story():
        with _mailbox(home):
            importlib.import_module(STORY).tell(accounts)
        mark.is_told = True
        write_mark(home, mark)


def unit_of(key: str) -> "Unit":
    """The unit of the demo called `key`: the leaders' office of its government."""
    from jembatan.foundation.units.models import Unit

    return Unit.objects.get(government__code=UNITS[key], kind=Unit.Kind.LEADERS_OFFICE)


def _has_story() -> bool:
    try:
        return find_spec(STORY) is not None
    except ModuleNotFoundError:
        return False


def _new_account(person: DemoPerson) -> "User":
    """A demo account with its roles, and never for a moment one that is not marked as the demo's."""
    from django.db import transaction

    from jembatan.foundation.people import actions
    from jembatan.foundation.viewer import system_viewer

    with transaction.atomic():
        for key, roles in person.roles.items():
            user = actions.invite_member(
                viewer=system_viewer("demo"),
                unit=unit_of(key),
                email=person.email,
                full_name=person.name,
                roles=roles,
            ).user
        user.is_demo = True
        user.save(update_fields=["is_demo"])
    return user


def _give_password(person: DemoPerson, user: "User", mark: Mark) -> None:
    """A new random password, where this home does not know the account's own."""
    if mark.password_of(person.email) is None:
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.save(update_fields=["password"])
        mark.accounts.append(_entry(person, password))


@contextmanager
def _mailbox(home: Path) -> Iterator[None]:
    """The demo's post office, in this process, for as long as the story is told."""
    from aiosmtpd.controller import Controller
    from django.conf import settings

    from jembatan.config.running.mailbox import Mailbox
    from jembatan.config.running.ports import free_port

    office = Controller(Mailbox(home / "mail"), hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    office.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
    try:
        yield
    finally:
        office.stop()
        settings.SMTP_URL = ""


def _entry(person: DemoPerson, password: str) -> dict[str, Any]:
    held = (", ".join(role.replace("_", " ") for role in roles) for roles in person.roles.values())
    roles = "; ".join(f"{words} in {key}" for key, words in zip(person.roles, held, strict=True))
    return {"email": person.email, "password": password, "name": person.name, "roles": roles}
