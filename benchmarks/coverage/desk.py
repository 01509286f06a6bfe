"""The desk and the network's list of articles with 100,000 articles: server time of each page, by Django's test client.

    python benchmarks/coverage/desk.py                                   # SQLite, in a folder that is thrown away
    python benchmarks/coverage/desk.py --database postgres://.../NAME    # an empty database, which is filled
    python benchmarks/coverage/desk.py --articles 20000 --rounds 3 --keep /tmp/desk

Every article lies on the desk of one unit, the worst case. Texts are drawn from 30,000 made-up words by Zipf's law, so
that some words are in nearly all articles and some in one. Prints median and worst of the rounds and the median of
this process's own CPU time (on a machine that does other work the clock alone says little) for each address, and
ends with status 1 if any median is 200 ms or more. SHOW_SLOW=1 shows the longest statements of slow pages.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import timedelta
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

LIMIT_MS = 200.0
WORDS = 30_000
OUTLETS = 120
BATCH = 2_000


def main() -> int:
    """Fill, measure, print."""
    options = _options()
    kept = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory()
    with kept as home:
        os.environ["JEMBATAN_HOME"] = home
        if options.database:
            os.environ["DATABASE_URL"] = options.database
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jembatan.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        begun = time.monotonic()
        if fill(options.articles):
            print(f"filled {options.articles} articles in {time.monotonic() - begun:.0f} s", flush=True)
        figures = measure(options.rounds)
    slowest = max(figure["median_ms"] for figure in figures)
    for figure in figures:
        print(
            f"{figure['median_ms']:8.1f} {figure['worst_ms']:8.1f} {figure['cpu_ms']:8.1f}  "
            f"{figure['queries']:3d} queries  {figure['page']}"
        )
    print(f"slowest median {slowest:.1f} ms over {len(figures)} pages")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=1)
    return int(slowest >= LIMIT_MS)


def fill(count: int) -> bool:
    """A network of units with `count` articles, all of them on the desk of the first; False if it is there already."""
    from jembatan.foundation.directory.models import Outlet
    from jembatan.foundation.people.models import Membership, User
    from jembatan.foundation.units.models import Government, Unit
    from jembatan.foundation.viewer import Role

    if Unit.objects.exists():
        return False
    top = Government.objects.create(code="00", level="country", name="Indonesia", short_name="Indonesia")
    place = Government.objects.create(code="53", parent=top, level="province", name="NTT", short_name="NTT")
    units = [
        Unit.objects.create(government=place, slug=f"u{n}", name=f"Unit {n}", short_name=f"U{n}", kind="leaders_office")
        for n in range(8)
    ]
    user = User.objects.create(email="ukur@ntt.example", username="ukur@ntt.example", full_name="Pengukur")
    Membership.objects.create(user=user, unit=units[0], role=Role.EDITOR)
    kinds = [str(kind) for kind in Outlet.Kind.values]
    outlets = [Outlet.objects.create(name=f"Media {n}", kind=kinds[n % len(kinds)]) for n in range(OUTLETS)]
    chance = random.Random(5)
    vocabulary = _vocabulary(chance)
    story = None
    for start in range(0, count, BATCH):
        story = _batch(chance, vocabulary, units, outlets, user, min(BATCH, count - start), story)
    _analyse()
    return True


def _filled() -> dict[str, Any]:
    from jembatan.foundation.directory.models import Outlet
    from jembatan.foundation.people.models import User
    from jembatan.foundation.units.models import Unit

    outlets = [Outlet.objects.get(name=f"Media {n}") for n in range(OUTLETS)]
    units = [Unit.objects.get(slug=f"u{n}") for n in range(8)]
    chance = random.Random(5)
    return {"user": User.objects.get(), "units": units, "outlets": outlets, "words": _vocabulary(chance)}


def _vocabulary(chance: random.Random) -> list[str]:
    starts, ends = ["ba", "ka", "mu", "te", "lo", "ngi", "sa", "du", "re", "pa"], ["n", "r", "", "s", "k", "ng"]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(chance.choices(starts, k=chance.randint(2, 4))) + chance.choice(ends)] = None
    return list(found)


def _batch(
    chance: random.Random, vocabulary: list[str], units: list[Any], outlets: list[Any], user: Any, size: int, story: Any
) -> Any:
    from django.db import transaction

    from jembatan.chain.coverage.models import Article, Story
    from jembatan.chain.coverage.tone.models import Mention
    from jembatan.chain.coverage.triage.models import DeskItem
    from jembatan.foundation import clock
    from jembatan.foundation.identifiers import new_id
    from jembatan.foundation.search.indexes import current_index
    from jembatan.foundation.search.models import SearchDocument

    index, now = current_index(), clock.now()
    articles, items, mentions, documents, stories = [], [], [], [], []
    for _number in range(size):
        words = chance.choices(vocabulary, cum_weights=_WEIGHTS, k=180)
        at = now - timedelta(seconds=chance.randrange(2 * 365 * 86_400))
        outlet = chance.choice(outlets)
        article = Article(
            id=new_id(), canonical_key=str(new_id()), address="https://media.example/", way="address", outlet=outlet,
            title=" ".join(words[:9]).capitalize(), text=" ".join(words), published_at=at, published_time_is_known=True,
            state="traced", klass="unrelated", added_by_unit=units[0],
        )  # fmt: skip
        if story is None or chance.random() < 0.6:
            story = Story(id=new_id(), first_article=article, last_printed_at=at)
            stories.append(story)
        article.story_id = story.pk
        articles.append(article)
        items.append(
            DeskItem(
                unit=units[0], article=article, reasons=[{"why": "names_unit", "of": "Unit 0"}], article_at=at,
                story_key=story.pk, outlet=outlet, kind=outlet.kind, why_named=chance.random() < 0.5,
                why_own_release=chance.random() < 0.3, is_paid=chance.random() < 0.02,
                tone=chance.choices(["", "positive", "neutral", "negative"], [50, 20, 25, 5])[0],
                state=chance.choices(["new", "accepted", "rejected"], [40, 40, 20])[0],
                assigned_to=user if chance.random() < 0.01 else None,
            )
        )  # fmt: skip
        named = chance.choices(units, [60, 20, 10, 5, 2, 2, 1, 0.1])[0]
        mentions.append(Mention(article=article, kind="unit", way="name", unit=named, institution=named, name="Unit"))
        documents.append(
            SearchDocument(
                id=article.pk, kind="article", unit=units[0], visibility="network", title=article.title,
                body=article.text, url=f"/kerja/berita/{article.pk}/", dated_at=at,
                entry=(int(at.timestamp() * 1_000_000) << 10) + chance.randrange(1024),
                title_terms=index.terms(article.title), body_terms=index.terms(article.text),
            )
        )  # fmt: skip
    with transaction.atomic():
        Article.objects.bulk_create(articles)  # keys are checked at the end of the transaction
        Story.objects.bulk_create(stories)
        DeskItem.objects.bulk_create(items)
        Mention.objects.bulk_create(mentions)
        SearchDocument.objects.bulk_create(documents)
    return story


_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(WORDS)))


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def measure(rounds: int) -> list[dict[str, Any]]:
    """Each address `rounds` times, after one look that is not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    filled, client = _filled(), Client()
    client.force_login(filled["user"])
    figures = []
    for page in _pages(client, filled):
        queries: list[tuple[float, str]] = []

        def watch(execute: Any, sql: str, *rest: Any, into: list[tuple[float, str]] = queries) -> Any:
            begun = time.perf_counter()
            try:
                return execute(sql, *rest)
            finally:
                into.append((time.perf_counter() - begun, sql))

        with connection.execute_wrapper(watch):
            answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        times, spent = [], []
        for _round in range(rounds):
            begun, before = time.perf_counter(), time.process_time()
            client.get(page)
            times.append((time.perf_counter() - begun) * 1000)
            spent.append((time.process_time() - before) * 1000)
        figures.append(
            {
                "page": page,
                "median_ms": statistics.median(times),
                "worst_ms": max(times),
                "cpu_ms": statistics.median(spent),
                "queries": len(queries),
            }
        )
        if os.environ.get("SHOW_SLOW") and statistics.median(times) > 80:
            for seconds, sql in sorted(queries, reverse=True)[:3]:
                print(f"    {seconds * 1000:.0f} ms {sql[:1500]}")
    return figures


