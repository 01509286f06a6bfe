"""The installation that is measured: filled through the product's own actions, counted at the end."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from benchmarks.coverage.outlets import release_text  # noqa: E402
from jembatan.chain.coverage.models import Article, Match  # noqa: E402
from jembatan.chain.coverage.sources.actions import SourceFacts, add_source  # noqa: E402
from jembatan.chain.coverage.sources.models import Sighting  # noqa: E402
from jembatan.chain.coverage.tasks import extend_index  # noqa: E402
from jembatan.chain.releases.models import Release, Version  # noqa: E402
from jembatan.foundation import clock  # noqa: E402
from jembatan.foundation.intents.models import Intent  # noqa: E402
from jembatan.foundation.units.loading import load_governments  # noqa: E402
from jembatan.foundation.units.models import Unit  # noqa: E402
from jembatan.foundation.viewer import system_viewer  # noqa: E402
from jembatan.tracing import warm  # noqa: E402


def prepare(feeds: list[str], *, releases: int) -> None:
    """Tables, the network of NTT, published releases in the tracing index, and the feeds, due at once."""
    call_command("migrate", verbosity=0)
    load_governments(viewer=system_viewer("benchmark"), provinces=["53"])
    unit = Unit.objects.filter(government__code="53").order_by("slug")[0]
    versions = []
    for number in range(releases):
        title, body = release_text(number)
        release = Release.objects.create(unit=unit, visibility="public")
        text = body.replace("<p>", "").replace("</p>", "\n\n").strip()
        versions.append(
            Version.objects.create(
                release=release,
                ordinal=1,
                title=title,
                body=body,
                text=text,
                state="published",
                published_at=clock.now(),
            )
        )
    warm()
    extend_index(versions)
    for number, address in enumerate(feeds):
        facts = SourceFacts(kind="feed", name=f"Media {number}", address=address, interval_minutes=1440)
        add_source(viewer=system_viewer("benchmark", unit.pk), facts=facts)
    connection.close()


def traced() -> int:
    """How many articles are traced by now."""
    return Article.objects.filter(state="traced").count()


def is_busy() -> bool:
    """Whether anything of this matter is still to be done."""
    rows = Intent.objects.filter(state__in=["waiting", "leased"], due_at__lte=clock.now())
    return any(rows.filter(kind__startswith=kind).exists() for kind in ("coverage.", "sources."))


def report() -> dict[str, object]:
    """What there is now."""
    titles = Article.objects.values("title").annotate(n=Count("pk")).filter(n__gt=1)
    ours = Intent.objects.filter(kind__regex="^(coverage|sources)")
    return {
        "database": connection.vendor,
        "articles": Article.objects.count(),
        "traced": traced(),
        "sightings": Sighting.objects.count(),
        "matches": Match.objects.count(),
        "same_title_twice": titles.count(),
        "open_intents": ours.filter(state__in=["waiting", "leased"]).count(),
        "dead_intents": ours.filter(state="dead").count(),
        "intents": dict(Intent.objects.values_list("kind").annotate(n=Count("pk"))),
    }
