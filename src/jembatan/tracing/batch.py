"""Whole files: JSON lines in, JSON lines out, in the order of the input, written beside the goal and renamed."""

import json
import multiprocessing
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from jembatan.tracing.commands import text_rows
from jembatan.tracing.comparing import Alignment, compare
from jembatan.tracing.index import Index
from jembatan.tracing.texts import ArticleText, Match, ReleaseText, Trace

CHUNK = 512  # articles handed to a worker at once

_opened: Index | None = None  # of a worker process


def release_texts(path: Path) -> Iterator[ReleaseText]:
    """Releases of a JSONL file."""
    return (ReleaseText(str(i), text, when) for i, text, when in text_rows(path, "id", "text"))


def match_files(releases: Path | None, articles: Path, out: Path, place: Path | None, workers: int) -> None:
    """Trace the articles of a file; raises what `Index.extend` and `Index.open` raise, and ValueError on bad times."""
    if place is None:
        with tempfile.TemporaryDirectory() as temporary:
            Index.build(Path(temporary), release_texts(releases) if releases else ())
            _match_all(Path(temporary), articles, out, workers)
        return
    if releases is not None:
        Index.extend(place, release_texts(releases))
        Index.merge(place)
    _match_all(place, articles, out, workers)


def _match_all(place: Path, articles: Path, out: Path, workers: int) -> None:
    rows = text_rows(articles, "id", "text")
    if workers == 1:
        _open(place)
        _write(out, (line for chunk in _chunks(rows) for line in _traced(chunk)))
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_open, initargs=(place,)) as pool:
        _write(out, (line for lines in pool.imap(_traced, _chunks(rows)) for line in lines))


def _open(place: Path) -> None:
    global _opened  # noqa: PLW0603 - one index a process
    _opened = Index.open(place)


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _traced(chunk: Sequence[tuple[Any, ...]]) -> list[str]:
    if _opened is None:
        raise AssertionError("no index opened in this process")
    texts = [ArticleText(str(i), text, when) for i, text, when in chunk]
    ids = [row[0] for row in chunk]
    return [_line(trace_row(trace, i)) for trace, i in zip(_opened.match(texts), ids, strict=True)]


def trace_row(trace: Trace, article: str | int | None = None) -> dict[str, Any]:
    """A trace as the file format has it; `article` is the id as the input wrote it."""
    return {
        "article": trace.article if article is None else article,
        "class": trace.klass,
        "matches": [_match_row(m) for m in trace.matches],
    }


def _match_row(match: Match) -> dict[str, Any]:
    row: dict[str, Any] = {
        "release": match.release,
        "release_share": match.release_share,
        "article_share": match.article_share,
        "score": match.score,
        "spans": [list(s) for s in match.spans],
    }
    if match.rivals:
        row["rivals"] = [{"release": r.release, "score": r.score} for r in match.rivals]
    return row


def compare_files(pairs: Path, out: Path) -> None:
    """Compare each pair of a file."""
    rows = text_rows(pairs, "id", "official", "claimed")
    _write(out, (_line(alignment_row(i, compare(official, claimed))) for i, official, claimed, _ in rows))


def alignment_row(name: str | int, alignment: Alignment) -> dict[str, Any]:
    """An alignment as the file format has it."""
    return {
        "id": name,
        "verdict": alignment.verdict,
        "changes": [
            {"kind": c.kind, "official": list(c.official), "claimed": list(c.claimed)} for c in alignment.changes
        ],
        "missing": [list(r) for r in alignment.missing],
        "added": [list(r) for r in alignment.added],
    }


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write(out: Path, lines: Iterable[str]) -> None:
    """Write lines beside `out` and rename, so that a killed run leaves no half file under its name."""
    temporary = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", errors="surrogatepass") as stream:
            stream.writelines(lines)
        temporary.rename(out)
    finally:
        temporary.unlink(missing_ok=True)
