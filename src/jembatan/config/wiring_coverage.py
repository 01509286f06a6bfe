"""Who subscribes to what in the rooms of the coverage desk; the same rules as `config.wiring`, one function a room."""


def wire() -> None:
    """Connect the rooms, in the order of the layers."""
    _wire_evidence()
    _wire_sources()
    _wire_captures()
    _wire_tone()
    _wire_triage()
    _wire_clippings()


def _wire_evidence() -> None:
    """Nothing yet."""


def _wire_sources() -> None:
    """Nothing yet."""


def _wire_captures() -> None:
    """Nothing yet."""


def _wire_tone() -> None:
    """Nothing yet."""


def _wire_triage() -> None:
    """Nothing yet."""


def _wire_clippings() -> None:
    """Nothing yet."""
