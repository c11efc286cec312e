"""Every fault of an own template is told, with its line, whether an example reaches it or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from templates.checking import check, check_model, models
from templates.codes import CODES
from templates.engine import environment
from templates.fields import described, emptied, filled
from templates.filter_help import ACCEPTS, FILTER_HELP
from templates.syntax_words import in_french
from tests.templates.contexts import LONG

FAULTS: dict[str, tuple[str, str, int | None, str | None]] = {
    "a field": ("# T\n{{ referense }}", "M003", 2, "referense"),
    "a field in a branch nobody takes": (
        "# T\n{% if false %}{{ referense }}{% endif %}",
        "M003",
        2,
        "referense",
    ),
    "a field of a part": ("# T\n{% for f in formes %}{{ f.lible }}{% endfor %}", "M003", 2, "lible"),
    "a field in a macro": (
        "# T\n{% macro m(c) %}\n{{ c.asf_montan }}{% endmacro %}"
        "{% if false %}{{ m(consequences) }}{% endif %}",
        "M003",
        3,
        "asf_montan",
    ),
    "a field in a macro nobody calls": ("# T\n{% macro m(c) %}{{ zzz }}{% endmacro %}", "M003", 2, "zzz"),
    "a field between brackets": ("# T\n{{ certitude['cod'] }}", "M003", 2, "cod"),
    "a field named in a filter": ("# T\n{{ actions|map(attribute='nom')|join }}", "M003", 2, "nom"),
    "a field of a list": ("# T\n{{ chronologie.fait }}", "M003", 2, "fait"),
    "a field of the loop": ("# T\n{% for f in formes %}{{ loop.indx }}{% endfor %}", "M003", 2, "indx"),
    "a field after its loop": ("# T\n{% for f in formes %}{% endfor %}\n{{ f }}", "M003", 3, "f"),
    "a private name": ("# T\n{{ reference.__class__ }}", "M003", 2, "__class__"),
    "a filter": ("# T\n{{ date|jours }}", "M004", 2, "jours"),
    "a filter in a branch nobody takes": (
        "# T\n{% if false %}{{ date|jours }}{% endif %}",
        "M004",
        2,
        "jours",
    ),
    "a test": ("# T\n{% if service is vide %}x{% endif %}", "M004", 2, "vide"),
    "a filter for something else": ("# T\n{{ service|euros }}", "M005", 2, "euros"),
    "a filter for one, given a list": ("# T\n{{ niveaux|phrase }}", "M005", 2, "phrase"),
    "a template that is not there": ("# T\n{% include 'bloc.md.j2' %}", "M006", 2, "bloc.md.j2"),
    "a loop on a text": ("# T\n{% for x in service %}{{ x }}{% endfor %}", "M007", 2, "service"),
    "a list as it is": ("# T\n{{ niveaux }}", "M008", 2, "niveaux"),
    "a group as it is": ("# T\n{{ accord }}", "M008", 2, "accord"),
    "an unclosed tag": ("# T\n{% if service %}\n", "M002", 2, None),
    "a tag that does not exist": ("# T\n{% si service %}", "M002", 2, None),
    "a value that may be missing": ("# T\n\n{{ minutes|duree }}", "M009", 3, None),
    "no title": ("Bonjour {{ reference }}", "M010", None, None),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_code_and_its_line(name: str, tmp_path: Path) -> None:
    text, *expected = FAULTS[name]
    (tmp_path / "fiche.md.j2").write_text(text, encoding="utf-8")
    assert [[each.code, each.line, each.field] for each in check(tmp_path)] == [expected]


def test_all_the_faults_of_all_the_files_are_told_at_once(tmp_path: Path) -> None:
    """In the order of their lines; a file that cannot be read hides nothing of the others."""
    (tmp_path / "fiche.md.j2").write_text("# T {{ aa }}\n{{ date|bb }}\n{{ niveaux }}", encoding="utf-8")
    (tmp_path / "dossier.md.j2").write_text("# {% if", encoding="utf-8")
    (tmp_path / "recapitulatif.md.j2").write_bytes(b"\xe9t\xe9")
    told = [(Path(each.file).name, each.code, each.line) for each in check(tmp_path)]
    assert told == [
        ("fiche.md.j2", "M003", 1),
        ("fiche.md.j2", "M004", 2),
        ("fiche.md.j2", "M008", 3),
        ("recapitulatif.md.j2", "M001", None),
        ("dossier.md.j2", "M002", 1),
    ]


@pytest.mark.parametrize("name", models())
def test_no_shipped_template_has_a_fault(name: str) -> None:
    """What is checked is what works: nothing sound is called a fault."""
    assert check_model(models()[name], None) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if absent is defined %}{{ absent }}{% endif %}".replace("{{ absent }}", "x"),
        "{{ absent|default('') }}",
        "{% set x = formes|map(attribute='libelle')|list %}{{ x|liste }}{{ x|first if x }}",
        "{% for a in formes|sort(attribute='libelle') %}{{ a.libelle }}{{ loop.index }}{% endfor %}",
        "{% with y = accord %}{% if y %}{{ y.libelle }}{% endif %}{% endwith %}",
        "{{ service.upper() }}{{ date.year }}{{ date|jour|upper }}{{ (service or objet)|phrase }}",
        "{% for r, f in [(1, 2)] %}{{ r }}{{ f }}{% endfor %}{{ organismes[0] if organismes else '' }}",
        "{% macro m(c) %}{{ caller() }}{% endmacro %}{% call m(1) %}x{% endcall %}",
        "{% set ns = namespace(n=0) %}{% set ns.n = 1 %}{{ ns.n }}",
    ],
)
def test_what_is_sound_is_no_fault(text: str, tmp_path: Path) -> None:
    (tmp_path / "fiche.md.j2").write_text(f"# T\n{text}", encoding="utf-8")
    assert check(tmp_path) == []


def test_a_called_file_is_checked_under_its_own_name(tmp_path: Path) -> None:
    """And is no longer a file that serves nobody."""
    (tmp_path / "fiche.md.j2").write_text("# T\n{% include 'bloc.md.j2' %}", encoding="utf-8")
    (tmp_path / "bloc.md.j2").write_text("\n\n{{ referense }}", encoding="utf-8")
    told = [(Path(each.file).name, each.code, each.line) for each in check(tmp_path)]
    assert told == [("bloc.md.j2", "M003", 3)]


def test_a_macro_of_another_file_is_checked_with_what_it_is_given(tmp_path: Path) -> None:
    text = "# T\n{% from 'bloc.md.j2' import m %}{% if consequences %}{{ m(consequences) }}{% endif %}"
    (tmp_path / "fiche.md.j2").write_text(text, encoding="utf-8")
    (tmp_path / "bloc.md.j2").write_text("{% macro m(c) %}{{ c.manqu }}{% endmacro %}", encoding="utf-8")
    assert [(Path(each.file).name, each.field) for each in check(tmp_path)] == [("bloc.md.j2", "manqu")]


def test_a_misnamed_file_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "fiches.md.j2").write_text("# T", encoding="utf-8")
    (told,) = check(tmp_path)
    assert (told.code, "fiche.md.j2" in told.advice) == ("M012", True)


def test_a_missing_value_is_named(tmp_path: Path) -> None:
    """Whoever wrote the template sees on which sheets it would have failed."""
    text = "# T\n{% if consequences %}{{ consequences.asf_montant|euros }}{% endif %}"
    (tmp_path / "fiche.md.j2").write_text(text, encoding="utf-8")
    assert "consequences.asf_montant" in check(tmp_path)[0].problem


def test_the_first_of_a_list_that_may_be_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "fiche.md.j2").write_text("# T\n{{ organismes|first }}", encoding="utf-8")
    (told,) = check(tmp_path)
    assert (told.code, told.line) == ("M009", 2)
    assert "vide" in told.problem


def test_the_letterhead_is_checked_too(tmp_path: Path) -> None:
    """Fields in it would be printed; too long, it would leave no room."""
    (tmp_path / "en-tete.md").write_text("CCAS\n{{ service }}", encoding="utf-8")
    (tmp_path / "pied.md").write_text("Ligne\n" * 20, encoding="utf-8")
    assert [(each.code, each.line) for each in check(tmp_path)] == [("M014", 2), ("M013", None)]
    (tmp_path / "en-tete.md").write_bytes(b"\xe9")
    assert check(tmp_path, ["en-tete"])[0].code == "M001"


def test_a_template_no_format_can_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from templates.faults import WriterFault

    def refuse(_: object) -> bytes:
        raise WriterFault("non")

    monkeypatch.setattr("templates.docx.write", refuse)
    (tmp_path / "fiche.md.j2").write_text("# T", encoding="utf-8")
    assert [each.code for each in check(tmp_path)] == ["M011"]


def test_every_code_is_listed_once_and_tripped_here() -> None:
    """A code nobody gives is dead; one nobody lists cannot be looked up."""
    listed = [each.code for each in CODES]
    assert len(listed) == len(set(listed))
    here = set(re.findall(r'"(M\d{3})"', Path(__file__).read_text("utf-8")))
    given = {
        code
        for path in Path("templates").glob("*.py")
        if path.name != "codes.py"
        for code in re.findall(r'"(M\d{3})"', path.read_text("utf-8"))
    }
    assert here == given == set(listed)


def test_every_filter_of_the_house_is_documented_with_what_it_takes() -> None:
    from jinja2 import Environment

    own = set(environment(None).filters) - set(Environment().filters)
    assert own == set(FILTER_HELP) == set(ACCEPTS)


@pytest.mark.parametrize("name", models())
def test_every_field_of_every_document_has_a_kind_and_a_help(name: str) -> None:
    for each in described(models()[name].struct):
        assert each.kind.word, each.path
        assert len(each.help) >= 3, each.path


def test_the_examples_try_every_field_with_and_without() -> None:
    """The whole one leaves nothing empty; the others leave each field out in turn."""
    whole = filled(type(LONG))
    assert not [each for each in whole.__struct_fields__ if getattr(whole, each) in (None, (), "")]
    paths = {path for path, _ in emptied(whole)}
    assert {"", "service", "consequences.asf_montant", "chronologie.preuve", "accord"} <= paths


def test_what_jinja_says_is_told_in_french() -> None:
    said = (
        "Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. "
    )
    said += "The innermost block that needs to be closed is 'if'."
    assert in_french(said) == "«\u00a0if\u00a0» n’est jamais refermé"
    assert in_french("something new") == "une balise ne peut pas être lue"
