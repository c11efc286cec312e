"""Participants answer a session on one machine: interrupted, taken up, handed in; once more after talking."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from interview.rehearsal.session.answers.answering import answers_of, next_number, practice_of, round_of
from interview.rehearsal.session.answers.by_line import answer_by_line
from interview.rehearsal.session.answers.sitting import Sitting, ready
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import AnswersFile, SessionFault
from interview.rehearsal.session.folder.gathering import Session, gathered, opened
from store.rehearsals import RehearsalFile
from tests.support import make_workplace

from .simulated import GUICHET, PLANTED, RETARD, answers, cases, prepared_in, with_answers

TO_REFERENCE = ["1", "c2s", "1", "1", "1", "1", "3", "1", "1", "1", "6", "1"]
"""« Le dossier refusé au guichet », as its reference, until the levels."""
CLOSE = ["", "", ""]
"""The levels are passed, the proposal is accepted, the attempt is over."""
GIVEN_UP = ["1", "c2s", "1", "1", "1", "1", "5", "1", "6"]
RSA = ["1", "rsa", "1", "2", "1", "1", "1", "3", "1", "2", "1", "3"]


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[RehearsalFile]:
    with RehearsalFile.open(tmp_path / "formation.db") as opened_file:
        yield opened_file


@pytest.fixture
def session(tmp_path: Path) -> Session:
    chosen = [each for each in cases() if each.name in (GUICHET, RETARD)]
    return prepared_in(tmp_path / "seance", chosen)


Play = Callable[..., str]


@pytest.fixture
def play(session: Session, keep: RehearsalFile) -> Play:
    """Sits somebody down, types *lines*, and gives all that was printed."""

    machine = make_workplace()

    def played(lines: Iterable[str], **more: Any) -> str:
        left, said = iter(lines), list[str]()

        def ask(label: str) -> str:
            said.append(label)
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        sitting = Sitting(place=session.place, workplace=machine, keep=keep, **more)
        answer_by_line(sitting, ask=ask, say=said.append, width=80)
        return "\n".join(said)

    return played


def test_three_people_in_turn_on_one_machine(play: Play, session: Session) -> None:
    """Each takes the next number; each file is written; the figures read what each answered."""
    first = ["", *TO_REFERENCE, *CLOSE, *RSA, *CLOSE, "o"]
    second = ["", *GIVEN_UP, *CLOSE, *RSA, *CLOSE, "o"]
    third = ["", *TO_REFERENCE, *CLOSE, *RSA, *CLOSE, "n"]
    told = play([*first, *second, *third])
    read = gathered(opened(session.place))
    assert read.participants == (1, 2, 3), told[-1500:]
    assert [each.answers[PLANTED] for each in read.given if each.case == GUICHET] == [
        "empechee",
        "commencee_abandonnee",
        "empechee",
    ]
    wanted = read.references[RETARD, 1].outcome
    assert [each.outcome for each in read.given if each.case == RETARD] == [wanted] * 3


def test_nothing_of_the_reference_is_told(play: Play, session: Session) -> None:
    """Whoever answers wrongly is shown neither a reason of the case nor what it expects."""
    told = " ".join(play(["", *GIVEN_UP, *CLOSE, *RSA, *CLOSE, "n"]).split())
    for case in session.cases:
        for situation in case.scenario.file.situations:
            for reason in [*situation.reasons.values(), *(each.why for each in situation.variances)]:
                assert reason not in told, reason
    assert "référence" not in told


def test_a_round_is_left_and_taken_up_at_the_same_question(play: Play, session: Session) -> None:
    """What was finished is in the file already; the rest comes back where it stood."""
    told = play(["", *TO_REFERENCE, *CLOSE, *RSA[:3], ":quitter"])
    assert "--participant 1 --simple" in re.sub(r"\s+", " ", told)
    assert [each.name for each in opened(session.place).answers[0].cases] == [GUICHET]
    play([*RSA[3:], *CLOSE], number=1)
    (whole,) = opened(session.place).answers
    assert [each.name for each in whole.cases] == [GUICHET, RETARD]
    assert play([], number=1).count("déjà tout joué") == 1


def test_the_ways_of_asking_are_kept(play: Play, session: Session) -> None:
    """The second way of asking again is in the file, under its question and its rank in the case."""
    play(["", *TO_REFERENCE[:6], ":relancer 2", *TO_REFERENCE[6:], *CLOSE, ":quitter"])
    ((situation,),) = ([*each.situations] for each in opened(session.place).answers[0].cases)
    assert situation.probes == ((PLANTED, 1),)


def test_after_the_discussion_first_answers_are_offered(play: Play, session: Session) -> None:
    """An empty line keeps each first answer; one is changed; the first file is left as it was."""
    play(["", *GIVEN_UP, *CLOSE, ":quitter"])
    before = (session.place / "reponses-01-avant.json").read_bytes()
    same = [""] * 6
    after = ["3", "1", "1", "", "6", "1"]
    told = play([*same, *after, *CLOSE], number=1, moment="apres", cases=("guichet",))
    assert "Proposé" in told, told[-3000:]
    read = gathered(opened(session.place))
    assert [each.moment for each in read.given] == ["avant", "apres"], told[-3000:]
    changed = read.given[-1]
    assert changed.outcome == read.references[GUICHET, 1].outcome
    assert (session.place / "reponses-01-avant.json").read_bytes() == before


def test_answers_after_need_answers_before(play: Play) -> None:
    """Nobody answers « after » first: there would be nothing to compare."""
    with pytest.raises(SessionFault, match="répond d’abord"):
        play([], number=4, moment="apres")


def test_a_number_already_handed_in_is_not_proposed(session: Session, keep: RehearsalFile) -> None:
    """Numbers brought in count, as those begun on this machine do."""
    assert next_number(session, keep) == 1
    session = with_answers(session, answers(session, 1), answers(session, 3))
    assert next_number(session, keep) == 2
    at = round_of(session, make_workplace(), keep, 2)
    practice_of(at, session.cases[0]).answer("financiere")
    assert next_number(session, keep) == 4


def test_answers_are_written_where_it_is_asked(play: Play, session: Session, tmp_path: Path) -> None:
    """To a stick, say; and never over another file."""
    stick = tmp_path / "cle"
    stick.mkdir()
    play(["", *TO_REFERENCE, *CLOSE, ":quitter"], target=stick)
    assert isinstance(files.read_file(stick / "reponses-01-avant.json"), AnswersFile)
    assert not list(session.place.glob("reponses-*"))
    other = tmp_path / "notes.txt"
    other.write_text("à garder", encoding="utf-8")
    with pytest.raises(SessionFault, match="existe déjà"):
        play(["", *GIVEN_UP, *CLOSE, ":quitter"], number=2, target=other)
    assert other.read_text(encoding="utf-8") == "à garder"


def test_nothing_is_played_where_nothing_can_be_written(
    session: Session, keep: RehearsalFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only key is told before the first question; another folder is then enough."""
    real, stick = tempfile.TemporaryFile, tmp_path / "cle"
    stick.mkdir()

    def guarded(*, dir: Path) -> Any:
        if dir == session.place:
            raise PermissionError(13, "lecture seule")
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", guarded)
    at = Sitting(place=session.place, workplace=make_workplace(), keep=keep)
    with pytest.raises(SessionFault, match=r"rien écrire.*Rien n’a été joué.*--sortie"):
        ready(at)
    for target in (stick, stick / "moi.json"):
        ready(msgspec.structs.replace(at, target=target))
    assert list(stick.iterdir()) == []


