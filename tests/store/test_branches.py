"""Lines of work: one interview that went on in two bases is told apart where it went apart."""

from itertools import permutations

from store.branches import TOGETHER, branches
from store.chain import START, Link


def link(name: str, parent: str) -> Link:
    return Link(name.encode(), parent.encode() if parent else START, name.encode())


def test_an_interview_of_one_base_is_one_line():
    links = [link("a", ""), link("b", "a"), link("c", "b")]
    assert set(branches(links).values()) == {TOGETHER}


def test_two_lines_are_numbered_by_their_first_entry_in_whatever_order_they_came():
    links = [link("a", ""), link("b", "a"), link("c", "a"), link("d", "b"), link("e", "c")]
    wanted = {b"a": TOGETHER, b"b": 1, b"d": 1, b"c": 2, b"e": 2}
    assert all(branches(each) == wanted for each in permutations(links))


def test_a_line_that_parts_again_stays_apart_from_the_first():
    links = [link("a", ""), link("b", "a"), link("c", "a"), link("d", "b"), link("e", "b")]
    told = branches(links)
    assert told[b"a"] == TOGETHER
    assert told[b"c"] not in {told[b"b"], told[b"d"], told[b"e"]}


def test_an_entry_whose_parent_is_missing_begins_a_line_of_its_own():
    told = branches([link("a", ""), link("b", "a"), link("z", "lost")])
    assert told == {b"a": 1, b"b": 1, b"z": 2}


def test_no_entry_gives_no_line():
    assert branches([]) == {}
