"""The components that every screen is built of. `{% load web %}`; /desain/ shows each in use."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.html import escape, format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from jembatan.web import times
from jembatan.web.components import CalendarMonth, Step
from jembatan.web.counted import counted
from jembatan.web.forms import FieldView, error_lines, field_views
from jembatan.web.icons import ICONS
from jembatan.web.navigation import BAR_PLACES, Shell, navigation
from jembatan.web.script_texts import script_texts, shell_texts

register = template.Library()
KINDS = frozenset({"neutral", "waiting", "attention", "done"})
_icon_names = {"neutral": "neutral", "waiting": "waiting", "attention": "attention", "done": "done"}

register.filter("when", times.when)
register.filter("brief", times.brief)
register.filter("day", times.day)
register.filter("clock", times.clock)
register.filter("ago", times.ago)


@register.filter
def machine(value: datetime | date | None) -> str:
    """The ISO form for the `datetime` attribute of a <time> element."""
    return value.isoformat() if value is not None else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing for beside a word; hidden from screen readers, since the word says it."""
    path = ICONS[name]
    return format_html(
        '<svg class="j-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        path,
    )


@register.simple_tag
def badge(kind: str, text: object) -> SafeString:
    """A state in a word, with the mark of its kind: neutral, waiting, attention or done."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"badge: unknown kind {kind!r}")
    return format_html('<span class="j-badge j-badge-{}">{}{}</span>', kind, icon(_icon_names[kind]), text)


@register.inclusion_tag("web/components/form_fields.html")
def form_fields(form: BaseForm, *only: str) -> dict[str, Any]:
    """All visible fields of `form` (or those named), one column, with the summary of errors above."""
    return {
        "form": form,
        "hidden": form.hidden_fields(),
        "errors": error_lines(form),
        "fields": field_views(form, only),
    }


@register.inclusion_tag("web/components/field.html")
def form_field(field: Any) -> dict[str, FieldView]:
    """One bound field, drawn as `form_fields` draws it. The summary is `form_errors`."""
    return {"field": FieldView.of(field)}


@register.inclusion_tag("web/components/errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of errors, each linked to its field."""
    return {"errors": error_lines(form)}


@register.inclusion_tag("web/components/refusal.html")
def refusal(reasons: Sequence[object]) -> dict[str, Any]:
    """Why an action did not run: all reasons. Draws nothing for none."""
    return {"reasons": reasons}


@register.inclusion_tag("web/components/empty_state.html")
def empty_state(title: object, text: object = "", url: str | None = None, action: object = None) -> dict[str, Any]:
    """What would stand here, and how to begin."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("web/components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], parameter: str = "hal") -> dict[str, Any]:
    """Links to the other pages of `page`; every other part of the address stays. Nothing for a single page."""
    spread = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [
        {"number": place, "url": _address(context, **{parameter: place}) if isinstance(place, int) else ""}
        for place in spread
    ]
    before = _address(context, **{parameter: page.number - 1}) if page.has_previous() else ""
    after = _address(context, **{parameter: page.number + 1}) if page.has_next() else ""
    return {"page": page, "numbers": numbers, "before": before, "after": after}


def _address(context: template.Context, **changes: object) -> str:
    """The query string of this request with `changes`; None removes a parameter."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.inclusion_tag("web/components/sort_link.html", takes_context=True)
def sort_link(context: template.Context, key: str, label: object, parameter: str = "urut") -> dict[str, Any]:
    """The head of a sortable column. The address carries `urut=key` or `urut=-key`; a new order begins at page 1."""
    request = context.get("request")
    current = request.GET.get(parameter, "") if request is not None else ""
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    target = f"-{key}" if direction == "ascending" else key
    return {"label": label, "url": _address(context, **{parameter: target, "hal": None}), "direction": direction}


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, total: int, label: object = "", stop_url: str = "") -> dict[str, Any]:
    """How far long work has come, in numbers. With `stop_url` it can be stopped (POST)."""
    return {"done": done, "total": total, "label": label, "stop_url": stop_url, "finished": total > 0 and done >= total}


@register.inclusion_tag("web/components/steps.html")
def steps(steps: Sequence[Step | tuple[str, object] | str], current: str, note: object = "") -> dict[str, Any]:
    """The lifecycle line. `steps` are Step, (key, label) or bare words; those before `current` count as done."""
    stations = [_step(step) for step in steps]
    keys = [station.key for station in stations]
    position = keys.index(current) if current in keys else -1
    drawn = [
        {"step": station, "state": "done" if place < position else "now" if place == position else "later"}
        for place, station in enumerate(stations)
    ]
    return {"steps": drawn, "note": note}


def _step(step: Step | tuple[str, object] | str) -> Step:
    if isinstance(step, Step):
        return step
    return Step(step, step) if isinstance(step, str) else Step(str(step[0]), step[1])


@register.filter
def breakable(value: object) -> SafeString:
    """Let a long number break after its strokes: 12/SP/<wbr>HMS/2018."""
    return mark_safe(escape(value).replace("/", "/<wbr>"))  # noqa: S308 - escaped first


