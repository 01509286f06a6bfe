"""Who is looking, or acting: the one value that every query and every action is given."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may do in one unit. A person may hold several, and other ones elsewhere."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    CLEARING_OFFICER = "clearing_officer"
    BUREAU_HEAD = "bureau_head"
    PROTOCOL_OFFICER = "protocol_officer"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    UNIT_ADMINISTRATOR = "unit_administrator"


#: Every role that may change something. The auditor reads all of the unit and changes nothing.
WORKING_ROLES = frozenset(Role) - {Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person in one unit, with the roles held there; or nobody; or the system itself.

    `government_id` is the government of the active unit. `origin` says from where (an address, "cli", "worker");
    it goes into the audit record.
    """

    user_id: UUID | None = None
    name: str = ""
    unit_id: UUID | None = None
    government_id: UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    origin: str = ""
    is_system: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether the viewer holds at least one of `roles` in the active unit."""
        return self.is_system or bool(self.roles.intersection(roles))

    @property
    def is_member(self) -> bool:
        """Whether the viewer works in a unit of the network."""
        return self.is_system or (self.unit_id is not None and bool(self.roles))


NOBODY = Viewer()


def system_viewer(origin: str, unit_id: UUID | None = None) -> Viewer:
    """The system acting by itself: a worker, the set-up, a command. Sees and may do everything; is named in audit."""
    return Viewer(name="Jembatan", unit_id=unit_id, origin=origin, is_system=True)
