"""Who subscribes to what: the whole of it, in one readable place.

Rooms do not know who listens to them. Here each event, panel, intent handler and menu entry is connected to the room
that answers. One function a room; `wire` calls them in the order of the layers.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jembatan.chain.coverage import panels as coverage_panels
from jembatan.chain.coverage import search_texts as article_texts
from jembatan.chain.coverage import stories as coverage_stories
from jembatan.chain.coverage import tasks as coverage_tasks
from jembatan.chain.coverage.triage.menu import desk_count
from jembatan.chain.coverage.watching import FETCH_BATCH, TRACE_BATCH
from jembatan.chain.distribution import panels as distribution_panels
from jembatan.chain.distribution import tasks as distribution_tasks
from jembatan.chain.distribution.actions import SEND
from jembatan.chain.releases import panels as release_panels
from jembatan.chain.releases import search_texts as release_texts
from jembatan.chain.releases import tasks as release_tasks
from jembatan.chain.releases.events import ReleasePublished
from jembatan.config import audit_words, unit_names, wiring_coverage, wiring_desks
from jembatan.config.source import source_url
from jembatan.foundation import clock
from jembatan.foundation.audit.anchors import write_daily_anchor
from jembatan.foundation.audit.names import names
from jembatan.foundation.audit.queries import may_read_log
from jembatan.foundation.intents.duties import duties
from jembatan.foundation.intents.handlers import handlers
from jembatan.foundation.people import actions as people_actions
from jembatan.foundation.people import letters as people_letters
from jembatan.foundation.people import office_views, offices
from jembatan.foundation.people.shell import shell_of
from jembatan.foundation.registry import registry
from jembatan.foundation.search.sources import sources
from jembatan.foundation.units.events import SectionClosed, UnitsLoaded
from jembatan.web import times
from jembatan.web.navigation import NavItem, navigation


def wire() -> None:
    """Connect the rooms; called once, when Django is ready. Calling it again changes nothing."""
    _wire_foundation()
    _wire_people()
    _wire_agenda()
    _wire_documentation()
    _wire_releases()
    _wire_distribution()
    _wire_coverage()
    wiring_coverage.wire()
    wiring_desks.wire()
    _wire_overview()
    _wire_navigation()


def _wire_foundation() -> None:
    """Words for the audit log and the queue; whose chain is whose; the daily anchor; one clock for the screens too."""
    names.register(
        actions=audit_words.ACTIONS, kinds=audit_words.KINDS, fields=audit_words.FIELDS, pages=audit_words.PAGES
    )
    names.name_of_chain = unit_names.name_of_chain
    names.find_chain = unit_names.find_chain
    handlers.words.update(audit_words.INTENTS)
    times.set_clock(clock.now)
    duties.register("audit.anchor", 24 * 3600, write_daily_anchor)


def _wire_people() -> None:
    """Letters to accounts go out by the worker; a unit's page shows who holds which office; offices follow sections."""
    handlers.register(people_actions.LETTER, people_letters.send_letter)
    registry.subscribe(UnitsLoaded, offices.seed_staff)
    registry.subscribe(SectionClosed, offices.end_with_section)
    registry.add_panel("unit.detail", office_views.staff_panel)


def _wire_agenda() -> None:
    """Events can be found; bytes that nobody kept are collected."""
    from jembatan.chain.agenda.search_texts import all_search_texts
    from jembatan.foundation.files.sweep import sweep_orphans
    from jembatan.foundation.search.sources import sources

    sources.register("event", all_search_texts)
    duties.register("files.sweep_orphans", 6 * 3600, sweep_orphans)


def _wire_documentation() -> None:
    """Renditions are made by the worker; an event's page shows its photos."""
    from jembatan.chain.documentation import actions, panels, search_texts, tasks
    from jembatan.foundation.intents.handlers import handlers
    from jembatan.foundation.registry import registry
    from jembatan.foundation.search.sources import sources

    handlers.register(actions.RENDER, tasks.render, tasks.note_failure, on_retry=tasks.forget_failure)
    registry.add_panel("event.detail", panels.event_photos)
    sources.register("asset", search_texts.all_search_texts)


