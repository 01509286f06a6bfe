"""The search screen, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from jembatan.chain.agenda.actions import plan_event
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.search.actions import SearchText, index_document
from jembatan.foundation.viewer import Role
from tests.world import World

START = datetime(2018, 4, 25, tzinfo=UTC)


def test_what_was_planned_is_found_with_its_passage(world: World) -> None:
    viewer = world.viewer(world.ntt, Role.EDITOR)
    event = plan_event(
        viewer=viewer, title="Rapat kerja kehumasan", starts_at=START, description="Peserta <b>berkunjung</b> ke Sumba."
    )
    page = world.client(world.ntt, Role.EDITOR).get(reverse("search"), {"q": "kunjungan"}).content.decode()
    assert reverse("event_detail", args=[event.pk]) in page
    assert "&lt;b&gt;<mark>berkunjung</mark>&lt;/b&gt;" in page


def test_a_closed_row_of_another_unit_is_not_even_counted(world: World) -> None:
    for visibility in ("unit", "network"):
        plan_event(
            viewer=world.viewer(world.ntt, Role.EDITOR), title="Panen raya", starts_at=START, visibility=visibility
        )
    page = world.client(world.kupang, Role.EDITOR).get(reverse("search"), {"q": "panen"}).content.decode()
    assert "1 hasil" in page
    own = world.client(world.ntt, Role.EDITOR).get(reverse("search"), {"q": "panen"}).content.decode()
    assert "2 hasil" in own


def test_kinds_and_pages(world: World) -> None:
    for number in range(45):
        kind = "release" if number < 21 else "article"
        text = SearchText(
            new_id(),
            kind,
            world.ntt.pk,
            "network",
            f"Banjir {number}",
            "Air surut.",
            f"/x/{number}/",
            START + timedelta(days=number),
        )
        index_document(text)
    client = world.client(world.kupang, Role.CONTRIBUTOR)
    page = client.get(
        reverse("search"), {"q": "banjir", "jenis": "release", "urut": "terbaru", "hal": "2"}
    ).content.decode()
    assert "21 hasil" in page
    assert "Banjir 0<" in page
    assert "Banjir 1<" not in page
    newest = client.get(reverse("search"), {"q": "banjir", "urut": "terbaru"}).content.decode()
    assert newest.index("Banjir 44<") < newest.index("Banjir 43<")


@pytest.mark.parametrize("query", ["", "   ", "'\"()*", "\x00", "a" * 10_000, "NEAR(a b)", "<script>alert(1)</script>"])
def test_no_query_breaks_the_page(world: World, query: str) -> None:
    answer = world.client(world.ntt, Role.EDITOR).get(reverse("search"), {"q": query, "hal": "-3", "jenis": "x"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_nobody_is_sent_to_sign_in(world: World) -> None:
    assert world.client(None).get(reverse("search"), {"q": "x"}).status_code == 302
