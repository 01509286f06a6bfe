"""An index in shards: parts by release range, which together trace as the one index would.

A folder of segments and one list of them. Three things make the parts agree with the whole. (1) The width of addresses
and the table of how many releases share a fingerprint are of all shards: what is a stop posting in the whole is one in
each shard that has it. (2) A cluster of near-identical releases stays in the shard of its leader. (3) Candidates of all
shards are weighed by the sums over all shards and merged before one is aligned (`kernels_shards`).
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from jembatan.tracing.index import Index
from jembatan.tracing.manifest import locked
from jembatan.tracing.scaling.sharded_matching import match_in_shards
from jembatan.tracing.scaling.whole import Whole
from jembatan.tracing.segment import IndexMissing, IndexRefused, Segment, write_segment
from jembatan.tracing.texts import ArticleText, Trace

LIST = "shards.json"
FORMAT = "jembatan-trace-shards"
VERSION = 1
MOST_SHARDS = 256


def is_sharded(place: Path) -> bool:
    """Whether the folder holds an index in shards."""
    return (place / LIST).is_file()


class ShardedIndex:
    """An opened index in shards. It is made from an index by `split`, and made anew when that has grown."""

    def __init__(self, directory: Path, generation: int, shards: Sequence[Segment]) -> None:
        self.directory = directory
        self.generation = generation
        self.shards = tuple(shards)
        digest = hashlib.blake2b(str(generation).encode(), digest_size=16)
        for shard in shards:
            digest.update(shard.fingerprint())
        self.mark = digest.hexdigest()

    def __len__(self) -> int:
        """Number of releases."""
        return sum(s.documents for s in self.shards)

    @classmethod
    def open(cls, directory: Path) -> "ShardedIndex":
        """Open all shards by memory map. Raises IndexMissing, and IndexRefused with its reason."""
        try:
            data = json.loads((directory / LIST).read_bytes())
        except FileNotFoundError:
            raise IndexMissing(f"no trace index in shards in {directory}") from None
        except ValueError as error:
            raise IndexRefused(f"{LIST}: cut off or not JSON") from error
        if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
            raise IndexRefused(f"{LIST}: not the list of shards that this program writes")
        try:
            shards = [Segment(directory / name) for name in data["shards"]]
        except FileNotFoundError as error:
            raise IndexRefused(f"{Path(error.filename).name}: named by the list of shards, but absent") from error
        for shard in shards:
            if "numbers" not in shard.arrays:
                raise IndexRefused(f"{shard.path.name}: not a shard (it has no numbers in the whole index)")
        return cls(directory, data["generation"], shards)

    @classmethod
    def split(cls, source: Path, directory: Path, shards: int) -> "ShardedIndex":
        """Write an index as so many shards of about equal size, in place of what shards the folder holds.

        Atomic: the list of shards is renamed into place last. Raises what `Index.open` raises, and IndexRefused where
        the folder holds an index that is not in shards.
        """
        if (directory / "manifest.json").exists():
            raise IndexRefused(f"{directory}: holds an index that is not in shards; give another folder")
        index = Index.open(source)
        whole = Whole.of(index, shards)
        with locked(directory, "writer"):
            names = []
            for number in range(shards):
                arrays, facts = whole.shard(number)
                names.append(f"shard-{index.generation:08d}-{number:03d}.jts")
                write_segment(directory / names[-1], arrays, facts)
            temporary = directory / f".{LIST}.tmp"
            listed = {"format": FORMAT, "version": VERSION, "generation": index.generation, "shards": names}
            temporary.write_text(json.dumps(listed, sort_keys=True) + "\n")
            temporary.rename(directory / LIST)
            for left in {*directory.glob("shard-*.jts"), *directory.glob(".shard-*.tmp")}:
                if left.name not in names:
                    left.unlink(missing_ok=True)
        return cls.open(directory)

    def match(self, texts: Sequence[ArticleText]) -> list[Trace]:
        """Trace articles, in their order. Raises ValueError for a time that is not ISO 8601."""
        return match_in_shards(self.shards, texts)