@register.simple_tag
def page_count(n: int, noun: str = "") -> SafeString:
    """How many there are, over a list: "128 siaran pers" (or "128 hasil" without a noun).

    `noun` stands untranslated, as in `counted.NOUNS`, since its form in other languages goes by `n`.
    """
    text = f"{number(n)} {counted(noun, n)}" if noun else ngettext("%(n)s hasil", "%(n)s hasil", n) % {"n": number(n)}
    return format_html('<p class="j-count" role="status">{}</p>', text)


@register.filter
def number(value: float | int | None) -> str:
    """A whole number with the language's thousands mark: 12.345, in English 12,345."""
    if value is None:
        return ""
    grouped = f"{int(value):,}"
    return grouped if (get_language() or "id").startswith("en") else grouped.replace(",", ".")


@register.filter
def percent(value: float | None) -> str:
    """A share between 0 and 1 as whole per cent."""
    return "" if value is None else f"{round(value * 100)}%"


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Shell:
    """The top bar's content of this request."""
    request = context.get("request")
    return navigation.shell_for(request) if isinstance(request, HttpRequest) else Shell()


@register.inclusion_tag("web/components/nav.html", takes_context=True)
def nav(context: template.Context) -> dict[str, Any]:
    """The menu at the left, and the same as the phone's bar of five."""
    request = context.get("request")
    entries = navigation.entries_for(request) if isinstance(request, HttpRequest) else []
    main = [entry for entry in entries if entry.group == "main"]
    side = [entry for entry in entries if entry.group != "main"]
    rest = [*main[BAR_PLACES:], *side]
    return {
        "main": main,
        "side": side,
        "bar": main[:BAR_PLACES],
        "rest": rest,
        "rest_current": any(entry.current for entry in rest),
        "rest_count": sum(entry.count for entry in rest),
    }


@register.inclusion_tag("web/components/confirm_button.html", takes_context=True)
def confirm_button(
    context: template.Context,
    url: str,
    label: object,
    name: object,
    question: object = "",
    consequence: object = "",
    style: str = "danger",
    reason: str = "",
) -> dict[str, Any]:
    """A button that asks first, naming the thing. GET of `url` must be a page that asks, POST of it does the act.

    `reason` names a text field that is asked for in the dialog as well. `style`: danger, primary or quiet.
    """
    return {
        "url": url, "label": label, "name": name, "question": question, "consequence": consequence,
        "style": style, "reason": reason,
        "next": context["request"].get_full_path() if context.get("request") else "",
    }  # fmt: skip


@register.inclusion_tag("web/components/copy_button.html")
def copy_button(text: object, label: object = "", target: str = "") -> dict[str, Any]:
    """Copies `text`, or the text of the element whose id is `target`. Shown only where scripts run."""
    return {"text": text, "label": label, "target": target}


@register.inclusion_tag("web/components/share_button.html")
def share_button(title: object, text: object = "", url: str = "", label: object = "") -> dict[str, Any]:
    """Opens the phone's share sheet; shown only where there is one."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Sequence[Any], current: str, label: object = "") -> dict[str, Any]:
    """Views of the same thing, as links. `items` have key, label, url and perhaps count."""
    return {"items": items, "current": current, "label": label}


@register.inclusion_tag("web/components/calendar.html")
def calendar(month: CalendarMonth) -> dict[str, Any]:
    """A month made by `components.month_grid`; on a phone a list of the days that have something."""
    return {"month": month}


@register.inclusion_tag("web/components/chain.html")
def chain(links: Sequence[Any], label: object = "") -> dict[str, Any]:
    """The strip from event to insight. `links` are components.Link."""
    return {"links": links, "label": label}


@register.inclusion_tag("web/components/photos.html")
def photos(photos: Sequence[Any]) -> dict[str, Any]:
    """A grid of pictures with caption and credit. `photos` are components.Photo."""
    return {"photos": photos}


@register.inclusion_tag("web/components/facts.html")
def facts(pairs: Mapping[object, object] | Sequence[tuple[object, object]]) -> dict[str, Any]:
    """A definition list; pairs without a value are left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(term, value) for term, value in items if value not in (None, "")]}


@register.inclusion_tag("web/components/upload.html")
def upload_form(form: BaseForm, label: object, url: str = "", cancel_url: str = "") -> dict[str, Any]:
    """A form with files, sent with progress in numbers and a stop button; a plain form without script."""
    return {"form": form, "label": label, "url": url, "cancel_url": cancel_url}


@register.simple_tag
def texts(part: str = "all") -> SafeString:
    """The words of the scripts, as a data block with the id `texts`; "shell" leaves out those of the editor."""
    return json_script(script_texts() if part == "all" else shell_texts(), "texts")


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> SafeString:
    """The attribute of the colour scheme that the reader chose; nothing where the device decides."""
    request = context.get("request")
    chosen = request.COOKIES.get("tampilan", "") if isinstance(request, HttpRequest) else ""
    return mark_safe(f' data-theme="{chosen}"') if chosen in {"light", "dark"} else mark_safe("")  # noqa: S308