def test_a_number_answers_every_question_of_the_round(play: Play) -> None:
    """« 1 » is yes and « 2 » no, as everywhere else; letters still do."""
    said = play(["", *TO_REFERENCE, *CLOSE, *RSA, *CLOSE, "1", ":quitter"])
    assert "1 : oui ; 2, ou Entrée : non" in said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Votre numéro, ou Entrée pour le 2" in said.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_handed_in_holds_no_free_text(play: Play, session: Session) -> None:
    """Words typed on the way (a reason for deciding otherwise) are nowhere in the file: only codes are."""
    secret = "Parce que la voisine du premier le dit"
    told = play(["", *TO_REFERENCE, "", "n", "1 2", secret, "", ":quitter"])
    assert "Décision enregistrée.\n" in told
    assert "avec sa raison" not in told
    (path,) = session.place.glob("reponses-*")
    (case,) = opened(session.place).answers[0].cases
    assert case.situations[0].decided == ("non_connaissance", "non_proposition")
    assert all(re.fullmatch(r"[a-z0-9_-]{1,64}", each) for each in texts_of(json.loads(path.read_bytes())))


def test_no_field_of_a_file_of_answers_takes_a_free_text() -> None:
    """By its type, each text has a pattern that no sentence passes; but a case’s name, which must be one."""
    found = dict(open_texts(msgspec.json.schema(AnswersFile)))
    assert set(found) == {"nom"}


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def open_texts(schema: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a JSON schema that would take a sentence, each under the name of its field."""
    if isinstance(schema, list):
        for each in schema:
            yield from open_texts(each, name)
    elif isinstance(schema, dict):
        if schema.get("type") == "string":
            pattern = schema.get("pattern", "")
            if "enum" not in schema and re.search(pattern, "Elle a dit : bonjour"):
                yield name, pattern
        for key, each in schema.items():
            properties = key in ("properties", "$defs")
            for inner, part in each.items() if properties else ((name, each),):
                yield from open_texts(part, inner)


def test_the_file_gives_back_what_was_answered(session: Session, keep: RehearsalFile) -> None:
    """Nothing is handed in before a case is over, then all of it is."""
    at = round_of(session, make_workplace(), keep, 1)
    practice = practice_of(at, session.cases[0])
    while (prompt := practice.prompt()) is not None:
        reference = session.references[GUICHET, 1].answers
        if prompt.question in reference:
            practice.answer(reference[prompt.question])
        else:
            practice.skip()
    assert answers_of(at).cases == ()
    practice.finish()
    (case,) = answers_of(at).cases
    assert case.situations[0].answers == dict(session.references[GUICHET, 1].answers)
