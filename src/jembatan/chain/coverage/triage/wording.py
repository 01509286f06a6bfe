"""The desk in words: why an article is here, what was done, how many there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jembatan.chain.coverage.triage.filters import ALL, DeskFilter
from jembatan.chain.coverage.triage.models import DeskItem, Reason
from jembatan.chain.coverage.triage.queries import Bounded
from jembatan.chain.coverage.triage.states import DeskState


@dataclass(frozen=True, slots=True)
class Tab:
    """A state with its count, and where it is shown."""

    label: str
    count: str
    address: str
    is_current: bool


def tabs(narrow: DeskFilter, counts: Mapping[str, Bounded], address: Callable[[str], str]) -> list[Tab]:
    """The states of the list."""
    labels = {str(state.value): str(state.label) for state in DeskState} | {ALL: _("Semua")}
    return [
        Tab(label, counted(counts[state]), address(state), narrow.state == state) for state, label in labels.items()
    ]


def counted(number: Bounded) -> str:
    """A bounded number as it is written: "1.000+"."""
    shown = f"{number.shown:,}".replace(",", ".")
    return f"{shown}+" if number.is_more else shown


def reasons_of(item: DeskItem) -> list[str]:
    """Why an article is on the desk, in words."""
    labels = {str(reason.value): str(reason.label) for reason in Reason}
    return [
        f"{labels.get(one['why'], one['why'])}: {one['of']}" if one.get("of") else labels.get(one["why"], one["why"])
        for one in item.reasons
    ]


def after_act(step: str, count: int) -> str:
    """What was done, for the line that offers to take it back."""
    texts = {
        "accept": ngettext("%(n)d berita diterima.", "%(n)d berita diterima.", count),
        "reject": ngettext("%(n)d berita ditolak.", "%(n)d berita ditolak.", count),
        "reopen": ngettext("%(n)d berita dibuka lagi.", "%(n)d berita dibuka lagi.", count),
        "assign": ngettext("Penugasan %(n)d berita diubah.", "Penugasan %(n)d berita diubah.", count),
        "judge": _("Tone berita disimpan."),
        "note": _("Catatan disimpan."),
        "undo": ngettext("Dibatalkan untuk %(n)d berita.", "Dibatalkan untuk %(n)d berita.", count),
    }
    return texts[step] % {"n": count}
