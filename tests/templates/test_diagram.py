"""Drawings say all that the diagram holds, whatever its words, and can be read without colour or mouse."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from templates.diagram import Arrow, Diagram, Group, Path, Place, Stop, mermaid, sheet_of, svg, tree
from templates.diagram.letters import width_of

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "end",
    '"]; click q1 "javascript:alert(1)"',
    "<script>alert(1)</script>&amp;",
    "#quot; %% subgraph",
    "1. liste **gras** `code`",
    "a|b{c}(d)[e]",
    "$$x^2$$",
)


def place(rank: int, *, guard: str = "", arrows: tuple[Arrow, ...] = (), title: str = "") -> Place:
    return Place(
        id=f"question_{rank}",
        title=title or f"Titre {rank}",
        number=rank,
        text=f"Quelle est la réponse à la question {rank} ?",
        mark="noyau" if rank % 2 else "facultative",
        note="un choix, 2 réponses",
        guard=guard,
        details=(f"Oui {rank}", f"Non {rank}"),
        arrows=arrows,
    )


def small(path: Path | None = None, only: str = "") -> Diagram:
    """Four questions in two groups: one jumps over another, one may be passed over, one ends early."""
    one = place(
        1, arrows=(Arrow("question_3", "si la réponse est « Non »", "sortie"), Arrow("question_2", "sinon"))
    )
    two = place(
        2, guard="si la réponse est connue", arrows=(Arrow("question_3"), Arrow("question_3", "", "passee"))
    )
    three = place(
        3, arrows=(Arrow("tot", "si la réponse est « Non »", "sortie"), Arrow("question_4", "sinon"))
    )
    four = place(4, arrows=(Arrow("fin"),))
    return Diagram(
        title="Un petit parcours",
        subtitle="4 questions",
        groups=(Group("debut", "Le début", (one, two)), Group("suite", "La suite", (three, four))),
        endings=(Place(id="tot", title="Plus tôt"), Place(id="fin", title="Terminé")),
        path=path,
        only=only,
    )


WALK = Path(
    "Chemin essayé",
    (Stop("question_1", "Non 1"), Stop("question_3", "Oui 3"), Stop("question_4", "Non 4"), Stop("fin")),
    frozenset({("question_1", "question_3"), ("question_3", "question_4"), ("question_4", "fin")}),
)


def long(count: int) -> Diagram:
    """So many questions in groups of seven, each third one guarded, each fifth one jumping two below."""
    places = []
    for rank in range(1, count + 1):
        below = f"question_{rank + 1}" if rank < count else "fin"
        arrows = [Arrow(below, "sinon" if rank % 5 == 0 else "")]
        if rank % 5 == 0 and rank + 3 <= count:
            arrows.insert(0, Arrow(f"question_{rank + 3}", "si la réponse est « Non »", "sortie"))
        guard = "si la réponse à la question précédente est connue" if rank % 3 == 0 else ""
        arrows += [Arrow(below, "", "passee")] if guard else []
        places.append(place(rank, guard=guard, arrows=tuple(arrows)))
    groups = [
        Group(f"g{start}", f"Groupe {start}", tuple(places[start : start + 7]))
        for start in range(0, count, 7)
    ]
    end = (Place(id="fin", title="Terminé"),)
    return Diagram(title="Long", subtitle=f"{count} questions", groups=tuple(groups), endings=end)


def hostile() -> Diagram:
    places = tuple(
        Place(id=f"p{rank}", title=words, number=rank, guard=words, text=words, arrows=(Arrow("fin", words),))
        for rank, words in enumerate(HOSTILE, 1)
    )
    group = Group("end", HOSTILE[1], places)
    return Diagram(
        title=HOSTILE[1], subtitle=HOSTILE[2], groups=(group,), endings=(Place(id="fin", title="x"),)
    )


# ── Mermaid ──────────────────────────────────────────────────────────────────────────────────────

_NODE = re.compile(r'^\s*(q\d+|fin\d+)[\[(]{1,2}"([^"]*)"[\])]{1,2}:::(\w+)$')
_LINK = re.compile(r'^\s*(q\d+|fin\d+) (-->|-\.->|==>)(?:\|"([^"]*)"\|)? (q\d+|fin\d+)$')
_OTHER = re.compile(
    r'^(---|title: ".*"|flowchart TD|  acc(Title|Descr): [^;{}#]*|  end|  classDef .*)$'
    r'|^  subgraph s\d+\["[^"]*"\]$'
)


def read(text: str) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str, str, str]]]:
    """Nodes (label, class) by id and links of a Mermaid text; every line must be one that Mermaid knows."""
    nodes: dict[str, tuple[str, str]] = {}
    links = []
    for line in text.splitlines():
        if node := _NODE.match(line):
            assert node[1] not in nodes, "one id, one place"
            nodes[node[1]] = (node[2], node[3])
        elif link := _LINK.match(line):
            links.append((link[1], link[2], link[3] or "", link[4]))
        else:
            assert _OTHER.match(line), line
    return nodes, links


def test_mermaid_draws_every_place_and_every_arrow() -> None:
    """Each question, each end that is reached and each arrow, once, between places that are there."""
    nodes, links = read(mermaid(small()))
    assert [label.split("<br/>")[0] for label, _ in nodes.values()] == [
        *("1 · Titre 1", "2 · Titre 2", "3 · Titre 3", "4 · Titre 4", "■ Plus tôt", "■ Terminé")
    ]
    assert [(start, link, end) for start, link, _, end in links] == [
        ("q1", "-->", "q3"),
        ("q1", "-->", "q2"),
        ("q2", "-->", "q3"),
        ("q2", "-.->", "q3"),
        ("q3", "-->", "fin1"),
        ("q3", "-->", "q4"),
        ("q4", "-->", "fin2"),
    ]
    assert links[0][2] == "si la réponse est « Non »"


def test_mermaid_shows_a_path_by_class_thick_lines_and_words() -> None:
    """What is not on the path says so: colour is never alone."""
    nodes, links = read(mermaid(small(WALK)))
    assert nodes["q2"][1] == "ecartee"
    assert nodes["q2"][0].endswith("<br/>non posée")
    assert nodes["q1"][1] == "suivie"
    assert nodes["q1"][0].endswith("<br/>● Non 1")
    assert [(start, end) for start, link, _, end in links if link == "==>"] == [
        ("q1", "q3"),
        ("q3", "q4"),
        ("q4", "fin2"),
    ]


def test_no_word_of_a_flow_is_taken_for_mermaid() -> None:
    """Quotes, tags, keywords and Markdown stay words: every line is still one of ours."""
    nodes, links = read(mermaid(hostile()))
    assert len(nodes) == len(HOSTILE) + 1
    assert len(links) == len(HOSTILE)
    for label, _ in nodes.values():
        assert not re.search(r"[<>`|$]", label.replace("<br/>", ""))
        assert not re.search(r"#(?!(\d+|quot|amp|lt|gt);)", label)


def test_one_group_keeps_the_places_it_leads_to() -> None:
    """A part of a flow still says where it goes."""
    nodes, _ = read(mermaid(small(only="debut")))
    assert {name: kind for name, (_, kind) in nodes.items()} == {
        "q1": "noyau",
        "q2": "facultative",
        "q3": "ailleurs",
    }


# ── SVG ──────────────────────────────────────────────────────────────────────────────────────────


def page(diagram: Diagram, *, detail: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(svg(diagram, detail=detail))


def words_of(root: ElementTree.Element) -> str:
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


def boxes(root: ElementTree.Element) -> Iterator[tuple[str, dict[str, str]]]:
    for group in root.iter(f"{SVG}g"):
        title, rect = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and rect is not None:
            yield str(title.text), dict(rect.attrib)


@pytest.mark.parametrize(
    "diagram", [small(), small(WALK), long(40), hostile()], ids=["small", "path", "long", "hostile"]
)
def test_the_page_stands_alone(diagram: Diagram) -> None:
    """Well-formed, told to a screen reader, without script, style, font or address to fetch."""
    text = svg(diagram)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    named = {each.get("id") for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert named == set(str(root.get("aria-labelledby")).split())
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "path", "polygon", "text"}
    assert not re.search(r"\b(href|(?<!font-)style|on\w+|class)=|url\(|@import", text.replace(HOSTILE[2], ""))
    assert text.count("http") == 1  # the name of the language
    assert svg(diagram) == text


@pytest.mark.parametrize("only", ["", "debut"])
@pytest.mark.parametrize("make", [small, lambda path, only: long(60), lambda path, only: hostile()])
def test_nothing_is_written_outside_the_page(make: Callable[..., Diagram], only: str) -> None:
    """Heading, boxes and legend are whole on paper, even for a single group."""
    root = page(make(WALK, only))
    width, height = (float(each) for each in str(root.get("viewBox")).split()[2:])
    moved = re.search(r"translate\(([\d.-]+) ([\d.-]+)\)", ElementTree.tostring(root, encoding="unicode"))
    assert moved is not None
    inside = {id(each) for group in root.findall(f"{SVG}g") for each in group.iter(f"{SVG}text")}
    for text in root.iter(f"{SVG}text"):
        x, y, size = (float(str(text.get(key))) for key in ("x", "y", "font-size"))
        if id(text) in inside:
            x, y = x + float(moved[1]), y + float(moved[2])
        said = "".join(text.itertext())
        assert 0 <= x <= x + width_of(said, size, bold=text.get("font-weight") == "bold") <= width, said
        assert size <= y <= height - 4, said


@pytest.mark.parametrize("detail", [False, True])
def test_the_page_says_everything(detail: bool) -> None:
    """Every title, question, condition, exit and end is there as text; answers when details are asked for."""
    said = words_of(page(small(), detail=detail))
    for rank in range(1, 5):
        assert f"{rank} · Titre {rank}" in said
        assert f"la question {rank} ?" in said
        assert (f"Oui {rank}" in said) is detail
    for words in ("posée si la réponse est connue", "→ 3 · Titre 3, si la réponse est « Non »", "■ Plus tôt"):
        assert words in said
    assert "■ Terminé" in said
    assert "noyau" in said
    assert "facultative" in said


@pytest.mark.parametrize("count", [1, 7, 40, 150])
def test_boxes_follow_each_other_without_touching(count: int) -> None:
    """Down a column, then the next column; inside the page; no box over another."""
    root = page(long(count))
    width, height = (float(each) for each in str(root.get("viewBox")).split()[2:])
    found = [
        (name, *(float(rect[key]) for key in ("x", "y", "width", "height"))) for name, rect in boxes(root)
    ]
    assert [name for name, *_ in found] == [*(f"question_{rank}" for rank in range(1, count + 1)), "fin"]
    for (_, x, y, _, tall), (_, next_x, next_y, _, _) in pairwise(found):
        assert next_x > x or (next_x == x and next_y > y + tall)
    assert all(
        x >= 0 and y >= 0 and x + wide <= width and y + tall <= height for _, x, y, wide, tall in found
    )
    assert height / width == pytest.approx(2**0.5, rel=0.01)


@pytest.mark.parametrize(("count", "sheet"), [(7, "A4"), (40, "A3"), (150, "A2"), (900, "")])
def test_letters_are_large_enough_for_the_sheet_it_names(count: int, sheet: str) -> None:
    """The smallest letters have a body of 1.9 mm at least; a longer flow takes a larger sheet."""
    diagram = long(count)
    root = page(diagram)
    scale = float(str(root.get("width")).removesuffix("mm")) / float(str(root.get("viewBox")).split()[2])
    smallest = min(float(str(each.get("font-size"))) for each in root.iter(f"{SVG}text"))
    assert sheet_of(diagram) == sheet
    assert smallest * scale >= 1.9


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_letter_stands_out_from_what_is_behind_it() -> None:
    """4.5 to 1 at least: what is left out is quieter, never unreadable."""
    root = page(small(WALK))
    for group in root.iter(f"{SVG}g"):
        if group.find(f"{SVG}title") is None:
            continue
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        for text in group.iter(f"{SVG}text"):
            assert contrast(str(text.get("fill")), str(rect.get("fill"))) >= 4.5
    loose = [
        each
        for each in [*root.findall(f"{SVG}text"), *root.findall(f"{SVG}g/{SVG}text")]
        if each.get("fill") != "#ffffff"
    ]
    assert loose
    assert all(contrast(str(each.get("fill")), "#ffffff") >= 4.5 for each in loose)


def test_a_path_shows_without_colour() -> None:
    """Visited places have a thick frame and the answer, the others dashes and « non posée »."""
    root = page(small(WALK))
    frames = dict(boxes(root))
    visited = {name for name, rect in frames.items() if float(rect["stroke-width"]) > 3}
    dashed = {name for name, rect in frames.items() if "stroke-dasharray" in rect}
    assert visited == {"question_1", "question_3", "question_4", "fin"}
    assert dashed == {"question_2"}
    said = {str(box[0].text): words_of(box) for box in root.iter(f"{SVG}g") if box[0].tag == f"{SVG}title"}
    assert "● Non 1" in said["question_1"]
    assert {name for name, words in said.items() if "non posée" in words} == {"question_2"}
    thick = [each for each in root.iter(f"{SVG}path") if float(str(each.get("stroke-width"))) > 3]
    assert thick
    assert not [each for each in page(small()).iter(f"{SVG}path") if float(str(each.get("stroke-width"))) > 3]


def test_a_path_that_waits_says_where() -> None:
    """An interview that is not finished stops at its question."""
    walk = Path(
        "En cours",
        (Stop("question_1", "Non 1"), Stop("question_3")),
        frozenset({("question_1", "question_3")}),
    )
    assert "● le chemin s’arrête ici" in words_of(page(small(walk)))
    assert "▶ le chemin s’arrête ici" in tree(small(walk))


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("detail", [False, True])
def test_the_tree_keeps_to_its_width_and_says_everything(width: int, detail: bool) -> None:
    """No line is longer than the terminal, and nothing is cut."""
    text = tree(small(WALK), width, detail=detail)
    assert max(map(len, text.splitlines())) <= width
    said = " ".join(re.sub(r"[│├└─]", " ", text).split())
    for rank in range(1, 5):
        assert f"{rank} · Titre {rank}" in said
        assert (f"Oui {rank}" in said.replace(f"● Oui {rank}", "")) is detail
    for words in (
        "posée si la réponse est connue",
        "→ 2 · Titre 2, sinon",
        "→ ■ fin : Plus tôt",
        "non posée",
    ):
        assert words in said
    assert "● Non 1" in said


def test_a_mark_always_comes_with_its_word() -> None:
    """« ◆ » and « ○ » are read aloud differently everywhere: the word says it."""
    for line in tree(long(9), 100).splitlines():
        if re.match(r"[├└]─ ◆", line):
            assert ", noyau" in line
        if re.match(r"[├└]─ ○", line):
            assert ", facultative" in line


def test_the_tree_of_one_group_shows_that_group_only() -> None:
    """And says where its questions lead outside it."""
    text = tree(small(only="debut"), 100)
    assert "Le début" in text
    assert "La suite" not in text
    assert "→ 3 · Titre 3" in text


def test_every_place_is_in_the_tree_once() -> None:
    """However long the flow."""
    heads = Counter(re.findall(r"^[├└]─ [◆○] (\d+) · ", tree(long(60), 100), re.MULTILINE))
    assert heads == Counter(str(rank) for rank in range(1, 61))
