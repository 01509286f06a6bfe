"""Patterns of numbers, and the year they count in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from jembatan.chain.releases import actions
from jembatan.chain.releases.models import NumberCounter, Numbering, Version
from jembatan.chain.releases.numbering import number_text, reasons_against_pattern
from jembatan.chain.releases.tests.making import cleared
from jembatan.foundation import clock
from jembatan.foundation.refusal import Refused
from jembatan.foundation.viewer import Role
from tests.world import World

DAY = datetime(2018, 4, 25)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{number}/SP/HMS/{year}", "12/SP/HMS/2018"),
        ("{number:03d}/SP/HMS/{month_roman}/{year}", "012/SP/HMS/IV/2018"),
        ("B.{number:04}/{month:02d}/{year}", "B.0012/04/2018"),
    ],
)
def test_a_pattern_writes_its_number(pattern: str, text: str) -> None:
    assert reasons_against_pattern(pattern) == []
    assert number_text(pattern, 12, DAY) == text


@pytest.mark.parametrize(
    "pattern",
    [
        "", "SP", "{number}", "{year}", "{number}/{year", "{number}/{year}/{unit}", "{number.__class__}/{year}",
        "{number[0]}/{year}", "{number!r}/{year}", "{number:>9999999}/{year}", "{number:x}/{year}",
        "{}/{number}/{year}", "{number:{year}}/{year}", "{number}/{year}/{month_roman:03d}", "{number}/{year}<b>",
        "{number}/{year}\n",
        "{number:03d}/" + "x" * 80 + "/{year}",
    ],
)  # fmt: skip
def test_a_wrong_pattern_is_refused_with_reasons(pattern: str) -> None:
    assert reasons_against_pattern(pattern)


def numbered(world: World, pattern: str = "{number}/SP/{year}") -> None:
    Numbering.objects.create(unit=world.ntt, pattern=pattern)


def publish(world: World, version: Version, issued_at: datetime | None = None) -> str:
    editor = world.viewer(world.ntt, Role.EDITOR)
    return actions.publish_version(viewer=editor, version=version, issued_at=issued_at).release.number


@transaction.atomic
def publish_and_fail(world: World, version: Version) -> None:
    """A publication after which something else of its transaction fails."""
    assert publish(world, version)
    raise RuntimeError


def test_numbers_count_per_year_of_issue_in_the_units_zone(world: World) -> None:
    numbered(world)
    # 16.30 UTC on the last day of 2017 is already 2018 in WITA.
    eve = datetime(2017, 12, 31, 16, 30, tzinfo=UTC)
    assert publish(world, cleared(world), eve) == "1/SP/2018"
    assert publish(world, cleared(world), eve - timedelta(hours=1)) == "1/SP/2017"
    assert publish(world, cleared(world), eve + timedelta(days=30)) == "2/SP/2018"


def test_without_numbering_nothing_is_numbered_or_counted(world: World) -> None:
    assert publish(world, cleared(world)) == ""
    numbered(world)
    Numbering.objects.update(is_on=False)
    assert publish(world, cleared(world)) == ""
    assert not NumberCounter.objects.exists()


def test_a_failed_publication_gives_its_number_back(world: World) -> None:
    numbered(world)
    year = clock.today(world.ntt.zone).year
    version = cleared(world)
    with pytest.raises(RuntimeError):
        publish_and_fail(world, version)
    with pytest.raises(Refused):
        publish(world, version, clock.now() + timedelta(days=1))
    assert publish(world, version) == f"1/SP/{year}"
    assert publish(world, cleared(world)) == f"2/SP/{year}"


def test_the_second_version_keeps_the_number_of_the_first(world: World) -> None:
    numbered(world)
    number = publish(world, cleared(world))
    version = Version.objects.get()
    following = cleared(world, release=version.release, body="<p>Isi yang diperbaiki.</p>")
    assert publish(world, following) == number
    assert NumberCounter.objects.get().last == 1


def test_only_head_and_administrator_of_the_unit_set_the_numbering(world: World) -> None:
    for role in Role:
        viewer = world.viewer(world.ntt, role)
        if role in {Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR}:
            assert actions.set_numbering(viewer=viewer, unit=world.ntt, pattern="{number}/{year}").is_on
        else:
            with pytest.raises(Refused):
                actions.set_numbering(viewer=viewer, unit=world.ntt, pattern="{number}/{year}")
    with pytest.raises(Refused) as refused:
        actions.set_numbering(viewer=world.viewer(world.kupang, Role.EDITOR), unit=world.ntt, pattern="{nomor}")
    assert len(refused.value.reasons) == 5


def test_numbers_given_elsewhere_are_gone_on_from_but_never_jumped(world: World) -> None:
    head = world.viewer(world.ntt, Role.BUREAU_HEAD)
    actions.set_numbering(viewer=head, unit=world.ntt, pattern="{number}/{year}", next_number=38)
    year = clock.today(world.ntt.zone).year
    assert publish(world, cleared(world)) == f"38/{year}"
    actions.set_numbering(viewer=head, unit=world.ntt, pattern="{number}/X/{year}", next_number=39)
    with pytest.raises(Refused):
        actions.set_numbering(viewer=head, unit=world.ntt, pattern="{number}/{year}", next_number=50)
    assert Numbering.objects.get().pattern == "{number}/X/{year}"
    assert publish(world, cleared(world)) == f"39/X/{year}"
