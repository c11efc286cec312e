"""What is extended, and what is written in the local file."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.extending import MAX_LEVELS
from flows.extending.shelf import Shelf
from flows.loader import shipped_document
from tests.flows.extending_faults.support import sentence
from tests.flows.local_flows import (
    QUESTION,
    advice,
    base_copy,
    codes,
    line_of,
    told,
    written,
)

# ── what is extended ─────────────────────────────────────────────────────────────────────────────


def test_an_unknown_base_is_told_with_the_nearest(tmp_path: Path) -> None:
    """Shipped flows and the files beside are what may be named."""
    written(tmp_path, "departement")
    path = written(tmp_path, etend="departemant")
    assert told(path) == [("P080", "ccas-exemple.yaml", line_of(path, "etend:"))]
    assert "vouliez-vous dire « departement »" in sentence(path)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", "x.yaml", "C:\\x"])
def test_a_base_is_a_plain_name_and_no_other_file_can_be_read(tmp_path: Path, name: str) -> None:
    """The shape of an id is refused before anything is looked for."""
    (tmp_path / "secret.yaml").write_text("mot: de passe\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    path = written(tmp_path / "in", etend=name)
    assert codes(path) == ["P024"]
    assert "passe" not in sentence(path)
    assert Shelf(path, shipped_document).document(name) is None


def test_a_flow_that_extends_itself_is_told_with_its_loop(tmp_path: Path) -> None:
    """At once, or through others; and never a hang."""
    alone = written(tmp_path, "seul", etend="seul")
    assert told(alone) == [("P081", "seul.yaml", line_of(alone, "etend:"))]
    for name, base in (("un", "deux"), ("deux", "trois"), ("trois", "un")):
        written(tmp_path, name, etend=base)
    loop = tmp_path / "un.yaml"
    assert told(loop) == [("P081", "trois.yaml", line_of(tmp_path / "trois.yaml", "etend:"))]
    assert "un → deux → trois → un" in sentence(loop)


def test_a_local_flow_may_not_bear_the_name_of_the_shipped_one(tmp_path: Path) -> None:
    """Records would no longer say which of the two they were made with."""
    assert codes(written(tmp_path, "non-recours")) == ["P081"]


def test_levels_are_bounded(tmp_path: Path) -> None:
    """As many as are announced load; one more is refused, and the names are told."""
    names = [f"niveau{rank}" for rank in range(MAX_LEVELS + 1)]
    for rank, name in enumerate(names):
        written(
            tmp_path,
            name,
            etend=names[rank - 1] if rank else "non-recours",
            etabli_sur="1" if rank else "2026.1",
        )
    assert codes(tmp_path / f"{names[-2]}.yaml") == []
    assert codes(tmp_path / f"{names[-1]}.yaml") == ["P082"]
    assert "niveau5 → niveau4" in sentence(tmp_path / f"{names[-1]}.yaml")


def test_a_file_under_the_name_of_another_flow_is_told(tmp_path: Path) -> None:
    """What is found under a name must be what bears it."""
    written(tmp_path, "departement").rename(tmp_path / "comte.yaml")
    assert codes(written(tmp_path, etend="comte")) == ["P089"]
    assert "departement" in sentence(tmp_path / "ccas-exemple.yaml")


def test_the_faults_of_the_base_are_told_in_its_own_file(tmp_path: Path) -> None:
    """A base of the wrong shape, and a base whose names lead nowhere."""
    base_copy(tmp_path, ("  - id: issue\n", "  - id: issue\n    tipe: choix\n"))
    path = written(tmp_path, etend="base")
    assert [(code, name) for code, name, _ in told(path)] == [("P020", "base.yaml")]
    base = base_copy(tmp_path, ("- {vers: eligibilite}", "- {vers: eligibilite_bis}"))
    assert told(path) == [("P037", "base.yaml", line_of(base, "eligibilite_bis"))]


def test_the_faults_of_a_file_in_between_are_told_in_it(tmp_path: Path) -> None:
    """Down to the word that it changed."""
    between = written(tmp_path, "departement", modifier={"questions": {"issue": {"bref": " "}}})
    path = written(tmp_path, etend="departement", etabli_sur="1")
    assert told(path) == [("P048", between.name, line_of(between, "bref:"))]


# ── what is written in the local file ────────────────────────────────────────────────────────────


def test_every_fault_of_a_local_file_is_told_at_its_line(tmp_path: Path) -> None:
    """Shape, frozen keys, unknown names, places, removals: in one run, in the order of the file."""
    path = written(
        tmp_path,
        text="""\
grammaire: 1
parcours: ccas-exemple
version: "1"
titre: Exemple
etend: non-recours
etabli_sur: "2026.1"
modifier:
  questions:
    connaisance:
      texte: Connaissiez-vous ?
    connaissance:
      type: entier
      choix:
        partiel: {libelle: Un peu}
        oui: {code: si, libelle: Oui}
    demande:
      txte: La demande ?
  formes:
    non_demande: {si: {fait: demande_faite}, libelle: Renoncement}
ajouter:
  choix:
    demande:
      - {code: en_ligne, libelle: En ligne}
    minutes:
      - {code: peu, libelle: Peu}
  questions:
    - {apres: nulle_part, id: une, section: droit, type: texte, bref: Une, texte: Une ?}
  suites:
    demandes: [{vers: issue}]
retirer:
  questions: [issue, loisirs]
  choix: {domaine: [loisir]}
