"""The shipped catalogue says what the domain says, and finds what an agent types."""

from __future__ import annotations

import copy
import re
from importlib import resources
from typing import Any

import msgspec
import pytest

from flows.catalogue import Catalogue, CatalogueFile
from flows.catalogue_file import Delay
from flows.checks.catalogue import catalogue_faults
from flows.reading import read_text

TEXT = (resources.files("flows") / "catalogue.yaml").read_text(encoding="utf-8")
DATA: dict[str, Any] = read_text(TEXT, "catalogue.yaml").data
CATALOGUE = Catalogue.from_data(DATA)

BENEFITS = [
    *("rsa", "prime_activite", "aides_logement", "allocations_familiales"),
    *("paje", "allocation_soutien_familial"),
    *("allocation_rentree_scolaire", "aah", "aeeh", "ajpp"),
    *("pch", "apa", "ash", "aspa"),
    *("asi", "retraite", "retraite_complementaire", "reversion"),
    *("pension_invalidite", "indemnites_journalieres", "puma", "c2s"),
    *("ame", "aide_soins_cpam", "are", "ass"),
    *("fsl", "cheque_energie"),
    *("aide_energie_eau", "bourse_college", "bourse_lycee", "bourse_superieur"),
    *("fonds_sociaux_scolaires", "aide_juridictionnelle"),
    *("carte_mobilite_inclusion", "tarif_transport", "aide_facultative_ccas", "logement_social"),
    "autre",
]
ORGANISMS = [
    *("caf", "cpam", "carsat", "msa"),
    *("france_travail", "prefecture", "mdph", "departement"),
    *("metropole", "dgfip", "bailleur_social"),
    *("caisse_complementaire", "crous", "rectorat", "fournisseur_energie"),
    *("mairie", "ccas", "hopital", "ants"),
    *("tribunal", "autre"),
]
GROUPS = {
    "rsa": {"rsa"},
    "assurance_maladie": {
        *("puma", "c2s", "ame", "indemnites_journalieres", "aide_soins_cpam", "pension_invalidite", "asi")
    },
    "retraite": {"retraite", "retraite_complementaire", "reversion", "aspa"},
    "prestations_familiales": {
        *("allocations_familiales", "paje", "allocation_soutien_familial", "allocation_rentree_scolaire"),
        *("aeeh", "ajpp", "aides_logement", "aah"),
    },
}
UNKNOWN_DELAYS = [
    *("indemnites_journalieres", "ash", "fsl", "apa", "puma", "ame"),
    *("bourse_college", "bourse_lycee", "bourse_superieur"),
]


