"""A segment: one immutable file of arrays, made of releases, read by memory map.

Layout: magic (8 bytes), length of the header (u64), header (JSON: arrays by name with type, shape, offset and Adler-32,
the total size, and the CRC-32 of the rest of the header), the arrays at multiples of 64, the closing magic. A file
that is cut off, foreign or damaged in its header is refused with its reason; `verify` also checks the arrays.
"""

import hashlib
import json
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"JMBTRC02"
CLOSING = b"20CRTBMJ"
ALIGN = 64
MAX_HEADER = 1 << 20

Array = NDArray[Any]


class IndexRefused(Exception):  # noqa: N818 - says what happened
    """An index file is truncated, foreign or damaged; `reason` says what is wrong with which file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IndexMissing(Exception):  # noqa: N818 - says what happened
    """There is no index at the place."""


def _aligned(position: int) -> int:
    return -(-position // ALIGN) * ALIGN


def write_segment(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, int]) -> int:
    """Write a segment beside `path`, flush it to the disk and rename it to `path`; returns its size in bytes."""
    entries: dict[str, object] = {}
    position = 0
    for name, array in arrays.items():
        entries[name] = {"type": array.dtype.str, "shape": list(array.shape), "at": position,
                         "sum": zlib.adler32(np.ascontiguousarray(array).view(np.uint8).reshape(-1).data)}  # fmt: skip
        position = _aligned(position + array.nbytes)
    body = {"arrays": entries, "facts": dict(facts), "size": position}
    text = json.dumps(body, sort_keys=True)
    header = json.dumps({"body": body, "crc": zlib.crc32(text.encode())}, sort_keys=True).encode()
    base = _aligned(16 + len(header))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as out:
        out.write(MAGIC + len(header).to_bytes(8, "little") + header)
        out.write(b"\0" * (base - out.tell()))
        for array in arrays.values():
            out.write(np.ascontiguousarray(array).view(np.uint8).reshape(-1).data)
            out.write(b"\0" * (_aligned(out.tell() - base) + base - out.tell()))
        out.write(CLOSING)
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(path)
    return base + position + len(CLOSING)


def _header(path: Path, data: mmap.mmap) -> tuple[dict[str, Any], int]:
    if len(data) < 16 or data[:8] != MAGIC:
        raise IndexRefused(f"{path.name}: not a segment of a Jembatan trace index (its first bytes are foreign)")
    length = int.from_bytes(data[8:16], "little")
    if length > MAX_HEADER or 16 + length > len(data):
        raise IndexRefused(f"{path.name}: cut off within its header")
    try:
        outer = json.loads(data[16 : 16 + length])
        body = outer["body"]
        if zlib.crc32(json.dumps(body, sort_keys=True).encode()) != outer["crc"]:
            raise IndexRefused(f"{path.name}: its header is damaged (checksum)")
    except (ValueError, KeyError, TypeError) as error:
        raise IndexRefused(f"{path.name}: its header can't be read") from error
    return body, _aligned(16 + length)


class Segment:
    """The arrays of one segment file, mapped into memory."""

    def __init__(self, path: Path, *, verify: bool = False) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size == 0:
                raise IndexRefused(f"{path.name}: empty file")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        body, base = _header(path, self._map)
        expected = base + body["size"] + len(CLOSING)
        if size != expected:
            what = "cut off" if size < expected else "too long"
            raise IndexRefused(f"{path.name}: {what}, {size} bytes instead of {expected}")
        if self._map[size - len(CLOSING) :] != CLOSING:
            raise IndexRefused(f"{path.name}: its end is damaged")
        self.facts: dict[str, int] = body["facts"]
        self._entries: dict[str, dict[str, Any]] = body["arrays"]
        self._base = base
        self.arrays = {name: self._array(name) for name in self._entries}
        if verify:
            self._verify()

    def __getitem__(self, name: str) -> Array:
        """The array of this name."""
        return self.arrays[name]

    @property
    def documents(self) -> int:
        """Number of releases, dead ones included."""
        return self.facts["documents"]

    def _array(self, name: str) -> Array:
        entry = self._entries[name]
        dtype, shape = np.dtype(entry["type"]), tuple(entry["shape"])
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(self._map, dtype=dtype, count=count, offset=self._base + entry["at"])
        return flat.reshape(shape)

    def _verify(self) -> None:
        for name, array in self.arrays.items():
            if zlib.adler32(array.view(np.uint8).reshape(-1).data) != self._entries[name]["sum"]:
                raise IndexRefused(f"{self.path.name}: the array {name} is damaged (checksum)")

    def fingerprint(self) -> bytes:
        """16 bytes that tell this segment from any of other contents, by its header and the checksums therein."""
        header = json.dumps([self.facts, self._entries], sort_keys=True).encode()
        return hashlib.blake2b(header, digest_size=16).digest()

    def strings(self, name: str, numbers: NDArray[np.int64] | list[int]) -> list[str]:
        """Entries of a table of strings (`name` and `name_bounds`)."""
        blob, bounds = self.arrays[name], self.arrays[f"{name}_bounds"]
        return [bytes(blob[bounds[i] : bounds[i + 1]]).decode("utf-8", "surrogatepass") for i in numbers]
