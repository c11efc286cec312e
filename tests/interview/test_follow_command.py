"""``repere suivre`` and ``repere requalifier`` as an agent meets them: results, refusals, exit codes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.follow_up import done
from interview.line.following import follow_line
from store import Base, Filter
from tests.support import CASE_6, START, answer_all, make_workplace, ticking_clock

Run = Callable[..., tuple[int, str, str]]
DAY = 24 * 3600 * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "repere.db"


@pytest.fixture
def reference(path: Path) -> str:
    """Case 6, closed on 3 March 2026."""
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
        return held.situation_reference(1)


@pytest.fixture
def repere(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the base, on 12 March 2026."""
    monkeypatch.setattr("interview.surroundings.now", ticking_clock(START + 9 * DAY))

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = speak_french(cli, ["--base", str(path), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_what_waits_is_listed_without_a_reference(reference: str, repere: Run) -> None:
    """Its object, since when, and what to type next."""
    code, out, err = repere("suivre")
    assert code == 0
    assert reference in out
    assert "depuis 6 jours (vendredi 6 mars)" in out
    assert f"repere suivre {reference}" in err


def test_nothing_to_chase_up_is_said(path: Path, repere: Run) -> None:
    Base.open(path).close()
    code, out, err = repere("suivre")
    assert (code, out) == (0, "")
    assert "Rien n’est à relancer" in err


def test_several_things_told_at_once_are_kept(reference: str, repere: Run, path: Path) -> None:
    """One command for a phone call and what was learnt from it."""
    code, out, _ = repere(
        *("suivre", reference, "--action", "contact_telephonique", "--minutes", "15", "--le", "11/03/2026"),
        *("--fait", "Dossier complet.", "--acteur", "la CPAM", "--preuve", "non", "--rappel", "10"),
    )
    assert code == 0
    assert "À relancer à partir du jeudi 26 mars." in out
    with Base.open(path) as base:
        (row,) = base.recent(1)
        record = base.record(row.interview)
        assert record is not None
        assert [(each.kind, each.date) for each in record.situations[0].suivis] == [
            ("action", "2026-03-11"),
            ("fait", "2026-03-11"),
        ]


def test_what_was_done_is_listed_then_cancelled_by_its_number(reference: str, repere: Run) -> None:
    repere("suivre", reference, "--action", "courrier", "--minutes", "20")
    repere("suivre", reference, "--suite", "droit_ouvert", "--recupere", "120,50", "--utile", "oui")
    code, out, _ = repere("suivre", reference)
    assert code == 0
    assert "1. Courrier ou courriel, le 12 mars 2026, 20 minutes." in out
    assert "Temps passé depuis l’entretien\u00a0: 20 minutes." in out
    assert repere("suivre", reference, "--annuler", "7", "--motif", "essai")[0] == 1
    assert repere("suivre", reference, "--annuler", "2")[0] == 1
    code, out, _ = repere("suivre", reference, "--annuler", "2", "--motif", "autre dossier")
    assert code == 0
    assert "annulé\u00a0: autre dossier" in repere("suivre", reference)[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--action", "lettre", "--minutes", "900"), ("« lettre »", "de 1 à 600")),
        (("--fait", "Madame Durand a appelé."), ("dire qui est la personne", "--garder-texte")),
        (("--cause", "26-XXXXX-1"), ("n’est pas une situation du ménage",)),
    ],
)
def test_a_refusal_says_why_and_that_nothing_was_kept(
    reference: str, repere: Run, options: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """Every reason at once, exit code 1. (The name is invented.)"""
    code, out, err = repere("suivre", reference, *options)
    assert (code, out) == (1, "")
    # Texts are in French typography; the quotes of the expected ones are not.
    plain = err.replace("\u00a0", " ").replace("\u202f", " ")
    assert all(each in plain for each in said)
    assert "Rien de noté" in repere("suivre", reference)[1]


def test_a_text_kept_on_purpose_leaves_its_mark_in_the_journal(
    reference: str, repere: Run, path: Path
) -> None:
    """The mark says what kind of passage it was, never the passage. (The name is invented.)"""
    code, _, _ = repere("suivre", reference, "--fait", "Madame Durand a appelé.", "--garder-texte")
    assert code == 0
    with Base.open(path) as base:
        *_, step, mark = base.entries(base.interviews()[0])
        assert (step.kind, mark.kind) == ("fait", "derogation")
        assert mark.value["champ"] == "fait"
        assert "Durand" not in str(mark.value)


@pytest.mark.parametrize(
    "options",
    [
        ("--minutes", "5"),
        ("--utile", "oui"),
        ("--annuler", "1", "--action", "courrier"),
        ("--cause", "aucune", "--rappel", "3"),
        ("--suite", "gagne"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    reference: str, repere: Run, options: tuple[str, ...]
) -> None:
    assert repere("suivre", reference, *options)[0] == 2
    assert repere("suivre", *options)[0] == 2


def test_an_interview_of_several_situations_must_say_which(path: Path, repere: Run) -> None:
    """Writing on the wrong one would not be seen."""
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.add_situation()
        answer_all(held, CASE_6)
        held.close()
    code, _, err = repere("suivre", held.reference, "--action", "courrier")
    assert code == 1
    assert "a 2 situations" in err


def test_requalifying_in_lines_begins_beside_the_first(reference: str, repere: Run, path: Path) -> None:
    """Enter accepts what is proposed; what is left unfinished is taken up again."""
    code, out, _ = repere("requalifier", reference, "--simple", typed="\n\n1\n:quitter\n")
    assert code == 0
    assert f"Requalifie {reference}" in out
    assert "Proposé\u00a0: complémentaire santé solidaire (C2S)" in out
    with Base.open(path) as base:
        rows = base.find(Filter(openness="")).rows
        assert [each.requalifie for each in rows] == [reference, None]
        assert rows[0].prestation == "c2s"
    code, out, _ = repere("requalifier", reference, "--simple", typed=":quitter\n")
    assert "Reprise de l’entretien" in out
    with Base.open(path) as base:
        assert len(base.interviews()) == 2


def test_the_screen_is_refused_without_a_terminal(reference: str, repere: Run) -> None:
    code, _, err = repere("requalifier", reference)
    assert code == 1
    assert "--simple" in err


# ── the prompts ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def held(path: Path, reference: str) -> Iterator[Conversation]:
    del reference
    with Base.open(path) as base:
        fresh = iter(range(500_000, 600_000))
        place = make_workplace(
            base,
            now=ticking_clock(START + 9 * DAY),
            new_id=lambda: type(base.interviews()[0])(
                int=(0x0190 << 112) | (7 << 76) | (2 << 62) | next(fresh)
            ),
        )
        yield Conversation.read(place, base.interviews()[0], place.machine.flow.catalogue)


def noted(held: Conversation, *typed: str) -> str:
    """What is said while those lines are typed; then the input ends."""
    lines = iter(typed)
    said: list[str] = []

    def ask(label: str) -> str:
        said.append(label)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    follow_line(held, 1, said.append, ask, width=80)
    return "\n".join(said)


def test_an_action_takes_a_few_keys(held: Conversation) -> None:
    """Its number, Enter for today, the minutes."""
    said = noted(held, "1", "4", "", "20", "")
    assert "À relancer à partir du mardi 17 mars." in said
    assert [each.words for each in done(held, 1)] == ["Courrier ou courriel, le 12 mars 2026, 20 minutes."]


def test_a_step_that_may_name_somebody_is_masked_with_one_key(held: Conversation) -> None:
    """(The name is invented.)"""
    said = noted(held, "2", "", "la personne", "", "Madame Durand a rappelé.", "", "", "m", "")
    assert "Masqué." in said
    (line,) = done(held, 1)
    assert "Durand" not in line.words
    assert "a rappelé" in line.words


def test_an_outcome_its_euros_and_its_use(held: Conversation) -> None:
    noted(held, "3", "1", "", "206,50", "1", "")
    (line,) = done(held, 1)
    assert line.words == ("Droit ouvert, le 12 mars 2026, 206,50\u202f€ récupérés, utile à la personne.")


def test_an_older_date_is_kept_once_confirmed(held: Conversation) -> None:
    noted(held, "1", "4", "12/03/2024", "", "", "")
    assert done(held, 1) == ()
    noted(held, "1", "4", "12/03/2024", "", "o", "")
    assert "12 mars 2024" in done(held, 1)[0].words


def test_a_slip_is_told_and_the_menu_comes_back(held: Conversation) -> None:
    """And what the input ends in the middle of is simply not kept."""
    said = noted(held, "9", "1", "4", "", "mille", "4", "5", "5", "")
    assert "Tapez un numéro de 1 à 5." in said
    assert "de 1 à 600" in said
    assert "Rien n’est gardé de cette saisie." in said
    assert "Il n’y a rien à annuler." in said
    assert done(held, 1) == ()
    assert "À relancer à partir du jeudi 19 mars." in said


def test_a_line_is_cancelled_with_its_reason(held: Conversation) -> None:
    said = noted(held, "1", "4", "", "", "5", "1", "jamais parti", "")
    assert "L’historique en garde la trace." in said
    assert done(held, 1)[0].cancelled == "jamais parti"
