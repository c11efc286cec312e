"""French typography, in the one place where it is decided."""

import datetime
import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates import typography as t
from templates.engine import polish_text

N, F = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.date(2026, 3, 3), "3 mars 2026"),
        (datetime.date(2026, 3, 1), "1er mars 2026"),
        ("2025-12-11", "11 décembre 2025"),
        ("2026-03", "mars 2026"),
        ("2026", "2026"),
        ("été 2025", "été 2025"),
        ("2025-13", "2025-13"),
        ("2025-02-30", "2025-02-30"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(value: datetime.date | str, said: str) -> None:
    assert t.day(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.date(2026, 3, 1), "le 1er mars 2026"),
        ("2026-03-03", "le 3 mars 2026"),
        ("2026-03", "en mars 2026"),
        ("2026", "en 2026"),
        ("cet été", "cet été"),
    ],
)
def test_a_date_within_a_sentence_takes_its_article(value: datetime.date | str, said: str) -> None:
    assert t.when(value) == said


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (1_257_800, f"12{F}578{F}€"),
        (20_600, f"206{F}€"),
        (1_250, f"12,50{F}€"),
        (5, f"0,05{F}€"),
        (0, f"0{F}€"),
        (123_456_789, f"1{F}234{F}567,89{F}€"),
    ],
)
def test_money_is_written_with_narrow_spaces_and_cents_only_where_there_are(cents: int, said: str) -> None:
    assert t.euros(cents) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 minute"), (45, "45 minutes"), (60, f"1{N}h"), (75, f"1{N}h{N}15"), (605, f"10{N}h{N}05")],
)
def test_a_duration_is_said_as_it_is_spoken(minutes: int, said: str) -> None:
    assert t.duration(minutes) == said


@pytest.mark.parametrize(
    ("n", "noun", "said"),
    [
        (0, "personne", "0 personne"),
        (1, "personne", "1 personne"),
        (3, "personne", "3 personnes"),
        (4, "mois", "4 mois"),
    ],
)
def test_a_count_agrees_with_its_noun(n: int, noun: str, said: str) -> None:
    assert t.count(n, noun) == said


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("quoi ?", f"quoi{F}?"),
        ("quoi?", f"quoi{F}?"),
        ("oui ; non", f"oui{F}; non"),
        ("oui;", f"oui{F};"),
        ("Non !", f"Non{F}!"),
        ("vraiment ?!", f"vraiment{F}?!"),
        ("note : dix", f"note{N}: dix"),
        ("note: dix", f"note{N}: dix"),
        ("à 14:30, ou 14 :30", "à 14:30, ou 14 :30"),
        ("https://exemple.invalid/a?b=c;d", "https://exemple.invalid/a?b=c;d"),
        ("l'aide d'urgence", "l’aide d’urgence"),
        ("5'10", "5'10"),
        ('il dit "complet" au guichet', f"il dit «{N}complet{N}» au guichet"),
        ("il dit « complet »", f"il dit «{N}complet{N}»"),
        ("il dit «complet».", f"il dit «{N}complet{N}»."),
        ("30 % de 12 €", f"30{F}% de 12{F}€"),
        ("aujourd'hui?", f"aujourd’hui{F}?"),
    ],
)
def test_typed_text_is_set_as_a_french_typesetter_would(typed: str, set_: str) -> None:
    assert polish_text(typed) == set_


def _letters(text: str) -> str:
    return re.sub(r"[\s'’\"«»]", "", text)


@settings(max_examples=500)
@given(
    st.text(
        st.characters(codec="latin-1", exclude_categories=("Cc", "Cf")) | st.sampled_from("'\" :;?!«»’%€"),
        max_size=40,
    )
)
def test_typography_moves_spaces_and_quotes_and_nothing_else(text: str) -> None:
    assert _letters(t.french(text)) == _letters(text)


@settings(max_examples=500)
@given(st.text(max_size=40) | st.text("ab1 '\":;?!«»’%€\u00a0\u202f\n", max_size=30))
def test_text_polished_twice_is_text_polished_once(text: str) -> None:
    assert polish_text(polish_text(text)) == polish_text(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\u200bb\u202ec\ufeff", "abc"),
        ("e\u0301", "é"),
        ("  a \t b  ", "a b"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        (f"12{F}578{F}€", f"12{F}578{F}€"),
    ],
)
def test_what_nobody_can_see_is_left_out_and_what_is_said_is_kept(typed: str, kept: str) -> None:
    assert t.clean(typed) == kept


def test_sentences_begin_with_a_capital_and_end_with_a_stop() -> None:
    assert t.sentences(("la date", "Est-ce sûr ?", "été.")) == "La date. Est-ce sûr ? Été."


def test_the_words_of_the_shipped_template_follow_the_same_rules() -> None:
    source = files("templates").joinpath("fiche.md.j2").read_text(encoding="utf-8")
    words = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.S)
    assert not re.search(r" [;:!?»]|« |[^\W\d_][;!?]|'", words)
