"""``repere recapitulatif`` as an agent meets it: options, prompts, refusals, files, exit codes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.recap.keeping import begun, kept
from interview.recap.prompting import compose_line
from interview.surroundings import new_id
from store import Base
from store.privacy import access
from tests.support import CASE_6, START, answer_all, make_workplace, ticking_clock

Run = Callable[..., tuple[int, str, str]]
DAY = 24 * 3600 * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "repere.db"


@pytest.fixture
def reference(path: Path) -> str:
    """The reference of an interview: case 6, closed on 3 March 2026."""
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
        return held.reference


@pytest.fixture
def repere(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the base, on 4 March 2026, without a terminal."""
    monkeypatch.setattr("interview.surroundings.now", ticking_clock(START + DAY))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        code = speak_french(cli, ["--base", str(path), *arguments])
        said = capsys.readouterr()
        return code, said.out.replace("\u00a0", " "), said.err.replace("\u00a0", " ")

    return run


def test_what_may_be_ticked_is_listed_and_nothing_is_kept(reference: str, repere: Run, path: Path) -> None:
    """A box, a code, the words, the caution; the list alone changes nothing."""
    code, out, _ = repere("recapitulatif", reference, "--montrer")
    assert code == 0
    assert "[x] date" in out
    assert "[ ] sujet-1 : La complémentaire santé solidaire (C2S)" in out
    assert "! parle de santé : est-ce sans risque chez elle" in out
    assert out.count("[x]") == 2
    with Base.open(path) as base:
        assert not [e for e in base.entries(base.interviews()[0]) if e.kind == "recapitulatif"]


def test_lines_are_ticked_written_printed_and_printed_again(reference: str, repere: Run, path: Path) -> None:
    """The second time, without any option, the same sheet comes out; each printing is noted."""
    code, out, _ = repere(
        *("recapitulatif", reference, "--cocher", "suite-1-blocage,fait-1-courrier"),
        *("--ajouter", "Apporter l’avis d’impôt | v | 15/04 | 3646"),
    )
    assert code == 0
    assert "1. Vous : nous apporter les papiers demandés." in out
    assert "2. Vous : apporter l’avis d’impôt. Pour quand : le 15 avril 2026." in out
    assert "36 46" in out
    again = repere("recapitulatif", reference)
    assert again[:2] == (0, out)
    code, out, _ = repere("recapitulatif", f"{reference}-1", "--decocher", "suite-1-blocage")
    assert "papiers demandés" not in out
    assert "avis d’impôt" in out
    with Base.open(path) as base:
        held = Conversation.read(
            make_workplace(base), base.interviews()[0], make_workplace(base).machine.flow.catalogue
        )
        noted = access.consultations(base, held.interview.household)
        assert [each.what for each in noted] == ["recapitulatif"] * 3


def test_everything_that_is_wrong_is_told_and_nothing_is_kept(
    reference: str, repere: Run, path: Path
) -> None:
    """An unknown line with the nearest one first, a line that is not there, a day gone by."""
    code, out, err = repere(
        *("recapitulatif", reference, "--cocher", "sujet-1,sujet-l", "--decocher", "service"),
        *("--ajouter", "venir | v | 12/2020", "--ajouter", "a|b|c|d|e"),
    )
    assert (code, out) == (1, "")
    assert "« sujet-l » n’existe pas ici. Lignes possibles, la plus proche d’abord : sujet-1" in err
    assert "« service » n’est pas cochée" in err
    assert "Cette date est passée : 12/2020" in err
    assert "Quatre parties au plus" in err
    assert "Rien n’a été gardé" in err
    with Base.open(path) as base:
        assert not [e for e in base.entries(base.interviews()[0]) if e.kind == "recapitulatif"]


def test_a_name_is_refused_then_kept_on_purpose(reference: str, repere: Run) -> None:
    """The option is the same as everywhere else."""
    asked = ("recapitulatif", reference, "--ajouter", "voir Mme Durand")
    code, _, err = repere(*asked)
    assert code == 1
    assert "--garder-texte" in err
    code, out, _ = repere(*asked, "--garder-texte")
    assert code == 0
    assert "Voir Mme Durand" in out


def test_a_bare_sheet_says_how_to_fill_it(reference: str, repere: Run) -> None:
    code, out, err = repere("recapitulatif", reference)
    assert code == 0
    assert out.startswith("Ce que nous avons vu ensemble")
    assert f"repere recapitulatif {reference} --montrer" in err


@pytest.mark.parametrize(
    ("format", "first"), [("pdf", b"%PDF"), ("html", b"<!DOC"), ("docx", b"PK"), ("texte", b"Ce")]
)
def test_each_format_goes_to_its_file(
    reference: str, repere: Run, tmp_path: Path, format: str, first: bytes
) -> None:
    target = tmp_path / "feuille"
    code, out, err = repere("recapitulatif", reference, "--format", format, "--sortie", str(target))
    assert (code, out) == (0, "")
    assert str(target) in err
    assert target.read_bytes().startswith(first)


def test_an_unknown_reference_is_refused_with_the_last_ones(reference: str, repere: Run) -> None:
    code, _, err = repere("recapitulatif", "26-XXXXX")
    assert code == 1
    assert reference in err


def composing(path: Path, *typed: str) -> tuple[str, Conversation]:
    """What is said when these lines are typed at the prompts, and the interview after."""
    said: list[str] = []
    lines = iter(typed)

    def ask(label: str) -> str:
        said.append(label)
        return next(lines, "")

    with Base.open(path) as base:
        place = make_workplace(base, now=ticking_clock(START + DAY), new_id=new_id)
        held = Conversation.read(place, base.interviews()[0], place.machine.flow.catalogue)
        compose_line(held, begun(held), (), said.append, ask, width=200)
    return "\n".join(said).replace("\u00a0", " "), held


def test_plain_prompts_tick_write_and_keep_at_once(reference: str, path: Path) -> None:
    """Numbers tick and take off, « + » writes, a name is asked about; an empty line is the end."""
    said, held = composing(
        path, "1 2", "2", "+", "apporter la lettre de Mme Durand", "v", "15/04", "", "m", "99", ""
    )
    recap = kept(held)
    assert recap is not None
    assert [(each.code, each.what) for each in recap.steps][1:] == [
        ("etape-1", "apporter la lettre de Mme [nom masqué]")
    ]
    assert recap.steps[0].code == "suite-1-blocage"
    assert "rien n’y entre sans être coché" in said
    assert "non cochée : " in said
    assert "Attention, parle de santé" in said
    assert "Ce texte pourrait dire qui est la personne" in said
    assert "Pas sur la feuille : " in said
    assert "Il n’y a pas de réponse n° 99" in said


def test_plain_prompts_tell_a_step_that_cannot_be_and_keep_nothing_of_it(reference: str, path: Path) -> None:
    said, held = composing(path, "+", "venir", "v", "12/2020", "", "")
    assert "Cette date est passée" in said
    assert kept(held) is None
