"""Starting the program must not pay for sheets it does not write."""

import subprocess
import sys

HEAVY = ("jinja2", "markdown_it", "typst", "babel", "rich", "html.parser", "docx", "lxml")


def test_importing_the_room_imports_none_of_its_heavy_libraries() -> None:
    code = f"import sys, templates; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_html_sheet_loads_neither_the_other_writers_nor_the_terminal() -> None:
    code = (
        "import sys, datetime, templates as t;"
        "t.render_fiche(t.FicheContext(reference='r', date=datetime.date(2026, 3, 1), objet='o'));"
        "print([m for m in ('typst', 'rich', 'docx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_new_format_is_one_module_and_one_registration() -> None:
    from templates import FORMATS, Format, register, render_fiche
    from tests.templates.contexts import BARE

    register(Format("copie", "copie", ".md", "templates.markdown"))
    try:
        assert render_fiche(BARE, "copie") == render_fiche(BARE, "md")
    finally:
        del FORMATS["copie"]
