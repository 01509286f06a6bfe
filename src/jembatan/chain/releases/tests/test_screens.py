"""The screens, through HTTP: two people at once, what others reach, foreign keys in what is posted."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from jembatan.chain.agenda.models import Event
from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Draft, Numbering, Release, Version
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.making import (
    BODY,
    TITLE,
    cleared,
    clearer,
    drafted,
    in_state,
    published,
    submitted,
    writer,
)
from jembatan.foundation import clock
from jembatan.foundation.units.models import Visibility
from jembatan.foundation.viewer import Role
from tests.world import World

WRITER, CLEARER = "penulis@ntt.example", "pemeriksa@ntt.example"


def as_writer(world: World) -> Client:
    return world.client(world.ntt, Role.CONTRIBUTOR, email=WRITER)


def as_clearer(world: World) -> Client:
    return world.client(world.ntt, Role.CLEARING_OFFICER, email=CLEARER)


def event(world: World, **facts: object) -> Event:
    given = {
        "unit": world.ntt,
        "title": "Raker humas",
        "starts_at": clock.now(),
        "visibility": Visibility.NETWORK,
        **facts,
    }
    return Event.objects.create(**given)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def post_draft(client: Client, release: Release, revision: int, body: str, name: str = "release_autosave", **more: str):
    data = {"title": TITLE, "body": body, "revision": revision, "embargo": "", **more}
    return client.post(reverse(name, args=[release.pk]), data)


def test_a_release_goes_from_an_event_to_the_public_through_its_screens(world: World) -> None:
    Numbering.objects.create(unit=world.ntt, pattern="{number:03d}/SP/{year}")
    raker = event(world)
    client, officer = as_writer(world), as_clearer(world)
    assert f'value="{raker.pk}" selected' in text_of(client.get(f"{reverse('release_new')}?kegiatan={raker.pk}"))
    client.post(reverse("release_new"), {"event": raker.pk, "title": TITLE})
    release = Release.objects.get()
    assert release.event == raker
    assert post_draft(client, release, 1, BODY, "release_edit", ajukan="1").status_code == 302
    version = Version.objects.get()
    for page in ("release_detail", "release_preview", "release_history"):
        assert TITLE in text_of(officer.get(reverse(page, args=[release.pk])))
    assert "menunggu: pemeriksa" in text_of(client.get(reverse("release_detail", args=[release.pk])))
    for step in ("version_clearance", "version_publication"):
        url = reverse(step, args=[version.pk])
        assert TITLE in text_of(officer.get(url)), "the question names the thing"
        assert officer.post(url, {}).status_code == 302
    release.refresh_from_db()
    assert release.number == f"001/SP/{clock.today(world.ntt.zone).year}"
    assert release.number in text_of(client.get(reverse("release_list")))


def test_asking_changes_nothing(world: World) -> None:
    version = cleared(world)
    officer = as_clearer(world)
    for name in (
        "version_publication",
        "version_withdrawal",
        "version_retraction",
        "version_clearance",
        "version_return",
    ):
        officer.get(reverse(name, args=[version.pk]))
    officer.get(reverse("release_submission", args=[version.release_id]))
    officer.get(reverse("release_revision", args=[version.release_id]))
    version.refresh_from_db()
    assert version.state == State.CLEARED


def test_a_returned_text_shows_its_comment_beside_the_draft(world: World) -> None:
    version = submitted(world)
    officer = as_clearer(world)
    url = reverse("version_return", args=[version.pk])
    assert officer.post(url, {"comment": ""}).status_code == 422
    officer.post(url, {"comment": "Tambahkan kutipan Bupati."})
    page = text_of(as_writer(world).get(reverse("release_edit", args=[version.release_id])))
    assert "Tambahkan kutipan Bupati." in page
    assert "pemeriksa mengembalikan versi 1" in page


def test_autosave_answers_as_the_editor_expects(world: World) -> None:
    release = drafted(world)
    answer = post_draft(as_writer(world), release, 1, BODY + "<p>Tambahan.</p><script>x</script>")
    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    assert re.fullmatch(r"\d\d\.\d\d", answer.json()["saved_at"])
    assert Draft.objects.get().body == BODY + "<p>Tambahan.</p>"


def test_two_people_editing_at_once_by_script(world: World) -> None:
    release = drafted(world)
    other = world.client(world.ntt, Role.EDITOR, email="penyunting@ntt.example")
    assert post_draft(other, release, 1, BODY + "<p>Dari penyunting.</p>").status_code == 200
    answer = post_draft(as_writer(world), release, 1, BODY + "<p>Dari penulis &amp; kawan.</p>")
    assert answer.status_code == 409
    facts = answer.json()
    assert set(facts) == {"revision", "title", "body", "author", "diff_html"}
    assert (facts["revision"], facts["author"]) == (2, "penyunting")
    assert "Dari penyunting" in facts["body"]
    assert '<ins class="j-added">penulis &amp; kawan</ins>' in facts["diff_html"]
    assert post_draft(as_writer(world), release, 2, BODY + "<p>Keduanya.</p>").json()["revision"] == 3
    assert [row.body for row in release.draft_revisions.all()][1] == BODY + "<p>Dari penyunting.</p>"


def test_two_people_editing_at_once_without_script(world: World) -> None:
    release = drafted(world)
    other = world.client(world.ntt, Role.EDITOR, email="penyunting@ntt.example")
    post_draft(other, release, 1, BODY + "<p>Dari penyunting.</p>", "release_edit")
    answer = post_draft(as_writer(world), release, 1, BODY + "<p>Dari penulis.</p>", "release_edit")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari penyunting." in page
    assert "&lt;p&gt;Dari penulis.&lt;/p&gt;" in page, "what was typed is in the form"
    assert 'name="revision" value="2"' in page
    assert Draft.objects.get().body == BODY + "<p>Dari penyunting.</p>"
    post_draft(as_writer(world), release, 2, BODY + "<p>Dari penulis.</p>", "release_edit")
    assert Draft.objects.get().revision == 3


def test_a_text_typed_while_it_was_submitted_stays_in_the_form(world: World) -> None:
    version = submitted(world)
    for name in ("release_autosave", "release_edit"):
        answer = post_draft(as_writer(world), version.release, 1, "<p>Ketikan terakhir.</p>", name)
        assert answer.status_code == 422
        assert "Diajukan" in answer.content.decode()
    assert "Ketikan terakhir." in answer.content.decode()


def test_a_refused_submission_has_saved_the_text_and_tells_all_reasons(world: World) -> None:
    release = drafted(world)
    answer = post_draft(as_writer(world), release, 1, "", "release_edit", ajukan="1", title="")
    assert answer.status_code == 422
    assert "Judul masih kosong." in text_of(answer)
    assert "Isi siaran pers masih kosong." in text_of(answer)
    assert Draft.objects.get().title == ""


def test_a_lost_permission_and_bad_input_are_told_in_json(world: World) -> None:
    release = drafted(world)
    auditor = world.client(world.ntt, Role.AUDITOR)
    assert post_draft(auditor, release, 1, "x").status_code == 403
    assert post_draft(auditor, release, 1, "x").json()["reasons"]
    odd = [{"embargo": "0001-01-01T00:00"}, {"embargo": "9999-12-31T23:59"}, {"revision": "9" * 30}, {"revision": "-1"}]
    for wrong in ({"revision": "x"}, {"embargo": "besok"}, {"title": "x" * 301}, *odd):
        answer = as_writer(world).post(
            reverse("release_autosave", args=[release.pk]),
            {"title": TITLE, "body": BODY, "revision": 1, "embargo": "", **wrong},
        )
        assert answer.status_code == 422
        assert answer.json()["reasons"]
    assert Draft.objects.get().revision == 1


def test_the_button_submits_only_the_revision_that_was_on_the_screen(world: World) -> None:
    release = drafted(world)
    client = as_writer(world)
    url = f"{reverse('release_submission', args=[release.pk])}?revisi=1"
    assert url in text_of(client.get(reverse("release_detail", args=[release.pk])))
    post_draft(world.client(world.ntt, Role.EDITOR), release, 1, BODY + "<p>Belum dibaca.</p>")
    assert client.post(url).status_code == 409
    assert not Version.objects.exists()
    assert client.post(url.replace("revisi=1", "revisi=2")).status_code == 302
    assert Version.objects.get().revision == 2


def test_an_embargo_is_read_in_the_units_zone(world: World) -> None:
    release = drafted(world)
    post_draft(as_writer(world), release, 1, BODY, embargo="2099-04-25T08:00")
    assert Draft.objects.get().embargo_until.isoformat() == "2099-04-25T00:00:00+00:00"
    assert (
        'value="2099-04-25T08:00"' in as_writer(world).get(reverse("release_edit", args=[release.pk])).content.decode()
    )


def test_an_author_is_told_why_somebody_else_must_clear(world: World) -> None:
    release = actions.start_release(viewer=clearer(world), title=TITLE, body=BODY)
    version = actions.submit_release(viewer=clearer(world), release=release)
    page = text_of(as_clearer(world).get(reverse("release_detail", args=[release.pk])))
    assert "orang lain yang harus menyetujuinya" in page
    assert "belum ada pemeriksa" in page
    assert reverse("version_clearance", args=[version.pk]) not in page
    assert as_clearer(world).post(reverse("version_clearance", args=[version.pk]), {}).status_code == 409
    version.refresh_from_db()
    assert version.state == State.SUBMITTED


URLS = (
    "release_detail", "release_edit", "release_autosave", "release_preview", "release_history", "release_details",
    "release_photos", "release_photo_order", "release_submission", "release_revision",
)  # fmt: skip
STEPS = ("version_clearance", "version_return", "version_publication", "version_withdrawal", "version_retraction")


@pytest.mark.parametrize("state", [None, State.SUBMITTED, State.CLEARED, "embargoed"])
def test_what_is_not_public_is_unreachable_for_others(world: World, state: str | None) -> None:
    if state is None:
        release = drafted(world)
    elif state == "embargoed":
        release = published(world, embargo_until=clock.now() + timedelta(hours=1)).release
    else:
        release = in_state(world, state).release
    before = snapshot()
    neighbours = [world.client(unit, *Role) for unit in (world.kupang, world.diskominfo)]
    for client in neighbours:
        for name in URLS:
            url = reverse(name, args=[release.pk])
            assert {
                client.get(url).status_code,
                client.post(url, {"title": "x", "body": "y", "revision": 1}).status_code,
            } <= {404, 405}
        for version in release.versions.all():
            for name in STEPS:
                url = reverse(name, args=[version.pk])
                data = {"comment": "x", "reason": "x"}
                assert {client.get(url).status_code, client.post(url, data).status_code} == {404}
        assert TITLE not in text_of(client.get(f"{reverse('release_list')}?unit=semua"))
    nobody = Client()
    for name in URLS:
        assert nobody.get(reverse(name, args=[release.pk])).status_code in {302, 405}
    assert snapshot() == before


def test_others_read_what_is_public_and_change_nothing(world: World) -> None:
    version = published(world)
    actions.revise_release(viewer=writer(world), release=version.release)
    actions.save_draft(
        viewer=writer(world),
        release=version.release,
        revision=version.revision,
        title="Naskah rahasia",
        body="<p>Rahasia.</p>",
    )
    client = world.client(world.kupang, *Role)
    before = snapshot()
    for name in ("release_detail", "release_preview", "release_history"):
        page = text_of(client.get(reverse(name, args=[version.release_id])))
        assert TITLE in page
        assert "ahasia" not in page
    assert client.get(reverse("release_edit", args=[version.release_id])).status_code == 403
    for name in ("release_submission", "release_revision"):
        assert client.post(reverse(name, args=[version.release_id]), {}).status_code == 409
    assert client.post(reverse("version_retraction", args=[version.pk]), {"reason": "x"}).status_code == 409
    assert post_draft(client, version.release, 1, "x").status_code == 403
    assert snapshot() == before


def test_foreign_keys_of_other_units_are_refused_in_what_is_posted(world: World) -> None:
    closed = event(world, unit=world.kupang, visibility=Visibility.UNIT)
    seen = event(world, unit=world.kupang)
    client = as_writer(world)
    for foreign in (closed, seen):
        assert client.post(reverse("release_new"), {"event": foreign.pk, "title": "x"}).status_code == 422
    assert not Release.objects.exists()
    release = drafted(world)
    for foreign in (closed, seen):
        assert client.post(reverse("release_details", args=[release.pk]), {"event": foreign.pk}).status_code == 422
    url = reverse("release_details", args=[release.pk])
    assert client.post(url, {"speaks_for": [str(uuid4())]}).status_code == 422
    assert client.post(reverse("release_photos", args=[release.pk]), {"asset": str(uuid4())}).status_code == 404
    release.refresh_from_db()
    assert release.event is None


def test_a_participant_writes_its_own_release_of_the_same_event(world: World) -> None:
    raker = event(world)
    raker.participants.add(world.sumba_barat)
    client = world.client(world.sumba_barat, Role.EDITOR)
    client.post(reverse("release_new"), {"event": raker.pk, "title": "Sumba Barat menjadi tuan rumah"})
    actions.start_release(viewer=writer(world), event=raker, title=TITLE)
    assert {release.unit for release in raker.releases.all()} == {world.ntt, world.sumba_barat}


def test_details_say_for_whom_the_release_speaks(world: World) -> None:
    release = drafted(world)
    url = reverse("release_details", args=[release.pk])
    assert as_writer(world).post(url, {"event": "", "speaks_for": [str(world.kupang.pk)]}).status_code == 302
    assert list(release.speaks_for.all()) == [world.kupang]
    assert world.kupang.short_name in text_of(as_writer(world).get(reverse("release_detail", args=[release.pk])))


def test_the_history_compares_any_two_states(world: World) -> None:
    version = in_state(world, State.RETURNED)
    actions.save_draft(
        viewer=writer(world),
        release=version.release,
        revision=version.revision,
        title=TITLE,
        body=BODY.replace("Rabu", "Kamis"),
    )
    url = reverse("release_history", args=[version.release_id])
    page = text_of(as_writer(world).get(f"{url}?dari=v1&ke=r{version.revision + 1}"))
    assert '<del class="j-removed">Rabu</del><ins class="j-added">Kamis</ins>' in page
    assert as_writer(world).get(f"{url}?dari=zzz&ke=v999").status_code == 200


def test_the_list_is_filtered_by_its_address(world: World) -> None:
    drafted(world)
    published(world, body="<p>Panen raya jagung di Aesesa.</p>")
    client = as_writer(world)
    expected = {"": 2, "kata=jagung": 1, "keadaan=draft": 1, "keadaan=published": 1, "unit=semua": 2, "saya=1": 2}
    expected |= {f"unit={world.kupang.pk}": 0, "sejak=2099-01-01": 0, "sejak=x&hal=zz": 2}
    for query, count in expected.items():
        response = client.get(f"{reverse('release_list')}?{query}")
        assert response.context["page"].paginator.count == count, query


def test_the_numbering_is_set_on_its_page_by_the_head(world: World) -> None:
    url = reverse("release_numbering")
    assert as_writer(world).get(url).status_code == 403
    head = world.client(world.ntt, Role.BUREAU_HEAD)
    assert head.post(url, {"pattern": "{nomor}", "is_on": "on"}).status_code == 422
    assert head.post(url, {"pattern": "{number:03d}/HMS/{year}", "is_on": "on", "next_number": "12"}).status_code == 302
    assert "012/HMS/" in text_of(head.get(url))


def snapshot() -> str:
    """All that is written of releases."""
    rows = [list(model.objects.order_by("pk").values_list()) for model in (Release, Draft, Version)]
    return json.dumps(rows, default=str)


def test_an_events_page_shows_its_releases_to_whom_they_are_for(world: World) -> None:
    raker = event(world)
    raker.participants.add(world.sumba_barat)
    release = actions.start_release(viewer=writer(world), event=raker, title=TITLE, body=BODY)
    url = reverse("event_detail", args=[raker.pk])
    begin = f"{reverse('release_new')}?kegiatan={raker.pk}"
    own = text_of(as_writer(world).get(url))
    assert TITLE in own
    assert begin in own
    guest = text_of(world.client(world.sumba_barat, Role.EDITOR).get(url))
    assert TITLE not in guest
    assert begin in guest
    onlooker = text_of(world.client(world.kupang, Role.EDITOR).get(url))
    assert TITLE not in onlooker
    assert begin not in onlooker
    version = actions.submit_release(viewer=writer(world), release=release)
    actions.clear_version(viewer=clearer(world), version=version)
    actions.publish_version(viewer=clearer(world), version=version)
    assert TITLE in text_of(world.client(world.kupang, Role.EDITOR).get(url))
