"""Who subscribes to what in the desks; the same rules as `config.wiring`, one function a room."""


def wire() -> None:
    """Connect the rooms, in the order of the layers."""
    _wire_partners()
    _wire_replies()
    _wire_proofs()


def _wire_partners() -> None:
    """Nothing yet."""


def _wire_replies() -> None:
    """Nothing yet."""


def _wire_proofs() -> None:
    """Nothing yet."""
