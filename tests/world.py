"""A small world for tests: governments, units, accounts and viewers, made without any action of the product."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from jembatan.foundation.people.models import Appointment, Membership, Person, User
from jembatan.foundation.people.queries import CHOSEN_UNIT, viewer_in
from jembatan.foundation.units.models import Government, Unit, UnitName
from jembatan.foundation.viewer import Role, Viewer


def shared(path: str) -> Path:
    """A file of the shared development data; skips the test by name where it is absent."""
    root = Path(os.environ.get("JEMBATAN_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
    file = root / path
    if not file.exists():
        pytest.skip(f"shared development data is absent: {path}")
    return file


class World:
    """`ntt` (province), `sumba_barat` (regency), `kupang` (city): units, each under a government of its own;
    `diskominfo` is a second unit of the province's government."""

    def __init__(self) -> None:
        country = Government.objects.create(code="00", level="country", name="Indonesia", short_name="Indonesia")
        province = self._government(country, "53", "province", "Nusa Tenggara Timur", "NTT")
        regency = self._government(province, "53.12", "regency", "Kabupaten Sumba Barat", "Sumba Barat")
        city = self._government(province, "53.71", "city", "Kota Kupang", "Kota Kupang")
        self.ntt = self._unit(province, "biro-adpim-ntt", "Biro Administrasi Pimpinan Setda NTT", "Biro Adpim NTT")
        self.diskominfo = self._unit(
            province, "diskominfo-ntt", "Dinas Kominfo NTT", "Diskominfo NTT", kind="information_service"
        )
        self.sumba_barat = self._unit(
            regency, "prokopim-sumba-barat", "Bagian Prokopim Sumba Barat", "Prokopim Sumba Barat"
        )
        self.kupang = self._unit(city, "prokopim-kota-kupang", "Bagian Prokopim Kota Kupang", "Prokopim Kota Kupang")

    @staticmethod
    def _government(parent: Government, code: str, level: str, name: str, short: str) -> Government:
        return Government.objects.create(code=code, parent=parent, level=level, name=name, short_name=short)

    @staticmethod
    def _unit(government: Government, slug: str, name: str, short: str, kind: str = "leaders_office") -> Unit:
        unit = Unit.objects.create(
            government=government, slug=slug, name=name, short_name=short, kind=kind, email=f"humas@{slug}.example"
        )
        UnitName.objects.create(unit=unit, name=name, short_name=short, kind=kind)
        return unit

    def user(self, unit: Unit | None, *roles: Role, email: str | None = None, name: str = "") -> User:
        """An account that holds `roles` in `unit`; the same e-mail gives the same account, with roles added."""
        address = email or f"{'-'.join(roles) or 'tanpa-peran'}@{unit.slug if unit else 'luar'}.example"
        user, made = User.objects.get_or_create(
            email=address, defaults={"username": address, "full_name": name or address.split("@")[0]}
        )
        if made:
            user.set_password("rahasia-uji-coba")
            user.save()
        for role in roles:
            Membership.objects.get_or_create(user=user, unit=unit, role=role)
        return user

    def viewer(self, unit: Unit, *roles: Role, email: str | None = None) -> Viewer:
        """A viewer in `unit` with `roles`, backed by a real account."""
        return viewer_in(self.user(unit, *roles, email=email), unit, origin="test")

    def client(self, unit: Unit | None, *roles: Role, email: str | None = None) -> Client:
        """A signed-in HTTP client acting in `unit`; with unit None, nobody."""
        client = Client()
        if unit is not None:
            client.force_login(self.user(unit, *roles, email=email))
            session = client.session
            session[CHOSEN_UNIT] = str(unit.pk)
            session.save()
        return client

    def leader(self, unit: Unit, name: str = "Yosef Nai", office: str = "Gubernur") -> Person:
        """A person who leads the unit's government."""
        person = Person.objects.create(full_name=name)
        Appointment.objects.create(person=person, government=unit.government, office=office, is_leader=True)
        return person
