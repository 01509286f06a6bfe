"""A server that is killed with -9 at any moment of an upload leaves neither half a file nor a row without bytes."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jembatan.foundation.files import disk
from jembatan.foundation.files.models import StoredFile
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.files.sweep import sweep_orphans

#: Takes in and keeps photos as fast as it can, until it is killed.
UPLOADER = """
import io, sys, django
django.setup()
import pyvips
from django.conf import settings
from django.db import transaction
from jembatan.foundation.files.actions import keep, take_in
from jembatan.foundation.files.kinds import FileKind
from jembatan.foundation.viewer import system_viewer
settings.FILES_ROOT = sys.argv[1]
noise = pyvips.Image.gaussnoise(900, 700).cast("uchar")
number = 0
print("ready", flush=True)
while True:
    number += 1
    data = noise.copy().jpegsave_buffer(Q=90 - number % 30)
    taken = take_in(io.BytesIO(data), name=f"{number}.jpg", accept=FileKind.PHOTO)
    with transaction.atomic():
        keep(viewer=system_viewer("test"), taken=taken, unit_id=sys.argv[2], visibility="unit")
"""


def whole(path: Path) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def final_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and len(path.name) == 64]


@pytest.mark.parametrize("seed", range(2))
def test_killed_in_the_middle_of_uploads(committed_database: object, settings: object, seed: int) -> None:
    world = committed_database.world()  # type: ignore[attr-defined]
    root = Path(str(settings.FILES_ROOT))  # type: ignore[attr-defined]
    chance = random.Random(seed)
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", UPLOADER, str(root), str(world.ntt.pk)],
            env={**committed_database.env, "DJANGO_SETTINGS_MODULE": "jembatan.config.settings"},  # type: ignore[attr-defined]
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.2 + chance.random() * 0.3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert all(whole(path) for path in final_files(root))
        rows = list(StoredFile.objects.all())
        assert all(path_of(row).exists() and path_of(row).stat().st_size == row.size for row in rows)
    assert rows, "nothing was uploaded before the kill, so nothing was tested"
    sweep_orphans(grace_seconds=-1)
    assert {path.name for path in final_files(root)} == {row.sha256 for row in rows}
    assert not list(disk.incoming().iterdir())


def test_killed_between_write_and_rename(tmp_path: Path) -> None:
    """The one moment that matters, made certain: the process dies when the bytes are written and not yet named."""
    root = tmp_path / "files"
    code = f"""
import io, os, signal, sys, django
django.setup()
from django.conf import settings
settings.FILES_ROOT = {str(root)!r}
from jembatan.foundation.files import disk
from jembatan.foundation.files.actions import take_in
from jembatan.foundation.files.kinds import FileKind
import pyvips
disk.settle = lambda path, sha256: os.kill(os.getpid(), signal.SIGKILL)
take_in(io.BytesIO(pyvips.Image.black(64, 64).jpegsave_buffer()), name="a.jpg", accept=FileKind.PHOTO)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "jembatan.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert final_files(root) == []
    assert len(list((root / "incoming").iterdir())) == 1
