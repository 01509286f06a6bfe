"""The trail as a strip: six stations from the event to what came of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.coverage.models import Match
from jembatan.chain.releases.models import Version
from jembatan.overview.trail import Trail, TrailRelease
from jembatan.web.components import Link
from jembatan.web.templatetags.web import percent
from jembatan.web.times import when


def strip_of(trail: Trail) -> list[Link]:
    """The stations, in the order of the chain; a station that nothing stands at says so."""
    return [_event(trail), _assets(trail), _releases(trail), _deliveries(trail), _articles(trail), _outcome(trail)]


def _event(trail: Trail) -> Link:
    event = trail.event
    if event is None:
        return Link(_("Kegiatan"), _("Tidak ada kegiatan"), state="none", current=trail.start == "event")
    return Link(
        _("Kegiatan"),
        event.title,
        [line for line in (event.place, when(event.starts_at)) if line],
        reverse("event_detail", args=[event.pk]),
        current=trail.start == "event",
    )


def _assets(trail: Trail) -> Link:
    count = len(trail.assets)
    used = sum(release.assets_used for release in trail.releases)
    lines = [_("%(n)s dipakai dalam siaran pers") % {"n": used}] if count else []
    title = ngettext("%(n)s foto", "%(n)s foto", count) % {"n": count} if count else _("Belum ada foto")
    url = f"{reverse('asset_list')}?kegiatan={trail.event.pk}" if trail.event is not None and count else ""
    return Link(_("Foto"), title, lines, url, "done" if count else "none", current=trail.start == "asset")


def _releases(trail: Trail) -> Link:
    current = trail.start == "release"
    if not trail.releases:
        return Link(_("Siaran pers"), _("Belum ada siaran pers"), state="attention", current=current)
    if len(trail.releases) > 1:
        count = len(trail.releases)
        names = [f"{item.release.unit.short_name}: {_state_line(item)}" for item in trail.releases]
        title = ngettext("%(n)s siaran pers", "%(n)s siaran pers", count) % {"n": count}
        return Link(_("Siaran pers"), title, names, "#siaran-pers", _release_state(trail), current=current)
    only = trail.releases[0]
    lines = [_state_line(only)]
    if only.cleared_by:
        lines.append(_("disetujui: %(name)s") % {"name": only.cleared_by})
    title = only.release.number or (only.version.title if only.version else _("Draf"))
    url = reverse("release_detail", args=[only.release.pk])
    return Link(_("Siaran pers"), title, lines, url, _release_state(trail), current=current)


def _state_line(item: TrailRelease) -> str:
    version = item.version
    if version is None:
        return _("masih draf")
    if version.published_at is not None and version.state == Version.State.PUBLISHED:
        return _("terbit %(when)s") % {"when": when(item.release.issued_at or version.published_at)}
    return str(version.get_state_display()).lower()


def _release_state(trail: Trail) -> str:
    published = [item for item in trail.releases if item.version is not None and item.version.published_at]
    return "done" if published else "waiting"


def _deliveries(trail: Trail) -> Link:
    total = sum(item.deliveries_total for item in trail.releases)
    if not total:
        return Link(_("Pengiriman"), _("Belum dikirim"), state="none", current=trail.start == "delivery")
    counts: dict[str, int] = {}
    for item in trail.releases:
        for state, count in item.deliveries.items():
            counts[state] = counts.get(state, 0) + count
    sent = counts.get("sent", 0) + counts.get("delivered", 0)
    failed = counts.get("failed", 0) + counts.get("bounced", 0)
    lines = [_("%(n)s terkirim") % {"n": sent}]
    if failed:
        lines.append(_("%(n)s gagal") % {"n": failed})
    if waiting := counts.get("queued", 0):
        lines.append(_("%(n)s antre") % {"n": waiting})
    title = ngettext("%(n)s penerima", "%(n)s penerima", total) % {"n": total}
    state = "attention" if failed else "waiting" if counts.get("queued") else "done"
    return Link(_("Pengiriman"), title, lines, "#siaran-pers", state, current=trail.start == "delivery")


def _articles(trail: Trail) -> Link:
    current = trail.start == "article"
    matches = trail.matches
    if not matches:
        if trail.article is not None:
            url = reverse("article_detail", args=[trail.article.pk])
            return Link(
                _("Berita"), trail.article.title, [_("tidak berasal dari siaran pers")], url, "none", "", current
            )
        return Link(_("Berita"), _("Belum ada berita"), state="none", current=current)
    lines = [f"{_outlet(match)} {percent(match.release_share)}" for match in matches[:3]]
    if len(matches) > 3:
        lines.append(_("dan %(n)s lagi") % {"n": len(matches) - 3})
    title = ngettext("%(n)s berita", "%(n)s berita", len(matches)) % {"n": len(matches)}
    return Link(_("Berita"), title, lines, "#berita", "done", current=current)


def _outlet(match: Match) -> str:
    outlet = match.article.outlet
    return outlet.name if outlet is not None else _("Media belum terdaftar")


def _outcome(trail: Trail) -> Link:
    """What came of it: earned coverage and paid proof side by side, never in one figure."""
    paid = _paid_lines(trail)
    bought = {pk for release in trail.releases for pk in release.paid_articles}
    matches = [match for match in trail.matches if match.article_id not in bought]
    url = _proof_address(trail) if paid else ""
    if not matches:
        title = _("Belum ada berita") if paid else _("Belum ada")
        return Link(_("Hasil"), title, paid, url, "waiting" if paid else "none")
    outlets = {match.article.outlet_id or match.article_id for match in matches}
    best = max(match.release_share for match in matches)
    title = ngettext("%(n)s media memuat", "%(n)s media memuat", len(outlets)) % {"n": len(outlets)}
    lines = [_("paling banyak %(share)s dari siaran pers") % {"share": percent(best)}, *paid]
    return Link(_("Hasil"), title, lines, url, "done")


def _paid_lines(trail: Trail) -> list[str]:
    """Paid placements: how many are proven, how many not yet."""
    states = [placement.state for release in trail.releases for placement in release.placements]
    proven = sum(state in {"found", "verified", "accepted", "paid"} for state in states)
    lines = []
    if proven:
        lines.append(
            ngettext("%(n)s berbayar terbukti tayang", "%(n)s berbayar terbukti tayang", proven) % {"n": proven}
        )
    if left := len(states) - proven:
        lines.append(ngettext("%(n)s berbayar belum terbukti", "%(n)s berbayar belum terbukti", left) % {"n": left})
    return lines


def _proof_address(trail: Trail) -> str:
    """The proof, where there is one only; else the list."""
    placements = [placement for release in trail.releases for placement in release.placements]
    if len(placements) == 1:
        return reverse("proof_detail", args=[placements[0].pk])
    return reverse("proof_list")