""",
    )
    expected = [
        ("P083", "connaisance:"),
        ("P087", "type: entier"),
        ("P083", "partiel:"),
        ("P087", "code: si"),
        ("P020", "txte:"),
        ("P087", "fait: demande_faite"),
        ("P088", "en_ligne"),
        ("P083", "minutes:"),
        ("P083", "nulle_part"),
        ("P083", "demandes:"),
        ("P083", "issue, loisirs"),
        ("P086", "issue, loisirs"),
        ("P083", "[loisir]"),
    ]
    assert told(path) == [(code, path.name, line_of(path, words)) for code, words in expected]


def test_the_checks_of_the_whole_flow_tell_the_line_of_the_local_file(tmp_path: Path) -> None:
    """An exit that leads nowhere, a condition on a code that does not exist, a duplicate."""
    path = written(
        tmp_path,
        text="""\
grammaire: 1
parcours: ccas-exemple
version: "1"
titre: Exemple
etend: non-recours
etabli_sur: "2026.1"
modifier:
  questions:
    issue: {texte: ""}
ajouter:
  questions:
    - apres: demande
      id: quartier
      section: quartiers
      type: choix
      bref: Quartier
      texte: Quel quartier ?
      si: {question: nature, est: argent}
      choix: [{code: gare, libelle: Gare}, {code: centre, libelle: Centre}]
      suite: [{vers: reseption}]
    - {avant: issue, id: quartier, section: droit, type: texte, bref: Encore, texte: Encore ?}
""",
    )
    found = {(code, line) for code, name, line in told(path) if name == path.name}
    assert ("P032", line_of(path, "quartiers")) in found
    assert ("P055", line_of(path, "argent")) in found
    assert ("P037", line_of(path, "reseption")) in found
    assert ("P031", line_of(path, "Encore ?")) in found
    assert ("P048", line_of(path, 'texte: ""')) in found
    assert all(name == path.name for _, name, _ in told(path))
    assert len(told(path)) == len(set(told(path)))


def test_a_question_without_a_place_or_with_two_is_refused(tmp_path: Path) -> None:
    """And nothing that only follows from it is told."""
    plain = {**QUESTION, "si": {"question": "inconnue", "est": "x"}}
    assert codes(written(tmp_path, ajouter={"questions": [plain]})) == ["P085"]
    led = {"demande": [{"vers": "quartier"}]}
    assert codes(written(tmp_path, ajouter={"questions": [QUESTION], "suites": led})) == ["P085"]
    both = {**QUESTION, "apres": "issue", "avant": "blocage"}
    assert codes(written(tmp_path, ajouter={"questions": [both]})) == ["P085"]
    section = {"id": "ville", "titre": "Ville", "apres": "nulle_part"}
    assert codes(written(tmp_path, ajouter={"sections": [section]})) == ["P083"]


def test_a_choice_that_rules_would_not_know_says_under_which_it_counts(tmp_path: Path) -> None:
    """Refused where rules read the question; where only figures do, it is an advice."""
    alone = {"code": "en_ligne", "libelle": "En ligne"}
    for question in ("demande", "nature", "eligibilite", "blocage"):
        assert codes(written(tmp_path, ajouter={"choix": {question: [alone]}})) == ["P088"], question
    for question in ("domaine", "details", "actions"):
        path = written(tmp_path, ajouter={"choix": {question: [alone]}})
        assert (codes(path), advice(path)) == ([], [])
    path = written(tmp_path, ajouter={"choix": {"raisons_non_demande": [alone]}})
    assert (codes(path), advice(path)) == ([], ["A083"])
    known = written(tmp_path, ajouter={"choix": {"demande": [{**alone, "sous": "deposee"}]}})
    assert (codes(known), advice(known)) == ([], [])


def test_a_sentence_without_a_condition_would_hide_all_the_others(tmp_path: Path) -> None:
    """It is asked for one."""
    sentence_alone = {"code": "rien_du_tout", "phrase": "Rien."}
    assert codes(written(tmp_path, ajouter={"aucun": [sentence_alone]})) == ["P021"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("issue", "noyau"),
        ("menage", "ménage"),
        ("asf_demandee", "asf_montant"),
        ("taille_menage", "personnes_concernees"),
        ("blocage", "frictionnel"),
        ("raisons_non_demande", "non_demande"),
    ],
)
def test_what_something_else_needs_cannot_be_taken_out(tmp_path: Path, question: str, words: str) -> None:
    """And what needs it is named."""
    path = written(tmp_path, retirer={"questions": [question]})
    assert codes(path) == ["P086"]
    assert words in sentence(path)


def test_questions_taken_out_together_may_read_each_other(tmp_path: Path) -> None:
    """The one that reads goes with the one that is read."""
    assert codes(written(tmp_path, retirer={"questions": ["asf_montant", "asf_demandee"]})) == []


@pytest.mark.parametrize(
    ("question", "code", "words"),
    [
        ("proposition", "oui", "noyau"),
        ("eligibilite", "inconnu", "vraie réponse"),
        ("raisons_non_demande", "non_etablie", "vraie réponse"),
        ("blocage", "rupture", "frictionnel"),
        ("asf_demandee", "oui", "asf_montant"),
        ("niveaux", "contexte_social", "groupe"),
        ("asf_demandee", "non", "plus qu’un choix"),
    ],
)
def test_a_choice_that_something_reads_cannot_be_taken_out(
    tmp_path: Path, question: str, code: str, words: str
) -> None:
    """And what reads it is named."""
    path = written(tmp_path, retirer={"choix": {question: [code]}})
    assert codes(path) == ["P086"]
    assert words in sentence(path)
