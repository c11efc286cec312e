"""Strict YAML: what a trainer wrote is what the program reads, and a fault is told on its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.faults import ContentError, Fault
from flows.reading import MAX_BYTES, Document, read_file, read_text


def refused(source: str) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as error:
        read_text(source, "essai.yaml")
    return error.value.faults


def read(value: str) -> Any:
    return read_text(f"valeur: {value}\n", "essai.yaml").data["valeur"]


@pytest.mark.parametrize(
    "word", ["oui", "non", "yes", "no", "on", "off", "y", "n", "No", "ON", "True", "FALSE", "Null", "NULL"]
)
def test_only_the_booleans_of_yaml_1_2_are_booleans(word: str) -> None:
    """« non » is an answer and « on » a word: neither becomes False nor True."""
    assert read(word) == word
    assert read_text(f"{word}: 1\n", "essai.yaml").data == {word: 1}


@pytest.mark.parametrize(
    ("written", "meant"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_true_false_and_nothing_are_read(written: str, meant: Any) -> None:
    """The words that do have a meaning keep it."""
    assert read(written) is meant


@pytest.mark.parametrize("text", ["2025-08-12", "2025-08", "12:30", "0123", "007", "0x1F", "0o17", "1e3"])
def test_dates_hours_and_odd_numbers_stay_text(text: str) -> None:
    """A date is not turned into another type, « 0123 » is not 83."""
    assert read(text) == text


@pytest.mark.parametrize(
    ("written", "meant"), [("12", 12), ("-3", -3), ("0", 0), ("1.5", 1.5), ("-0.25", -0.25)]
)
def test_plain_numbers_are_numbers(written: str, meant: Any) -> None:
    """Integers and decimals are read as such."""
    value = read(written)
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize("written", ['"12"', "'12'", '"true"', "'null'", '"~"', '""', '"2025-08-12"'])
def test_what_is_quoted_is_text(written: str) -> None:
    """Quotation marks always give a text."""
    assert read(written) == written[1:-1]


def test_a_key_written_twice_is_refused_wherever_it_stands() -> None:
    """The second one, which YAML would keep, is told on its own line."""
    (top,) = refused("a: 1\nb: 2\na: 3\n")
    assert (top.code, top.line) == ("P006", 3)
    assert "« a » écrite deux fois" in top.found
    (deep,) = refused("a:\n  - b: 1\n    c: 2\n    b: 3\n")
    assert (deep.code, deep.line) == ("P006", 4)


def test_two_keys_that_only_look_alike_are_two_keys() -> None:
    """« 1 » and « 01 » are two names."""
    assert read_text("1: a\n01: b\n", "essai.yaml").data == {"1": "a", "01": "b"}


def test_an_alias_is_refused_and_the_anchor_alone_is_harmless() -> None:
    """A passage is written out: what one reads is what there is."""
    (fault,) = refused("a: &x [1, 2]\nb: *x\n")
    assert fault.code == "P007"
    assert "renvoi" in fault.found
    assert read_text("a: &x [1, 2]\n", "essai.yaml").data == {"a": [1, 2]}


def test_an_alias_of_a_single_word_is_refused_too() -> None:
    """A repeated word is an alias like any other."""
    assert [each.code for each in refused("a: &x oui\nb: *x\n")] == ["P007"]


def test_a_merge_key_is_refused() -> None:
    """« << » would bring in keys that nobody reads there."""
    assert "P007" in [each.code for each in refused("a: &x {b: 1}\nc:\n  <<: *x\n")]


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system [echo]",
        "!secret x",
        "!!binary aGk=",
        "!!set {a, b}",
        "!!python/name:os.sep x",
    ],
)
def test_a_tag_is_refused(value: str) -> None:
    """Nothing in a content file asks the program to build anything."""
    faults = refused(f"a: 1\nb: {value}\n")
    assert [(each.code, each.line) for each in faults] == [("P010", 2)]


def test_a_composed_key_is_refused() -> None:
    """A key is a word."""
    assert [each.code for each in refused("? [a, b]\n: 1\n")] == ["P009"]


def test_every_fault_of_the_text_is_told_at_once() -> None:
    """Three faults, three lines, one reading."""
    faults = refused("a: 1\na: 2\nb: !x 3\nc:\n  d: 1\n  d: 2\n")
    assert [(each.code, each.line) for each in faults] == [("P006", 2), ("P010", 3), ("P006", 6)]


def test_a_tabulation_is_called_a_tabulation() -> None:
    """The trainer is told what to replace, on the line where it stands."""
    (fault,) = refused("a:\n  b: 1\n\tc: 2\n")
    assert (fault.code, fault.line) == ("P004", 3)
    assert "tabulation" in fault.found
    assert fault.expected == "des espaces"


@pytest.mark.parametrize("source", ["", "\n\n", "# rien d’autre qu’un commentaire\n"])
def test_an_empty_file_is_refused(source: str) -> None:
    """Empty is told as empty, never as a missing key."""
    faults = refused(source)
    assert [(each.code, each.found) for each in faults] == [("P005", "fichier vide")]


def test_two_documents_in_one_file_are_refused() -> None:
    """The second one would never be read."""
    assert [each.code for each in refused("a: 1\n---\nb: 2\n")] == ["P004"]


def test_a_bomb_of_nesting_is_refused_and_not_suffered() -> None:
    """Depth has a limit, told as such."""
    assert [each.code for each in refused("a: " + "[" * 60 + "]" * 60 + "\n")] == ["P008"]


def test_windows_line_ends_and_signature_change_nothing(tmp_path: Path) -> None:
    """A file saved by Notepad reads as the same file saved elsewhere."""
    text = "titre: Été\nliste:\n  - a\n  - b\n"
    plain, windows = tmp_path / "plain.yaml", tmp_path / "windows.yaml"
    plain.write_bytes(text.encode("utf-8"))
    windows.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_file(plain).data == read_file(windows).data == {"titre": "Été", "liste": ["a", "b"]}
    assert read_file(windows).line(("liste", 1)) == 4


def test_a_file_that_is_not_utf_8_is_told_with_the_line_of_its_first_accent(tmp_path: Path) -> None:
    """Latin-1 is the usual accident: the remedy names the menu entry that mends it."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nb: 2\ntitre: Été\n".encode("latin-1"))
    with pytest.raises(ContentError) as error:
        read_file(path)
    (fault,) = error.value.faults
    assert (fault.code, fault.line) == ("P003", 3)
    assert "UTF-8" in fault.remedy


