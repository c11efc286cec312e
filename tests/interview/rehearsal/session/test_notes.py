"""What the group writes: guarded, numbered, about a question or a case, removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.guarding import NamesSomebody
from interview.rehearsal.session.folder.bringing import brought_in, exchange_of, kept
from interview.rehearsal.session.folder.files import LONGEST_NOTE, SessionFault, write_file
from interview.rehearsal.session.folder.gathering import Session, opened
from interview.rehearsal.session.folder.notes import in_words, noted, removed
from interview.rehearsal.session.folder.preparing import prepared
from tests.support import shipped_flow

from .simulated import GUICHET, PLANTED, cases, prepared_in

NAMED = "Mme Durand reviendra mardi."


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return prepared_in(tmp_path / "seance")


def test_notes_are_kept_and_read_again(session: Session) -> None:
    """In the folder, with their question and their case; a number is never given twice."""
    after = noted(session, "decision", "On garde « essayé ».", question=PLANTED, case="guichet")
    after = noted(after, "ouverte", "Et par téléphone ?")
    kept(after, session)
    read = opened(session.place)
    assert [(each.number, each.kind, each.case) for each in read.notes] == [
        (1, "decision", GUICHET),
        (2, "ouverte", ""),
    ]
    assert "décision (Demande, cas Le dossier refusé au guichet)" in in_words(read, read.notes[0])
    left = removed(read, 2)
    assert [each.number for each in left.notes] == [1]
    with pytest.raises(SessionFault, match="pas de note"):
        removed(left, 2)


def test_a_note_that_may_name_somebody_is_refused(session: Session) -> None:
    """Until it is said to be kept on purpose; then the file remembers it was."""
    with pytest.raises(NamesSomebody):
        noted(session, "decision", NAMED)
    assert noted(session, "decision", NAMED, keep=True).notes[0].kept
    assert not noted(session, "decision", "On garde « essayé ».", keep=True).notes[0].kept


@pytest.mark.parametrize(
    "text",
    [
        "Le participant n° 2 a tort.",
        "La participante 2 a raison",
        "Demander au n°2 pourquoi.",
        "Le 2 a confondu deux réponses.",
        "Participants 1 et 3 : à revoir.",
        "La réponse du 2 est la bonne.",
        "Le stagiaire n° 3 confond.",
        "Sandrine Lefebvre vérifiera.",
        "LEFEBVRE Sandrine vérifiera.",
        "On demande à Sandrine de Lefebvre.",
    ],
)
def test_a_note_that_points_at_somebody_is_asked_about(session: Session, text: str) -> None:
    """The number of a participant is a name among three; two capitalised words may be one."""
    with pytest.raises(NamesSomebody):
        noted(session, "decision", text)
    assert noted(session, "decision", text, keep=True).notes[0].kept


@pytest.mark.parametrize(
    "text",
    [
        "Le cas n° 2 est à rejouer.",
        "La question n° 3 n’est pas claire, l’article 2 non plus.",
        "Réponse de la CAF avant le 2 mars 2026.",
        "On se revoit le 12.",
        "Deux participants sur trois hésitent ; 3 personnes sur 15.",
        "Essayé deux fois, le 2 puis le 3 mars.",
        "France Travail et Pôle Emploi : le même organisme.",
        "Demander à la Maison France Services ou au Conseil départemental.",
        "La Complémentaire santé solidaire (C2S) n’est pas l’ACS.",
        "La Mission Locale propose, la Sécurité sociale dispose.",
        "Au-dessus de 2 %, le 2/3 du plafond compte.",
        "Venue avec ses papiers, qu’on n’a pas pris : c’est « Elle a essayé, sans pouvoir déposer ».",
    ],
)
def test_what_points_at_nobody_is_kept_without_a_word(session: Session, text: str) -> None:
    """The number of a case or an article, a date, a share, an organism of two capitals."""
    assert not noted(session, "decision", text).notes[0].kept


def test_all_that_is_wrong_with_a_note_is_said(session: Session) -> None:
    """An unknown question, an unknown case and a text too long, together."""
    with pytest.raises(SessionFault) as refusal:
        noted(session, "decision", "a " * LONGEST_NOTE, question="demandes", case="inconnu")
    assert len(refusal.value.faults) == 3
    assert "demande" in refusal.value.faults[0]


def test_notes_brought_from_elsewhere_are_guarded_too(session: Session, tmp_path: Path) -> None:
    """Taken once, numbered after ours; refused where they may name somebody and nobody chose to keep them."""
    theirs = noted(session, "decision", "On garde « essayé ».")
    path = write_file(tmp_path / "tout.json", exchange_of(theirs))
    mine = noted(session, "ouverte", "Et par téléphone ?")
    after, brought = brought_in(mine, [path])
    assert [each.number for each in after.notes] == [1, 2]
    assert brought.notes == 1
    assert brought_in(after, [path])[1].notes == 0
    path.write_text(path.read_text("utf-8").replace("On garde", "Mme Durand garde"), encoding="utf-8")
    with pytest.raises(SessionFault, match="pourrait désigner quelqu’un"):
        brought_in(session, [path])


def test_the_title_of_a_session_is_guarded(tmp_path: Path) -> None:
    """It is on every document."""
    with pytest.raises(SessionFault, match="titre"):
        prepared(
            tmp_path / "s", cases(), shipped_flow(), title="Chez Mme Durand", today="2026-03-03", id="a" * 32
        )
    assert not (tmp_path / "s").exists()
