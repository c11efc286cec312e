"""A team may keep its own copy of a template; when it fails, the message says where, what, and what to do."""

from pathlib import Path

import pytest

from templates import TemplateFault, UnknownFormat, field_help, markdown_of, render_fiche
from templates.context import FicheContext
from tests.templates.contexts import TYPICAL


def own(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "fiche.md.j2").write_text(text, encoding=encoding)
    return folder


def fault(folder: Path, text: str, encoding: str = "utf-8") -> TemplateFault:
    with pytest.raises(TemplateFault) as raised:
        render_fiche(TYPICAL, overrides=own(folder, text, encoding))
    return raised.value


def test_a_teams_own_copy_is_used_in_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert markdown_of(TYPICAL, own(tmp_path, "# Notre fiche {{ reference }}")) == "# Notre fiche S-8Q3T-7\n"


def test_a_folder_without_a_copy_changes_nothing(tmp_path: Path) -> None:
    assert markdown_of(TYPICAL, tmp_path) == markdown_of(TYPICAL)


def test_a_changed_copy_is_read_again(tmp_path: Path) -> None:
    import os

    assert markdown_of(TYPICAL, own(tmp_path, "un")) == "un\n"
    own(tmp_path, "deux")
    os.utime(tmp_path / "fiche.md.j2", (1, 1))
    assert markdown_of(TYPICAL, tmp_path) == "deux\n"


def test_a_misspelt_field_is_named_with_its_line_and_its_nearest(tmp_path: Path) -> None:
    told = fault(tmp_path, "# Fiche\n\n{{ referense }}\n")
    assert (told.line, told.field) == (3, "referense")
    assert told.file.endswith("fiche.md.j2")
    assert "ligne 3" in str(told)
    assert "le champ «\u00a0referense\u00a0» n’existe pas" in str(told)
    assert "«\u00a0reference\u00a0»" in told.advice


def test_a_misspelt_field_of_a_part_is_sought_among_the_fields_of_that_part(tmp_path: Path) -> None:
    told = fault(tmp_path, "{% for forme in formes %}\n{{ forme.lible }}\n{% endfor %}")
    assert (told.line, told.field) == (2, "lible")
    assert "«\u00a0libelle\u00a0»" in told.advice


def test_a_field_nothing_resembles_gives_the_list_of_those_that_exist(tmp_path: Path) -> None:
    told = fault(tmp_path, "{{ zzzzzz }}")
    assert all(name in told.advice for name in FicheContext.__struct_fields__)


def test_a_misspelt_field_is_told_in_a_condition_and_a_loop_too(tmp_path: Path) -> None:
    assert fault(tmp_path, "\n{% if servise %}x{% endif %}").field == "servise"
    assert fault(tmp_path, "{% for x in actionz %}x{% endfor %}").field == "actionz"


def test_a_badly_closed_tag_is_told_with_its_line(tmp_path: Path) -> None:
    told = fault(tmp_path, "un\n{% if service %}\ndeux\n")
    assert told.line is not None
    assert "mal écrit" in told.problem


def test_an_unknown_filter_is_named_with_its_nearest(tmp_path: Path) -> None:
    told = fault(tmp_path, "un\n{{ date|jours }}")
    assert (told.line, told.field) == (2, "jours")
    assert "«\u00a0jour\u00a0»" in told.advice


def test_a_value_that_cannot_be_formatted_is_told_with_its_line(tmp_path: Path) -> None:
    told = fault(tmp_path, "un\n\n{{ service|euros }}")
    assert told.line == 3
    assert "ne peut pas être rempli" in told.problem


def test_a_copy_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    assert "UTF-8" in fault(tmp_path, "été", encoding="latin-1").problem


def test_a_copy_cannot_reach_beyond_its_fields(tmp_path: Path) -> None:
    fault(tmp_path, "{{ reference.__class__.__mro__ }}")
    fault(tmp_path, "{{ certitude.__class__ }}")


def test_the_own_words_of_a_copy_may_be_markdown_built_in_macros_and_blocks(tmp_path: Path) -> None:
    text = (
        "{% macro fort(x) %}**{{ x }}**{% endmacro %}{% set bloc %}*{{ reference }}*{% endset %}"
        "{{ fort('a*b') }} {{ bloc }}"
    )
    assert markdown_of(TYPICAL, own(tmp_path, text)) == "**a\\*b** *S-8Q3T-7*\n"


def test_an_unknown_format_names_those_that_exist() -> None:
    with pytest.raises(UnknownFormat) as raised:
        render_fiche(TYPICAL, "pfd")
    assert raised.value.known == ("html", "pdf", "texte", "md", "docx", "aplus")
    assert "html, pdf, texte, md" in str(raised.value)


def test_every_field_of_the_contract_has_a_help_in_french() -> None:
    described = field_help()
    assert {"reference", "formes[].raisons", "consequences.asf_montant", "voies[].lu_le"} <= set(described)
    for path, text in described.items():
        assert len(text) > 10, path
        assert text.endswith((".", "?", "…")), path
