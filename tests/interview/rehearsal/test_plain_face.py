"""A case rehearsed line by line: for screen readers, ssh and pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.conversation import Workplace
from interview.line.rehearsing import play_alone
from interview.rehearsal.alone.kept import Shelf, open_rehearsals
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase, case_from_text
from interview.surroundings import new_id
from tests.interview.rehearsal.practised import (
    TWO_SITUATIONS,
    answer_scene,
    begun,
    reference,
    shipped_cases,
    two_situations,
)
from tests.support import make_workplace

FIRST = ("1", "c2s", "1", "1", "1", "1")
"""From the first question to « demande », as the reference."""


TOLD = (":aide", ":pourquoi", ":documents", ":relancer 1", ":revoir", "")


def typed_as_reference(case: TrainingCase) -> Iterator[str]:
    """What is typed at each question of the first situation to answer as the reference."""
    practice, said = begun(case), reference(case)[0].answers
    while (prompt := practice.prompt()) is not None:
        value = said.get(prompt.question)
        numbers = {each.code: str(rank) for rank, each in enumerate(prompt.options, 1)}
        if value is None:
            practice.skip()
            yield ""
            continue
        practice.answer(value)
        codes = value if isinstance(value, tuple) else (value,)
        benefit = practice.flow.catalogue.benefit(codes[0])
        label = (benefit.acronym or benefit.label) if benefit else codes[0]
        yield " ".join(numbers.get(each, "0") for each in codes) if numbers else label


class Person:
    """Types a script and hears every line; the script over, the input ends."""

    def __init__(self, folder: Path) -> None:
        self.file: Path | None = folder / "formation.db"
        self.heard: list[str] = []
        self.code = -1

    def plays(self, case: TrainingCase | None, *script: str, typed: str = "") -> Person:
        lines: Iterator[str] = iter(script)

        def ask(label: str) -> str:
            line = next(lines, None)
            self.heard.append(label if line is None else label + line)
            if line is None:
                raise EOFError
            return line

        self.heard.clear()
        say, here = self.heard.append, place()
        self.code = play_alone(case, self.file, ask=ask, say=say, width=100, place=here, typed=typed)
        return self

    @property
    def text(self) -> str:
        return "\n".join(self.heard)


def place() -> Workplace:
    """Identifiers as in real life: several sittings share one file."""
    return make_workplace(new_id=new_id)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_the_person_speaks_before_the_question_under_the_frame(person: Person) -> None:
    """Every question has the frame; the voice comes before it."""
    person.plays(two_situations(), *FIRST)
    questions = [each for each in person.heard if each == "[Formation] Deux fils."]
    assert len(questions) == len(FIRST) + 1
    voice = person.heard.index("—\u00a0J’y suis allée.")
    assert person.heard.index("Une demande a-t-elle été faite\u202f?") > voice
    assert "Vos réponses n’entrent ni dans la base, ni dans les chiffres." in " ".join(person.heard)


def test_asking_again_says_more_and_the_question_is_asked_again(person: Person) -> None:
    person.plays(two_situations(), *FIRST, ":relancer", "2", ":relancer 1", ":relancer", "3")
    assert "—\u00a0Le guichet était fermé." in person.text
    assert "—\u00a0Je ne sais plus." in person.text
    assert "il n’y a pas (ou plus) d’autre façon de demander" in person.text
    with open_rehearsals(person.file) as keep:
        kinds = [each.kind for each in keep.events(keep.attempts()[0].heading.id)]
    assert kinds.count("relance") == 2


def test_papers_and_setting_can_be_read_again(person: Person) -> None:
    person.plays(two_situations(), ":documents")
    assert person.text.count("Le dossier est incomplet.") == 2


def test_nothing_of_the_reference_is_told_before_the_end(person: Person) -> None:
    """Every command that tells something is typed at every question of every case."""
    for case in shipped_cases().values():
        secrets = [
            text
            for scene in case.scenario.file.situations
            for text in (
                *scene.reasons.values(),
                *(each.why for each in scene.variances),
                *(probe.why for voice in scene.voices.values() for probe in voice.probes),
            )
            if text
        ]
        script = [line for typed in typed_as_reference(case) for line in (*TOLD, typed)]
        person.file = person.file.with_name(f"{case.name}.db")
        heard = " ".join(person.plays(case, *script).text.split())
        assert not [each for each in secrets if " ".join(each.split()) in heard]


def test_a_whole_case_answered_wrongly_ends_on_its_debrief(person: Person) -> None:
    person.plays(shipped_cases()["06-quatre-retours"], *FIRST, "6", "1", "", "", "", "")
    assert person.code == 0
    assert "Terminer l’essai" in person.text
    assert "LÀ OÙ LES CHEMINS SE SÉPARENT" in person.text
    assert "la référence dit “Oui, déposée”" in person.text


def test_one_may_rehearse_again_from_where_the_paths_part(person: Person) -> None:
    """And then agree with the reference."""
    case = shipped_cases()["06-quatre-retours"]
    wrong = (*FIRST, "6", "1", "", "", "", "")
    right = [*typed_as_reference(case)][len(FIRST) :]
    person.plays(case, *wrong, "2", *right, "", "")
    assert "Rejoué à partir de" in person.text
    with open_rehearsals(person.file) as keep:
        assert [each.last_kind for each in keep.attempts()] == ["cloture", "cloture"]
        again = Practice.take_up(make_workplace(), keep, keep.attempts()[-1].heading.id).attempt()
    assert again.given[0].outcome == reference(case)[0].outcome


def test_the_next_situation_is_told_and_where_it_comes_from_is_asked(person: Person) -> None:
    with_reference = ("1", "c2s", "1", "1", "1", "1", "3", "1", "2", "1", "5", "3", "", "")
    person.plays(two_situations(), *with_reference, "1", "o", "1")
    assert "—\u00a0Elle parle ensuite de son loyer." in person.text
    assert "Vient-elle de la situation dont on vient de parler" in person.text
    with open_rehearsals(person.file) as keep:
        events = keep.events(keep.attempts()[0].heading.id)
    assert [each.value for each in events if each.kind == "situation"] == [1]


def test_leaving_says_how_to_come_back_and_the_attempt_is_offered_again(person: Person) -> None:
    person.plays(two_situations(), *FIRST, ":quitter")
    assert "Essai gardé, là où il en est. Pour le reprendre" in person.text
    person.plays(two_situations(), "", ":quitter")
    assert "Un essai de ce cas attend" in person.text
    assert "Reprise de cet essai" in person.text
    assert "Une demande a-t-elle été faite\u202f?" in person.text
    person.plays(two_situations(), "n", ":quitter")
    assert "Ce qui manque à la personne" in person.text
    assert "Rien n’en est gardé" in person.text


def test_the_command_told_to_come_back_is_one_that_comes_back(tmp_path: Path) -> None:
    """It names the file where the attempt is, and the case as it was typed, spaces included."""
    person = Person(tmp_path / "mes essais")
    person.plays(two_situations(), *FIRST, ":quitter", typed="mes cas/deux-fils.yaml")
    wanted = f'repere formation jouer "mes cas/deux-fils.yaml" --simple --fichier "{person.file}"'
    assert wanted in " ".join(person.text.split())
    person.plays(shipped_cases()["06-quatre-retours"], *FIRST, "6", "1", "", "", "", "")
    assert f'repere formation retour --fichier "{person.file}"' in " ".join(person.text.split())
    person.file = None
    told = person.plays(two_situations(), *FIRST, ":quitter").text
    assert "repere formation jouer deux-fils --simple" in told
    assert "--fichier" not in told


def test_a_case_modified_since_is_taken_up_as_it_was_and_this_is_told(person: Person) -> None:
    person.plays(two_situations(), *FIRST, ":quitter")
    modified = case_from_text(TWO_SITUATIONS.replace("J’y suis allée.", "J’ai écrit."), "deux-fils")
    person.plays(modified, "", ":quitter")
    assert "Le cas a été modifié depuis" in person.text
    assert "—\u00a0J’y suis allée." in person.text


def test_a_case_is_chosen_in_a_list_by_its_number(person: Person) -> None:
    person.plays(None, "99", "1", ":quitter")
    assert "Tapez un numéro de 1 à" in person.text
    assert any(each.startswith("[Formation] ") and "environ" in each for each in person.heard)
    assert person.plays(None, "").text.endswith("Au revoir.")


def test_the_plain_face_gives_the_very_attempt_that_the_same_answers_give(person: Person) -> None:
    case = shipped_cases()["06-quatre-retours"]
    person.plays(case, *typed_as_reference(case), "", "")
    practice = begun(case)
    answer_scene(practice, reference(case)[0].answers)
    with open_rehearsals(person.file) as keep:
        read = Shelf(keep, practice.flow).read(keep.attempts()[0].heading.id)
    made, wanted = read.attempt.given[0], practice.attempt().given[0]
    assert (made.answers, made.path, made.outcome) == (wanted.answers, wanted.path, wanted.outcome)


def test_the_commands_of_an_interview_that_write_are_not_there(person: Person) -> None:
    person.plays(two_situations(), ":fiche", ":recapitulatif", ":sait", ":bilan")
    assert person.text.count("n’existe pas. Les commandes") == 4


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_program_has_lost_no_answer_and_takes_up_at_its_question(tmp_path: Path) -> None:
    """Killed outright as soon as an answer is said to be noted."""
    file = tmp_path / "formation.db"
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    program = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from interview.cli import main; main()",
            "formation",
            "jouer",
            "06",
            "--simple",
            "--fichier",
            str(file),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environment, "PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert program.stdin and program.stdout
    program.stdin.write("\n".join((*FIRST, ":relancer 2", "6")).encode() + b"\n")
    program.stdin.flush()
    for line in program.stdout:
        if "Noté\u00a0: Non." in line.decode():
            break
    program.send_signal(signal.SIGKILL)
    program.wait()
    with open_rehearsals(file) as keep:
        (attempt,) = keep.attempts()
        events = keep.events(attempt.heading.id)
        assert events[-1].question == "demande"
        again = Practice.take_up(make_workplace(), keep, attempt.heading.id)
        assert again.interview.place == "issue"
        assert again.attempt().probes == ((1, "demande", 1),)


@pytest.mark.parametrize("typed", [":quitter", ":q", ":QUITTER"])
def test_a_command_at_the_question_whether_to_take_up_is_a_command(person: Person, typed: str) -> None:
    """It leaves; it neither takes the attempt up nor begins another."""
    person.plays(two_situations(), *FIRST, ":quitter")
    person.plays(two_situations(), typed)
    assert person.heard[-1] == "Au revoir."
    assert "Reprise de cet essai" not in person.text
    with open_rehearsals(person.file) as keep:
        assert len(keep.attempts()) == 1


def test_what_is_neither_yes_nor_no_is_asked_again(person: Person) -> None:
    """Another command, another word: told, and nothing is taken up by chance."""
    person.plays(two_situations(), *FIRST, ":quitter")
    person.plays(two_situations(), ":passer", "peut-être", ":quitter")
    assert "«\u00a0:quitter\u00a0»" in person.text
    assert "Tapez Entrée ou n." in person.text
    assert "Reprise de cet essai" not in person.text


def test_a_command_is_one_wherever_the_sitting_asks(person: Person) -> None:
    """At the choice of a case, and of the format of the debrief."""
    assert person.plays(None, ":quit").heard[-1] == "Au revoir."
    wrong = (*FIRST, "6", "1", "", "", "", "")
    person.plays(shipped_cases()["06-quatre-retours"], *wrong, "4", ":quitter", "1")
    assert person.heard[-1].endswith(":quitter")


def test_a_gesture_is_told_and_not_put_in_the_mouth_of_the_person(person: Person) -> None:
    person.plays(shipped_cases()["06-quatre-retours"], *FIRST)
    text = " ".join(person.text.split())
    assert "— Elle montre le sac." in text
    assert "La personne : Elle" not in text.replace("\u00a0", " ")
