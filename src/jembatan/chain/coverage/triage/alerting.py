"""Who is told of what, once: an alert and its intent. Part of the actions, inside their transaction."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from jembatan.chain.coverage.triage.models import Alert, AlertSent, DeskItem, Hit, Receiver, SavedSearch
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.intents.actions import request
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.viewer import Role, Viewer

ALERT = "triage.alert"
#: What was found longer ago is no news any more, whatever its story becomes.
AT_ONCE_WITHIN = timedelta(hours=6)


def tell_at_once(item: DeskItem, search: SavedSearch) -> list[Alert]:
    """A letter to each receiver of `search` who has not been told of the item's story."""
    return [
        alert
        for receiver in _receivers([search])
        if (alert := _tell(receiver.user_id, search.unit_id, [(item, search)]))
    ]


def hits_to_tell(article_ids: Collection[UUID]) -> list[Hit]:
    """What searches that tell at once have just found among these articles, the oldest first."""
    rows = Hit.objects.filter(item__article__in=article_ids, found_at__gte=clock.now() - AT_ONCE_WITHIN)
    rows = rows.filter(search__alert=SavedSearch.Alert.AT_ONCE, search__removed_at=None)
    return list(rows.select_related("item", "search").order_by("item__article_at", "pk"))


def join_told(story_key: UUID, article_ids: Collection[UUID]) -> None:
    """These articles are one story now: who was told of any of them was told of it."""
    seen: set[tuple[UUID, UUID]] = set()
    doubles: list[UUID] = []
    moving: list[UUID] = []
    rows = AlertSent.objects.filter(item__article__in=article_ids).select_for_update(of=("self",)).order_by("pk")
    for row in rows:
        key = (row.unit_id, row.receiver_id)
        (doubles if key in seen else moving).append(row.pk)
        seen.add(key)
    AlertSent.objects.filter(pk__in=doubles).delete()
    AlertSent.objects.filter(pk__in=moving).exclude(story_key=story_key).update(story_key=story_key)


@action("triage.digest")
def make_digest(*, viewer: Viewer, unit_id: UUID, searches: Sequence[SavedSearch], now: datetime) -> list[Alert]:
    """One digest for each receiver of `searches` (of one unit, all due), with the stories that they were not told of.

    Who has nothing new gets no letter.
    """
    day = now.date()
    locked = SavedSearch.objects.select_for_update().filter(pk__in=[search.pk for search in searches])
    due = [search for search in locked.order_by("pk") if search.last_digest_on is None or search.last_digest_on < day]
    since = {search.pk: _since(search, now) for search in due}
    alerts = []
    for user_id, theirs in _by_user(_receivers(due)).items():
        found = [
            (hit.item, hit.search)
            for search_id in theirs
            for hit in Hit.objects.filter(search=search_id, found_at__gt=since[search_id], found_at__lte=now)
            .exclude(item__state=DeskItem.State.REJECTED)
            .select_related("item", "search")
            .order_by("found_at")
        ]
        alert = _tell(user_id, unit_id, found, is_digest=True)
        if alert is not None:
            alerts.append(alert)
    SavedSearch.objects.filter(pk__in=[search.pk for search in due]).update(last_digest_on=day)
    if alerts:
        record(
            viewer,
            "triage.digest",
            unit_id=unit_id,
            kind=SavedSearch._meta.label,
            object_id=None,
            changes={"searches": [str(search.pk) for search in due], "letters": len(alerts)},
        )
    return alerts


def request_letter(alert: Alert, turn: str = "1") -> None:
    """The intent of a letter."""
    request(
        kind=ALERT,
        key=f"{ALERT}:{alert.pk}:{turn}",
        payload={"alert": str(alert.pk)},
        unit_id=alert.unit_id,
    )


def new_token() -> str:
    """For the link that stops alerts."""
    return secrets.token_urlsafe(24)


def _tell(
    user_id: UUID, unit_id: UUID, found: Sequence[tuple[DeskItem, SavedSearch]], *, is_digest: bool = False
) -> Alert | None:
    """A letter of the stories in `found` that `user_id` was not told of in this unit; None where none is left."""
    told = AlertSent.objects.filter(
        unit=unit_id, receiver=user_id, story_key__in=[item.story_key for item, _s in found]
    )
    known = set(told.values_list("story_key", flat=True))
    fresh: dict[UUID, tuple[DeskItem, SavedSearch]] = {}
    for item, search in found:
        if item.story_key not in known:
            fresh.setdefault(item.story_key, (item, search))
    if not fresh:
        return None
    alert = Alert.objects.create(unit_id=unit_id, receiver_id=user_id, is_digest=is_digest)
    AlertSent.objects.bulk_create(
        AlertSent(unit_id=unit_id, alert=alert, receiver_id=user_id, story_key=key, item=item, search=search)
        for key, (item, search) in fresh.items()
    )
    request_letter(alert)
    return alert


def _receivers(searches: Iterable[SavedSearch]) -> list[Receiver]:
    """Who still wants to be told and still serves the unit."""
    rows = Receiver.objects.filter(search__in=list(searches), stopped_at=None, user__is_active=True)
    members: dict[UUID, set[UUID]] = {}
    found = []
    for receiver in rows.select_related("search").order_by("user_id", "search_id"):
        unit_id = receiver.search.unit_id
        if unit_id not in members:
            members[unit_id] = {user.pk for user in members_with(unit_id, *Role)}
        if receiver.user_id in members[unit_id]:
            found.append(receiver)
    return found


def _by_user(receivers: Iterable[Receiver]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for receiver in receivers:
        found.setdefault(receiver.user_id, []).append(receiver.search_id)
    return found


def _since(search: SavedSearch, now: datetime) -> datetime:
    """A little more than the last two days, or since it was saved: what was told already is told by `AlertSent`."""
    return max(search.created_at, now - timedelta(days=2))


__all__ = ["ALERT", "make_digest", "new_token", "request_letter", "tell_at_once"]
