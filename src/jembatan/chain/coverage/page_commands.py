"""Commands that read a page: from a file, and from the network."""

import json
import sys
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

#: Codes of `fetch`, for scripts.
REFUSED, FAILED, NO_ARTICLE = 3, 4, 5
#: The zone of a page that states none, read where no unit stands behind it.
ZONE = ZoneInfo("Asia/Makassar")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", default=None, help="The address that the page came from.")
def extract(file: Path, url: str | None) -> None:
    """Print the article in the saved page FILE as JSON: title, text, author, published_at, outlet, next_pages.

    Exits with 5 for a page that holds no article.
    """
    _set_up()
    from jembatan.chain.coverage.extraction import extract as read

    found = read(file.read_bytes(), address=url, zone=ZONE)
    if found is None:
        _end(NO_ARTICLE, "This page holds no article.")
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))


@click.command()
@click.argument("url")
@click.option("--allow", multiple=True, help="An inner host that may be asked all the same (host, or host:port).")
def fetch(url: str, allow: tuple[str, ...]) -> None:
    """Print the article at URL as `extract` does, the pages of a divided one joined.

    Exits with 3 for an address that may not be asked (nothing is requested from it), 4 where the page could not be had,
    5 for a page that holds no article.
    """
    _set_up()
    from jembatan.chain.coverage.fetching import FetchFailed, FetchRefused, fetch
    from jembatan.chain.coverage.paging import read_pages

    try:
        page = fetch(url, allow=allow, in_turn=False)
        found = read_pages(page, zone=ZONE, get=lambda address: fetch(address, allow=allow, in_turn=False))
    except FetchRefused as refused:
        _end(REFUSED, refused.reason)
    except FetchFailed as failed:
        _end(FAILED, failed.reason)
    if found is None:
        _end(NO_ARTICLE, "This page holds no article.")
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))


def _set_up() -> None:
    import django

    django.setup()


def _end(code: int, reason: str) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(code)
