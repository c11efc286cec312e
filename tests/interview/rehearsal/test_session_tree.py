"""The tree of paths, the first parting from the reference, their drawing, and the charts of a session."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.rehearsal.session.counting.agreement_rows import units_of
from interview.rehearsal.session.counting.figures import figures_of
from interview.rehearsal.session.counting.tree import Node, partings_of, tree_of
from interview.rehearsal.session.model import Gathered
from interview.rehearsal.session.reporting import figures_charts as charts
from interview.rehearsal.session.reporting.tree_drawing import lines_of, text_of
from templates.charts.words import description_of, table_of
from tests.interview.rehearsal import simulated
from tests.interview.rehearsal.simulated import Answers, case, gathered, played, session

CHANGES: dict[int, Answers] = {
    1: {},
    2: {},
    3: {},
    4: {"demande": "non"},
    5: {"demande": "non"},
    6: {"connaissance": "non", "demande": "non"},
}
"""Six people: one parts at « connaissance »; of the five others, two at « demande »."""


def six(extra: str = "") -> Gathered:
    return session(6, [case("un", extra=extra)], lambda who, _: CHANGES[who])


def test_the_tree_says_how_many_went_where() -> None:
    """Branches come the most taken first, with their counts, and mark the way of the reference."""
    held = six()
    root = tree_of(held, units_of(held)[0]).root
    assert root.count == 6
    assert [each.question for each in root.together] == [
        "nature",
        "prestation",
        "eligibilite",
        "appui_eligibilite",
    ]
    assert root.question == "connaissance"
    assert [(each.answer, each.count, each.standing) for each in root.branches] == [
        (("oui",), 5, "reference"),
        (("non",), 1, "autre"),
    ]
    deeper = root.branches[0].then
    assert [each.question for each in deeper.together] == ["proposition"]
    assert deeper.question == "demande"
    assert [(each.answer, each.count) for each in deeper.branches] == [(("deposee",), 3), (("non",), 2)]
    alone = root.branches[1].then
    assert not alone.branches
    assert alone.ends[0].forms == ("non_connaissance",)


def test_the_tree_is_drawn_in_words() -> None:
    """The text holds the parting questions, the counts and the endings, signs always beside a word."""
    held = six()
    text = text_of(tree_of(held, units_of(held)[0])).replace("\u00a0", " ").replace("\u202f", " ")
    assert text.splitlines()[0] == "Cas inventé un : 6 participants"
    assert "4 réponses communes, de « Nature de l’offre » à « Sur quoi cela repose »" in text
    assert "├─ Oui : 5 participants ◆ référence" in text
    assert "│  ├─ Oui, déposée : 3 participants ◆ référence" in text
    assert "│  └─ Non : 2 participants" in text
    assert "└─ Non : 1 participant" in text
    assert "→ Non-réception (avéré) ◆ référence" in text


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.sampled_from([40, 60, 80, 160]))
def test_every_tree_fits_and_adds_up(seed: int, people: int, width: int) -> None:
    """Whatever was answered, branches hold all the people of their node, and no line passes the width."""
    held = simulated.scattered(people, 2, seed, right=0.3)
    for unit in units_of(held):
        made = tree_of(held, unit)
        for node in _nodes(made.root):
            ended = sum(each.count for each in node.ends)
            assert node.count == ended + sum(each.count for each in node.branches)
            assert len(node.branches) != 1 or node.ends
        assert all(len(line) <= width for line in text_of(made, width).splitlines())


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for branch in node.branches:
        yield from _nodes(branch.then)


def test_lines_are_nested_one_under_the_other() -> None:
    """For a document, each line is at most one deeper than the one before."""
    held = simulated.scattered(10, 1, 3, right=0.3)
    depths = [each.depth for each in lines_of(tree_of(held, units_of(held)[0]))]
    assert depths[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_those_who_decided_otherwise_end_apart() -> None:
    """The same answers with another decision end on the same leaf, each conclusion counted."""
    un = case("un")
    held = gathered([un], [played(un, 1), played(un, 2), played(un, 3, decided=("non_demande",))])
    root = tree_of(held, units_of(held)[0]).root
    assert not root.branches
    assert [(each.forms, each.count, each.reference) for each in root.ends] == [
        (("non_reception",), 2, True),
        (("non_demande",), 1, False),
    ]


def test_passing_a_question_is_a_branch_without_standing() -> None:
    """Who passes a question goes their own way, and it is neither the reference nor accepted."""
    held = session(3, [case("un")], lambda who, _: {"blocage": None} if who == 3 else {})
    branches = tree_of(held, units_of(held)[0]).root.branches
    assert [(each.answer, each.standing) for each in branches] == [
        (("dossier_renvoye",), "reference"),
        ((), "sans"),
    ]


# ── the first parting from the reference ─────────────────────────────────────────────────────────────


def test_the_first_parting_is_counted_once_for_each() -> None:
    """Two first part at « demande », one at « connaissance » though their « demande » differs too."""
    held = six()
    found = partings_of(held, units_of(held)[0])
    assert found is not None
    assert (found.present, found.never) == (6, 3)
    assert [(each.question, each.count) for each in found.at] == [("demande", 2), ("connaissance", 1)]
    assert found.words.startswith("3 participants sur 6 ne s’écartent pas de la référence.")


def test_an_accepted_answer_is_not_a_parting() -> None:
    """Where the case holds « non » as right, those who answered it have not parted there, nor after it."""
    extra = "    ecarts:\n      - {question: demande, reponses: [non], admis: true, pourquoi: Aussi juste.}\n"
    held = six(extra)
    found = partings_of(held, units_of(held)[0])
    assert found is not None
    assert [(each.question, each.count) for each in found.at] == [("connaissance", 1)]
    assert found.never == 5
    outcome = figures_of(held, draws=0).outcomes[0].rounds[0]
    assert (outcome.as_reference, outcome.accepted) == (3, 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([{}], "Personne ne s’écarte de la référence."),
        ([{"demande": "non"}], "La seule personne qui a répondu s’écarte de la référence."),
        ([{"demande": "non"}] * 2, "Les 2 participants s’écartent de la référence."),
        ([{}, {"demande": "non"}], "Une personne sur 2 ne s’écarte pas de la référence."),
        ([], "Personne n’a répondu."),
    ],
)
def test_partings_are_told_in_a_sentence(changes: list[Answers], said: str) -> None:
    """The words agree with the number, down to one person and to nobody."""
    held = session(len(changes), [case("un")], lambda who, _: changes[who - 1])
    found = partings_of(held, units_of(held)[0])
    assert found is not None
    assert found.words.startswith(said)


# ── charts ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_partings_are_drawn() -> None:
    """One bar for each question where somebody first parts, and one for those who do not."""
    held = six()
    found = partings_of(held, units_of(held)[0])
    assert found is not None
    chart = charts.partings_chart(found)
    assert chart is not None
    assert chart.etiquettes == ("Demande", "Connaissance de l’offre", "Aucun écart")
    assert chart.series[0].valeurs == (2, 1, 3)
    assert "participants" in description_of(chart)
    assert len(table_of(chart).lignes) == 3


def test_what_divides_most_is_drawn() -> None:
    """The longest bars come first, no more than asked for, in hundredths of the pairs."""
    divided = figures_of(simulated.scattered(9, 6, 2), draws=0).dividing
    chart = charts.dividing_chart(divided, most=4)
    assert chart is not None
    assert list(chart.series[0].valeurs) == [round(each.apart * 100) for each in divided[:4]]
    assert description_of(chart)


def test_nothing_to_draw_is_no_chart() -> None:
    """Without one answer, or without a question that divides, there is no chart rather than an empty one."""
    empty = session(0, [case("un")], lambda _who, _rank: {})
    found = partings_of(empty, units_of(empty)[0])
    assert found is not None
    assert charts.partings_chart(found) is None
    assert charts.dividing_chart(figures_of(empty, draws=0).dividing) is None
