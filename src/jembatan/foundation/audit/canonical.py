"""The one byte form of a JSON object, and the column that keeps it.

The payload lies in a text column, not in the database's own JSON type: that would rewrite numbers (1e22) and refuse
texts (U+0000), and the commitment is over bytes.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[dict[str, Any], dict[str, Any]]
else:
    _TextField = models.TextField


def canonical(value: Mapping[str, Any]) -> bytes:
    """Sorted keys, no spaces, ASCII with escapes, so that any text of Python has a form in any database."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":")).encode("ascii")


def plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """`value` as it will come back from the column: identifiers, times and lazy texts as text."""
    result: dict[str, Any] = json.loads(canonical(value))
    return result


class CanonicalJSONField(_TextField):
    """A JSON object kept in its canonical form; the empty object is the empty text, which is what erasure leaves."""

    def from_db_value(self, value: str | None, *_: object) -> dict[str, Any]:
        """The object; where what stands there is no JSON object, one that shows it, so that verify can say so."""
        if not value:
            return {}
        try:
            content = json.loads(value)
        except ValueError:
            return {"unreadable": value}
        return content if isinstance(content, dict) else {"unreadable": value}

    def get_prep_value(self, value: Any) -> str:
        """The canonical text."""
        return canonical(value).decode("ascii") if value else ""
