"""What a unit looks out for: saving, changing, removing searches; who is told, and stopping that; letters that failed."""

from collections.abc import Collection

from jembatan.chain.coverage.triage import policies
from jembatan.chain.coverage.triage.alerting import new_token, request_letter
from jembatan.chain.coverage.triage.filters import DeskFilter
from jembatan.chain.coverage.triage.models import Alert, Receiver, SavedSearch
from jembatan.chain.coverage.triage.states import ALERT, after
from jembatan.foundation import clock
from jembatan.foundation.audit.actions import action, record
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.people.models import User
from jembatan.foundation.refusal import refuse_if
from jembatan.foundation.viewer import Viewer, system_viewer


@action("triage.save_search")
def save_search(
    *,
    viewer: Viewer,
    name: str,
    narrow: DeskFilter,
    alert: str = SavedSearch.Alert.NONE,
    hour: int = 7,
    receivers: Collection[User] = (),
    search: SavedSearch | None = None,
) -> SavedSearch:
    """Keep what the unit looks out for, in place of `search` if one is given. Raises Refused with all reasons.

    Of `narrow` it keeps what an article is, not what was done with it. Articles that came before are not told of.
    """
    if search is not None:
        search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    filters = narrow.saved
    reasons = policies.reasons_against_search(viewer, search, name=name, filters=filters, alert=alert, hour=hour)
    refuse_if(reasons + policies.reasons_against_receivers(viewer, receivers, alert))
    assert viewer.unit_id is not None
    saved = search or SavedSearch(unit_id=viewer.unit_id, created_by_id=viewer.user_id)
    saved.name, saved.filters, saved.alert, saved.hour = name.strip(), filters, alert, hour
    saved.save()
    _set_receivers(saved, receivers)
    _record(viewer, "triage.save_search", saved, {"name": saved.name, "filters": filters, "alert": alert, "hour": hour})
    return saved


@action("triage.remove_search")
def remove_search(*, viewer: Viewer, search: SavedSearch) -> SavedSearch:
    """Look out for this no longer; whom it has told of what stays known. Raises Refused with all reasons."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    refuse_if(policies.reasons_against_working(viewer) + policies.reasons_against_changing(viewer, search))
    search.removed_at = clock.now()
    search.save(update_fields=["removed_at"])
    _record(viewer, "triage.remove_search", search, {"name": search.name})
    return search


@action("triage.stop_alerts")
def stop_alerts(*, viewer: Viewer, receiver: Receiver) -> Receiver:
    """The receiver wants no more letters of a search. By the link in a letter, which nobody else has."""
    receiver = Receiver.objects.select_for_update(of=("self",)).select_related("search", "user").get(pk=receiver.pk)
    if receiver.stopped_at is None:
        receiver.stopped_at = clock.now()
        receiver.save(update_fields=["stopped_at"])
        acting = viewer if viewer.is_member else system_viewer("link", receiver.search.unit_id)
        _record(acting, "triage.stop_alerts", receiver.search, {"name": str(receiver.user)})
    return receiver


@action("triage.retry_alert")
def retry_alert(*, viewer: Viewer, alert: Alert) -> Alert:
    """Send a letter anew that failed. Raises Refused with all reasons."""
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    refuse_if(policies.reasons_against_retry(viewer, alert))
    was = alert.reason
    alert.state, alert.reason = after(ALERT, alert.state, "retry"), ""
    alert.save(update_fields=["state", "reason"])
    request_letter(alert, str(new_id()))
    record(
        viewer,
        "triage.retry_alert",
        unit_id=alert.unit_id,
        kind=Alert._meta.label,
        object_id=alert.pk,
        changes={"was": was},
    )
    return alert


def _set_receivers(search: SavedSearch, users: Collection[User]) -> None:
    """Those chosen are told, also where they had stopped it: somebody has just asked for it anew."""
    wanted = {user.pk for user in users}
    search.receivers.exclude(user__in=wanted).delete()
    known = {receiver.user_id: receiver for receiver in search.receivers.all()}
    for receiver in known.values():
        if receiver.stopped_at is not None:
            receiver.stopped_at = None
            receiver.save(update_fields=["stopped_at"])
    missing = sorted(wanted - set(known))
    Receiver.objects.bulk_create(Receiver(search=search, user_id=pk, token=new_token()) for pk in missing)


def _record(viewer: Viewer, name: str, search: SavedSearch, changes: dict[str, object]) -> None:
    record(
        viewer,
        name,
        unit_id=search.unit_id,
        kind=SavedSearch._meta.label,
        object_id=search.pk,
        changes=changes,
    )
