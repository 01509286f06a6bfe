"""What `compare` answers."""

from dataclasses import dataclass
from typing import Literal

from jembatan.tracing.texts import Span

Kind = Literal["number", "date", "name", "negation", "quote", "wording"]
Verdict = Literal["same", "altered", "part", "unrelated"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ; a range is empty where words were left out or put in. Code points, ends exclusive."""

    kind: Kind
    official: Range
    claimed: Range


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a claimed text stands to the official one.

    `spans` are (a0, a1, r0, r1): characters of the claimed text and of the official one that say the same. `missing`
    are sentences of the official text that the claimed one lacks, `added` what it has besides.
    """

    verdict: Verdict
    changes: tuple[Change, ...]
    missing: tuple[Range, ...]
    added: tuple[Range, ...]
    spans: tuple[Span, ...]
