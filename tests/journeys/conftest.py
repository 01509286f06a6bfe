"""The installation and the browsers of the browser journeys; made once, for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.browser import Window, new_driver, programs
from tests.journeys.installed import Installed, installed


@pytest.fixture(scope="session")
def _drivers() -> Iterator[list[Any]]:
    programs()
    drivers: list[Any] = []
    yield drivers
    for driver in drivers:
        driver.quit()


@pytest.fixture(scope="session")
def installation(
    _drivers: list[Any],
    migrated_database: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installed]:
    """`jembatan up` with people and work in it; not started where there is no browser."""
    with django_db_blocker.unblock(), installed(tmp_path_factory.mktemp("browser")) as standing:
        django_db_blocker.block()
        yield standing
        django_db_blocker.restore()


@pytest.fixture
def window(installation: Installed, _drivers: list[Any]) -> Iterator[Callable[[str], Window]]:
    """Opens a person's browser: `window("penulis")` signed in, `window("")` as nobody. All must stay quiet."""
    opened: list[Window] = []

    def open_for(person: str) -> Window:
        if len(opened) == len(_drivers):
            _drivers.append(new_driver())
        one = Window(_drivers[len(opened)], installation.base)
        opened.append(one)
        one.forget()
        one.driver.get_log("browser")
        if person:
            one.sign_in(installation.email(person))
        return one

    yield open_for
    for one in opened:
        one.signal(on=True)
        one.to_desk()
    for one in opened:
        one.assert_quiet()
