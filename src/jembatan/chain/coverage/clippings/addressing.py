"""Who gets a making: one letter an address, whatever lists it stands on. Part of the actions, inside their transaction."""

from collections.abc import Iterator

from django.conf import settings

from jembatan.chain.coverage.clippings import states
from jembatan.chain.coverage.clippings.models import Clipping, Letter, Making, Receiver
from jembatan.foundation import clock
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.intents.actions import request
from jembatan.foundation.people.models import User
from jembatan.foundation.people.queries import members_with
from jembatan.foundation.viewer import Role, Viewer

LETTER = "clippings.letter"


def address_letters(viewer: Viewer, making: Making) -> int:
    """A letter and its intent for each receiver of the unit's plan who has none of this making; failed ones anew.

    Members who left, and closed accounts, get none. How many letters are queued by it.
    """
    clipping = making.clipping
    known = {letter.address.casefold(): letter for letter in Letter.objects.filter(making=making)}
    queued = 0
    for user, address in _receivers(clipping):
        letter = known.get(address.casefold())
        if letter is None:
            letter = known[address.casefold()] = _new(making, clipping, user, address)
        elif states.may(states.LETTER, "retry", letter.state):
            letter.state = states.after(states.LETTER, "retry", letter.state)
            letter.turn += 1
            letter.reason = ""
            letter.save(update_fields=["state", "turn", "reason"])
        else:
            continue
        request_letter(viewer, letter)
        queued += 1
    return queued


def request_letter(viewer: Viewer, letter: Letter) -> None:
    """The intent of a letter's present turn."""
    request(
        kind=LETTER,
        key=f"{LETTER}:{letter.pk}:{letter.turn}",
        payload={"letter": str(letter.pk)},
        unit_id=letter.making.clipping.unit_id,
        requested_by_id=viewer.user_id,
    )


def close_if_done(clipping: Clipping) -> None:
    """Once no letter of the present making waits (its row is locked): sent if one was taken, failed if none was."""
    if clipping.state != Clipping.State.MADE:
        return
    letters = Letter.objects.filter(making__clipping=clipping, making__revision=clipping.revision)
    outcomes = list(letters.values_list("state", "reason"))
    if not outcomes or any(state == Letter.State.QUEUED for state, _reason in outcomes):
        return
    was_taken = any(state == Letter.State.SENT for state, _reason in outcomes)
    clipping.state = states.after(states.CLIPPING, "send" if was_taken else "lose", clipping.state)
    clipping.failure = "" if was_taken else next(reason for _state, reason in outcomes)
    clipping.sent_at = clock.now() if was_taken else clipping.sent_at
    clipping.save(update_fields=["state", "failure", "sent_at"])


def _receivers(clipping: Clipping) -> Iterator[tuple[User | None, str]]:
    members = {user.pk for user in members_with(clipping.unit_id, *Role)}
    for receiver in Receiver.objects.filter(plan__unit=clipping.unit_id).select_related("user"):
        if receiver.user is None:
            yield None, receiver.address
        elif receiver.user.pk in members:
            yield receiver.user, receiver.user.email


def _new(making: Making, clipping: Clipping, user: User | None, address: str) -> Letter:
    key = new_id()
    wanted = user.language if user is not None else clipping.languages[0]
    return Letter.objects.create(
        id=key,
        making=making,
        user=user,
        address=address,
        name=str(user) if user is not None else "",
        language=wanted if wanted in clipping.languages else clipping.languages[0],
        message_id=f"<{key}@{settings.MAIL_DOMAIN}>",
        queued_at=clock.now(),
    )
