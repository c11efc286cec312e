"""The order of the journal: that of its chain, wherever its entries met."""

from hypothesis import given, settings
from hypothesis import strategies as st

from store.chain import START, Link, heads, in_order, seal_of

FLOW = b"f" * 32


def chain_of(ids: list[int], parent: bytes = START) -> list[Link]:
    links = []
    for each in ids:
        seal = seal_of(parent, FLOW, (bytes([each]) * 16, b"i" * 16, each, "", "reponse", 1, "q", None))
        links.append(Link(bytes([each]) * 16, parent, seal))
        parent = seal
    return links


def test_a_chain_is_read_as_it_was_written_even_when_a_clock_went_back():
    assert in_order(chain_of([5, 3, 9, 1])) == [0, 1, 2, 3]


@settings(max_examples=60, deadline=None)
@given(common=st.integers(1, 4), left=st.integers(0, 4), right=st.integers(0, 4), draw=st.randoms())
def test_two_branches_have_one_order_however_their_entries_came(common, left, right, draw):
    """And in that order, an entry never comes before the one it follows."""
    trunk = chain_of(list(range(1, common + 1)))
    one = chain_of(list(range(10, 10 + left)), trunk[-1].seal)
    two = chain_of(list(range(20, 20 + right)), trunk[-1].seal)
    links = [*trunk, *one, *two]
    expected = [links[place].id for place in in_order(links)]
    shuffled = draw.sample(links, len(links))
    told = [shuffled[place] for place in in_order(shuffled)]
    assert [each.id for each in told] == expected
    places = {each.seal: rank for rank, each in enumerate(told)}
    assert all(each.parent == START or places[each.parent] < places[each.seal] for each in told)


def test_an_interview_continued_in_two_bases_has_two_heads():
    trunk = chain_of([1, 2])
    links = [*trunk, *chain_of([7], trunk[-1].seal), *chain_of([4], trunk[-1].seal)]
    assert heads(links) == [links[3].seal, links[2].seal]


def test_a_seal_changes_with_anything_that_is_sealed():
    row = (b"1" * 16, b"i" * 16, 5, "ep1", "reponse", 1, "demande", '"oui"')
    seals = {seal_of(START, FLOW, row), seal_of(b"p" * 16, FLOW, row), seal_of(START, b"g" * 32, row)}
    for place in range(len(row)):
        other = list(row)
        other[place] = (
            b"2" * 16 if isinstance(row[place], bytes) else 9 if isinstance(row[place], int) else "x"
        )
        seals.add(seal_of(START, FLOW, tuple(other)))
    assert len(seals) == 3 + len(row)


def test_a_seal_is_the_one_it_was_when_the_journals_that_exist_were_sealed():
    """Sealed otherwise, every base in use would be told as damaged."""
    row = (bytes(range(16)), bytes(range(16, 32)), 1_700_000_000_000, "A1", "reponse", 1, "formes")
    assert seal_of(START, FLOW, (*row, '["non_demande"]')).hex() == "9976a88bd14b6dbdd99c80cba89d10bc"
    assert seal_of(START, FLOW, (*row, None)).hex() == "0a6f549afa0790de6c7ca410121f0c07"
