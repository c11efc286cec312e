"""From what is typed, or written in a scenario, to the value that is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.flow import Flow
from interview.engine import AnswerError, accepts_unknown, parse, unknown_value
from interview.engine.values import MAX_ROWS, MAX_TEXT, day_of
from tests.interview.answering import answers_to
from tests.support import shipped_flow

QUESTIONS = [each.id for each in shipped_flow().file.questions]


def kept(flow: Flow, question: str, raw: Any, known: dict[str, Any] | None = None, rank: int = 1) -> Any:
    return parse(flow, flow.questions[question], raw, known or {}, rank)


def refusal(
    flow: Flow, question: str, raw: Any, known: dict[str, Any] | None = None, rank: int = 1
) -> AnswerError:
    with pytest.raises(AnswerError) as error:
        kept(flow, question, raw, known, rank)
    assert error.value.question == question
    assert error.value.reason
    return error.value


# ── codes ────────────────────────────────────────────────────────────────────────────────────────


def test_a_code_is_kept_as_it_is(flow: Flow) -> None:
    """Blanks around it do not count; a YAML boolean is the answer it looks like."""
    assert kept(flow, "connaissance", " partielle ") == "partielle"
    assert kept(flow, "eligibilite", True) == "oui"
    assert kept(flow, "eligibilite", False) == "non"


@pytest.mark.parametrize(
    ("question", "typed", "first"),
    [
        ("demande", "depose", "deposee"),
        ("reception", "interompue", "interrompue"),
        ("domaine", "logement", "logement_hebergement"),
        ("organismes", "caff", "caf"),
        ("prestation", "prime", "prime_activite"),
        ("prestation", "C2S", "c2s"),
        ("organismes", "MSA", "msa"),
        ("demande", "Déposée", "deposee"),
    ],
)
def test_a_wrong_code_is_told_with_the_accepted_ones_the_nearest_first(
    flow: Flow, question: str, typed: str, first: str
) -> None:
    """All accepted codes are there, each once, the likeliest at the head."""
    error = refusal(flow, question, typed)
    assert error.accepted[0] == first
    source = flow.questions[question]
    every = flow.catalogue.codes(source.catalogue) if source.catalogue else list(source.codes)
    assert sorted(error.accepted) == sorted(every)
    assert f"« {typed} »" in error.reason
    assert first in str(error)


def test_several_codes_come_as_a_list_or_separated_by_bars(flow: Flow) -> None:
    """The same codes, in the order given, each once."""
    expected = ("pieces_manquantes", "erreur_administrative")
    for raw in (
        ["pieces_manquantes", "erreur_administrative", "pieces_manquantes"],
        ("pieces_manquantes", "erreur_administrative"),
        "pieces_manquantes | erreur_administrative",
    ):
        assert kept(flow, "raisons_non_reception", raw) == expected


def test_one_wrong_code_among_several_is_named(flow: Flow) -> None:
    """The right ones are not thrown away in silence."""
    assert "« piece »" in refusal(flow, "raisons_non_reception", ["oubli_demandeur", "piece"]).reason


def test_an_unestablished_reason_stands_alone(flow: Flow) -> None:
    """« Raison non établie » and a reason contradict each other."""
    refusal(flow, "raisons_non_reception", ["non_etablie", "oubli_demandeur"])
    assert kept(flow, "raisons_non_reception", ["non_etablie"]) == ("non_etablie",)


@pytest.mark.parametrize("raw", [None, "", [], ()])
@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_not_an_answer(flow: Flow, question: str, raw: Any) -> None:
    """To leave a question out is to skip it, never to answer nothing."""
    refusal(flow, question, raw)


# ── « on ne sait pas » ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", QUESTIONS)
def test_unknown_is_taken_everywhere_it_has_a_meaning_and_nowhere_else(flow: Flow, question: str) -> None:
    """It never blocks a question that is not about an object; free texts and links are left out instead."""
    asked = flow.questions[question]
    refused = {
        *("nature", "prestation", "domaine", "appui_eligibilite", "motif_non_eligibilite"),
        *("menage", "causee_par", "chronologie", "synthese", "demande_individuelle"),
        *("proposition_institution", "accord_portee"),
    }
    assert accepts_unknown(asked) == (question not in refused)
    if question not in refused:
        assert kept(flow, question, "inconnu") == unknown_value(asked)
    elif asked.kind not in ("texte", "menage"):
        refusal(flow, question, "inconnu")


def test_unknown_reasons_have_their_own_code(flow: Flow) -> None:
    """A list of reasons that is not known is « non établie », so that figures count it."""
    assert kept(flow, "raisons_non_demande", "inconnu") == ("non_etablie",)
    assert kept(flow, "niveaux", "inconnu") == "inconnu"


# ── numbers, money ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("raw", "value"), [("1", 1), (" 20 ", 20), (3, 3), ("007", 7)])
def test_an_integer_is_read(flow: Flow, raw: Any, value: int) -> None:
    """Typed or written."""
    assert kept(flow, "taille_menage", raw) == value


@pytest.mark.parametrize("raw", ["0", "21", "-1", "trois", "1,5", "1.5", True, "½"])
def test_what_is_not_a_size_is_refused(flow: Flow, raw: Any) -> None:
    """Bounds and digits are told."""
    assert refusal(flow, "taille_menage", raw).accepted == []


def test_the_persons_concerned_are_at_most_those_of_the_household(flow: Flow) -> None:
    """The ceiling is the other answer where there is one, the question's own otherwise."""
    assert kept(flow, "personnes_concernees", "3", {"taille_menage": 3}) == 3
    assert "3 au plus" in refusal(flow, "personnes_concernees", "4", {"taille_menage": 3}).reason
    for unknown in ({}, {"taille_menage": None}, {"taille_menage": "inconnu"}):
        assert kept(flow, "personnes_concernees", "20", unknown) == 20
        refusal(flow, "personnes_concernees", "21", unknown)


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("206,50", 20_650),
        ("206.5", 20_650),
        ("206", 20_600),
        ("1 234,5 €", 123_450),
        ("1\u202f234,56\u00a0€", 123_456),
        ("12 euros", 1_200),
        ("1 euro", 100),
        ("0", 0),
        (206.5, 20_650),
        (0.29, 29),
        (1_000_000, 100_000_000),
    ],
)
def test_an_amount_is_kept_in_cents(flow: Flow, raw: Any, cents: int) -> None:
    """As people write it, French or not; never a floating number."""
    value = kept(flow, "manque_mensuel", raw)
    assert value == cents
    assert type(value) is int


