"""A disk that is full, or answers with an error: nothing is lost, and all goes on once it is well again."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("full_disk_worker.py")
ALONE = ("unshare", "--user", "--map-root-user", "--mount")

MADE = ("csv", "xlsx", "fiches", "dossier", "edition", "bilan", "recapitulatif", "importer", "fictive")

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="a limit on the size of files is a matter of POSIX"
)


@cache
def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        [*ALONE, "mount", "-t", "tmpfs", "aucun", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


@pytest.mark.parametrize("step", ["answer", "follow", "save", "rebuild", "erase", "encrypt", *MADE])
@pytest.mark.parametrize("how", ["full", "fault"])
def test_a_disk_that_gives_up_at_any_place_loses_nothing(tmp_path, how, step):
    """It is told; the base is sound, holds what it held, and the same work succeeds when asked for again."""
    if how == "full" and not _may_mount():
        pytest.skip("no file system of its own may be mounted here")
    alone = ALONE if how == "full" else ()
    done = subprocess.run(
        [*alone, sys.executable, str(WORKER), how, step, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= (2 if step == "dossier" else 5)  # a change of a dossier is one page