def _pages(client: Any, filled: dict[str, Any]) -> list[str]:
    words, outlets, units = filled["words"], filled["outlets"], filled["units"]
    desk: list[dict[str, str]] = [{}, {"keadaan": "all"}, {"keadaan": "accepted"}, {"keadaan": "rejected"}]
    desk += [{"media": str(outlets[0].pk)}, {"media": str(outlets[7].pk), "keadaan": "all"}]
    desk += [{"jenis": "print"}, {"unit": str(units[0].pk)}, {"unit": str(units[6].pk)}, {"unit": str(units[7].pk)}]
    desk += [{"tone": tone} for tone in ("positive", "negative", "review")]
    desk += [{"asal": "own"}, {"asal": "other"}, {"bayar": "paid"}, {"bayar": "earned"}, {"tugas": "me"}]
    desk += [{"tugas": "nobody"}, {"dari": "2024-01-01", "sampai": "2025-12-31"}, {"sampai": "2026-01-01"}]
    desk += [{"kata": words[rank]} for rank in (0, 5, 30, 200, 2_000, 25_000)]
    desk += [{"kata": f"{words[3]} {words[400]}"}, {"kata": words[1], "tone": "negative", "bayar": "paid"}]
    desk += [{"kata": words[10], "tugas": "me"}, {"kata": "takada"}, {"kata": words[40], "media": str(outlets[3].pk)}]
    desk += [{"tone": "negative", "bayar": "paid", "asal": "own", "keadaan": "rejected"}]
    desk += [{"media": str(outlets[5].pk), "tone": "negative", "bayar": "paid", "keadaan": "all", "tugas": "me"}]
    pages = ["/kerja/meja-pantau/?" + urlencode(one) for one in desk]
    pages.append(_deep(client, 40))
    network: list[dict[str, str]] = [{}, {"media": str(outlets[0].pk)}, {"asal": "traced"}, {"asal": "unrelated"}]
    network += [{"kata": words[rank]} for rank in (0, 30, 2_000, 25_000)] + [{"kata": "takada"}]
    pages += ["/kerja/berita/?" + urlencode(one) for one in network]
    return pages


def _deep(client: Any, clicks: int) -> str:
    """The address that stands behind so many clicks on the next page."""
    page = "/kerja/meja-pantau/?keadaan=all"
    for _click in range(clicks):
        page = client.get(page).context["next_address"] or page
    return page


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--database", default="")
    reader.add_argument("--articles", type=int, default=100_000)
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--json", default="")
    reader.add_argument("--keep", default="", help="a folder in which the SQLite database stays for the next time")
    return reader.parse_args()


if __name__ == "__main__":
    sys.exit(main())
