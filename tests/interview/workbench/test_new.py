"""``repere parcours nouveau``: a file that is right as it is, and right when its examples are lit."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.loader import load_flow
from interview.workbench.known_flows import UnknownFlow, flow_named, flow_path, known_flows
from interview.workbench.starting import BadName, local_flow_text, write_new
from interview.workbench.verify import examine
from tests.flows.local_flows import written
from tests.support import shipped_flow

ROOT = Path(__file__).parents[3]
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the user are those of the test; gives that of the settings."""
    folder = tmp_path / "reglages"
    monkeypatch.setattr("flows.compiled._folder", lambda: tmp_path / "cache")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: folder)
    return folder


def repere(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a user would, in *folder*."""
    program = "from interview.cli import main; main()"
    homes = {name: str(folder / name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    environment = {**os.environ, **homes, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def lit(text: str, first: str) -> str:
    """The text with one of its examples lit: the lines from the key *first* to the end of the comment."""
    lines, on = [], False
    for line in text.splitlines():
        on = bool(re.match(rf" *# {first}:", line)) or (on and bool(re.match(r" *# ", line)))
        lines.append(line.replace("# ", "", 1) if on else line)
    return "\n".join(lines) + "\n"


EXAMPLES = ("modifier", "questions", "catalogue", "retirer")


def test_a_new_flow_verifies_clean_as_it_is(tmp_path: Path) -> None:
    """Without a fault and without an advice: what is told later comes from what was changed."""
    path = tmp_path / "ccas-exemple.yaml"
    write_new(path, local_flow_text("ccas-exemple", "", shipped_flow()))
    report = examine(path, TODAY)
    assert report.faults == ()
    assert report.flow is not None
    assert report.flow.file.title == "Qualifier une situation de non-recours (ccas-exemple)"
    assert "trajet_trop_long" in report.flow.questions["raisons_non_demande"].codes


@pytest.mark.parametrize("examples", [*((each,) for each in EXAMPLES), EXAMPLES], ids="-".join)
def test_its_examples_are_right_when_they_are_lit(tmp_path: Path, examples: tuple[str, ...]) -> None:
    """Each of them, and all together: a trainer learns on what works."""
    text = local_flow_text("ccas-exemple", "", shipped_flow())
    for each in examples:
        assert lit(text, each) != text, each
        text = lit(text, each)
    path = tmp_path / "ccas-exemple.yaml"
    path.write_text(text, encoding="utf-8")
    report = examine(path, TODAY)
    assert [str(each) for each in report.faults] == []
    flow = report.flow
    assert flow is not None
    changed = {
        "modifier": flow.sections["recit"].title == "L’histoire de la demande",
        "questions": "deja_venue" in flow.questions,
        "catalogue": flow.catalogue.benefit("aide_rentree_commune") is not None,
        "retirer": "accord_portee" not in flow.questions,
    }
    assert {name for name, done in changed.items() if done} == set(examples)


@pytest.mark.parametrize(
    "title", ["Aide : l’essentiel", 'Avec "guillemets" et \\', "# dièse", "é" * 200, "a\nb"]
)
def test_any_title_is_written_so_that_it_is_read_back(tmp_path: Path, title: str) -> None:
    """Colons, quotation marks, what would be a comment."""
    path = tmp_path / "ccas-exemple.yaml"
    path.write_text(local_flow_text("ccas-exemple", title, shipped_flow()), encoding="utf-8")
    assert load_flow(path).file.title == title.replace("\n", " ")


@pytest.mark.parametrize("name", ["non-recours", "CCAS", "é", "a b", "", "1er", "../x", "x" * 41])
def test_a_name_that_no_flow_may_bear_is_refused(name: str) -> None:
    """With one that may be."""
    with pytest.raises(BadName, match="ccas-exemple"):
        local_flow_text(name, "", shipped_flow())


def test_the_command_writes_the_file_and_says_what_to_do_next(tmp_path: Path) -> None:
    """The path is the result; the rest is said beside it; and what it says to do works."""
    run = repere("parcours", "nouveau", "ccas-exemple", "--titre", "À nous", folder=tmp_path)
    assert (run.returncode, run.stdout) == (0, "ccas-exemple.yaml\n")
    for words in ("repere parcours verifier ccas-exemple.yaml", "--parcours ccas-exemple.yaml"):
        assert words in run.stderr
    checked = repere("parcours", "verifier", "ccas-exemple.yaml", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert load_flow(tmp_path / "ccas-exemple.yaml").file.title == "À nous"


def test_the_command_never_writes_over_a_file(tmp_path: Path) -> None:
    """What a team wrote is worth more than an example."""
    (tmp_path / "ccas-exemple.yaml").write_text("le nôtre", encoding="utf-8")
    run = repere("parcours", "nouveau", "ccas-exemple", folder=tmp_path)
    assert run.returncode == 1
    assert "existe déjà" in run.stderr
    assert (tmp_path / "ccas-exemple.yaml").read_text("utf-8") == "le nôtre"
    other = repere("parcours", "nouveau", "ccas-exemple", "--sortie", "autre.yaml", folder=tmp_path)
    assert (other.returncode, other.stdout) == (0, "autre.yaml\n")


def test_a_wrong_name_or_folder_is_a_sentence(tmp_path: Path) -> None:
    """Wrong usage for the name, refusal for the folder; never a traceback."""
    run = repere("parcours", "nouveau", "Mon CCAS", folder=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "« Mon CCAS » ne peut pas nommer un parcours" in run.stderr
    run = repere("parcours", "nouveau", "ccas", "--sortie", "nulle/part.yaml", folder=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "nulle" in run.stderr
    assert "Traceback" not in run.stderr


# ── known by name ────────────────────────────────────────────────────────────────────────────────


def test_a_flow_is_named_by_its_id_or_its_file(tmp_path: Path, settings: Path) -> None:
    """The shipped one, those of the folder of the team, and any file."""
    kept = settings / "parcours"
    kept.mkdir(parents=True)
    path = written(kept, "ccas-exemple")
    (kept / "Autre chose.yaml").write_text("x: 1", encoding="utf-8")
    assert known_flows() == ["non-recours", "ccas-exemple"]
    assert flow_named("non-recours") is None
    assert flow_named("ccas-exemple") == path
    assert flow_named(str(path)) == path
    assert flow_named("absent.yaml") == Path("absent.yaml")
    assert flow_path("ccas-exemple", tmp_path) == path
    beside = written(tmp_path, "ccas-exemple")
    assert flow_path("ccas-exemple", tmp_path) == beside


def test_an_unknown_flow_is_told_with_those_known_nearest_first(settings: Path) -> None:
    """So that a slip of the keyboard is mended from the message alone."""
    (settings / "parcours").mkdir(parents=True)
    written(settings / "parcours", "ccas-exemple")
    with pytest.raises(UnknownFlow) as caught:
        flow_named("ccas-exemples")
    assert "Parcours connus : ccas-exemple, non-recours." in str(caught.value)


def test_the_program_holds_an_interview_under_a_flow_known_by_its_name(tmp_path: Path) -> None:
    """From the folder of the team, in plain lines: the words are those of the local file."""
    kept = tmp_path / "XDG_CONFIG_HOME" / "repere" / "parcours"
    kept.mkdir(parents=True)
    words = {"questions": {"nature": {"texte": "De quoi la personne manque-t-elle ici ?"}}}
    written(kept, "ccas-exemple", modifier=words)
    for name in ("ccas-exemple", str(kept / "ccas-exemple.yaml")):
        run = repere("entretien", "--simple", "--base", "b.db", "--parcours", name, folder=tmp_path)
        assert "De quoi la personne manque-t-elle ici" in run.stdout, run.stderr
    run = repere("entretien", "--simple", "--parcours", "ccas-exempel", folder=tmp_path)
    assert run.returncode == 2
    assert "Parcours connus : ccas-exemple, non-recours." in run.stderr
