"""What each check sees, and what it must not see: no fault is told that only follows from another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta

from flows.checks import CHECKS, Check, Filled, catalogue_examined, flow_examined
from flows.checks.sources import span
from flows.checks.wording import asks_two_things
from flows.codes import code_named
from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.grammar import FlowFile
from flows.loader import load_catalogue
from flows.reading import read_text
from flows.scenario import scenario_from_text
from flows.shape import fit

FOLDER = Path(__file__).parent
TODAY = date(2026, 12, 1)
SHIPPED = (FOLDER.parents[1] / "flows/non-recours.yaml").read_text("utf-8")
CATALOGUE = (FOLDER.parents[1] / "flows/catalogue.yaml").read_text("utf-8")
NET = (FOLDER / "data/net.yaml").read_text("utf-8")
OF_SHAPE = {"P020", "P021", "P022", "P023", "P024", "P030"}
QUICK = tuple(each for each in CHECKS if not each.whole)


def told(
    text: str, today: date = TODAY, filled: tuple[Filled, ...] = (), checks: tuple[Check, ...] = CHECKS
) -> list[str]:
    """The codes of all that is said of a flow."""
    faults, _ = flow_examined(read_text(text, "essai.yaml"), load_catalogue(), today, filled, (), checks)
    return sorted(each.code for each in faults)


def changed(old: str, new: str, text: str = NET) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


# ——— what is shipped


def test_nothing_is_said_of_the_shipped_flow_nor_of_its_catalogue() -> None:
    """At a fixed date: neither fault nor advice."""
    faults, flow = flow_examined(read_text(SHIPPED, "livré"), load_catalogue(), TODAY)
    assert (faults, flow is not None) == ([], True)
    assert catalogue_examined(read_text(CATALOGUE, "livré"), TODAY) == []


def test_a_year_later_the_sources_are_to_be_read_again_and_drown_nothing() -> None:
    """One piece of advice a file, whatever the number of sources."""
    later = date(2028, 1, 15)
    assert told(SHIPPED, later, checks=QUICK) == ["A014"]
    (stale,) = catalogue_examined(read_text(CATALOGUE, "livré"), later)
    assert stale.code == "A014"
    assert "78 sources" in stale.found
    assert len(str(stale)) < 400


# ——— the list of checks


def test_every_check_says_which_codes_it_may_give_and_every_code_is_listed() -> None:
    """A code belongs to one check, but for those of the catalogue, and has its words."""
    for check in CHECKS:
        assert check.name
        assert len(check.codes) == len(set(check.codes)), check.name
        for code in check.codes:
            assert code_named(code).remedy


@pytest.mark.parametrize("path", sorted((FOLDER / "broken").glob("**/*.yaml")), ids=lambda each: each.stem)
def test_a_check_gives_no_other_code_than_its_own(path: Path) -> None:
    """What it costs, and what is lost without it, can be told by its name."""
    try:
        document = read_text(path.read_text("utf-8"), "essai.yaml")
    except ContentError:
        return
    if "questions" not in document.data:
        return
    for check in QUICK:
        faults, _ = flow_examined(document, load_catalogue(), TODAY, (), (), [check])
        assert {each.code for each in faults} <= OF_SHAPE | set(check.codes)


def test_a_check_left_out_says_nothing_and_the_others_say_the_same() -> None:
    """Its cost, and what it finds, are its own."""
    text = changed(
        "    pourquoi: Pour garder trace du travail.\n", "", changed("bref: Gestes", f"bref: {'g' * 50}")
    )
    assert told(text) == ["A002", "A005"]
    without = tuple(each for each in CHECKS if each.name != "longueurs")
    assert told(text, checks=without) == ["A002"]


# ——— faults that would only follow from another


def node_at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@cache
def places(kind: type) -> list[tuple[Any, ...]]:
    """Every place of the shipped flow that holds a value of that kind."""
    found: list[tuple[Any, ...]] = []

    def visit(value: Any, path: tuple[Any, ...]) -> None:
        if isinstance(value, kind):
            found.append(path)
        steps = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, item in steps:
            visit(item, (*path, step))

    visit(read_text(SHIPPED, "livré").data, ())
    return found


def faults_once(damage: Callable[[Any], None]) -> list[Fault]:
    data = read_text(SHIPPED, "livré").data
    damage(data)
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    faults, flow = flow_examined(read_text(text, "essai.yaml"), load_catalogue(), TODAY, (), (), QUICK)
    assert flow is None or not [each for each in faults if not each.advice]
    return faults


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_key_of_no_known_name_is_the_only_fault(data: st.DataObject) -> None:
    """Wherever it is added, nothing else is said."""
    path = data.draw(st.sampled_from(places(dict)))
    faults = faults_once(lambda flow: node_at(flow, path).update({"zzzz": 1}))
    assert [each.code for each in faults] == ["P020"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_misspelt_key_is_the_only_fault(data: st.DataObject) -> None:
    """What it holds is read as if it were well spelt: nothing is missing, nothing leads nowhere."""
    path = data.draw(st.sampled_from(places(dict)))

    def damage(flow: Any) -> None:
        node = node_at(flow, path)
        key = data.draw(st.sampled_from([each for each in node if len(each) > 4] or list(node)))
        node[key[:-1] + "zz" + key[-1:]] = node.pop(key)

    assert [each.code for each in faults_once(damage)] in (["P020"], ["P020", "P021"])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_value_of_the_wrong_kind_is_the_only_fault(data: st.DataObject) -> None:
    """A list, a number or nothing in the place of anything: one fault, of shape, and no other."""
    path = data.draw(st.sampled_from([each for each in places(object) if each]))
    wrong = data.draw(st.sampled_from([["zz"], {"zzzz": 1}, 3.5, 7, True, "Mot Faux"]))
    before = node_at(read_text(SHIPPED, "livré").data, path)

    def damage(flow: Any) -> None:
        node_at(flow, path[:-1])[path[-1]] = wrong

    faults = faults_once(damage)
    if not isinstance(wrong, type(before)):
        # A word where a list of codes is meant is read as a code, which the question does not have.
        as_code = {"P055"} if {"parmi", "hors"} & set(path) else set()
        assert {each.code for each in faults} <= OF_SHAPE | as_code


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_no_file_of_any_shape_breaks_the_checks(data: st.DataObject) -> None:
    """Three values of the flow replaced by anything: faults, never an exception."""
    words = st.sampled_from(["", "oui", "demande", "non_reception", "fin"])
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | words,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
        max_leaves=5,
    )

    def damage(flow: Any) -> None:
        for _ in range(3):
            path = data.draw(st.sampled_from([each for each in places(object) if each]))
            try:
                node_at(flow, path[:-1])[path[-1]] = data.draw(anything)
            except (KeyError, IndexError, TypeError):
                continue

    for fault in faults_once(damage):
        assert fault.found


# ——— words


@pytest.mark.parametrize(
    "text",
    [
        "La personne connaissait-elle l’aide et l’a-t-elle demandée ?",
        "Où et quand la demande a-t-elle été faite ?",
        "Qui a reçu le dossier et qu’a-t-il répondu ?",
        "A-t-elle déposé sa demande, et pourquoi si tard ?",
        "Une demande a-t-elle été faite ? Par qui ?",
        "Combien de personnes vivent là et depuis quand ?",
        "Le dossier est-il complet, puis a-t-il été envoyé ?",
    ],
)
def test_a_question_that_asks_two_things_is_seen(text: str) -> None:
    """One answer cannot answer both."""
    assert asks_two_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "La personne et ses enfants vivent-ils là ?",
        "Le versement a-t-il commencé et continué sans coupure ?",
        "Au vu des règles et des délais, est-ce normal ?",
        "Est-ce un nouveau ménage, ou un ménage déjà connu ?",
        "Combien de personnes vivent seules et sans ressources ?",
        "La personne qui vit seule et qui a déposé un dossier a-t-elle reçu une réponse ?",
        "Quel organisme a reçu la demande et les pièces ?",
        "Pourquoi la demande n’a-t-elle pas été faite, ou menée jusqu’au bout ?",
    ],
)
def test_a_question_that_asks_one_thing_is_left_alone(text: str) -> None:
    """« et » joins many things that are not questions."""
    assert not asks_two_things(text)


@pytest.mark.parametrize(
    "words",
    [
        "non-recours",
        "NON RECOURS",
        "nonrecours",
        "non\u2011recours",
        "non\u00a0recours",
        "Non–demande",
        "non-demandes",
    ],
)
def test_the_name_of_a_form_is_seen_however_it_is_written(words: str) -> None:
    """Hyphen, space, none, no-break ones, accents, capitals, plural."""
    assert told(changed("La personne connaissait-elle cette offre ?", f"Est-elle en {words} ?")) == ["A006"]


@pytest.mark.parametrize("words", ["oui ou non. Demande-t-elle", "sa demande", "un recours", "recours"])
def test_words_that_only_look_like_the_name_of_a_form_are_left_alone(words: str) -> None:
    """« non » and « demande » are everyday words."""
    assert told(changed("« Vous avez rempli quelque chose ? »", f"« {words} »")) == []


def test_a_fifth_form_that_is_switched_off_may_be_named() -> None:
    """Only what can be concluded must not be led to."""
    inactive = "      definition: L’offre n’est pas demandée.\n      active: false\n"
    text = changed("      definition: L’offre n’est pas demandée.\n", inactive)
    named = changed("« Vous avez rempli quelque chose ? »", "« Une non-demande ? »", text)
    assert "A006" not in told(named, checks=QUICK)


# ——— sources


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-11-21", date(2026, 11, 21), date(2026, 11, 21)),
    ],
)
def test_a_date_may_stop_at_the_month_or_the_year(text: str, first: date, last: date) -> None:
    """It then covers all of it."""
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "juin", "2026-13", "2026-02-30", "0000", "9999", "26-11", "2026-11-21T10"]
)
def test_what_is_not_a_date_is_no_date(text: str) -> None:
    """Refused, never guessed, and no exception."""
    assert span(text) is None


@pytest.mark.parametrize(
    ("read_on", "today", "code"),
    [
        ("2026-06", date(2027, 6, 30), []),
        ("2026-06", date(2027, 7, 1), ["A014"]),
        ("2026-06-15", date(2027, 6, 15), []),
        ("2026-06-15", date(2027, 6, 16), ["A014"]),
        ("2026-06", date(2026, 6, 1), []),
        ("2026-06", date(2026, 5, 31), ["A012"]),
        ("2024-02-29", date(2024, 2, 29), []),
        ("2027-02-28", date(2028, 2, 29), []),
    ],
)
def test_a_source_is_read_again_after_a_year_to_the_day(read_on: str, today: date, code: list[str]) -> None:
    """Counted from the last day that its date may mean; never read before its first."""
    assert told(changed("lu_le: 2026-06", f"lu_le: {read_on}"), today, checks=QUICK) == code


def test_a_source_holds_until_the_last_day_it_says() -> None:
    """An expired source is told as expired, and not again as old."""
    text = changed("lu_le: 2026-06}", "lu_le: 2026-06, valable_jusqu_a: 2026-11}")
    assert told(text, date(2026, 11, 30), checks=QUICK) == []
    assert told(text, date(2026, 12, 1), checks=QUICK) == ["A013"]
    assert told(text, date(2029, 1, 1), checks=QUICK) == ["A013"]


# ——— the sheet


def test_fields_that_nothing_fills_are_told_together_and_by_name() -> None:
    """One piece of advice; a question of the right name and another kind is told by itself."""
    filled = (Filled("minutes", "minutes", ("entier",)), Filled("récit", "recit", ("texte",)))
    assert told(NET, filled=filled) == ["A007"]
    assert told(NET, filled=filled[1:]) == []
    assert told(NET, filled=(Filled("récit", "recit", ("lignes",)),)) == ["A008"]


# ——— shape


def test_a_struct_that_refuses_for_a_reason_of_its_own_is_told_as_such() -> None:
    """What the walk cannot describe is still a coded fault."""
    small = msgspec.defstruct("Small", [("n", Annotated[int, Meta(le=3)])])
    with pytest.raises(ContentError) as refused:
        fit(read_text("n: 4\n", "essai.yaml"), small)
    assert [each.code for each in refused.value.faults] == ["P025"]


def test_a_scenario_without_situations_is_refused() -> None:
    """By every command that reads it."""
    with pytest.raises(ContentError) as refused:
        scenario_from_text("situations: []\n", "cas.yaml")
    assert [each.code for each in refused.value.faults] == ["P070"]


def test_a_flow_is_made_whenever_nothing_forbids_it() -> None:
    """Advice leaves the flow usable; a fault does not."""
    advised = changed("    aborder: Rien à demander.\n", "")
    _, flow = flow_examined(read_text(advised, "essai.yaml"), load_catalogue(), TODAY, (), (), QUICK)
    assert isinstance(flow, Flow)
    assert isinstance(flow.file, FlowFile)
    broken = changed("section: suite", "section: ailleurs")
    assert flow_examined(read_text(broken, "essai.yaml"), load_catalogue(), TODAY)[1] is None
