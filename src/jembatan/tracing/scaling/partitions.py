"""Parquet in and out: one partition of articles, its traces, and the checkpoint that says they are whole.

The input has the columns `id` (string or whole number), `text` (string) and, if known, `published_at` (ISO 8601 as
string, or a timestamp; without a zone it is UTC). The output has `article` (typed as `id`), `class`, and `matches`: the
JSON text that stands under this name in a line of `jembatan trace match` without a scheduler.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jembatan.tracing.batch import trace_row
from jembatan.tracing.texts import ArticleText, Trace

ROWS = 4096  # of a row group of the output, and articles in memory at a time
FORMAT = "jembatan-trace-partition"
VERSION = 1
COLUMNS = ("id", "text", "published_at")

Row = tuple[str | int, ArticleText]


class InputRefused(ValueError):  # noqa: N818 - says what happened
    """A file of articles can't be traced; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a partition's traces depend on besides its articles: the index and the engine, by what they hold."""

    index: str
    generation: int
    engine: str


def partitions_of(articles: Path) -> list[Path]:
    """The partitions of a file or a folder, by name. Raises InputRefused where there is none."""
    if not articles.is_dir():
        return [articles]
    found = sorted(p for p in articles.glob("*.parquet") if p.is_file() and p.name[0] not in "._")
    if not found:
        raise InputRefused(f"{articles}: holds no file named *.parquet")
    return found


def check_partition(path: Path) -> None:
    """Raise InputRefused, with the reason, for what is not Parquet or lacks a column; reads the footer only."""
    with _opened(path):
        pass


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            _check_columns(path, file.schema_arrow)
            yield file
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise InputRefused(f"{path}: not a Parquet file that can be read ({str(error).splitlines()[0]})") from error


def _check_columns(path: Path, schema: pa.Schema) -> None:
    for name in COLUMNS[:2]:
        if schema.names.count(name) != 1:
            raise InputRefused(f"{path}: has {schema.names.count(name)} columns named {name!r}, must have one")
    kinds: dict[str, Any] = {n: schema.field(n).type for n in COLUMNS if schema.names.count(n) == 1}
    if not (_is_string(kinds["id"]) or pa.types.is_integer(kinds["id"])):
        raise InputRefused(f"{path}: the column 'id' holds {kinds['id']}, neither strings nor whole numbers")
    if not _is_string(kinds["text"]):
        raise InputRefused(f"{path}: the column 'text' holds {kinds['text']}, not strings")
    when = kinds.get("published_at", pa.null())
    if not (_is_string(when) or pa.types.is_timestamp(when) or pa.types.is_null(when)):
        raise InputRefused(f"{path}: the column 'published_at' holds {when}, neither strings nor timestamps")


def _is_string(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def read_articles(path: Path) -> Iterator[list[Row]]:
    """The articles of a partition, some thousands at a time. Raises InputRefused as `check_partition`, and on nulls."""
    with _opened(path) as file:
        columns = [n for n in COLUMNS if n in file.schema_arrow.names]
        before = 0
        for batch in file.iter_batches(ROWS, columns=columns):
            for name in COLUMNS[:2]:
                if batch.column(name).null_count:
                    row = batch.column(name).is_null().to_pylist().index(True)
                    raise InputRefused(f"{path}, row {before + row + 1}: nothing in the column {name!r}")
            times = _times(batch) if "published_at" in columns else [None] * len(batch)
            ids, texts = batch.column("id").to_pylist(), batch.column("text").to_pylist()
            yield [(i, ArticleText(str(i), t, w)) for i, t, w in zip(ids, texts, times, strict=True)]
            before += len(batch)


def _times(batch: pa.RecordBatch) -> list[str | None]:
    column = batch.column("published_at")
    if not pa.types.is_timestamp(column.type):
        return list(column.to_pylist())
    zone = None if column.type.tz is None else "UTC"
    moments = column.cast(pa.timestamp("us", tz=zone), safe=False).to_pylist()
    return [None if m is None else m.isoformat() for m in moments]


def output_of(partition: Path, out: Path) -> Path:
    """Where the traces of a partition go."""
    return out / f"{partition.stem}.parquet"


def checkpoint_of(output: Path) -> Path:
    """Where the checkpoint of a partition's traces goes."""
    return output.with_suffix(".checkpoint.json")


def file_mark(path: Path) -> dict[str, int | str]:
    """Size and BLAKE2b-128 of a file."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
        return {"bytes": stream.tell(), "blake2b": digest.hexdigest()}


def is_finished(partition: Path, out: Path, origin: Origin) -> bool:
    """Whether the traces of this very partition, of this index and engine, lie there whole."""
    output = output_of(partition, out)
    try:
        known = json.loads(checkpoint_of(output).read_bytes())
        return bool(known == _checkpoint(partition, output, origin, known["rows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _checkpoint(partition: Path, output: Path, origin: Origin, rows: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "input": {"name": partition.name, **file_mark(partition)},
        "index": {"generation": origin.generation, "blake2b": origin.index},
        "engine": origin.engine,
        "rows": rows,
        "output": file_mark(output),
    }


def write_partition(partition: Path, out: Path, origin: Origin, traced: Iterable[list[tuple[str | int, Trace]]]) -> int:
    """Write the traces of a partition, then its checkpoint; returns the number of rows.

    Each is written beside its name, flushed to the disk and renamed. A kill at any moment leaves no file under the
    name of the traces that is not whole, and no checkpoint without its traces.
    """
    output = output_of(partition, out)
    checkpoint_of(output).unlink(missing_ok=True)
    with pq.ParquetFile(partition) as file:
        kind = file.schema_arrow.field("id").type
    schema = pa.schema([("article", kind), ("class", pa.string()), ("matches", pa.string())])
    rows = 0
    with _renamed(output) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for chunk in traced:
            told = [trace_row(trace, name) for name, trace in chunk]
            matches = [json.dumps(t["matches"], ensure_ascii=False) for t in told]
            columns = [[t["article"] for t in told], [t["class"] for t in told], matches]
            arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=ROWS)
            rows += len(chunk)
    with _renamed(checkpoint_of(output)) as temporary:
        temporary.write_text(json.dumps(_checkpoint(partition, output, origin, rows), sort_keys=True) + "\n")
    return rows


@contextmanager
def _renamed(path: Path) -> Iterator[Path]:
    """A name beside `path`; what is written under it is flushed and put in place, or removed on an error."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        temporary.unlink(missing_ok=True)