def test_a_file_that_is_not_there_is_told_without_a_traceback(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(ContentError) as error:
        read_file(tmp_path / "absent.yaml")
    (fault,) = error.value.faults
    assert fault.code == "P001"
    assert "absent.yaml" in str(fault)


def test_a_file_far_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    """A film dropped by mistake does not fill the memory."""
    path = tmp_path / "film.yaml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(ContentError) as error:
        read_file(path)
    assert [each.code for each in error.value.faults] == ["P002"]


@pytest.mark.parametrize(
    "source", ["a: [1, 2\nb: 3\n", "a: \x01\n", "a: 'b\n", "{a: 1\n", "a: b: c\n", "@x\n"]
)
def test_a_text_that_is_not_yaml_is_told_with_a_line(source: str) -> None:
    """Whatever the slip, one fault, one line of the file."""
    (fault,) = refused(source)
    assert fault.code == "P004"
    assert 1 <= fault.line <= source.count("\n") + 1
    assert fault.expected and fault.remedy


def _lines(document: Document) -> list[tuple[tuple[str | int, ...], Any]]:
    found: list[tuple[tuple[str | int, ...], Any]] = []

    def visit(value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                visit(item, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                visit(item, (*path, index))
        else:
            found.append((path, value))

    visit(document.data, ())
    return found


_NAMES = st.text(alphabet="abcdefghij", min_size=1, max_size=4)
_TREES = st.recursive(
    st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(_TREES.filter(lambda tree: tree is not None), st.data())
def test_the_line_of_any_value_is_the_line_where_it_is_written(tree: Any, data: st.DataObject) -> None:
    """Each leaf is written as its own line number: what is read must be the line that is told."""
    lines: list[str] = []

    def write(node: Any, indent: str) -> None:
        items = node.items() if isinstance(node, dict) else ((None, each) for each in node)
        for key, item in items:
            if data.draw(st.booleans()):
                lines.append("# un commentaire")
            head = f"{indent}{key}:" if key is not None else f"{indent}-"
            if item is None:
                lines.append(f"{head} {len(lines) + 1}")
            else:
                lines.append(head)
                write(item, indent + "  ")

    write(tree, "")
    document = read_text("\n".join(lines) + "\n", "essai.yaml")
    for path, value in _lines(document):
        assert document.line(path) == value


def test_the_line_of_what_is_missing_is_that_of_its_nearest_parent() -> None:
    """A missing key is told where it should have been written."""
    document = read_text("a: 1\nb:\n  - c: 1\n  - d: 2\n", "essai.yaml")
    assert document.line(("b", 1, "absente")) == 4
    assert document.line(("rien", "du", "tout")) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n  b: x\n    c: y\n", 3, ("4 espaces", "2 espaces", "Alignez")),
        ("a:\n  b: x\n c: y\n", 3, ("1 espace au", "2 espaces", "Alignez")),
        ('a: "x\nb: y\nc: z\n', 1, ("guillemets ouverts sur cette ligne", "Refermez")),
        ("a: [x, y\nb: z\n", 1, ("crochet", "virgule")),
        ("a: {x: 1 y: 2}\nb: 2\n", 1, ("accolade", "virgule")),
        ("a: x: y\n", 1, ("deux-points au milieu", "guillemets manquent")),
    ],
)
def test_a_slip_of_the_hand_is_told_where_it_was_made_with_what_mends_it(
    text: str, line: int, words: tuple[str, ...]
) -> None:
    """Not where the parser lost its way, nor always with the same advice."""
    with pytest.raises(ContentError) as refused:
        read_text(text, "essai.yaml")
    (fault,) = refused.value.faults
    assert (fault.code, fault.line) == ("P004", line)
    for each in words:
        assert each in str(fault)
