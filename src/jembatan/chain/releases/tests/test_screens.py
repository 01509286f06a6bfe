"""The screens, through HTTP: two people at once, what others reach, foreign keys in what is posted."""

import re

from django.urls import reverse

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import Draft, Numbering, Release, Version
from jembatan.chain.releases.states import State
from jembatan.chain.releases.tests.asking import as_clearer, as_writer, event, post_draft, text_of
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
from jembatan.foundation.viewer import Role
from tests.world import World


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