def broken(change: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """The faults of the shipped catalogue once *change* has damaged a copy of it."""
    data = copy.deepcopy(DATA)
    change(data)
    told = catalogue_faults(msgspec.convert(data, CatalogueFile))
    return [(each.path, f"{each.code} {each.found} {each.expected} {each.near}") for each in told]


# What the catalogue holds


def test_benefit_codes_are_those_of_the_domain_and_no_other() -> None:
    assert sorted(CATALOGUE.codes("prestations")) == sorted(BENEFITS)


def test_organism_codes_are_those_of_the_domain_and_no_other() -> None:
    assert sorted(CATALOGUE.codes("organismes")) == sorted(ORGANISMS)


def test_every_reference_resolves_and_no_name_is_shared_undeclared() -> None:
    assert list(catalogue_faults(CATALOGUE.file)) == []


def test_groups_are_those_of_the_2015_figures() -> None:
    for code, benefit in CATALOGUE.benefits.items():
        expected = next((group for group, codes in GROUPS.items() if code in codes), code)
        assert benefit.group == expected, code


def test_only_two_benefits_are_not_money() -> None:
    others = {each.code for each in CATALOGUE.file.benefits if each.nature != "financiere"}
    assert others == {"carte_mobilite_inclusion", "logement_social"}


@pytest.mark.parametrize("code", [each for each in BENEFITS if each != "autre"])
def test_every_benefit_has_a_definition_of_one_sentence_and_a_dated_source(code: str) -> None:
    benefit = CATALOGUE.benefits[code]
    assert benefit.definition.endswith(".") and benefit.definition.count(". ") == 0
    assert benefit.sources
    assert all(re.match(r"\d{4}-\d{2}", source.read_on) for source in CATALOGUE.sources(benefit.sources))


def test_no_way_to_contest_without_a_source_and_its_date() -> None:
    for key, way in CATALOGUE.file.recourses.items():
        assert way.sources, key
        delays = [each for each in (way.delay, way.answer) if each is not None]
        for source in CATALOGUE.sources([*way.sources, *(each.source for each in delays)]):
            assert source.where and re.match(r"\d{4}-\d{2}", source.read_on), key


def test_every_source_serves_a_fact() -> None:
    used = set(re.findall(r"\bsources?: \[?([a-z0-9_, ]+)", TEXT))
    used |= set(re.findall(r"\b(?:si_indique|dans_l_annee): ([a-z0-9_]+)", TEXT))
    cited = {word for each in used for word in re.split(r",\s*", each.strip())}
    assert set(CATALOGUE.file.sources) - cited == set()


@pytest.mark.parametrize("code", UNKNOWN_DELAYS)
def test_what_nobody_read_stays_blank(code: str) -> None:
    ways = CATALOGUE.recourses(code)
    assert CATALOGUE.benefits[code].answer is None
    assert [way.label for way in ways if way.delay or way.answer] == []


def test_silence_on_a_c2s_claim_is_unknown_although_its_appeal_is_known() -> None:
    assert CATALOGUE.benefits["c2s"].answer is None
    assert CATALOGUE.recourses("c2s")[0].delay == Delay(
        months=2, since="notification", stated="css_r142_1_a", source="css_r142_1"
    )


@pytest.mark.parametrize(
    ("code", "label", "months"),
    [
        ("allocations_familiales", "Commission de recours amiable (CRA)", 2),
        ("aspa", "Commission de recours amiable (CRA)", 2),
        ("rsa", "Recours préalable au président du conseil départemental", 2),
        ("pch", "Recours préalable auprès de la MDPH", 2),
    ],
)
def test_the_first_way_to_contest_is_that_of_the_domain(code: str, label: str, months: int) -> None:
    first = CATALOGUE.recourses(code)[0]
    assert first.label == label
    assert first.delay is not None and first.delay.months == months


def test_rsa_never_goes_to_the_cra_of_the_caf() -> None:
    assert "cra" not in CATALOGUE.benefits["rsa"].recourses


@pytest.mark.parametrize("code", ["aah", "aeeh", "pch"])
def test_four_months_of_silence_from_the_mdph_are_a_rejection(code: str) -> None:
    answer = CATALOGUE.benefits[code].answer
    assert answer is not None and (answer.months, answer.effect) == (4, "rejet")


def test_back_payment_is_two_years_for_family_benefits_and_never_for_aeeh_and_ajpp() -> None:
    months = {each.code: each.arrears.months for each in CATALOGUE.file.benefits if each.arrears}
    assert months == {
        "allocations_familiales": 24,
        "paje": 24,
        "allocation_soutien_familial": 24,
        "allocation_rentree_scolaire": 24,
        "aeeh": 0,
        "ajpp": 0,
    }


def test_our_own_service_owes_an_answer_on_domiciliation() -> None:
    first = CATALOGUE.recourses(organisms=["ccas"])[0]
    assert first.answer is not None and first.answer.months == 2


def test_without_an_organism_the_first_of_the_benefit_is_meant() -> None:
    labels = [way.label for way in CATALOGUE.recourses("aah")]
    assert "Médiateur de la CAF" not in labels
    assert labels == [way.label for way in CATALOGUE.recourses("aah", ["mdph"])]


def test_each_way_is_told_once_and_the_last_resort_last() -> None:
    labels = [way.label for way in CATALOGUE.recourses("aah", ["mdph", "caf"])]
    assert len(labels) == len(set(labels))
    assert labels[-1] == "Délégué du Défenseur des droits"
    assert "Médiateur de la CAF" in labels


def test_a_situation_without_benefit_nor_organism_has_no_way_to_show() -> None:
    assert CATALOGUE.recourses() == ()
    assert CATALOGUE.recourses("autre", ["inconnu_au_bataillon"]) == ()


def test_the_msa_is_told_as_a_variant_of_every_benefit_of_the_caf() -> None:
    for each in CATALOGUE.file.benefits:
        if "caf" in each.organisms:
            assert "msa" in each.variants, each.code
    assert CATALOGUE.alternatives("c2s") == (
        "ou la Mutualité sociale agricole (MSA), si la personne relève du régime agricole",
    )


def test_the_metropole_may_stand_in_for_the_departement() -> None:
    assert CATALOGUE.benefits["fsl"].organisms == ("departement",)
    assert "métropole" in CATALOGUE.alternatives("fsl")[0]


def test_text_shown_to_the_agent_follows_french_typography() -> None:
    content = "\n".join(line for line in TEXT.splitlines() if not line.lstrip().startswith("#"))
    wrong = re.findall(r".{0,20}(?:'| [;!?]|« | »| : ).{0,10}", content)
    assert wrong == []


# What the checks refuse


def _first(data: dict[str, Any], kind: str = "prestations") -> dict[str, Any]:
    entry: dict[str, Any] = data[kind][0]
    return entry


@pytest.mark.parametrize(
    ("damage", "path", "said"),
    [
        (
            lambda d: _first(d)["organismes"].append("caff"),
            ("prestations", 0, "organismes", 2),
            "P062 l’organisme « caff » n’existe pas caf,",
        ),
        (
            lambda d: _first(d)["variantes"].append("caf"),
            ("prestations", 0, "variantes", 2),
            "pas de condition",
        ),
        (
            lambda d: _first(d).update(organismes=[]),
            ("prestations", 0, "organismes"),
            "au moins un organisme",
        ),
        (
            lambda d: _first(d).update(voies=["craa"]),
            ("prestations", 0, "voies", 0),
            "P061 la voie « craa »",
        ),
        (
            lambda d: _first(d).update(groupe="rsaa"),
            ("prestations", 0, "groupe"),
            "P063 le groupe « rsaa »",
        ),
        (
            lambda d: _first(d).update(sources=["nulle"]),
            ("prestations", 0, "sources", 0),
            "P060 la source « nulle »",
        ),
        (
            lambda d: _first(d)["anciens"][0].update(source="nulle", jusqu_a="hier"),
            ("prestations", 0, "anciens", 0, "source"),
            "P060 la source « nulle »",
        ),
        (
            lambda d: _first(d)["anciens"][0].update(jusqu_a="2019-13-01"),
            ("prestations", 0, "anciens", 0, "jusqu_a"),
            "P064 date « 2019-13-01 » illisible",
        ),
        (
            lambda d: _first(d)["validite"].update(depuis="juin"),
            ("prestations", 0, "validite", "depuis"),
            "date",
        ),
        (
            lambda d: _first(d)["validite"].update(source="nulle"),
            ("prestations", 0, "validite", "source"),
            "P060 la source « nulle »",
        ),
        (
            lambda d: _first(d).update(a_savoir=[{"texte": "Un fait.", "source": "nulle"}]),
            ("prestations", 0, "a_savoir", 0, "source"),
            "P060 la source « nulle »",
        ),
        (
            lambda d: _first(d).update(
                reponse={"mois": 2, "jours": 3, "depuis": "demande", "source": "ce_471819"}
            ),
            ("prestations", 0, "reponse"),
            "des mois ou des jours",
        ),
        (lambda d: d["voies"]["cra"].update(sources=[]), ("voies", "cra", "sources"), "voie sans source"),
        (
            lambda d: d["voies"]["cra"]["delai"].update(mois=0),
            ("voies", "cra", "delai"),
            "des mois ou des jours",
        ),
        (
            lambda d: d["voies"]["cra"]["delai"].update(source="nulle"),
            ("voies", "cra", "delai", "source"),
            "P060 la source « nulle »",
        ),
        (lambda d: d["prestations"].append(_first(d)), ("prestations", 39, "code"), "écrit deux fois"),
        (lambda d: _first(d)["alias"].append("apl"), ("prestations", 4), "P069 « APL » désigne"),
        (
            lambda d: _first(d)["alias"].append("ASF"),
            ("prestations", 0),
            "P069 « ASF » désigne aussi",
        ),
        (
            lambda d: d["ambigus"][0]["entre"].pop("aide_facultative_ccas"),
            ("ambigus", 0, "entre"),
            "P067 « ASF » n’est pas ambigu",
        ),
        (
            lambda d: d["organismes"][2]["locaux"][0].update(source="nulle"),
            ("organismes", 2, "locaux", 0, "source"),
            "P060 la source « nulle »",
        ),
    ],
)
def test_a_damaged_catalogue_is_refused_where_it_is_damaged(
    damage: Any, path: tuple[str | int, ...], said: str
) -> None:
    faults = broken(damage)
    assert any(place == path and said in message for place, message in faults), faults


def test_all_the_faults_of_a_catalogue_are_told_together() -> None:
    def damage(data: dict[str, Any]) -> None:
        _first(data).update(groupe="rsaa", voies=["craa"])
        data["voies"]["cra"].update(sources=[])

    assert len(broken(damage)) == 3


def test_a_misspelt_key_is_refused() -> None:
    data = copy.deepcopy(DATA)
    _first(data)["organisme"] = ["caf"]
    with pytest.raises(msgspec.ValidationError, match="organisme"):
        Catalogue.from_data(data)


@pytest.mark.parametrize(
    ("place", "key", "value", "code"),
    [
        (("voies", "cra", "delai"), "si_indique", "css_r142_1_b", "P060"),
        (("voies", "cra", "ensuite", "delai"), "source", "inconnue", "P060"),
        (("voies", "cra", "ensuite", "delai"), "mois", 0, "P065"),
        (("voies", "cra", "reponse"), "en_vigueur", "2019", "P064"),
        (("voies", "cra", "reponse"), "en_vigueur", "2018-01-01", "P064"),
        (("voies", "cra", "reponse", "avant", 0), "mois", 0, "P065"),
        (("voies", "cra", "reponse", "avant", 0), "source", "inconnue", "P060"),
    ],
)
def test_a_rule_that_changed_is_checked_with_its_days_and_its_sources(place, key, value, code) -> None:
    def change(data: dict[str, Any]) -> None:
        for step in place:
            data = data[step]
        data[key] = value

    assert [told[:4] for _, told in broken(change)] == [code]


def test_amounts_are_written_latest_first_and_each_has_its_source() -> None:
    def change(data: dict[str, Any]) -> None:
        (aspa,) = (each for each in data["prestations"] if each["code"] == "aspa")
        threshold = aspa["parametres"][2]["montants"]
        threshold.reverse()
        threshold[0]["source"] = "inconnue"

    assert {told[:4] for _, told in broken(change)} == {"P060", "P064"}
