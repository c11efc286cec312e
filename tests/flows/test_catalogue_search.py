"""An agent finds any entry of the catalogue by the words that come to mind."""

from __future__ import annotations

import time
from importlib import resources
from typing import Any

import pytest

from flows.catalogue import Catalogue, until
from flows.catalogue_file import names_of
from flows.lookup import joined, words
from flows.reading import read_text

TEXT = (resources.files("flows") / "catalogue.yaml").read_text(encoding="utf-8")
DATA: dict[str, Any] = read_text(TEXT, "catalogue.yaml").data
CATALOGUE = Catalogue.from_data(DATA)
BENEFIT_NAMES = [
    (each.code, name) for each in CATALOGUE.file.benefits for names in names_of(each) for name in names
]
ORGANISM_NAMES = [
    (each.code, name) for each in CATALOGUE.file.organisms for names in names_of(each) for name in names
]


def found(query: str) -> list[str]:
    return [match.entry.code for match in CATALOGUE.search_benefits(query)]


def found_organisms(query: str) -> list[str]:
    return [match.entry.code for match in CATALOGUE.search_organisms(query)]


@pytest.mark.parametrize(("code", "name"), BENEFIT_NAMES)
def test_a_benefit_is_found_first_by_each_of_its_names(code: str, name: str) -> None:
    assert found(name)[0] == code


@pytest.mark.parametrize(("code", "name"), ORGANISM_NAMES)
def test_an_organism_is_found_first_by_each_of_its_names(code: str, name: str) -> None:
    assert found_organisms(name)[0] == code


@pytest.mark.parametrize("code", CATALOGUE.codes("prestations"))
def test_a_benefit_is_found_by_its_code_as_written_in_exports(code: str) -> None:
    assert found(code)[0] == code


@pytest.mark.parametrize("query", ["cmuc", "CMU-C", "cmu c", " Cmu–C "])
def test_cmuc_however_typed_leads_to_c2s_and_says_so(query: str) -> None:
    first = CATALOGUE.search_benefits(query)[0]
    assert first.entry.code == "c2s"
    assert first.said == "CMU-C\u00a0: aujourd’hui la complémentaire santé solidaire (C2S)"
    assert first.note == "Ancien nom, jusqu’au 1er\u00a0novembre 2019."


def test_asf_gives_both_meanings_told_apart() -> None:
    matches = CATALOGUE.search_benefits("asf")
    assert [match.entry.code for match in matches] == ["allocation_soutien_familial", "aide_facultative_ccas"]
    assert [match.said for match in matches] == [
        "ASF\u00a0: à la CAF, l’allocation de soutien familial",
        "ASF\u00a0: au CCAS, l’aide sociale facultative",
    ]


def test_asf_is_never_shown_as_a_sigle() -> None:
    for code in ("allocation_soutien_familial", "aide_facultative_ccas"):
        assert "ASF" not in CATALOGUE.benefits[code].title


@pytest.mark.parametrize(
    ("old", "code"),
    [
        *(("CMU", "puma"), ("CMU-C", "c2s"), ("ACS", "c2s"), ("minimum vieillesse", "aspa")),
        *(("RSA activité", "prime_activite"), ("PPE", "prime_activite"), ("RMI", "rsa")),
    ],
)
def test_an_old_name_leads_to_todays_and_the_agent_is_told(old: str, code: str) -> None:
    first = CATALOGUE.search_benefits(old)[0]
    assert first.entry.code == code
    assert first.alias == old
    assert first.said == f"{old}\u00a0: aujourd’hui {CATALOGUE.benefits[code].named}"


@pytest.mark.parametrize("name", ["APL", "ALF", "ALS"])
def test_housing_aids_are_one_entry_and_no_old_name(name: str) -> None:
    first = CATALOGUE.search_benefits(name)[0]
    assert first.entry.code == "aides_logement"
    assert first.said == f"{name}\u00a0: les aides au logement"
    assert first.note == ""


@pytest.mark.parametrize(
    ("old", "code"),
    [
        *(("Pôle emploi", "france_travail"), ("anpe", "france_travail"), ("assedic", "france_travail")),
        *(("CNAV", "carsat"), ("CRAM", "carsat"), ("la sécu", "cpam"), ("conseil général", "departement")),
    ],
)
def test_an_organism_is_found_by_what_people_call_it(old: str, code: str) -> None:
    assert found_organisms(old)[0] == code


def test_the_cnav_is_the_carsat_of_one_region() -> None:
    assert CATALOGUE.search_organisms("cnav")[0].said == "CNAV\u00a0: en Île-de-France, tient lieu de Carsat"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("aspaa", "aspa"), ("prim activité", "prime_activite"), ("reverssion", "reversion")),
        *(
            ("alocation rentre scolair", "allocation_rentree_scolaire"),
            ("chomaje", "are"),
            ("chequenergi", "cheque_energie"),
            ("orthofon", "aide_soins_cpam"),
        ),
        *(("minimun vieillese", "aspa"), ("indemnité journalière", "indemnites_journalieres")),
    ],
)
def test_a_slip_of_the_keyboard_is_forgiven(typed: str, code: str) -> None:
    assert found(typed)[0] == code