@pytest.mark.parametrize("raw", ["-5", "12,345", "1.234,50", "beaucoup", "12-", "1000000,01", "€", "1e3"])
def test_what_is_not_an_amount_is_refused(flow: Flow, raw: str) -> None:
    """Nothing is guessed."""
    refusal(flow, "manque_mensuel", raw)


@given(st.integers(0, 100_000_000))
def test_an_amount_survives_being_written_in_euros(cents: int) -> None:
    """What a scenario writes as a number and what a screen shows come back to the same cents."""
    flow = shipped_flow()
    assert kept(flow, "manque_mensuel", f"{cents // 100},{cents % 100:02d}") == cents
    assert kept(flow, "manque_mensuel", cents / 100) == cents


# ── dates ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12/08/2025", "2025-08-12"),
        ("12-08-2025", "2025-08-12"),
        ("12.8.2025", "2025-08-12"),
        ("2025-08-12", "2025-08-12"),
        ("12 août 2025", "2025-08-12"),
        ("le 1er décembre 2025", "2025-12-01"),
        ("1er Aout 2025", "2025-08-01"),
        ("29/02/2024", "2024-02-29"),
        ("08/2025", "2025-08"),
        ("8/2025", "2025-08"),
        ("2025-08", "2025-08"),
        ("août 2025", "2025-08"),
        ("Février 2026", "2026-02"),
        ("juin 2025", "2025-06"),
        ("juil. 2025", "2025-07"),
        ("2025", "2025"),
    ],
)
def test_a_date_is_understood_as_people_write_it(written: str, meant: str) -> None:
    """Day, month or year, in figures or in words, French or ISO."""
    assert day_of(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("29/02/2025", "31/04/2025", "0/01/2025", "12/13/2025", "00/2025", "13/2025"),
        *(
            "1899",
            "2201",
            "25",
            "12/08/25",
            "hier",
            "août",
            "août 12 septembre 2025",
            "1/2/3/2025",
            "",
            "-",
            "²",
        ),
    ],
)
def test_what_is_not_a_date_is_not_one(written: str) -> None:
    """No day is invented, no century guessed."""
    assert day_of(written) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_of_the_calendar_is_read_both_ways(day: date) -> None:
    """In French order and in ISO order."""
    assert day_of(day.strftime("%d/%m/") + f"{day.year:04d}") == day_of(day.isoformat()) == day.isoformat()


def test_a_month_is_a_month_and_a_date_a_whole_date(flow: Flow) -> None:
    """Less or more than asked is refused with an example."""
    assert kept(flow, "depuis", "août 2025") == "2025-08"
    assert "08/2025" in refusal(flow, "depuis", "12/08/2025").reason
    refusal(flow, "depuis", "2025")
    assert kept(flow, "accord_date", "12/08/2025") == "2025-08-12"
    assert "12/08/2025" in refusal(flow, "accord_date", "08/2025").reason


# ── texts, rows ──────────────────────────────────────────────────────────────────────────────────


