"""Evidence for tests, and what someone with the database in hand could do: past the triggers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from jembatan.chain.coverage.evidence import tasks, triggers
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.fetching import Page
from jembatan.chain.coverage.models import Article
from jembatan.foundation.units.models import Unit

HTML = """<!doctype html><html><head><title>Raker kehumasan</title></head><body><h1>Raker kehumasan</h1>
<p>Gubernur membuka rapat kerja kehumasan di Waikabubak.</p></body></html>"""


def article_of(unit: Unit, key: str = "pos.example/a", **more: object) -> Article:
    return Article.objects.create(
        canonical_key=key,
        address=f"https://{key}",
        way="address",
        title="Raker kehumasan",
        text="Gubernur membuka rapat kerja.",
        state="traced",
        added_by_unit=unit,
        **more,
    )


def page_of(html: str = HTML, address: str = "https://pos.example/a") -> Page:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"é"'))
    return Page(address, html.encode(), "text/html", headers=headers, requested="https://pos.example/b", ip="192.0.2.7")


def stored(article: Article, page: Page | None = None) -> Evidence:
    """Evidence of a fetched page, kept by the very function that the worker calls."""
    keep = tasks.attend_fetched(article, page or page_of())
    assert keep is not None
    with transaction.atomic():
        keep(article)
    row = Evidence.objects.filter(article=article).last()
    assert row is not None
    return row


@contextmanager
def unguarded() -> Iterator[None]:
    """The triggers are off inside, and on again after. Foreign keys are not looked at either."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            for name in triggers.expected("sqlite"):
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            triggers.install()
