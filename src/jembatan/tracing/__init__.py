"""Coverage tracing: which article was made from which release, which characters, how much, in what way."""

from jembatan.tracing.comparing import Alignment, Change, compare
from jembatan.tracing.index import Index
from jembatan.tracing.loading import load_kernels
from jembatan.tracing.segment import IndexMissing, IndexRefused
from jembatan.tracing.texts import ArticleText, Match, ReleaseText, Rival, Trace, class_of
from jembatan.tracing.warming import warm

__all__ = [
    "Alignment",
    "ArticleText",
    "Change",
    "Index",
    "IndexMissing",
    "IndexRefused",
    "Match",
    "ReleaseText",
    "Rival",
    "Trace",
    "class_of",
    "compare",
    "warm",
]

load_kernels()
