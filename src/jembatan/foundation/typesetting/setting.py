"""A paper is set: a template and its data go in, the bytes of a PDF come out.

The template is ours; what stands in `data` may come from anybody. It reaches typst as JSON only and is never read
as markup, so a headline `#import "x"` is printed as those letters. The compiler sees one throwaway folder and
nothing else of the disk.
"""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from jembatan.foundation import clock
from jembatan.foundation.typesetting.printable import FONTS, printable_data

PAPERS = Path(__file__).parent / "papers"
ARCHIVAL: list[Literal["a-3a", "ua-1"]] = [
    "a-3a",
    "ua-1",
]  # one file is both: kept for ever, and read aloud by a machine
PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)


class TypesettingFailed(Exception):  # noqa: N818 - like `FetchFailed`
    """The paper could not be set; the message is typst's, for the log and for who mends the template."""


def typeset(
    template: Path,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    archival: bool = False,
    made_at: datetime | None = None,
) -> bytes:
    """The PDF of `template` (a `.typ` file; those beside it may be imported) filled with `data`.

    The template reads `json("data.json")` and `image("pictures/NAME")`; the shared look is `import "paper.typ"`.
    `pictures`: NAME (small letters, digits, `.`, `_`, `-`) to the bytes of a PNG, JPEG, WebP or SVG.
    `archival`: PDF/A-3a and PDF/UA-1 in one file; then every picture needs its `alt` in the template, or it fails.
    `made_at`: the time written into the file (default: the clock's). The same input gives the same bytes.

    Raises `TypesettingFailed` (typst's words), `ValueError` for the name of a picture that could be a path.
    """
    import typst

    with TemporaryDirectory(prefix="jembatan-paper-") as place:
        root = Path(place)
        _lay_out(root, template, data, pictures or {})
        try:
            return bytes(
                typst.compile(
                    root / template.name,
                    root=root,
                    font_paths=[FONTS],
                    ignore_system_fonts=True,
                    package_path=root / "no-packages",
                    package_cache_path=root / "no-packages",
                    timestamp=(made_at or clock.now()).replace(microsecond=0),
                    format="pdf",
                    pdf_standards=[*ARCHIVAL] if archival else [],
                )
            )
        except (RuntimeError, ValueError) as fault:
            raise TypesettingFailed(f"{template.name}: {fault}") from fault


def _lay_out(root: Path, template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
    """Put all that the compiler may see into `root`: papers, data, pictures."""
    (root / "pictures").mkdir()
    for folder in (PAPERS, template.parent):
        for paper in [*folder.glob("*.typ"), *folder.glob("*.svg")]:
            shutil.copyfile(paper, root / paper.name)
    (root / "data.json").write_text(json.dumps(printable_data(data), ensure_ascii=False), "utf-8")
    for name, content in pictures.items():
        if not PICTURE_NAME.fullmatch(name):
            raise ValueError(f"not the name of a picture: {name!r}")
        (root / "pictures" / name).write_bytes(content)
