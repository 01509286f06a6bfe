"""How a form is drawn: one column, label above, hint below the label, the error at its field and in the summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, DateInput
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString

_CLASS = {"select": "form-select", "selectmultiple": "form-select", "checkbox": "form-check-input"}
_UNSTYLED = frozenset({"radioselect", "checkboxselectmultiple", "radio", "splitdatetime"})


class DayInput(DateInput):
    """A date that the browser helps to choose; it wants and sends the ISO form, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A line of the summary: what is wrong, and the id of the field that it leads to ("" for the form as a whole)."""

    target: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A bound field and what its template needs to know."""

    bound: BoundField
    control: SafeString
    errors: ErrorList
    kind: str
    required: bool

    @classmethod
    def of(cls, bound: BoundField) -> "FieldView":
        """Draw `bound` with the class that belongs to its widget."""
        widget_type = bound.widget_type
        return cls(
            bound=bound,
            control=bound.as_widget(attrs=_attributes(bound, widget_type)),
            errors=bound.errors,
            kind="check" if widget_type == "checkbox" else "set" if bound.use_fieldset else "plain",
            required=bound.field.required,
        )


def _attributes(bound: BoundField, widget_type: str) -> dict[str, Any]:
    if widget_type in _UNSTYLED or bound.use_fieldset:
        return {}
    own = str(bound.field.widget.attrs.get("class", ""))
    styled = _CLASS.get(widget_type, "form-control")
    return {"class": " ".join(part for part in (styled, own, "is-invalid" if bound.errors else "") if part)}


def field_views(form: BaseForm, only: Sequence[str] = ()) -> list[FieldView]:
    """The visible fields in order, or those named in `only`."""
    shown = [form[name] for name in only] if only else form.visible_fields()
    return [FieldView.of(bound) for bound in shown]


def error_lines(form: BaseForm) -> list[ErrorLine]:
    """Every error of the form; those of hidden fields, which have no place of their own, lead nowhere."""
    if not form.is_bound:
        return []
    lines = [ErrorLine("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else _anchor(bound)
        lines += [ErrorLine(target, str(bound.label or ""), str(error)) for error in bound.errors]
    return lines


def _anchor(bound: BoundField) -> str:
    """The id to jump to: a group of radio buttons has none of its own, so its first button."""
    return bound.id_for_label or f"{bound.auto_id}_0"
