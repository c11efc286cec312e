"""What no longer fits is told: each fault with its code, in the file and at the line that says it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from flows.extending import MAX_LEVELS
from flows.extending.shelf import Shelf
from flows.faults import ContentError
from flows.loader import load_flow, shipped_document
from interview.workbench.verify import examine
from tests.flows.local_flows import (
    BENEFIT,
    QUESTION,
    SOURCE,
    advice,
    base_copy,
    codes,
    line_of,
    merged,
    told,
    written,
)

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is remembered of these files is not left in the folder of the user."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("flows.compiled._folder", lambda: folder)
    return folder


def sentence(path: Path) -> str:
    """Everything that is told of a file that is refused."""
    with pytest.raises(ContentError) as caught:
        load_flow(path)
    return str(caught.value)


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


# ── the catalogue of a town ──────────────────────────────────────────────────────────────────────


def test_an_entry_whose_code_the_catalogue_has_is_told(tmp_path: Path) -> None:
    """Benefit, organism, way, source: each at its line, with the version of the catalogue."""
    path = written(
        tmp_path,
        ajouter={
            "catalogue": {
                "sources": {**SOURCE, "aides_jeunes": SOURCE["deliberation"]},
                "voies": {"cra": {"libelle": "CRA d’ici", "texte": "Écrire.", "sources": ["deliberation"]}},
                "prestations": [{**BENEFIT, "code": "rsa"}, BENEFIT],
                "organismes": [{"code": "ccas", "libelle": "centre d’ici", "sources": ["deliberation"]}],
            }
        },
    )
    lines = [line_of(path, words) for words in ("aides_jeunes:", "cra:", "code: rsa", "code: ccas")]
    assert told(path) == [("P084", path.name, line) for line in lines]
    assert "version 2026.1" in sentence(path)


def test_the_entries_of_a_town_are_held_to_the_rules_of_the_catalogue(tmp_path: Path) -> None:
    """Names that lead nowhere and names already borne, told in the local file only."""
    path = written(
        tmp_path,
        ajouter={
            "catalogue": {
                "sources": SOURCE,
                "prestations": [
                    {**BENEFIT, "code": "rsa"},
                    {**BENEFIT, "organismes": ["caff"]},
                    {**BENEFIT, "code": "bon_hiver", "libelle": "bon d’hiver", "sources": ["ailleurs"]},
                    {**BENEFIT, "code": "bon_ete", "libelle": "bon d’été", "alias": ["RSA"]},
                ],
            }
        },
    )
    found = told(path)
    assert {name for _, name, _ in found} == {path.name}
    assert {line for _, _, line in found} == {
        line_of(path, "code: rsa"),
        line_of(path, "- caff"),
        line_of(path, "- ailleurs"),
        line_of(path, "code: bon_ete"),
    }


def test_a_source_of_the_town_that_is_a_year_old_is_to_be_read_again(tmp_path: Path) -> None:
    """As those of the common catalogue."""
    entries = {"sources": SOURCE, "prestations": [BENEFIT]}
    path = written(tmp_path, ajouter={"catalogue": entries})
    assert examine(path, TODAY).faults == ()
    (fault,) = examine(path, TODAY.replace(year=2027, month=11)).faults
    assert (fault.code[0], fault.line) == ("A", line_of(path, "lu_le:"))


# ── upgrades of the base ─────────────────────────────────────────────────────────────────────────

LOCAL = {
    "etend": "base",
    "modifier": {
        "questions": {
            "issue": {
                "au_lieu_de": {"texte": "Aujourd’hui, où en est la situation ?"},
                "texte": "Où en est-on aujourd’hui ?",
            },
            "mode": {"choix": {"dossier": {"libelle": "Sur pièces"}}},
        }
    },
    "ajouter": {
        "choix": {
            "details": [{"code": "bus_supprime", "libelle": "Bus supprimé", "groupe": "contexte_social"}]
        },
        "questions": [{"apres": "demande", **QUESTION}],
    },
    "retirer": {"choix": {"domaine": ["loisirs_vacances_culture"]}, "questions": ["accord_portee"]},
}

ISOLATED = "      - {code: isolement, libelle: Isolement, groupe: contexte_social}\n"


def test_an_upgrade_that_changes_nothing_of_what_is_touched_asks_only_to_reread(tmp_path: Path) -> None:
    """The file goes on working, and says all that it touches."""
    base_copy(tmp_path)
    path = written(tmp_path, **LOCAL)
    assert (codes(path), advice(path)) == ([], [])
    base_copy(tmp_path, version="2026.2")
    assert (codes(path), advice(path)) == ([], ["A080"])
    fault = merged(path).advice[0]
    assert fault.line == line_of(path, "etabli_sur")
    for words in ("issue", "mode", "details", "quartier", "domaine", "accord_portee"):
        assert words in fault.remedy


@pytest.mark.parametrize(
    ("replacement", "refused", "advised"),
    [
        (("texte: Aujourd’hui, où en est la situation ?", "texte: Et à ce jour ?"), [], ["A080", "A081"]),
        (("{code: dossier, libelle", "{code: sur_dossier, libelle"), ["P083"], ["A080"]),
        ((ISOLATED, f"{ISOLATED}{ISOLATED.replace('isolement', 'bus_supprime')}"), ["P084"], ["A080"]),
        (("  - id: accord_portee\n", "  - id: portee_accord\n"), ["P083"], ["A080"]),
        (
            (
                '      - {code: loisirs_vacances_culture, libelle: "Loisirs, vacances et culture"}\n',
                "",
            ),
            ["P083"],
            ["A080"],
        ),
        (
            (
                "  - id: reception\n",
                "  - {id: quartier, section: droit, type: texte, bref: Q, texte: Q ?}\n  - id: reception\n",
            ),
            ["P084"],
            ["A080"],
        ),
    ],
    ids=["reworded", "choice renamed", "code taken", "question renamed", "choice gone", "id taken"],
)
def test_an_upgrade_says_exactly_what_no_longer_fits(
    tmp_path: Path, replacement: tuple[str, str], refused: list[str], advised: list[str]
) -> None:
    """One change of the base, one code, and both versions named."""
    base_copy(tmp_path, replacement, version="2026.2")
    path = written(tmp_path, **LOCAL)
    assert codes(path) == refused
    assert sorted(advice(path)) == advised
    if refused:
        assert "2026.2" in sentence(path)
        assert "2026.1" in sentence(path)


def test_a_question_renamed_in_the_base_is_told_wherever_it_is_named(tmp_path: Path) -> None:
    """The nearest name is offered: most often, the new one."""
    names = [(each, each.replace("demande", "demande_faite_le")) for each in ("  - id: demande\n",)]
    base_copy(tmp_path, *names, ("question: demande,", "question: demande_faite_le,"), version="2026.2")
    path = written(tmp_path, **LOCAL)
    assert codes(path) == ["P083"]
    assert "demande_faite_le" in sentence(path)


def test_words_that_say_what_the_base_already_says_are_told(tmp_path: Path) -> None:
    """The fewer they are, the less there is to reread."""
    path = written(tmp_path, modifier={"questions": {"issue": {"bref": "Où en est la situation"}}})
    assert (codes(path), advice(path)) == ([], ["A082"])


def test_words_replaced_that_are_not_rewritten_are_refused(tmp_path: Path) -> None:
    """« au_lieu_de » goes with the words that replace."""
    words = {"au_lieu_de": {"aborder": "…"}, "texte": "Où en est-on ?"}
    assert codes(written(tmp_path, modifier={"questions": {"issue": words}})) == ["P087"]


# ── verified with the rest ───────────────────────────────────────────────────────────────────────


def test_verifying_a_local_file_tells_its_advice_and_reads_every_file_of_the_chain(tmp_path: Path) -> None:
    """What the author of the base should hear is not told to whoever extends it."""
    base = base_copy(tmp_path, ("    lu_le: 2026-11\n", "    lu_le: 2020-11\n"), version="2026.2")
    path = written(tmp_path, **LOCAL)
    report = examine(path, TODAY)
    assert [each.code for each in report.faults] == ["A080"]
    assert report.flow is not None
    assert set(report.files) == {path, base}
    assert {each.code for each in examine(base, TODAY).faults} != set()


# ── remembered ───────────────────────────────────────────────────────────────────────────────────


def test_a_flow_that_was_checked_is_not_read_again_until_a_file_of_its_chain_changes(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base, the file in between and the file itself: a change of any of them is seen at once."""
    base_copy(tmp_path)
    between = written(tmp_path, "departement", etend="base")
    path = written(tmp_path, "commune", etend="departement", etabli_sur="1")
    first = load_flow(path)
    with monkeypatch.context() as patched:
        patched.setattr("flows.loader._read_whole", lambda *_: pytest.fail("read again"))
        assert load_flow(path).fingerprint == first.fingerprint
    base_copy(tmp_path, ("texte: Quelle prestation ?", "texte: Laquelle ?"))
    assert load_flow(path).questions["prestation"].text == "Laquelle ?"
    between.write_text(
        between.read_text("utf-8").replace("etend: base", "etend: non-recours"), encoding="utf-8"
    )
    assert load_flow(path).questions["prestation"].text == "Quelle prestation ?"
    between.unlink()
    assert codes(path) == ["P080"]


