"""Answers brought into a session: what belongs is taken, what does not is refused, all of it said at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from interview.rehearsal.session.folder import files, finding
from interview.rehearsal.session.folder.bringing import (
    NumberTaken,
    brought_in,
    exchange_of,
    free_number,
    kept,
)
from interview.rehearsal.session.folder.files import AnswersFile, SessionFault, write_file
from interview.rehearsal.session.folder.finding import aside_in_words
from interview.rehearsal.session.folder.gathering import Session, gathered, missing, opened
from templates.typography import french

from .simulated import (
    COURRIER,
    GUICHET,
    OTHERWISE,
    PLANTED,
    SESSION,
    answers,
    cases,
    prepared_in,
    with_answers,
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return prepared_in(tmp_path / "seance")


def written(folder: Path, file: files.File, name: str = "") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    return write_file(folder / (name or getattr(file, "name", "f.json")), file)


def changed(file: AnswersFile, change: Any) -> bytes:
    """*file* as JSON, once *change* has been made to it."""
    said = json.loads(msgspec.json.encode(file))
    change(said)
    return json.dumps(said).encode()


def test_what_was_answered_is_what_the_figures_read(session: Session) -> None:
    """Answers, path and outcome of each participant are those of the flow, not what a file claims."""
    session = with_answers(session, answers(session, 1), answers(session, 2, OTHERWISE))
    read = gathered(session)
    assert read.participants == (1, 2)
    first, second = (each for each in read.given if each.case == GUICHET)
    assert first.outcome == read.references[GUICHET, 1].outcome
    assert first.outcome.forms == ("non_reception",)
    assert (second.outcome.forms, second.outcome.abandoned) == (("non_demande",), True)
    assert second.answers[PLANTED] == "commencee_abandonnee"
    assert "reception" not in second.path


def test_all_faults_are_said_at_once(session: Session, tmp_path: Path) -> None:
    """Another session, another text, an unknown code, a broken file: one refusal names each."""
    away = tmp_path / "cle"
    other = prepared_in(tmp_path / "autre", id="f" * 32)
    one = answers(session, 1)
    paths = [written(away, answers(other, 2))]

    def other_text(said: Any) -> None:
        said["cas"][0]["empreinte"] = "0" * 64

    def odd_code(said: Any) -> None:
        said["cas"][0]["situations"][0]["reponses"]["demande"] = "peut_etre"

    def off_path(said: Any) -> None:
        said["cas"][1]["situations"][0]["chemin"].pop()

    for name, change in (("texte", other_text), ("code", odd_code), ("chemin", off_path)):
        path = away / f"{name}.json"
        path.write_bytes(changed(one, change))
        paths.append(path)
    broken = away / "abime.json"
    broken.write_bytes(msgspec.json.encode(one)[:-40])
    with pytest.raises(SessionFault) as refusal:
        brought_in(session, [*paths, broken])
    told = str(refusal.value)
    for words in ("autre séance", "n’était pas celui de la séance", "peut_etre", "le chemin", "abîmé"):
        assert words in told, words
    assert opened(session.place).answers == ()


def test_a_number_taken_twice_is_refused_and_can_be_changed(session: Session, tmp_path: Path) -> None:
    """Two people took number 1: the second file is refused, then taken under a free number."""
    session = with_answers(session, answers(session, 1))
    path = written(tmp_path / "cle", answers(session, 1, OTHERWISE))
    with pytest.raises(NumberTaken, match="déjà d’autres réponses") as refusal:
        brought_in(session, [path])
    assert refusal.value.alone
    assert "--participant" not in str(refusal.value)
    assert (free_number(session), free_number(session, 12)) == (2, 13)
    other = written(tmp_path / "cle", answers(session, 7))
    with pytest.raises(NumberTaken) as refusal:
        brought_in(session, [path, other])
    assert not refusal.value.alone
    after, brought = brought_in(session, [path], 2)
    assert after.participants == (1, 2)
    assert brought.added == ("reponses-01-avant.json",)


def test_a_fuller_copy_completes_and_an_older_one_takes_nothing_away(
    session: Session, tmp_path: Path
) -> None:
    """Answers handed in before the end, then whole, are one participant; the order does not matter."""
    part, whole = answers(session, 1, only=[GUICHET]), answers(session, 1)
    early, late = written(tmp_path / "a", part), written(tmp_path / "b", whole)
    for order in ([early, late], [late, early]):
        after, _ = brought_in(session, order)
        assert [each.name for each in after.answers[0].cases] == [each.name for each in session.cases]
    again, brought = brought_in(with_answers(session, whole), [early])
    assert again.answers == (whole,)
    assert brought.known == ("reponses-01-avant.json",)


def test_a_folder_is_searched_one_level_down_and_whatever_the_names(session: Session, tmp_path: Path) -> None:
    """A renamed file and a folder copied on the key count; the rest is told, no link is followed."""
    key = tmp_path / "cle"
    written(key, answers(session, 1))
    written(key, answers(session, 2), "martin.json")
    written(key / "poste-3", answers(session, 3))
    write_file(key / "poste-3" / files.SESSION, session.sheet)
    (key / "liste.txt").write_text("liste", "utf-8")
    (key / "budget.json").write_text("{}", "utf-8")
    (key / "poste-3" / "vieux").mkdir()
    written(tmp_path / "ailleurs", answers(session, 5))
    (key / "lien").symlink_to(tmp_path / "ailleurs")
    (key / "lien.json").symlink_to(tmp_path / "ailleurs" / "reponses-05-avant.json")
    after, brought = brought_in(session, [key])
    assert after.participants == (1, 2, 3)
    assert set(brought.added) == {"reponses-01-avant.json", "martin.json", "poste-3/reponses-03-avant.json"}
    told = aside_in_words(brought.aside)
    for name in ("liste.txt", "budget.json", "lien (un lien", "lien.json (un lien", "poste-3/vieux"):
        assert name in told, name
    assert files.SESSION not in told


def test_a_damaged_file_of_answers_is_still_refused_in_a_folder(session: Session, tmp_path: Path) -> None:
    """Named as answers and unreadable: a fault, wherever it stands; nothing is added."""
    key = tmp_path / "cle"
    written(key, answers(session, 1))
    (key / "poste").mkdir()
    (key / "poste" / "reponses-02-avant.json").write_text("{", "utf-8")
    with pytest.raises(SessionFault, match="poste/reponses-02-avant"):
        brought_in(session, [key])


def test_a_folder_without_answers_says_what_it_holds(session: Session, tmp_path: Path) -> None:
    """Nothing is not taken for « all was there »."""
    (tmp_path / "cle").mkdir()
    (tmp_path / "cle" / "photo.jpg").write_bytes(b"")
    with pytest.raises(SessionFault, match=r"aucun fichier de réponses.*photo\.jpg"):
        brought_in(session, [tmp_path / "cle"])


def test_what_is_looked_at_is_bounded(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many files, so many bytes: what is beyond is left aside, and said to be."""
    key = tmp_path / "cle"
    for number in range(1, 5):
        written(key, answers(session, number))
    monkeypatch.setattr(finding, "MOST_FILES", 3)
    after, brought = brought_in(session, [key])
    assert after.participants == (1, 2, 3)
    assert brought.aside == ("cle (1) (trop de fichiers)",)
    monkeypatch.setattr(finding, "MOST_FILES", 10)
    size = (key / "reponses-01-avant.json").stat().st_size
    monkeypatch.setattr(finding, "MOST_READ", size + 1)
    after, brought = brought_in(session, [key])
    assert after.participants == (1,)
    assert "trop gros" in brought.aside[0]


