"""What actions, kinds of things and fields are called on the screen; and which chain belongs to which unit.

Each room registers its own words in `config.wiring`. What nobody has named is shown by its code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

Text = Any  # a str, or a lazy translation of one
REFUSED = ".refused"


def _no_name(unit_key: UUID) -> str:
    return _("instalasi") if unit_key.int == 0 else str(unit_key)


def _no_unit(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(slots=True)
class Names:
    """The words of one installation."""

    actions: dict[str, Text] = field(default_factory=dict)
    kinds: dict[str, Text] = field(default_factory=dict)
    fields: dict[str, Text] = field(default_factory=dict)
    #: Kind of thing -> name of the address that shows one (with its identifier as `pk`).
    pages: dict[str, str] = field(default_factory=dict)
    #: The name of the unit whose chain it is; the chain that a slug or identifier means.
    name_of_chain: Callable[[UUID], str] = _no_name
    find_chain: Callable[[str], UUID | None] = _no_unit

    def register(
        self,
        *,
        actions: Mapping[str, Text] | None = None,
        kinds: Mapping[str, Text] | None = None,
        fields: Mapping[str, Text] | None = None,
        pages: Mapping[str, str] | None = None,
    ) -> None:
        """Add words: {"releases.publish": _("Menerbitkan siaran pers")}, {"releases.Release": _("Siaran pers")}."""
        self.actions.update(actions or {})
        self.kinds.update(kinds or {})
        self.fields.update(fields or {})
        self.pages.update(pages or {})

    def of_action(self, code: str) -> str:
        """The name of an action; of a refused one, that it was refused."""
        if code.endswith(REFUSED):
            return _("Ditolak: {action}").format(action=self.of_action(code.removesuffix(REFUSED)))
        return str(self.actions.get(code, code))

    def of_kind(self, label: str) -> str:
        """The name of a kind of thing."""
        return str(self.kinds.get(label, label))

    def of_field(self, name: str) -> str:
        """The name of a field."""
        return str(self.fields.get(name, name))

    def page_of(self, kind: str, object_id: UUID | None) -> str:
        """The address of the thing, if its kind has one."""
        return reverse(self.pages[kind], args=[object_id]) if object_id and kind in self.pages else ""


names = Names()