def _wire_releases() -> None:
    """An embargo opens by itself; an event's page shows its releases; they can be found."""
    handlers.register("releases.open", release_tasks.open_release)
    registry.add_panel("event.detail", release_panels.event_releases)
    sources.register(release_texts.KIND, release_texts.search_texts)


def _wire_distribution() -> None:
    """Deliveries go out by the worker; a release's page shows them."""
    handlers.register(
        SEND,
        distribution_tasks.send_delivery,
        on_dead=distribution_tasks.sending_is_dead,
        on_retry=distribution_tasks.sending_is_retried,
    )
    registry.add_panel("release.detail", distribution_panels.release_deliveries)


def _wire_coverage() -> None:
    """Published texts enter the tracing index; new articles are traced; a release's page shows its matches."""
    handlers.register("coverage.fetch", coverage_tasks.fetch_article, on_dead=coverage_tasks.fetch_is_dead)
    handlers.register("coverage.trace", coverage_tasks.trace_article)
    handlers.register(FETCH_BATCH, coverage_tasks.fetch_batch, on_dead=coverage_tasks.fetch_batch_is_dead)
    handlers.register(TRACE_BATCH, coverage_tasks.trace_batch, on_dead=coverage_tasks.trace_batch_is_dead)
    handlers.register("coverage.story", coverage_tasks.group_stories)
    duties.register("coverage.group_left", 600, coverage_stories.sweep)
    handlers.register("coverage.index", coverage_tasks.index_version)
    registry.subscribe(ReleasePublished, coverage_tasks.index_published)
    registry.add_panel("release.detail", coverage_panels.release_articles)
    sources.register("article", article_texts.all_search_texts)


def _wire_overview() -> None:
    """What the home page counts."""


def _wire_navigation() -> None:
    """The menu of the staff shell."""
    navigation.set_shell(lambda request: replace(shell_of(request), source_url=source_url()))
    navigation.add(
        NavItem("home", _("Beranda"), "home", icon="home", order=10, is_exact=True),
        NavItem("events", pgettext_lazy("daftar", "Kegiatan"), "event_list", icon="calendar", order=20),
        NavItem("assets", _("Dokumentasi"), "asset_list", icon="photo", order=25),
        NavItem("releases", pgettext_lazy("daftar", "Siaran pers"), "release_list", icon="release", order=30),
        NavItem("deliveries", pgettext_lazy("daftar", "Pengiriman"), "delivery_list", icon="send", order=40),
        NavItem("desk", _("Meja pantau"), "desk", icon="watch", order=49, count=desk_count),
        NavItem("articles", _("Pantauan media"), "article_list", icon="watch", order=50),
        NavItem("clippings", _("Kliping"), "clipping_list", icon="copy", order=52, group="side"),
        NavItem("tone", _("Ketepatan tone"), "tone_measure", icon="chart", order=64, group="side"),
        NavItem("captures", _("Cetak dan siaran"), "capture_list", icon="photo", order=51, group="side"),
        NavItem("sources", _("Sumber berita"), "source_list", icon="watch", order=55, group="side"),
        NavItem(
            "directory",
            _("Media dan kontak"),
            "outlet_list",
            icon="address",
            order=60,
            group="side",
        ),
        NavItem("partners", _("Mitra media"), "partner_list", icon="contract", order=61, group="side"),
        NavItem("proofs", _("Bukti tayang"), "proof_list", icon="done", order=62, group="side"),
        NavItem("replies", _("Hak jawab"), "reply_list", icon="reply", order=63, group="side"),
        NavItem("members", pgettext_lazy("daftar", "Anggota"), "member_list", icon="people", order=70, group="side"),
        NavItem("unit", _("Unit"), "unit_detail", icon="gear", order=71, group="side"),
        NavItem("intents", _("Pekerjaan sistem"), "intent_list", icon="waiting", order=80, group="side"),
        NavItem(
            "audit",
            _("Jejak audit"),
            "audit_log",
            icon="shield",
            order=81,
            group="side",
            allowed=may_read_log,
        ),
    )
