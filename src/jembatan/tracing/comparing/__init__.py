"""What changed between an official text and a claimed one."""

from jembatan.tracing.comparing.judging import compare
from jembatan.tracing.comparing.results import Alignment, Change

__all__ = ["Alignment", "Change", "compare"]
