"""What the installation made itself is stored as it is, flushed, under a harmless name."""

import pytest

from jembatan.foundation.files.actions import keep, store
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.viewer import system_viewer
from tests.world import World


def test_a_made_file_lies_there_as_it_is_and_is_kept(world: World) -> None:
    taken = store(b"%PDF-1.7 x", name="../Kliping: 24.pdf", media_type="application/pdf")
    assert (taken.size, taken.name) == (10, "Kliping 24.pdf")
    stored = keep(viewer=system_viewer("test"), taken=taken, unit_id=world.ntt.pk, visibility="unit")
    assert path_of(stored).read_bytes() == b"%PDF-1.7 x"
    assert stored.media_type == "application/pdf"


def test_an_unnamed_kind_is_not_stored() -> None:
    with pytest.raises(KeyError):
        store(b"x", name="x", media_type="application/x-sh")
