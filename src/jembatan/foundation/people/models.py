"""Accounts and their roles per unit; and the people in office, who may or may not have an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.foundation import clock
from jembatan.foundation.identifiers import new_id
from jembatan.foundation.units.models import Government, Section, Unit
from jembatan.foundation.viewer import Role

ROLE_NAMES = {
    Role.CONTRIBUTOR: _("Kontributor"),
    Role.EDITOR: _("Penyunting"),
    Role.CLEARING_OFFICER: _("Pejabat pemeriksa"),
    Role.BUREAU_HEAD: _("Kepala biro/bagian"),
    Role.PROTOCOL_OFFICER: _("Petugas protokol"),
    Role.ARCHIVIST: _("Arsiparis"),
    Role.AUDITOR: _("Auditor"),
    Role.UNIT_ADMINISTRATOR: _("Pengelola unit"),
}


class User(AbstractUser):
    """An account. The log-in name is the e-mail address; `username` repeats it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("surel"), unique=True)
    full_name = models.CharField(_("nama lengkap"), max_length=120)
    language = models.CharField(max_length=5, default="id")
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.email


class Membership(models.Model):
    """An account holds a role in a unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="people_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.unit} {self.role}"


class Person(models.Model):
    """A public office-holder or staff member, known to the network by name and office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    full_name = models.CharField(max_length=120)
    front_title = models.CharField(max_length=60, blank=True)
    back_title = models.CharField(max_length=60, blank=True)
    account = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        name = f"{self.front_title} {self.full_name}".strip()
        return f"{name}, {self.back_title}" if self.back_title else name


class Appointment(models.Model):
    """A person holds an office: of a government (a leader), or in a unit and perhaps a section of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField(max_length=160)
    is_leader = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    #: Where this is known from, and what of it is not.
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["government", "-is_leader", "office"]

    def __str__(self) -> str:
        return f"{self.person} ({self.office})"
