"""A flow as the screen shows it: its tree, its pages, and where each fault falls."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from flows.flow import Flow
from interview.workbench.flow_pages import Page, page_of
from interview.workbench.flow_view import View, every_node, filtered, tree_of, view_of
from interview.workbench.watching import examined
from tests.support import changed_flow, shipped_flow

DAY = datetime.date(2026, 12, 1)


def text_of(page: Page) -> str:
    lines = [page.over, page.title]
    for part in page.parts:
        lines.append(part.heading)
        lines += [" ".join((each.mark, each.text, each.note, each.leads)) for each in part.lines]
    return " ".join(" ".join(lines).replace("\u202f", " ").replace("\u00a0", " ").split())


def page(key: str, flow: Flow | None = None) -> str:
    return text_of(page_of(flow or shipped_flow(), key))


def seen(tmp_path: Path, *replacements: tuple[str, str], before: View | None = None) -> View:
    """The view of a copy of the shipped flow with passages replaced."""
    source = shipped_flow().source
    for old, new in replacements:
        assert old in source
        source = source.replace(old, new, 1)
    path = tmp_path / "essai.yaml"
    path.write_text(source, encoding="utf-8")
    found = examined(path, DAY)
    return view_of(path, found.flow, found.faults, found.sources, before)


# ── the tree and its pages ───────────────────────────────────────────────────────────────────────────


def test_the_tree_holds_every_question_exit_rule_and_ending_once() -> None:
    flow = shipped_flow()
    keys = [each.key for each in every_node(tree_of(flow))]
    assert len(keys) == len(set(keys))
    rules = flow.file.rules
    expected = {f"question:{each}" for each in flow.questions}
    expected |= {
        f"sortie:{each.id}:{rank}" for each in flow.file.questions for rank in range(len(each.exits))
    }
    expected |= {f"section:{each}" for each in flow.sections} | {f"fin:{each}" for each in flow.endings}
    expected |= {f"forme:{each.code}" for each in rules.forms} | {f"fait:{each.code}" for each in rules.facts}
    expected |= {f"trait:{each.code}" for each in rules.typology}
    expected |= {f"aucun:{each.code}" for each in rules.no_form}
    expected |= {f"certitude:{each.code}" for each in rules.certainties} | {"certitude:abandon"}
    assert expected <= set(keys)


def test_every_node_has_a_page_with_something_to_read() -> None:
    for node in every_node(tree_of(shipped_flow())):
        assert page_of(shipped_flow(), node.key).title


def test_an_exit_leads_to_a_node_of_the_tree() -> None:
    nodes = list(every_node(tree_of(shipped_flow())))
    leads = {each.leads for each in nodes if each.key.startswith("sortie:")}
    assert leads
    assert leads <= {each.key for each in nodes}


@pytest.mark.parametrize("question", shipped_flow().file.questions, ids=lambda each: each.id)
def test_the_page_of_a_question_says_all_that_the_file_says(question: object) -> None:
    asked = shipped_flow().questions[question.id]  # type: ignore[attr-defined]
    told = page(f"question:{asked.id}")
    written = [asked.text, asked.why, asked.approach, asked.in_doubt]
    written += [word for each in asked.choices for word in (each.code, each.label, each.help)]
    for text in written:
        assert " ".join(text.split()) in told


def test_the_page_of_a_question_says_when_it_is_asked_where_it_leads_and_what_reads_it() -> None:
    told = page("question:demande")
    assert "Quand elle est posée toujours" in told
    assert "deposee Oui, déposée Ce qui a été reçu" in told
    assert "non Non Où en est la situation" in told
    assert "→ Ce qui a été reçu si une demande a été faite" in told
    assert "→ Où en est la situation dans tous les autres cas" in told
    assert "Formes : Non-demande ; Non-réception" in told
    assert "si une demande a été faite" in page("question:reception")


def test_a_choice_says_where_it_leads_only_where_choices_lead_apart() -> None:
    assert not any(
        line.leads for part in page_of(shipped_flow(), "question:connaissance").parts for line in part.lines
    )


def test_what_is_not_certain_to_be_asked_says_so() -> None:
    assert "Ce qui ferme le droit (si elle est posée) ou Connaissance de l’offre" in page(
        "question:appui_eligibilite"
    )


def test_the_page_of_an_exit_says_when_it_is_taken_and_what_else_there_is() -> None:
    told = page("sortie:nature:0")
    assert "Nature de l’offre → Prestation" in told
    assert "Prise quand • la réponse est « De l’argent »" in told
    assert "Les autres sorties → Domaine" in told
    assert "Prise quand aucune sortie au-dessus ne l’est." in page("sortie:nature:1")
    assert "Toujours prise." in page("sortie:prestation:0")


def test_the_page_of_a_rule_says_its_condition_in_words() -> None:
    told = page("forme:non_demande")
    assert "Retenue quand, tout ensemble • le droit n’est pas écarté" in told
    assert "la réponse à « Demande » est « Non » ou « Commencée puis laissée »" in told
    assert "Retenu quand le ménage connaît au moins deux situations." in page("trait:cumule")
    assert "éteinte" in page("forme:non_orientation")
    assert "et qu’aucune phrase au-dessus ne convient" in page("aucun:rien_ne_conclut")


def test_a_filter_finds_without_accents_by_words_or_codes_and_keeps_the_branches() -> None:
    tree = tree_of(shipped_flow())
    found = filtered(tree, "DEPOSEE")
    assert found is not None
    cut, first = found
    assert first == "question:demande"
    assert [each.key for each in cut.children] == ["section:demarche"]
    assert filtered(tree, "etat civil sejour") is not None
    assert filtered(tree, "zzz") is None


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("vers: reception,", "vers: recption,", "P037", "sortie:demande:0"),
        ("    bref: Domaine\n", "    bref: Domaine\n    tetxe: x\n", "P020", "question:domaine"),
        ("raisons: raisons_non_demande", "raisons: raison", "P040", "forme:non_demande"),
        (
            "si: {question: reception, hors: [tout]",
            "si: {question: reception, hors: [x]",
            "P055",
            "fait:il_manque_quelque_chose",
        ),
        (
            "{question: eligibilite, est: oui}",
            "{question: eligibilite, est: ouii}",
            "P055",
            "certitude:avere",
        ),
        (
            "{question: issue, est: droit_perdu}",
            "{question: isue, est: droit_perdu}",
            "P054",
            "trait:permanent",
        ),
        (
            "  - {id: droit, titre: Le droit}",
            "  - {id: droit, titre: Le droit, x: 1}",
            "P020",
            "section:droit",
        ),
        ("  - {id: fin, libelle:", "  - {id: fin, x: 1, libelle:", "P020", "fin:fin"),
        ('version: "2026.1"', 'version: "2026.1"\nauteur: x', "P020", "fichier"),
    ],
)
def test_a_fault_falls_on_the_node_it_is_about(
    tmp_path: Path, old: str, new: str, code: str, key: str
) -> None:
    view = seen(tmp_path, (old, new), before=seen(tmp_path))
    assert (code, key) in {(each.fault.code, each.key) for each in view.faults}
    assert not view.current


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("    bref: Demande\n", "question:demande"),
        ("      - code: par_tiers\n", "question:demande"),
        ("    - code: secondaire\n", "trait:secondaire"),
        ("  abandon:\n", "certitude:abandon"),
        ("titre: Qualifier", "fichier"),
    ],
)
def test_a_text_that_is_not_yaml_any_more_is_placed_by_its_line(tmp_path: Path, line: str, key: str) -> None:
    view = seen(tmp_path, (line, f"\t{line}"), before=seen(tmp_path))
    assert [(each.fault.code, each.key) for each in view.faults] == [("P004", key)]


def test_a_file_that_cannot_be_used_keeps_its_last_tree(tmp_path: Path) -> None:
    before = seen(tmp_path)
    view = seen(tmp_path, ("vers: reception,", "vers: recption,"), before=before)
    assert view.tree == before.tree
    assert view.flow is before.flow
    assert not view.current
    assert view.faults[0].where == f"ligne {view.faults[0].fault.line}"


def test_a_file_that_was_never_usable_is_one_node_with_its_faults(tmp_path: Path) -> None:
    view = seen(tmp_path, ("vers: reception,", "vers: recption,"))
    assert view.flow is None
    assert [each.key for each in every_node(view.tree)] == ["fichier"]
    assert [each.key for each in view.faults] == ["fichier"]


def test_errors_come_before_advice_and_each_says_what_to_do(tmp_path: Path) -> None:
    view = seen(tmp_path, ("lu_le: 2026-11", "lu_le: 2020-01"), ("vers: reception,", "vers: recption,"))
    codes = [each.fault.code for each in view.faults]
    assert codes[0] == "P037"
    assert any(each.startswith("A") for each in codes)
    assert all(each.remedy for each in view.faults)


def test_a_reworded_question_keeps_its_key() -> None:
    flow = changed_flow(("Quelle prestation ?", "Quelle aide ?"))
    assert [each.key for each in every_node(tree_of(flow))] == [
        each.key for each in every_node(tree_of(shipped_flow()))
    ]
