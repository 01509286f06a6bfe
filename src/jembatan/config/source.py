"""The source of the running software, for whoever uses it over a network (AGPL-3.0, section 13)."""

import tarfile
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jembatan import __version__


def source_url() -> str:
    """Where the source is had: the installation's own address for it, or the copy that it serves itself."""
    return settings.SOURCE_URL or reverse("source")


@require_safe
def source(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    """The package as it runs here, as a tar.gz; packed once per version."""
    if settings.SOURCE_URL:
        return HttpResponseRedirect(settings.SOURCE_URL)
    name = f"jembatan-{__version__}.tar.gz"
    return FileResponse(_packed(settings.HOME / "cache" / name).open("rb"), as_attachment=True, filename=name)


def _packed(target: Path) -> Path:
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    with tarfile.open(draft, "w:gz") as archive:
        archive.add(settings.PACKAGE, arcname=f"jembatan-{__version__}/src/jembatan", filter=_own)
    draft.replace(target)
    return target


def _own(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without what the interpreter made, and without the packer's name."""
    if "__pycache__" in entry.name or entry.name.endswith((".pyc", ".nbi", ".nbc")):
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
