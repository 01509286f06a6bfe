"""Screens of the directory: `outlets`, `contacts`, `lists`, `imports`."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 40
ANSWERS = ("GET", "HEAD", "POST")


def page_of(request: HttpRequest, rows: QuerySet[Model], orders: dict[str, tuple[str, ...]]) -> Page[Model]:
    """The page `hal` of `rows`, in the order `urut` (a key of `orders`, or one with "-" before it)."""
    wanted = request.GET.get("urut", "")
    fields = orders.get(wanted.removeprefix("-"), next(iter(orders.values())))
    turned = [f"-{field}" for field in fields] if wanted.startswith("-") else list(fields)
    return Paginator(rows.order_by(*turned, "pk"), PAGE_SIZE).get_page(request.GET.get("hal"))


def uuid_or_none(text: str) -> UUID | None:
    """An identifier from the address; what is none filters nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
