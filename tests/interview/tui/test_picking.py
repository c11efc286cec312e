"""The list that the keyboard picks from, without a screen."""

from __future__ import annotations

import pytest

from interview.tui.picking import ZERO, Picker, folded
from interview.views import Option


def options(count: int) -> list[Option]:
    names = ("Énergie", "Santé", "École", "Œuvres", "Justice", "Mobilité", "Retraite", "Papiers", "Travail")
    return [Option(f"c{rank}", names[rank % len(names)] + f" {rank}", "", "", "") for rank in range(count)]


def typed(picker: Picker, text: str) -> list[str]:
    return [picker.press("space" if each == " " else each, each) for each in text]


@pytest.mark.parametrize("digit", range(1, 10))
def test_each_digit_takes_the_option_it_numbers(digit: int) -> None:
    picker = Picker(options(9))
    assert picker.press(str(digit), str(digit)) == "picked"
    assert picker.taken == (f"c{digit - 1}",)


def test_a_digit_past_the_list_does_nothing() -> None:
    picker = Picker(options(3))
    assert picker.press("4", "4") == "ignored"
    assert picker.taken == ()


def test_zero_takes_what_it_stands_for_and_only_where_it_stands_for_something() -> None:
    assert Picker(options(3)).press("0", "0") == "ignored"
    picker = Picker(options(3), zero="On ne sait pas")
    assert picker.press("0", "0") == "picked"
    assert picker.unknown


def test_nothing_is_highlighted_until_an_arrow_is_pressed() -> None:
    picker = Picker(options(3))
    assert picker.press("enter", None) == "ignored"
    picker.press("down", None)
    assert picker.press("enter", None) == "picked"
    assert picker.taken == ("c0",)


def test_arrows_go_round_and_reach_the_line_of_zero() -> None:
    picker = Picker(options(2), zero="On ne sait pas")
    for _ in range(3):
        picker.press("down", None)
    assert picker.highlighted == ZERO
    picker.press("down", None)
    assert picker.highlighted == "c0"


def test_the_answer_given_before_is_highlighted() -> None:
    assert Picker(options(3), taken=["c1"]).highlighted == "c1"
    assert Picker(options(3), zero="On ne sait pas", unknown=True).highlighted == ZERO


def test_letters_filter_a_list_of_ten_but_not_one_of_nine() -> None:
    short, long = Picker(options(9)), Picker(options(10))
    assert typed(short, "eco") == ["ignored"] * 3
    typed(long, "eco")
    assert [each.code for each in long.shown] == ["c2"]


def test_digits_number_what_the_filter_leaves() -> None:
    picker = Picker(options(18))
    typed(picker, "just")
    picker.press("2", "2")
    assert picker.taken == ("c13",)


def test_a_letter_that_would_leave_nothing_is_not_taken() -> None:
    picker = Picker(options(10))
    assert typed(picker, "zz")[0] == "ignored"
    assert picker.typed == ""


def test_ticking_keeps_the_order_of_the_list_and_shows_it_whole_again() -> None:
    picker = Picker(options(12), multiple=True)
    typed(picker, "trav")
    picker.press("1", "1")
    assert picker.typed == ""
    picker.press("1", "1")
    assert picker.taken == ("c0", "c8")
    assert picker.press("enter", None) == "picked"


def test_ticking_twice_is_not_ticking() -> None:
    picker = Picker(options(3), multiple=True)
    typed(picker, "22")
    assert picker.taken == ()


def test_enter_never_gives_what_nobody_ticked() -> None:
    """With nothing ticked it ticks the highlighted line, to be seen; a second time gives it."""
    picker = Picker(options(12), multiple=True)
    typed(picker, "trav")
    assert picker.press("enter", None) == "changed"
    assert picker.taken == ("c8",)
    assert picker.press("enter", None) == "picked"


def test_zero_excludes_the_others_and_they_exclude_it() -> None:
    picker = Picker(options(3), multiple=True, zero="Raison non établie")
    typed(picker, "12")
    picker.press("0", "0")
    assert (picker.taken, picker.unknown) == ((), True)
    picker.press("3", "3")
    assert (picker.taken, picker.unknown) == (("c2",), False)


def test_zero_pressed_by_mistake_gives_the_ticks_back() -> None:
    picker = Picker(options(3), multiple=True, zero="Raison non établie")
    typed(picker, "12")
    picker.press("0", "0")
    picker.press("0", "0")
    assert (picker.taken, picker.unknown) == (("c0", "c1"), False)


def test_accents_and_case_do_not_count() -> None:
    assert folded("Éléphant ŒUVRE l’eau") == "elephant oeuvre l'eau"
