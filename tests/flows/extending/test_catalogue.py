"""A local flow: the catalogue of a town, what is taken out, one flow over the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from flows.faults import ContentError
from flows.grammar import Exit
from flows.loader import archived_flow, flow_from_text, load_catalogue, load_flow
from tests.flows.extending.support import ANSWERS, walked
from tests.flows.local_flows import (
    BENEFIT,
    QUESTION,
    SOURCE,
    advice,
    base_copy,
    local_flow,
    written,
)
from tests.support import shipped_flow

# ── the catalogue of a town ──────────────────────────────────────────────────────────────────────


def test_a_local_benefit_is_found_and_known_everywhere(tmp_path: Path) -> None:
    """By its name, by its code, with the organism of the common catalogue that handles it."""
    entries = {"sources": SOURCE, "prestations": [BENEFIT]}
    flow = local_flow(tmp_path, ajouter={"catalogue": entries})
    assert flow.catalogue.search_benefits("rentrée chèque")[0].entry.code == "cheque_rentree"
    assert flow.label("prestation", "cheque_rentree") == "chèque de rentrée"
    assert flow.catalogue.common.benefit("cheque_rentree") is None
    assert len(flow.catalogue.file.benefits) == len(shipped_flow().catalogue.file.benefits) + 1


def test_an_archived_text_is_read_though_a_check_would_refuse_it_today(tmp_path: Path) -> None:
    """Checks grow stricter; records made before them are read for ever."""
    source = shipped_flow().source.replace("section: suites", "section: fin")
    with pytest.raises(ContentError):
        flow_from_text(source, "archive", load_catalogue())
    assert archived_flow(source, "archive", load_catalogue()).version == shipped_flow().version


def test_an_archive_keeps_its_entries_when_the_common_catalogue_has_taken_the_code(tmp_path: Path) -> None:
    """A record is read with what it was made with; no collision is told any more."""
    common = shipped_flow().catalogue
    flow = local_flow(tmp_path, ajouter={"catalogue": {"sources": SOURCE, "prestations": [BENEFIT]}})
    benefit = flow.catalogue.benefits["cheque_rentree"]
    taken = msgspec.structs.replace(benefit, label="tout autre chose")
    file = msgspec.structs.replace(common.file, benefits=(*common.file.benefits, taken))
    again = flow_from_text(flow.source, "archive", type(common)(file))
    assert again.label("prestation", "cheque_rentree") == "chèque de rentrée"
    assert [each.code for each in again.catalogue.file.benefits].count("cheque_rentree") == 1


def test_an_archive_whose_common_source_is_gone_still_reads(tmp_path: Path) -> None:
    """What no longer exists is left out, never a failure."""
    common = shipped_flow().catalogue
    benefit = {**BENEFIT, "voies": ["cra"], "variantes": ["msa"]}
    flow = local_flow(tmp_path, ajouter={"catalogue": {"sources": SOURCE, "prestations": [benefit]}})
    ways = {name: each for name, each in common.file.recourses.items() if name != "cra"}
    bodies = tuple(each for each in common.file.organisms if each.code != "msa")
    file = msgspec.structs.replace(common.file, recourses=ways, organisms=bodies, sources={})
    again = flow_from_text(flow.source, "archive", type(common)(file)).catalogue
    assert again.alternatives("cheque_rentree") == ()
    of_the_body = tuple(each for each in again.recourses("", ["ccas"]) if not each.domains)
    assert again.recourses("cheque_rentree", ["ccas"]) == of_the_body
    assert again.sources(["sp_f2500"]) == ()


# ── taking out ───────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=30)
@given(answers=ANSWERS)
def test_a_question_taken_out_is_passed_over_as_if_it_were_never_to_be_asked(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Any]
) -> None:
    """The rest of the path is that of the base, even where exits led to the question."""
    out = ["causee_par", "asf_demandee", "asf_montant", "accord_portee", "chronologie"]
    flow = local_flow(tmp_path_factory.mktemp("local"), retirer={"questions": out})
    expected = [each for each in walked(shipped_flow(), answers) if each not in out]
    assert walked(flow, answers) == expected


def test_an_exit_to_a_question_taken_out_leads_below_it(tmp_path: Path) -> None:
    """As when its guard does not hold."""
    base_copy(tmp_path, ("    texte: Pourquoi ne lui en a-t-on pas parlé ?\n", _TO_CAUSE))
    flow = local_flow(tmp_path, etend="base", retirer={"questions": ["causee_par"]})
    assert flow.questions["raisons_non_proposition"].exits == (Exit(to="manque_mensuel"),)


_TO_CAUSE = "    texte: Pourquoi ne lui en a-t-on pas parlé ?\n    suite: [{vers: causee_par}]\n"


def test_a_choice_taken_out_is_no_longer_offered(tmp_path: Path) -> None:
    """And nothing else of the question changes."""
    flow = local_flow(tmp_path, retirer={"choix": {"domaine": ["loisirs_vacances_culture", "numerique"]}})
    before = shipped_flow().questions["domaine"].codes
    gone = {"loisirs_vacances_culture", "numerique"}
    assert flow.questions["domaine"].codes == tuple(each for each in before if each not in gone)


# ── one over the other ───────────────────────────────────────────────────────────────────────────


def test_a_town_over_its_county(tmp_path: Path) -> None:
    """Each level adds its own; the nearest has the last word, and may change what the other added."""
    written(
        tmp_path,
        "departement",
        modifier={"questions": {"issue": {"bref": "Au département", "texte": "Du département ?"}}},
        ajouter={
            "questions": [{"apres": "demande", **QUESTION}],
            "catalogue": {"sources": SOURCE, "prestations": [BENEFIT]},
        },
    )
    path = written(
        tmp_path,
        "commune",
        etend="departement",
        etabli_sur="1",
        modifier={"questions": {"issue": {"bref": "À la commune"}, "quartier": {"texte": "Quel hameau ?"}}},
        ajouter={"catalogue": {"prestations": [{**BENEFIT, "code": "bon_hiver", "libelle": "bon d’hiver"}]}},
    )
    flow = load_flow(path)
    issue = flow.questions["issue"]
    assert (issue.short, issue.text) == ("À la commune", "Du département ?")
    assert flow.questions["quartier"].text == "Quel hameau ?"
    assert [flow.catalogue.benefit(each) is not None for each in ("cheque_rentree", "bon_hiver")] == [
        True,
        True,
    ]
    assert [each.id for each in flow.file.ancestors] == ["departement", "non-recours"]
    assert advice(path) == []
