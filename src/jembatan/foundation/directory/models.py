"""Outlets, which the whole network shares; contacts and contact lists, which each unit keeps for itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation.units.models import NetworkShared, UnitOwned


class Outlet(NetworkShared):
    """A medium of the press: a site, a paper, a station."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("Daring")
        PRINT = "print", _("Cetak")
        RADIO = "radio", _("Radio")
        TELEVISION = "television", _("Televisi")
        AGENCY = "agency", _("Kantor berita")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ONLINE)
    city = models.CharField(max_length=80, blank=True)
    domain = models.CharField(max_length=120, blank=True, db_index=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Contact(UnitOwned):
    """A person or desk at an outlet to which a unit sends its releases."""

    name = models.CharField(max_length=120)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    email = models.EmailField(blank=True)
    whatsapp = models.CharField(max_length=24, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "email"], condition=~models.Q(email=""), name="directory_contact_address_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.outlet})" if self.outlet else self.name


class ContactList(UnitOwned):
    """A named choice of contacts that a release goes to."""

    name = models.CharField(max_length=120)
    contacts = models.ManyToManyField(Contact, blank=True, related_name="lists")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="directory_list_once")]

    def __str__(self) -> str:
        return self.name
