"""The catalogue of a town, upgrades of the base, and what is verified and remembered with the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.loader import load_flow
from interview.workbench.verify import examine
from tests.flows.extending_faults.support import TODAY, sentence
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
