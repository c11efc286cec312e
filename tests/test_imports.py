"""The house holds: who may import whom, and what a fresh process loads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "textual",
    "sqlite3",
    "sqlite_utils",
    "jinja2",
    "click",
    "typst",
    "markdown_it",
    "transitions",
    "babel",
    "yaml",
    "docx",
    "phonenumbers",
    "sqlcipher3",
    "tomlkit",
    "jours_feries_france",
    "python_calamine",
    "xlsxwriter",
    "numpy",
    "scipy",
)

# What each entrance may load of the heavy libraries, and nothing more: the first question must come fast.
ALLOWED: dict[str, tuple[str, ...]] = {
    "flows.loader": (),
    "interview.engine": ("transitions",),
    "interview.cli": ("click",),
    "store": ("sqlite3",),
    "interview.conversation": ("sqlite3", "transitions"),
    "interview.tui.app": ("textual", "sqlite3", "transitions", "markdown_it"),
}


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh process has loaded after *statement*."""
    program = f"import sys\n{statement}\nprint(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_every_import_contract_is_kept() -> None:
    """The contracts of pyproject.toml, each with its reason there."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"\b[1-9]\d* kept, 0 broken", run.stdout), run.stdout


@pytest.mark.parametrize("module", ALLOWED)
def test_a_fresh_process_loads_only_what_it_needs(module: str) -> None:
    """What is not needed for the first question waits until it is."""
    found = {each.partition(".")[0] for each in loaded_by(f"import {module}")}
    assert found & set(HEAVY) <= set(ALLOWED[module])


@pytest.mark.parametrize(
    ("room", "others"),
    [
        ("flows", ("store", "templates", "interview")),
        ("store", ("flows", "templates", "interview")),
        ("templates", ("flows", "store", "interview")),
    ],
)
def test_a_ground_loads_nothing_of_the_rest_of_the_house(room: str, others: tuple[str, ...]) -> None:
    """Every module of the room, loaded in a fresh process, brings none of the others."""
    modules = sorted(
        f"{room}.{each.stem}" if each.stem != "__init__" else room for each in (ROOT / room).glob("*.py")
    )
    found = {each.partition(".")[0] for each in loaded_by("\n".join(f"import {each}" for each in modules))}
    assert not found & set(others)


def test_the_engine_loads_neither_clock_nor_chance_of_its_own() -> None:
    """Time and identifiers come in as arguments: no module of the engine imports their libraries."""
    for path in sorted((ROOT / "interview" / "engine").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for library in ("datetime", "time", "random", "secrets", "uuid", "os", "pathlib", "sqlite3"):
            assert f"import {library}" not in text, path.name
            assert f"from {library}" not in text, path.name


def test_the_check_of_a_flow_never_rests_on_the_state_machine_library() -> None:
    """What is proved is proved on the flow itself."""
    for path in sorted((ROOT / "flows").glob("*.py")):
        assert not re.search(r"(import|from) transitions", path.read_text(encoding="utf-8")), path.name
