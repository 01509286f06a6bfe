"""What the public may read. Everything comes from `releases.queries.public_versions`, which goes by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404

from jembatan.chain.documentation.models import Rendition
from jembatan.chain.releases.models import Retraction, Version, VersionPhoto
from jembatan.chain.releases.queries import public_photos, public_versions
from jembatan.foundation import clock
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.search.queries import find
from jembatan.foundation.units.models import Government, Unit
from jembatan.foundation.viewer import NOBODY

#: How many of the best hits of a search are looked at.
MOST_HITS = 300


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which something was published, and how much."""

    first: date
    count: int

    @property
    def key(self) -> str:
        """As it stands in addresses: 2018-04."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photo of a public version with its finished pictures."""

    photo: VersionPhoto
    screen: Rendition
    press: Rendition | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an address of a release leads to: a text to read, the word of its withdrawal, or the release's own address."""

    version: Version | None = None
    retraction: Retraction | None = None
    moved_to: UUID | None = None


def releases(*, unit: Unit | None = None, month: date | None = None, words: str = "") -> Sequence[Version]:
    """The public versions, newest first (with `words`: the best first); a queryset unless `words` are given."""
    rows = public_versions(unit).prefetch_related("release__unit__names")
    if month is not None:
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        zone = unit.zone if unit is not None else None
        rows = rows.filter(
            release__issued_at__gte=_midnight(month, zone), release__issued_at__lt=_midnight(after, zone)
        )
    return _matching(rows, words) if words else rows  # type: ignore[return-value]


def _midnight(day: date, zone: object) -> datetime:
    from django.utils import timezone

    naive = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware in the next line
    return timezone.make_aware(naive, zone)  # type: ignore[arg-type]


def _matching(rows: QuerySet[Version], words: str) -> list[Version]:
    """Those of `rows` that search finds, in its order. Search may know more (a text that was withdrawn), so `rows` decide."""
    hits = [result.id for result in find(NOBODY, words, kind="release", limit=MOST_HITS).results]
    found = {version.release_id: version for version in rows.filter(release_id__in=hits)}
    return [found[pk] for pk in hits if pk in found]


def months(unit: Unit | None = None) -> list[Month]:
    """The months with public releases, newest first."""
    rows = (
        public_versions(unit)
        .order_by()
        .annotate(month=TruncMonth("release__issued_at"))
        .values("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    return [Month(row["month"].date(), row["count"]) for row in rows]


def standing(pk: UUID) -> Standing:
    """What `pk`, from a public address, leads to. Raises Http404 for whatever was never open to the public."""
    version = public_versions().prefetch_related("release__unit__names").filter(release_id=pk).first()
    if version is not None:
        return Standing(version=version)
    retraction = _retractions().filter(version__release_id=pk).first()
    if retraction is not None:
        return Standing(retraction=retraction)
    owner = _once_open().filter(pk=pk).values_list("release_id", flat=True).first()
    if owner is not None:
        return Standing(moved_to=owner)
    raise Http404


def _once_open() -> QuerySet[Version]:
    """Versions that the public could read at some time."""
    past = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
    kept = Q(retraction=None) | Q(embargo_until=None) | Q(embargo_until__lte=F("retraction__retracted_at"))
    return Version.objects.filter(past, kept, published_at__isnull=False)


def _retractions() -> QuerySet[Retraction]:
    """Retractions of what the public had read, newest first."""
    rows = Retraction.objects.filter(version__in=_once_open().values("pk"))
    return rows.select_related("version__release__unit__government").order_by("-retracted_at")


def replaced_by(version: Version) -> Version | None:
    """The version that the public read before this one."""
    return _once_open().filter(release_id=version.release_id, ordinal__lt=version.ordinal).first()


def photos(version: Version) -> list[PublicPhoto]:
    """The photos of a public version whose pictures are finished."""
    linked = public_photos(version)
    made: dict[UUID, dict[str, Rendition]] = {}
    for rendition in Rendition.objects.filter(asset_id__in=[photo.asset_id for photo in linked]):
        made.setdefault(rendition.asset_id, {})[rendition.name] = rendition
    pictures = [(photo, made.get(photo.asset_id, {})) for photo in linked]
    return [
        PublicPhoto(photo, names[Rendition.Name.SCREEN], names.get(Rendition.Name.PRESS))
        for photo, names in pictures
        if Rendition.Name.SCREEN in names
    ]


def photo_file(release_pk: UUID, asset_pk: UUID, name: str) -> tuple[StoredFile, Version]:
    """A picture of a photo that goes with a public release. Raises Http404 for anything else, originals included."""
    version = public_versions().filter(release_id=release_pk).first()
    if version is None or asset_pk not in {photo.asset_id for photo in public_photos(version)}:
        raise Http404
    rendition = Rendition.objects.filter(asset_id=asset_pk, name=name).select_related("file").first()
    if rendition is None:
        raise Http404
    return rendition.file, version


def unit_called(slug: str) -> Unit:
    """The unit with this slug. Raises Http404."""
    unit = Unit.objects.select_related("government").filter(slug=slug).first()
    if unit is None:
        raise Http404
    return unit


def publishing_units() -> list[Unit]:
    """The units with public releases."""
    rows = Unit.objects.filter(pk__in=public_versions().order_by().values("release__unit"))
    return list(rows.select_related("government"))


def network_name() -> str:
    """What the network is called: its province where all units lie in one, else the country."""
    with_units = Government.objects.filter(units__isnull=False).select_related("parent").distinct()
    provinces = {_province(government) for government in with_units} - {None}
    if len(provinces) == 1:
        return str(provinces.pop())
    country = Government.objects.filter(level=Government.Level.COUNTRY).first()
    return str(country) if country is not None else "Jembatan"


def _province(government: Government) -> Government | None:
    if government.level in {Government.Level.REGENCY, Government.Level.CITY}:
        return government.parent
    return government if government.level == Government.Level.PROVINCE else None


def last_change(unit: Unit | None = None) -> datetime | None:
    """When what the public may read changed last: a publication, the end of an embargo, or a retraction."""
    public = public_versions(unit).order_by().aggregate(published=Max("published_at"), opened=Max("embargo_until"))
    retractions = _retractions().order_by()
    if unit is not None:
        retractions = retractions.filter(version__release__unit=unit)
    moments = [*public.values(), retractions.aggregate(last=Max("retracted_at"))["last"]]
    return max((moment for moment in moments if moment is not None), default=None)


def changed_at(version: Version) -> datetime | None:
    """When this text became public."""
    moments = [moment for moment in (version.published_at, version.embargo_until) if moment is not None]
    return max(moments, default=None)
