"""Telling the story of the demonstration: each step by the person whose work it is, at the hour it would have been done.

The steps are put in the order of time and run in one transaction with the clock moved to each, so that an interrupted
telling leaves nothing behind. Pictures are stored before; tracing, renditions and letters follow as a worker does them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from html import escape
from io import BytesIO

from django.db import transaction

from jembatan.chain.agenda.actions import confirm_event, finish_event, plan_event
from jembatan.chain.agenda.models import Event
from jembatan.chain.coverage.actions import ArticleFacts, add_article_text
from jembatan.chain.distribution.actions import dispatch_version
from jembatan.chain.documentation.actions import add_asset
from jembatan.chain.documentation.queries import assets_of
from jembatan.chain.releases import actions as releases
from jembatan.chain.releases.models import Release, Version
from jembatan.config.demo import UNITS, unit_of
from jembatan.config.demo_story.scenes import photo
from jembatan.config.demo_story.texts import DemoArticle, DemoEvent, DemoRelease, Story, read_story
from jembatan.foundation import clock
from jembatan.foundation.directory.actions import ContactFacts, add_contact, add_contact_list, add_outlet
from jembatan.foundation.directory.models import Contact, ContactList, Outlet
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind, TakenFile
from jembatan.foundation.intents.worker import drain
from jembatan.foundation.people.models import Person, User
from jembatan.foundation.people.offices import appoint_person
from jembatan.foundation.people.queries import viewer_in
from jembatan.foundation.units.actions import set_email
from jembatan.foundation.units.models import Unit
from jembatan.foundation.viewer import Viewer, system_viewer

#: The province numbers its releases; the others may, when they are ready.
NUMBERED = {"ntt": "{number:02d}/SP/ADPIM/{year}", "sumba-barat": "{number}/PROKOPIM/{month_roman}/{year}"}
LIST_NAME = "Media utama"
#: Whose work is what: login at the unit's domain. The province has a person for each task.
AUTHORS = {"ntt": "penyunting"}
CLEARERS = {"ntt": "pemeriksa"}


@dataclass(slots=True)
class Telling:
    """What has been made so far, by its key in the story."""

    story: Story
    accounts: Mapping[str, User]
    steps: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)
    photos: dict[str, list[TakenFile]] = field(default_factory=dict)
    leaders: dict[str, Person] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    lists: dict[str, ContactList] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)

    def viewer(self, unit: str, login: str) -> Viewer:
        """The demo's person `login` acting in `unit`."""
        return viewer_in(self.accounts[f"{login}@{unit}.example"], unit_of(unit), "demo")

    def author(self, unit: str) -> Viewer:
        """Who writes for `unit`."""
        return self.viewer(unit, AUTHORS.get(unit, "penyunting"))

    def clearer(self, unit: str) -> Viewer:
        """Who clears for `unit`."""
        return self.viewer(unit, CLEARERS.get(unit, "kepala"))

    def at(self, moment: datetime, step: Callable[[], None]) -> None:
        """Have `step` done at `moment`."""
        self.steps.append((moment, step))


def tell(accounts: Mapping[str, User]) -> None:
    """Tell the whole story. `accounts` maps an e-mail address to its account. All or nothing."""
    telling = Telling(read_story(), accounts)
    for number, event in enumerate(telling.story.events):
        telling.photos[event.key] = [_picture(event, number * 10 + place) for place in range(len(event.photos))]
        _plan_steps(telling, event)
    for article in telling.story.articles:
        _plan_article(telling, article)
    with transaction.atomic():
        _furnish(telling)
        for moment, step in sorted(telling.steps, key=lambda pair: pair[0]):
            # None is told as later than now: an evening's letter of a demo loaded at noon is written at noon.
            with clock.set_to(min(moment, clock.now())):
                step()
    drain()


def _picture(event: DemoEvent, seed: int) -> TakenFile:
    source = BytesIO(photo(event.scene, seed))
    return take_in(source, name=f"{event.key}-{seed}.jpg", accept=FileKind.PHOTO)


def _furnish(telling: Telling) -> None:
    """Leaders, outlets, contacts, numbering: what stands before the first event."""
    for row in telling.story.leaders:
        unit = unit_of(row["unit"])
        appointment = appoint_person(
            viewer=system_viewer("demo", unit.pk),
            unit=unit,
            office=row["office"],
            full_name=row["name"],
            front_title=row["front"],
            back_title=row["back"],
            is_leader=True,
        )
        telling.leaders[row["name"]] = appointment.person
    for row in telling.story.outlets:
        outlet = add_outlet(viewer=telling.author("ntt"), **row)
        telling.outlets[row["name"]] = outlet
    chosen: dict[str, list[Contact]] = {}
    for row in telling.story.contacts:
        contact = add_contact(
            viewer=telling.author(row["unit"]),
            facts=ContactFacts(name=row["name"], outlet=telling.outlets[row["outlet"]], email=row["email"]),
        )
        chosen.setdefault(row["unit"], []).append(contact)
    for key, contacts in chosen.items():
        telling.lists[key] = add_contact_list(viewer=telling.author(key), name=LIST_NAME, contacts=contacts)
    for key in UNITS:
        unit = unit_of(key)
        set_email(viewer=system_viewer("demo", unit.pk), unit=unit, email=f"humas@{key}.example")
    for key, pattern in NUMBERED.items():
        unit = unit_of(key)
        releases.set_numbering(viewer=system_viewer("demo", unit.pk), unit=unit, pattern=pattern)


