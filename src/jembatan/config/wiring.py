"""Who subscribes to what: the whole of it, in one readable place.

Rooms do not know who listens to them. Here each event, panel, search document, intent handler and menu entry is
connected to the room that answers.
"""


def wire() -> None:
    """Connect the rooms; called once, when Django is ready. Calling it again changes nothing."""