@pytest.mark.parametrize("typed", ["xqzt", "zzz", "qwertyuiop", "blabla", "!!", "wkx", "lorem ipsum"])
def test_nonsense_finds_nothing(typed: str) -> None:
    assert found(typed) == []
    assert found_organisms(typed) == []


def test_a_beginning_of_the_own_name_comes_before_one_of_an_alias() -> None:
    # « fonds national de solidarité », an alias of the ASPA, stands earlier in the file.
    assert found("fonds")[:3] == ["fsl", "fonds_sociaux_scolaires", "aspa"]


def test_nothing_is_said_of_a_name_of_its_own() -> None:
    for query in ("c2s", "complémentaire santé solidaire"):
        first = CATALOGUE.search_benefits(query)[0]
        assert (first.alias, first.said, first.note) == (None, "", "")


def test_words_of_several_names_of_one_benefit_find_it_under_its_own_name() -> None:
    matches = CATALOGUE.search_benefits("minimum aspa")
    assert [(match.entry.code, match.said) for match in matches] == [("aspa", "")]


def test_words_may_come_in_any_order_and_half_typed() -> None:
    assert found("scolaire rentr")[0] == "allocation_rentree_scolaire"


def test_small_words_do_not_count() -> None:
    assert found("bourse du lycée") == ["bourse_lycee"]
    assert found("l’aide pour un avocat") == found("aide avocat") == ["aide_juridictionnelle"]


def test_nothing_typed_shows_the_list_from_its_beginning() -> None:
    assert found("  ") == list(CATALOGUE.codes("prestations"))[:8]


def test_no_more_than_the_limit_and_each_entry_once() -> None:
    matches = [match.entry.code for match in CATALOGUE.search_benefits("a", limit=5)]
    assert len(matches) == len(set(matches)) == 5


def test_the_same_keystrokes_give_the_same_order() -> None:
    again = Catalogue.from_data(DATA)
    for query in ("a", "aide", "bourse", "alocation", "handicap"):
        assert [match.entry.code for match in again.search_benefits(query)] == found(query)


def test_a_keystroke_costs_less_than_two_milliseconds() -> None:
    queries = ["a", "aide", "prim activité", "alocation rentre scolair", "xqzt", "qwertyuiop azerty"]
    for query in queries:
        found(query)
    spent = []
    for query in queries * 5:
        start = time.perf_counter()
        found(query)
        spent.append(time.perf_counter() - start)
    # The median: a busy machine may hold back one run, never half of them.
    assert sorted(spent)[len(spent) // 2] < 0.002


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("c2ss", "c2s"),
        ("rsa_activite", "prime_activite"),
        ("aeh", "aeeh"),
        ("prime_activité", "prime_activite"),
    ],
)
def test_a_wrong_code_is_answered_by_the_nearest(wrong: str, code: str) -> None:
    assert CATALOGUE.nearest_benefit_codes(wrong)[0] == code


def test_a_wrong_organism_is_answered_by_the_nearest_and_nonsense_by_nothing() -> None:
    assert CATALOGUE.nearest_organism_codes("pole_emploi")[0] == "france_travail"
    assert CATALOGUE.nearest_benefit_codes("xqzt") == []
    assert CATALOGUE.nearest_benefit_codes("") == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2006", "jusqu’en 2006"),
        ("2019-11", "jusqu’en novembre 2019"),
        ("2019-11-01", "jusqu’au 1er\u00a0novembre 2019"),
        ("2008-12-19", "jusqu’au 19\u00a0décembre 2008"),
    ],
)
def test_an_end_is_told_as_precisely_as_it_is_known(date: str, said: str) -> None:
    assert until(date) == said


def test_two_names_are_one_when_only_accents_case_and_punctuation_differ() -> None:
    assert words("Chèque-énergie") == ("cheque", "energie")
    assert joined("Œuvres — d’État") == joined("oeuvres d'etat") == "oeuvresdetat"


def test_the_name_of_an_organism_gives_the_benefits_it_handles() -> None:
    """Often all that the person's letter shows."""
    matches = CATALOGUE.search_benefits("carsat")
    assert "retraite" in [match.entry.code for match in matches]
    assert all("carsat" in match.entry.organisms for match in matches)
    assert all("Carsat" in match.said for match in matches)


def test_the_plain_word_for_a_pension_gives_the_ordinary_one_first() -> None:
    """« Pension » alone is not the pension of a widow."""
    assert found("pension")[0] == "retraite"