def _start_of(event: DemoEvent) -> datetime:
    unit: Unit = unit_of(event.unit)
    day = clock.now().astimezone(unit.zone).date() + timedelta(days=event.day)
    return datetime.combine(day, time(event.hour), unit.zone)


def _plan_steps(telling: Telling, event: DemoEvent) -> None:
    start = _start_of(event)
    now = clock.now()
    telling.at(start - timedelta(days=4), lambda: _plan(telling, event, start))
    telling.at(start - timedelta(days=2), lambda: _confirm(telling, event))
    if start < now:
        telling.at(start + timedelta(hours=1), lambda: _document(telling, event))
    if start + timedelta(hours=3) < now:
        telling.at(start + timedelta(hours=3), lambda: _finish(telling, event))
    for place, release in enumerate(event.releases):
        begin = start + timedelta(hours=1, minutes=20 + 25 * place)
        _plan_release(telling, event, release, begin if start < now else now - timedelta(hours=2))


def _plan(telling: Telling, event: DemoEvent, start: datetime) -> None:
    telling.events[event.key] = plan_event(
        viewer=telling.author(event.unit),
        title=event.title,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place=event.place,
        leaders=[telling.leaders[name] for name in event.leaders],
        host=unit_of(event.host) if event.host else None,
        participants=[unit_of(key) for key in event.participants],
    )


def _confirm(telling: Telling, event: DemoEvent) -> None:
    confirm_event(viewer=telling.author(event.unit), event=telling.events[event.key])


def _finish(telling: Telling, event: DemoEvent) -> None:
    finish_event(viewer=telling.author(event.unit), event=telling.events[event.key])


def _document(telling: Telling, event: DemoEvent) -> None:
    viewer = telling.author(event.unit)
    shown = [telling.leaders[name] for name in event.leaders]
    for caption, taken in zip(event.photos, telling.photos[event.key], strict=True):
        add_asset(
            viewer=viewer,
            taken=taken,
            event=telling.events[event.key],
            caption=f"{caption}. {event.place}.",
            credit=f"{viewer.name}, gambar buatan untuk demo",
            people=shown[:1],
        )


def _plan_release(telling: Telling, event: DemoEvent, release: DemoRelease, begin: datetime) -> None:
    telling.at(begin, lambda: _write(telling, event, release))
    steps: list[tuple[str, Callable[[], None]]] = [
        ("submitted", lambda: _submit(telling, release)),
        ("cleared", lambda: _clear(telling, release)),
        ("published", lambda: _publish(telling, release)),
    ]
    moment = begin
    for reached, step in steps if release.reaches != "draft" else ():
        moment += timedelta(minutes=18)
        telling.at(moment, step)
        if reached == release.reaches:
            break
    if release.is_sent and release.reaches == "published":
        telling.at(moment + timedelta(minutes=6), lambda: _send(telling, release))


def _write(telling: Telling, event: DemoEvent, release: DemoRelease) -> None:
    viewer = telling.author(release.unit)
    body = "".join(f"<p>{escape(text, quote=False)}</p>" for text in release.paragraphs)
    started = releases.start_release(viewer=viewer, event=telling.events[event.key], title=release.title, body=body)
    telling.releases[release.key] = started
    for asset in assets_of(viewer, telling.events[event.key])[:2]:
        releases.attach_asset(viewer=viewer, release=started, asset=asset)


def _submit(telling: Telling, release: DemoRelease) -> None:
    viewer = telling.author(release.unit)
    telling.versions[release.key] = releases.submit_release(viewer=viewer, release=telling.releases[release.key])


def _clear(telling: Telling, release: DemoRelease) -> None:
    viewer = telling.clearer(release.unit)
    telling.versions[release.key] = releases.clear_version(viewer=viewer, version=telling.versions[release.key])


def _publish(telling: Telling, release: DemoRelease) -> None:
    viewer = telling.viewer(release.unit, "kepala")
    telling.versions[release.key] = releases.publish_version(viewer=viewer, version=telling.versions[release.key])


def _send(telling: Telling, release: DemoRelease) -> None:
    viewer = telling.author(release.unit)
    dispatch_version(viewer=viewer, version=telling.versions[release.key], lists=[telling.lists[release.unit]])


def _plan_article(telling: Telling, article: DemoArticle) -> None:
    event = next(event for event in telling.story.events if event.key == article.event)
    printed = _start_of(event) + timedelta(hours=article.hours_later)
    if printed < clock.now():
        telling.at(printed + timedelta(minutes=40), lambda: _add_article(telling, article, printed))


def _add_article(telling: Telling, article: DemoArticle, printed: datetime) -> None:
    outlet = telling.outlets[article.outlet]
    slug = "-".join(article.title.lower().replace(".", "").split())
    add_article_text(
        viewer=telling.author(article.unit),
        facts=ArticleFacts(
            title=article.title,
            text=article.text(telling.story.releases),
            outlet=outlet,
            author=article.author,
            published_at=printed,
        ),
        address=f"https://{outlet.domain}/{slug}",
    )
