"""The chokepoint: who may see, and who may change. There is no other way from a view to a row.

`visible` and `changeable` give scoped querysets; `may_see` and `may_change` answer for one row and are the same rule.
What a role may do inside its own unit is the business of each app's `policies`.
"""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from jembatan.foundation.units.models import Door, NetworkShared, PartOf, Unit, UnitOwned, Visibility
from jembatan.foundation.viewer import WORKING_ROLES, Role, Viewer

M = TypeVar("M", bound=Model)


def visible(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """The rows of `model` that `viewer` may see. Raises TypeError for a model that has no owner."""
    rows = model._default_manager.all()
    if viewer.is_system:
        return rows
    if issubclass(model, UnitOwned):
        return rows.filter(_reach(model, viewer))
    if issubclass(model, PartOf):
        seen = rows.filter(**{f"{model.part_of}__in": visible(_parent(model), viewer).values("pk")})
        outside = model.shown_outside()
        return seen if outside is None else seen.filter(outside | Q(pk__in=owned(model, viewer).values("pk")))
    if issubclass(model, NetworkShared):
        return rows if viewer.is_member else rows.none()
    raise TypeError(f"{model.__name__} has no owner, so nobody can be told who sees it")


def owned(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """The rows of `model` that belong to the viewer's unit, whatever the viewer may do with them."""
    rows = model._default_manager.all()
    if viewer.is_system:
        return rows
    if not viewer.is_member:
        return rows.none()
    if issubclass(model, PartOf):
        return rows.filter(**{f"{model.part_of}__in": owned(_parent(model), viewer).values("pk")})
    if issubclass(model, UnitOwned):
        return rows.filter(unit_id=viewer.unit_id)
    return rows.none()


def changeable(model: type[M], viewer: Viewer) -> QuerySet[M]:
    """The rows of `model` that `viewer` may change: those of the active unit, for a role that works."""
    rows = model._default_manager.all()
    if viewer.is_system:
        return rows
    if viewer.unit_id is None or not viewer.has(*WORKING_ROLES):
        return rows.none()
    if issubclass(model, UnitOwned):
        return rows.filter(unit_id=viewer.unit_id)
    if issubclass(model, PartOf):
        parent = _parent(model)
        return rows.filter(**{f"{model.part_of}__in": changeable(parent, viewer).values("pk")})
    if issubclass(model, NetworkShared):
        return rows
    raise TypeError(f"{model.__name__} has no owner, so nobody can be told who changes it")


def may_see(viewer: Viewer, row: Model) -> bool:
    """Whether `viewer` may see this saved row."""
    return visible(type(row), viewer).filter(pk=row.pk).exists()


def may_change(viewer: Viewer, row: Model) -> bool:
    """Whether `viewer` may change this saved row."""
    return changeable(type(row), viewer).filter(pk=row.pk).exists()


def administers(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer is the administrator of this unit, acting in it."""
    return viewer.is_system or (viewer.unit_id == unit.pk and viewer.has(Role.UNIT_ADMINISTRATOR))


def same_government(viewer: Viewer) -> QuerySet[Unit]:
    """The units of the viewer's government."""
    return Unit.objects.filter(government=viewer.government_id)


def _reach(model: type[UnitOwned], viewer: Viewer) -> Q:
    reach = Q(visibility=Visibility.PUBLIC)
    if not viewer.is_member:
        return reach
    reach |= Q(unit_id=viewer.unit_id) | Q(visibility=Visibility.NETWORK)
    reach |= Q(visibility=Visibility.GOVERNMENT, unit__government_id=viewer.government_id)
    reach |= Q(
        visibility=Visibility.NAMED,
        pk__in=Door.objects.filter(unit=viewer.unit_id).values("object_id"),
    )
    extra = model.extra_reach(viewer)
    return reach if extra is None else reach | extra


def _parent(model: type[PartOf]) -> type[Model]:
    parent = model._meta.get_field(model.part_of).related_model
    if parent is None or isinstance(parent, str):
        raise TypeError(f"{model.__name__}.{model.part_of} is no relation")
    return parent
