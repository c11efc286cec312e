"""The identity guard on texts alone: how much it finds, how often it is wrong, what it never does."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.loader import shipped_cases
from store.privacy.guard import MASKS, findings, masked
from tests.privacy.labelled import found_in, score, sentences
from tests.support import shipped_flow
from tests.test_imports import loaded_by

OPEN, HELD_OUT = sentences("sentences.txt"), sentences("held_out.txt")
KINDS = tuple(MASKS)


def test_the_set_is_large_half_of_it_is_clean_and_a_third_is_held_out() -> None:
    """Two hundred sentences at least; none is in both files."""
    told = [*OPEN, *HELD_OUT]
    assert len({each.text for each in told}) == len(told) >= 200
    clean = sum(1 for each in told if not each.labels)
    assert 0.45 <= clean / len(told) <= 0.55
    assert 0.3 <= len(HELD_OUT) / len(told) <= 0.36


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("sentences.txt", 0.97, 0.95), ("held_out.txt", 0.96, 0.95)]
)
def test_little_is_missed_and_little_is_wrongly_told(name: str, precision: float, recall: float) -> None:
    """Over all kinds, on the file the guard was adjusted on and on the one it never was."""
    result = score(sentences(name))
    print(f"\n{name}\n{result.table}")
    assert result.precision() >= precision, result.table
    assert result.recall() >= recall, result.table


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_hides_behind_the_others(kind: str) -> None:
    """Each kind is labelled often enough, found nine times in ten, and told wrongly less than that."""
    result = score([*OPEN, *HELD_OUT])
    assert result.right[kind] + result.missed[kind] >= 6
    assert result.recall(kind) >= 0.9, result.table
    assert result.precision(kind) >= 0.9, result.table


@pytest.mark.parametrize("told", [each for each in OPEN if each.labels], ids=lambda each: each.text[:30])
def test_a_masked_text_holds_nothing_more_to_find(told) -> None:  # type: ignore[no-untyped-def]
    """What stands for a passage is not taken for one, and the rest of the text is untouched."""
    found = found_in(told.text)
    text = masked(told.text, found)
    assert not found_in(text)
    for each in found:
        assert told.text[each.start : each.end] not in text or each.kind == "nom"
    kept = told.text[: found[0].start] if found else told.text
    assert text.startswith(kept)


def test_nothing_the_program_ships_is_taken_for_somebody() -> None:
    """Its questions, its help and its cases talk of « la personne », amounts, dates and articles of law."""
    for text in (shipped_flow().source, *(each.read_text("utf-8") for each in shipped_cases())):
        assert [text[each.start - 20 : each.end] for each in found_in(text)] == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (unicodedata.normalize("NFD", "Elle est née le 3 février 1984 ici."), "3 février 1984"),
        ("Mme\u00a0Verdoyant est là.", "Verdoyant"),
        ("tél. 06\u202f39\u202f98\u202f12\u202f34, le soir", "06\u202f39\u202f98\u202f12\u202f34"),
        ("Tél.\u200b 06 39 98\u200b 12 34", "06 39 98\u200b 12 34"),
        ("Il s’appelle Éloi, lui.", "Éloi"),
        (unicodedata.normalize("NFD", "Il s’appelle Éloi, lui."), "Éloi"),
        (unicodedata.normalize("NFD", "Mme Belcasté attend."), "Belcasté"),
        ("compte FR76–3000–6000–0112–3456–7890–189.", "FR76–3000–6000–0112–3456–7890–189"),
    ],
)
def test_signs_that_look_alike_hide_nothing(text: str, passage: str) -> None:
    """No-break spaces, typographic dashes, letters in two parts, signs that are not seen."""
    (found,) = findings(text)
    assert unicodedata.normalize("NFC", text[found.start : found.end]) == passage


def test_a_number_of_thirteen_digits_that_is_no_nir_is_left_alone() -> None:
    """A month 19, a sex 9, a commune 000: nothing of a social security number."""
    for number in ("1841975116045", "9840375116045", "1840375000045"):
        assert findings(f"Le code {number} est affiché.") == ()


def test_the_key_decides_for_fifteen_digits_in_a_row() -> None:
    """With its key it is told; with another, in a row and with no word before it, it is any number."""
    assert [each.kind for each in findings("Le 184037511604532 est affiché.")] == ["nir"]
    assert findings("Le 184037511604533 est affiché.") == ()


def test_hotlines_are_nobodys_number() -> None:
    """Free and paid numbers belong to organisms."""
    assert findings("Elle appelle le 0 806 000 126 et le 08 10 25 59 10.") == ()


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_findings_in_order_that_do_not_overlap(text: str) -> None:
    """Whatever is typed: never an error, and every passage is in the text."""
    at = 0
    for each in findings(text):
        assert at <= each.start < each.end <= len(text)
        at = each.end


@given(st.lists(st.sampled_from([*OPEN, *HELD_OUT]), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_sentence_hides_nothing_of_the_next(told) -> None:  # type: ignore[no-untyped-def]
    """On lines of their own, sentences give together what each gives alone."""
    alone = [(each.kind, len(each.masked)) for one in told for each in found_in(one.text)]
    together = [(each.kind, len(each.masked)) for each in found_in("\n".join(one.text for one in told))]
    assert together == alone


LONG = {
    "prose": "Le 12 mars 2025 Mme la directrice a appelé la CAF ; on demande 1 234,50 € (article L.262-47). ",
    "people": "Mme Verdoyant, née le 3 mars 1984, 12 rue des Lilas 59000 Lille, 06 39 98 12 34. ",
    "digits": "1 2 3 4 ",
    "almost born": "né en France ",
    "almost a file": "dossier n° de la CAF ",
    "almost a bank": "FR76 ",
}


@pytest.mark.parametrize("name", LONG)
def test_two_thousand_characters_cost_less_than_five_milliseconds(name: str) -> None:
    """Once imported, whatever they are made of. Best of several: the machine is shared."""
    text = (LONG[name] * 1000)[:2000]
    findings(text)
    best = min(_seconds(text) for _ in range(7))
    assert best < 0.005, f"{name}: {best * 1000:.2f} ms"


@pytest.mark.parametrize("name", LONG)
def test_the_cost_grows_as_the_text_does(name: str) -> None:
    """Ten times the text never costs a hundred times the work: no pattern may be made to hang."""
    short, long = (LONG[name] * 1000)[:2000], (LONG[name] * 10_000)[:20_000]
    findings(short)
    assert min(_seconds(long) for _ in range(3)) < 40 * min(_seconds(short) for _ in range(5)) + 0.02


def test_the_guard_waits_until_a_text_is_kept() -> None:
    """Neither it nor its libraries is loaded for the first question, nor when the screen is."""
    for module in ("interview.cli", "interview.tui.app", "interview.line", "interview.sheets"):
        found = loaded_by(f"import {module}")
        assert not {each for each in found if each.startswith(("store.privacy.guard", "phonenumbers"))}
    assert "interview.guarding" not in loaded_by("import interview.tui.screens.conversation")


def test_a_text_without_numbers_loads_no_library_of_numbers() -> None:
    """The plans of telephone numbers are read when something looks like one."""
    found = loaded_by("from store.privacy.guard import findings; findings('Mme la directrice attend.')")
    assert not {"phonenumbers", "stdnum"} & found


def _seconds(text: str) -> float:
    start = time.perf_counter()
    findings(text)
    return time.perf_counter() - start
