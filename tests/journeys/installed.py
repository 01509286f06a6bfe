"""A running installation with people, contacts and an event of today, for the browser journeys.

It is `jembatan up` on a database of its own, so web server, worker and their supervisor are the real ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection, connections

from jembatan.chain.agenda.actions import plan_event
from jembatan.chain.releases import actions as releases
from jembatan.foundation import clock
from jembatan.foundation.directory.actions import ContactFacts, add_contact, add_contact_list, add_outlet
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role
from tests.committed import committed_copy
from tests.journeys.letterbox import Letterbox, letterbox
from tests.start.installation import Installation, running, wait_for
from tests.world import World

EVENT = "Panen jagung bersama di Nagekeo"
PEOPLE = {
    "penulis": (Role.CONTRIBUTOR,),
    "kawan": (Role.EDITOR,),
    "pemeriksa": (Role.CLEARING_OFFICER,),
    "kepala": (Role.BUREAU_HEAD,),
    "pengelola": (Role.EDITOR, Role.UNIT_ADMINISTRATOR, Role.AUDITOR),
}
TRACED_TITLE = "Air bersih mengalir sampai Desa Lamahala"
TRACED = (
    "Pipa sepanjang empat belas kilometer kini membawa air dari mata air Wai Tiba ke bak penampung di halaman balai desa.",
    "Warga memilih sendiri tiga orang penjaga keran yang bergiliran memeriksa sambungan setiap hari Sabtu pagi.",
    "Pemerintah provinsi menanggung pipa dan semen, sedangkan penggalian parit dikerjakan warga selama lima minggu.",
)


@dataclass
class Installed:
    """Where it stands, the letters it sent, and what is in it."""

    base: str
    letters: Letterbox
    event: str
    shared_draft: str
    traced: str

    @staticmethod
    def email(person: str) -> str:
        """The address with which one of `PEOPLE` signs in."""
        return f"{person}@ntt.example"


class _Sending(Installation):
    """An installation whose letters go to the test's letterbox."""

    smtp = ""

    def environment(self, **changes: str) -> dict[str, str]:
        return super().environment(JEMBATAN_SMTP_URL=self.smtp, **changes)


@contextmanager
def installed(folder: Path) -> Iterator[Installed]:
    """Start it; it is stopped and its database dropped at the end."""
    home = folder / "home"
    home.mkdir()
    common = connection.settings_dict["NAME"]
    with committed_copy(home, "browser") as database, letterbox() as (letters, smtp):
        event, shared_draft, traced = _fill(database.world())
        installation = _Sending(home, database.url)
        installation.smtp = smtp
        with running(installation):
            wait_for(_is_indexed, "the published release to be in the tracing index")
            # The other tests of this process go on with the database of the whole run.
            connections.close_all()
            connection.settings_dict["NAME"] = common
            yield Installed(f"http://127.0.0.1:{installation.port}", letters, event, shared_draft, traced)


def _is_indexed() -> bool:
    """Whether the worker has taken on what was published: an article that comes before is traced once more later on."""
    asked = Intent.objects.filter(kind="coverage.index")
    return asked.exists() and not asked.exclude(state=Intent.State.DONE).exists()


def _fill(world: World) -> tuple[str, str, str]:
    """People, an event of today, contacts, a draft for two, a published release; the addresses of three of them."""
    viewers = {name: world.viewer(world.ntt, *roles, email=f"{name}@ntt.example") for name, roles in PEOPLE.items()}
    editor = viewers["kawan"]
    event = plan_event(
        viewer=editor,
        title=EVENT,
        starts_at=clock.now() - timedelta(minutes=1),
        place="Aesesa",
        visibility=Visibility.NETWORK,
        leaders=[world.leader(world.ntt)],
        participants=[world.sumba_barat],
    )
    contacts = []
    for name in ("Pos Timor", "Kabar Ranaka", "Suara Lembata"):
        outlet = add_outlet(viewer=editor, name=name)
        email = f"redaksi@{name.split()[1].lower()}.example"
        contacts.append(
            add_contact(viewer=editor, facts=ContactFacts(name=f"Redaksi {name}", outlet=outlet, email=email))
        )
    add_contact_list(viewer=editor, name="Media utama", contacts=contacts)
    draft = releases.start_release(
        viewer=editor, title="Jadwal piket humas selama pekan kerja", body="<p>Piket dimulai pukul tujuh pagi.</p>"
    )
    body = "".join(f"<p>{one}</p>" for one in TRACED)
    release = releases.start_release(viewer=viewers["penulis"], title=TRACED_TITLE, body=body, event=event)
    version = releases.submit_release(viewer=viewers["penulis"], release=release)
    version = releases.clear_version(viewer=viewers["pemeriksa"], version=version)
    releases.publish_version(viewer=viewers["kepala"], version=version)
    return f"/kerja/kegiatan/{event.pk}/", f"/kerja/siaran-pers/{draft.pk}/", f"/kerja/siaran-pers/{release.pk}/"
