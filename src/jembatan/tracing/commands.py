"""`jembatan trace`: the engine on files of JSON lines."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_PLACE = click.Path(file_okay=False, path_type=Path)


@click.group()
def trace() -> None:
    """Trace which article was made from which release."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSONL file. Raises click.ClickException that names the line on anything else."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise click.ClickException(f"{path}, line {number}: not JSON ({error})") from error
            if not isinstance(row, dict):
                raise click.ClickException(f"{path}, line {number}: not an object")
            yield row


def text_rows(path: Path, *names: str) -> Iterator[tuple[Any, ...]]:
    """Values of `names` of each row, which must be there; texts must be strings."""
    for number, row in enumerate(read_lines(path), 1):
        for name in names:
            if name not in row or (name != "id" and not isinstance(row[name], str)):
                raise click.ClickException(f"{path}, row {number}: no text in the field {name!r}")
        if not isinstance(row["id"], str | int):
            raise click.ClickException(f"{path}, row {number}: the id is neither a string nor a number")
        if row.get("published_at") is not None and not isinstance(row["published_at"], str):
            raise click.ClickException(f"{path}, row {number}: published_at is not a string")
        yield (row["id"], *(row[name] for name in names if name != "id"), row.get("published_at"))


@trace.command()
@click.option("--releases", type=_FILE, help="Releases as JSON lines: id, text, published_at.")
@click.option("--articles", type=_FILE, required=True, help="Articles as JSON lines: id, text, published_at.")
@click.option("--out", type=_OUT, required=True, help="Where the traces go, one line an article.")
@click.option("--index", "place", type=_PLACE, help="Index directory; with --releases it is extended first.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes.")
def match(releases: Path | None, articles: Path, out: Path, place: Path | None, workers: int) -> None:
    """Trace articles; the same input gives the same bytes for any number of workers."""
    from jembatan.tracing.batch import match_files

    if releases is None and place is None:
        raise click.UsageError("give --releases, --index or both")
    with _plain_errors():
        match_files(releases, articles, out, place, workers)


@trace.command()
@click.option("--releases", type=_FILE, required=True, help="Releases as JSON lines: id, text, published_at.")
@click.option("--index", "place", type=_PLACE, required=True, help="Index directory, made where it is absent.")
def index(releases: Path, place: Path) -> None:
    """Build an index or extend it."""
    from jembatan.tracing.batch import release_texts
    from jembatan.tracing.index import Index

    with _plain_errors():
        Index.extend(place, release_texts(releases))
        built = Index.merge(place)
    click.echo(f"{place}: {len(built)} releases in {len(built.segments)} segments")


@trace.command()
@click.option("--release", type=_FILE, required=True, help="The release, a plain text file.")
@click.option("--article", type=_FILE, required=True, help="The article, a plain text file.")
def explain(release: Path, article: Path) -> None:
    """Print both texts with the shared parts marked, and what was changed in each."""
    from jembatan.tracing.explaining import explained

    with _plain_errors():
        click.echo(explained(read_text(release), read_text(article)), color=sys.stdout.isatty())


@trace.command()
@click.option("--official", type=_FILE, help="The official text, a plain text file.")
@click.option("--claimed", type=_FILE, help="The claimed text, a plain text file.")
@click.option("--pairs", type=_FILE, help="Many pairs as JSON lines: id, official, claimed.")
@click.option("--out", type=_OUT, help="Where the answers on --pairs go.")
def compare(official: Path | None, claimed: Path | None, pairs: Path | None, out: Path | None) -> None:
    """Say what changed between an official text and a claimed one."""
    from jembatan.tracing.batch import compare_files
    from jembatan.tracing.explaining import compared

    if pairs and out and not official and not claimed:
        with _plain_errors():
            compare_files(pairs, out)
    elif official and claimed and not pairs and not out:
        with _plain_errors():
            click.echo(compared(read_text(official), read_text(claimed)))
    else:
        raise click.UsageError("give --official and --claimed, or --pairs and --out")


def read_text(path: Path) -> str:
    """A text file in UTF-8. Raises click.ClickException on anything else."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: not a text in UTF-8 ({error.reason} at byte {error.start})") from error


class _plain_errors:  # noqa: N801 - reads as a statement
    """Turn the engine's refusals into a message without a traceback."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        from jembatan.tracing.segment import IndexMissing, IndexRefused

        if isinstance(error, IndexRefused | IndexMissing | ValueError | OSError):
            raise click.ClickException(str(error)) from error