def test_one_exchange_file_is_the_whole_session(session: Session, tmp_path: Path) -> None:
    """What is read from the single file is what is read from the folder, and more may be added to it."""
    session = with_answers(session, answers(session, 1), answers(session, 2, OTHERWISE))
    target = write_file(tmp_path / "tout.json", exchange_of(session))
    single = opened(target)
    assert gathered(single).given == gathered(session).given
    assert gathered(single).references == gathered(session).references
    after, _ = brought_in(single, [written(tmp_path / "cle", answers(session, 3))])
    kept(after, single)
    assert opened(target).participants == (1, 2, 3)
    assert opened(session.place).participants == (1, 2)


def test_what_is_missing_is_said(session: Session) -> None:
    """A number nobody has, a case not played, answers of after without any of before."""
    assert missing(session) == ("Aucune réponse n’a encore été rassemblée.",)
    session = with_answers(
        session,
        answers(session, 1),
        answers(session, 3, only=[GUICHET]),
        answers(session, 4, moment="apres", only=[COURRIER]),
    )
    told = "\n".join(missing(session))
    assert "Rien du numéro 2" in told
    assert "n° 3 : il manque Le courrier jamais compris" in told
    assert "n° 4 : des réponses d’après la discussion" in told


def test_a_copy_left_by_a_mail_program_is_the_same_file(session: Session) -> None:
    """« reponses-01-avant (1).json », equal to the first, counts once; a different one is refused."""
    session = with_answers(session, answers(session, 1))
    written(session.place, answers(session, 1), "reponses-01-avant (1).json")
    assert len(opened(session.place).answers) == 1
    written(session.place, answers(session, 1, OTHERWISE), "reponses-01-avant (1).json")
    with pytest.raises(SessionFault, match="deux fichiers"):
        opened(session.place)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("participant",), 0),
        (("participant",), 10**9),
        (("participant",), "Jeanne"),
        (("moment",), "pendant"),
        (("remarque",), "un texte libre"),
        (("cas", 0, "nom"), "../../secret"),
        (("cas", 0, "situations", 0, "reponses", "demande"), "Elle a dit qu’elle reviendrait."),
        (("cas", 0, "situations", 0, "reponses", "demande"), {"a": "b"}),
        (("cas", 0, "situations", 0, "secondes"), {"demande": -1}),
        (("cas", 0, "situations", 0, "secondes"), {"demande": 10**12}),
        (("cas", 0, "situations", 0, "decide"), ["Elle"]),
        (("cas", 0, "situations", 0, "relances"), [["demande", 10**6]]),
    ],
)
def test_nothing_but_codes_is_read(
    session: Session, tmp_path: Path, place: tuple[Any, ...], value: Any
) -> None:
    """A free text, a path, a number out of bounds or an unknown key is refused wherever it stands."""

    def put(said: Any) -> None:
        for step in place[:-1]:
            said = said[step]
        said[place[-1]] = value

    path = tmp_path / "r.json"
    path.write_bytes(changed(answers(session, 1), put))
    with pytest.raises(SessionFault, match="ce n’est pas ce que Repère écrit"):
        brought_in(session, [path])


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff\xfe", b'{"format": "autre"}', b"[" * 100_000], ids=range(6)
)
def test_what_is_no_file_of_ours_is_refused_in_words(
    session: Session, tmp_path: Path, content: bytes
) -> None:
    """Whatever the bytes, a sentence that names the file."""
    path = tmp_path / "courriel.json"
    path.write_bytes(content)
    with pytest.raises(SessionFault, match=r"courriel\.json"):
        brought_in(session, [path])


def test_a_file_too_large_is_not_read(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the bound nothing is decoded."""
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    with pytest.raises(SessionFault, match="dépasse"):
        brought_in(session, [written(tmp_path, answers(session, 1))])


def test_a_session_changed_afterwards_is_refused(session: Session) -> None:
    """One letter of a case or of the flow, and it is no longer what everybody played."""
    path = session.place / files.SESSION
    said = json.loads(path.read_bytes())
    said["cas"][0]["texte"] += "\n"
    said["parcours"]["texte"] += "\n"
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(SessionFault) as refusal:
        opened(session.place)
    assert french("le texte du cas « 1-guichet » a été changé") in str(refusal.value)
    assert "le texte du parcours a été changé" in str(refusal.value)


def test_a_session_is_never_prepared_over_another(session: Session) -> None:
    """What stands stays."""
    before = (session.place / files.SESSION).read_bytes()
    with pytest.raises(SessionFault, match="contient déjà une séance"):
        prepared_in(session.place, cases()[:1], id="e" * 32)
    assert (session.place / files.SESSION).read_bytes() == before
    assert session.sheet.id == SESSION