def test_only_the_latest_flows_are_remembered(tmp_path: Path, cache: Path) -> None:
    """A trainer who tries many files does not fill a disk."""
    for rank in range(15):
        load_flow(written(tmp_path, f"essai{rank}"))
    assert len(list(cache.glob("*.local"))) == 12


def test_where_nothing_can_be_remembered_the_flow_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache folder that is a file, for instance."""
    blocked = tmp_path / "bloque"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr("flows.compiled._folder", lambda: blocked)
    assert load_flow(written(tmp_path)).id == "ccas-exemple"


@pytest.mark.parametrize(("after", "onward"), [("demande", "issue"), ("nature", "domaine")])
def test_a_question_of_a_team_never_leads_past_the_core(tmp_path: Path, after: str, onward: str) -> None:
    """The interview would conclude without what qualifies; the exit that jumps is told, with an example."""
    jumping = QUESTION | {
        "apres": after,
        "suite": [{"vers": "rue", "si": {"question": "quartier", "est": "gare"}}, {"vers": onward}],
    }
    street = {**QUESTION, "id": "rue", "apres": "quartier"}
    path = written(tmp_path, ajouter={"questions": [jumping, street]})
    assert codes(path) == ["P103"]
    jumping["requise"] = True
    assert codes(written(tmp_path, ajouter={"questions": [jumping, street]})) == ["P103"]
    jumping["suite"][1] = {"vers": "reception" if after == "demande" else "prestation"}
    assert codes(written(tmp_path, ajouter={"questions": [jumping, street]})) == []