def test_a_text_loses_its_blanks_and_has_a_limit(flow: Flow) -> None:
    """A sheet is one page."""
    assert kept(flow, "synthese", "  Deux lignes,\nune page. ") == "Deux lignes,\nune page."
    assert kept(flow, "synthese", "a" * MAX_TEXT) == "a" * MAX_TEXT
    refusal(flow, "synthese", "a" * (MAX_TEXT + 1))
    refusal(flow, "synthese", "   ")


def test_rows_keep_their_columns_and_their_dates_become_iso(flow: Flow) -> None:
    """An empty cell is left out; a proof is yes, no, or what it is."""
    rows = [
        {"date": "12/08/2025", "acteur": "", "fait": " Dépôt. ", "preuve": "Oui"},
        {"date": 2025, "fait": "Rien.", "preuve": "accusé de réception"},
    ]
    assert kept(flow, "chronologie", rows) == (
        {"date": "2025-08-12", "fait": "Dépôt.", "preuve": "oui"},
        {"date": "2025", "fait": "Rien.", "preuve": "accusé de réception"},
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("du texte", "liste de lignes"),
        ([["2025", "x"]], "liste de lignes"),
        ([{"date": "2025"}], "Ce qui s’est passé"),
        ([{"fait": "x"}], "Date"),
        ([{"date": "demain", "fait": "x"}], "« demain » n’est pas une date"),
        ([{"date": "2025", "fait": "x", "acteurs": "y"}], "« acteurs » n’existe pas"),
        ([{"date": "2025", "fait": "x"}] * (MAX_ROWS + 1), f"{MAX_ROWS} lignes au plus"),
    ],
)
def test_a_wrong_row_says_what_is_wrong(flow: Flow, rows: Any, words: str) -> None:
    """The column or the value is named."""
    assert words in refusal(flow, "chronologie", rows).reason


def test_a_misspelt_column_gets_the_nearest_first(flow: Flow) -> None:
    """As codes do."""
    for column, nearest in (("dates", "date"), ("acteurs", "acteur"), ("preuves", "preuve")):
        assert refusal(flow, "chronologie", [{column: "x"}]).accepted[0] == nearest


# ── links ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "rank", "value"),
    [("aucune", 1, "aucune"), ("1", 2, 1), (1, 3, 1), (2, 3, 2), ("26-k7qx4-1", 1, "26-K7QX4-1")],
)
def test_a_link_names_an_earlier_situation_or_none(flow: Flow, raw: Any, rank: int, value: Any) -> None:
    """By rank within the interview, by reference across interviews."""
    assert kept(flow, "causee_par", raw, rank=rank) == value


@pytest.mark.parametrize(("raw", "rank"), [("1", 1), (2, 2), ("3", 2), ("0", 2), (-1, 2), ("²", 2)])
def test_a_link_to_itself_or_to_a_later_situation_is_refused(flow: Flow, raw: Any, rank: int) -> None:
    """A cause comes before."""
    refusal(flow, "causee_par", raw, rank=rank)


@pytest.mark.parametrize("raw", ["oui", "je ne sais pas", "inconnu", "rsa"])
def test_a_link_that_is_not_a_reference_is_refused(flow: Flow, raw: str) -> None:
    """A word typed by mistake must not become the cause of the situation."""
    refusal(flow, "causee_par", raw)


# ── all kinds ────────────────────────────────────────────────────────────────────────────────────


@given(st.data())
def test_a_value_that_was_kept_is_kept_as_it_is_when_given_again(data: st.DataObject) -> None:
    """Canonical values are fixed points, money apart (euros in, cents kept): a resume replays them safely."""
    flow = shipped_flow()
    question = flow.questions[data.draw(st.sampled_from(QUESTIONS))]
    raw = data.draw(answers_to(question, flow.catalogue, rank=3))
    value = parse(flow, question, raw, {}, 3)
    assert value is not None
    again = value / 100 if question.kind == "montant" and isinstance(value, int) else value
    assert parse(flow, question, again, {}, 3) == value


@given(st.data())
def test_whatever_is_typed_gives_a_value_or_a_reason(data: st.DataObject) -> None:
    """No text, however odd, ends in anything else than a value or an AnswerError."""
    flow = shipped_flow()
    question = flow.questions[data.draw(st.sampled_from(QUESTIONS))]
    odd = st.text(max_size=12) | st.text(alphabet="0123456789²½-/ ,.€|é", max_size=8)
    raw = data.draw(odd | st.integers() | st.booleans() | st.floats() | st.lists(odd, max_size=2))
    try:
        value = parse(flow, question, raw, {"taille_menage": 4}, 2)
    except AnswerError as error:
        assert error.reason
    else:
        assert value not in (None, "", ())
