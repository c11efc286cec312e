"""The printed flow: what each content says, in each format, and that nothing of a flow is left out of it."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
import yaml
from click.testing import CliRunner

from flows.flow import Flow
from flows.loader import load_catalogue, load_flow
from interview.cli_words import speak_french
from interview.workbench.print_command import BY_SUFFIX, CONTENTS, FORMATS, command
from interview.workbench.printed_references import references_context, to_read_again
from interview.workbench.printing import CONTENTS as MADE
from interview.workbench.printing import printed
from interview.workbench.readability import words_of
from templates import FORMATS as KNOWN
from templates import flow_context
from templates.typography import french
from tests.support import same_as_golden, shipped_flow
from tests.templates.reading import page, pdf, pdf_text, squeezed

HERE = Path(__file__).parent
SMALL = HERE / "data" / "imprime.yaml"
DAY = datetime.date(2026, 3, 3)
CONTENT = pytest.mark.parametrize("content", CONTENTS)


@cache
def small_flow() -> Flow:
    return load_flow(SMALL, load_catalogue(HERE / "data" / "catalogue.yaml"))


def text_of(flow: Flow, content: str, format: str = "texte") -> str:
    written = printed(flow, content, format, DAY)
    assert isinstance(written, str)
    return written


def bytes_of(content: str, format: str) -> bytes:
    written = printed(shipped_flow(), content, format, DAY)
    assert isinstance(written, bytes)
    return written


def shipped_data() -> Any:
    return yaml.load(shipped_flow().source, Loader=yaml.BaseLoader)


def leaves(data: Any, *keys: str) -> list[str]:
    """Every text of the file written under one of *keys*, wherever it stands."""
    if isinstance(data, list):
        return [text for each in data for text in leaves(each, *keys)]
    if not isinstance(data, dict):
        return []
    own = [value for key, value in data.items() if key in keys and isinstance(value, str)]
    return own + [text for value in data.values() for text in leaves(value, *keys)]


def missing_from(text: str, wanted: list[str]) -> list[str]:
    """What *wanted* holds that *text* does not say, however lines are broken and titles are written."""
    found = squeezed(text).casefold()
    return [each for each in wanted if squeezed(french(each)).casefold() not in found]


@CONTENT
def test_each_content_is_the_one_that_was_read_and_approved(content: str) -> None:
    same_as_golden(HERE / "golden" / f"imprime-{content}.txt", text_of(small_flow(), content))


def test_the_command_offers_what_can_be_made() -> None:
    assert CONTENTS == MADE
    every = {name: each.extension for name, each in KNOWN.items() if not each.template}
    assert set(FORMATS) == set(every)
    assert every == {v: k for k, v in BY_SUFFIX.items()}


def test_the_whole_flow_leaves_out_no_question_choice_rule_nor_source() -> None:
    """Counted from the file itself: every text under these keys is somewhere in the document."""
    keys = (
        *("bref", "texte", "pourquoi", "aborder", "si_doute", "libelle", "aide", "constat", "code", "id"),
        *("titre", "definition", "explication", "phrase", "suite", "note"),
    )
    data = shipped_data()
    sections = {each["id"] for each in data["sections"]}
    wanted = [each for each in leaves(data, *keys) if each not in sections]
    assert len(wanted) > 400
    assert missing_from(text_of(shipped_flow(), "complet"), wanted) == []


def test_the_whole_flow_says_one_thing_for_each_answer_of_each_question() -> None:
    """One row a choice: as many as the file has, in tables that hold nothing else."""
    read = page(text_of(shipped_flow(), "complet", "html"))
    rows = read.tags().count("tr") - read.tags().count("table")
    data = shipped_data()
    choices = sum(len(each.get("choix", ())) + len(each.get("colonnes", ())) for each in data["questions"])
    rules = len(data["regles"]["faits"]) + len(data["regles"]["typologie"])
    assert rows == choices + rules
    assert len(read.texts("h3")) == len(data["questions"]) + len(data["regles"]["formes"]) + 2


def test_every_condition_of_the_flow_is_told_in_words() -> None:
    """No code of a question stands in a condition: only its words do."""
    text = squeezed(text_of(shipped_flow(), "complet"))
    for guarded in (each for each in shipped_flow().file.questions if each.when or each.follows):
        assert f"Code:{guarded.id}" in text
    assert len(re.findall(r"Posée:s(?:i|’il)", text)) == sum(
        1 for each in shipped_flow().file.questions if each.when or each.follows
    )


def test_a_question_that_an_answer_jumps_over_does_not_say_it_is_always_asked() -> None:
    assert "Posée\u00a0: toujours, sauf si «\u00a0Connaissance\u00a0» mène plus loin" in text_of(
        small_flow(), "complet"
    )


def test_the_texts_leave_out_nothing_that_a_user_reads() -> None:
    """Counted from the file itself; « Rien à demander. » is written there and never shown."""
    keys = (
        *("bref", "texte", "pourquoi", "aborder", "si_doute", "unite", "libelle", "aide", "constat"),
        *("hypothese", "titre", "avec_article", "definition", "explication", "phrase", "libelle_inconnu"),
    )
    data = shipped_data()
    del data["sources"]
    wanted = leaves(data, *keys) + [each["suite"] for each in data["regles"]["aucun"]]
    shown = [each for each in wanted if each != "Rien à demander."]
    assert len(shown) > 400
    text = text_of(shipped_flow(), "textes")
    assert missing_from(text, shown) == []
    assert "Rien à demander.\n" not in text
    total = sum(len(words_of(each)) for each in shown)
    assert f"En tout\u00a0: {total // 1000}\u202f{total % 1000} mots" in text


def test_each_text_stands_beside_its_place() -> None:
    text = text_of(small_flow(), "textes")
    assert "connaissance · choix non · aide\u00a0: ni le nom ni les conditions" in text
    assert "aucun · connu · suite\u00a0: Rien à faire." in text


def test_a_question_of_few_words_says_its_score_is_not_sure() -> None:
    table = text_of(shipped_flow(), "textes").partition("LES QUESTIONS")[0]
    lines = re.findall(r"^- \d+\. .*(?:\n  .*)*", table, re.MULTILINE)
    assert len(lines) == len(shipped_flow().questions)
    for line in lines:
        words = int(re.findall(r"Mots\s: (\d+)", line)[0])
        assert ("peu sûr" in line) is (words < 100), line


def test_the_references_name_every_source_once_oldest_first() -> None:
    found = references_context(shipped_flow(), DAY).references
    file = shipped_flow().catalogue.file
    assert len(found) == len(shipped_flow().file.sources) + len(file.sources)
    assert {each.titre for each in found} >= {each.title for each in file.sources.values()}
    small = references_context(small_flow(), DAY).references
    assert [each.titre for each in small] == [
        "Vieille page",
        "Guide inventé",
        "Page que rien ne cite",
        "Note inventée",
        "Code inventé",
    ]


def test_a_source_says_all_that_rests_on_it() -> None:
    """Each place of the small catalogue that cites a source is told under it."""
    said = {each.titre: each.appuie for each in references_context(small_flow(), DAY).references}
    assert said["Code inventé"] == (
        "Réclamation : délai",
        "Aide inventée : rappel, à savoir",
    )
    assert said["Vieille page"] == (
        "Réclamation : délai de réponse",
        "Aide inventée : ancien nom « vieille aide »",
        "Caisse inventée",
    )
    assert said["Page que rien ne cite"] == ()


def test_every_source_the_catalogue_cites_supports_something() -> None:
    """Counted from the file itself: a source cited anywhere is not said to support nothing."""
    file = shipped_flow().catalogue.file
    source = (Path(sys.modules["flows"].__path__[0]) / "catalogue.yaml").read_text(encoding="utf-8")
    cited = {key for key in file.sources if len(re.findall(rf"\b{key}\b", source)) > 1}
    titles = {file.sources[key].title for key in cited}
    found = references_context(shipped_flow(), DAY).references
    assert {each.titre for each in found if each.appuie} >= titles


@pytest.mark.parametrize(
    ("read_on", "until", "old"),
    [
        ("2025-03-03", "", False),
        ("2025-03-02", "", True),
        ("2025-03", "", False),
        ("2025-02", "", True),
        ("2025", "", False),
        ("2024", "", True),
        ("2026-02", "2026-03-02", True),
        ("2026-02", "2026-03", False),
        ("un jour", "", True),
    ],
)
def test_a_source_is_to_read_again_after_a_year_or_past_its_end(read_on: str, until: str, old: bool) -> None:
    assert to_read_again(read_on, until, DAY) is old


@CONTENT
def test_the_page_is_titled_and_its_headings_leave_no_gap(content: str) -> None:
    read = page(text_of(shipped_flow(), content, "html"))
    levels = [int(tag[1]) for tag in read.tags() if re.fullmatch("h[1-6]", tag)]
    assert read.texts("title") == read.texts("h1")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert read.tags().count("caption") == read.tags().count("table")


@CONTENT
def test_the_pdf_is_accessible_and_says_what_the_text_says(content: str) -> None:
    written = bytes_of(content, "pdf")
    read = pdf(written)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.trailer["/Root"]["/Metadata"].get_data()
    assert read.trailer["/Root"]["/Lang"] == "fr-FR"
    words = set(words_of(text_of(shipped_flow(), content).lower()))
    found = squeezed(pdf_text(written)).lower().replace("-", "")
    unsaid = [word for word in words if word.replace("-", "") not in found]
    assert len(unsaid) <= len(words) // 100, unsaid


@CONTENT
def test_no_page_ends_on_a_title_or_on_the_caption_of_a_table(content: str) -> None:
    """What announces something stands on the page of what it announces."""
    shown = page(text_of(shipped_flow(), content, "html"))
    leading = {squeezed(text) for tag in ("h2", "h3", "caption") for text in shown.texts(tag)}
    for sheet in pdf(bytes_of(content, "pdf")).pages:
        drawn = [squeezed(line) for line in sheet.extract_text().splitlines() if line.strip()]
        body = [line for line in drawn if not re.search(r"\d+/\d+$", line)]
        assert not leading & {"".join(body[-count:]) for count in (1, 2)}, body[-1]


@CONTENT
def test_the_docx_has_the_headings_and_tables_of_the_page(content: str) -> None:
    read = page(text_of(shipped_flow(), content, "html"))
    made = docx.Document(io.BytesIO(bytes_of(content, "docx")))
    headings = [each.text for each in made.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert headings == [
        text for tag, text in zip(read.tags(), _texts(read), strict=True) if re.fullmatch("h[1-6]", tag)
    ]
    assert len(made.tables) == read.tags().count("table")


def _texts(read: Any) -> list[str]:
    return ["".join(pieces) for _, _, pieces in read.elements]


def test_a_local_choice_says_what_it_is_counted_with() -> None:
    source = SMALL.read_text(encoding="utf-8").replace(
        '{code: distance, libelle: "Trop loin, trop cher",',
        '{code: distance, sous: honte, libelle: "Trop loin, trop cher",',
    )
    from flows.loader import flow_from_text

    flow = flow_from_text(source, "imprime.yaml", small_flow().catalogue)
    assert "Code\u00a0: distance, compté avec «\u00a0Honte\u00a0»." in text_of(flow, "complet")


def test_each_field_a_template_may_use_has_a_help_text() -> None:
    """A team that edits a template reads what each field means."""
    structs = [each for each in vars(flow_context).values() if isinstance(each, type)]
    owned = [each for each in structs if issubclass(each, msgspec.Struct)]
    assert len(owned) > 10
    for struct in owned:
        for field in msgspec.inspect.type_info(struct).fields:  # type: ignore[attr-defined]
            told = getattr(field.type, "extra_json_schema", None)
            assert told and told["description"].endswith((".", "?")), f"{struct.__name__}.{field.name}"


@CONTENT
def test_the_text_keeps_within_80_columns_but_for_addresses(content: str) -> None:
    for line in text_of(shipped_flow(), content).splitlines():
        assert len(line) <= 80 or len(line.split()) == 1, line


LOCAL = """
grammaire: 1
parcours: ccas-essai
version: "1"
titre: Parcours d’une ville inventée
etend: non-recours
etabli_sur: "2026.1"
ajouter:
  choix:
    raisons_non_demande:
      - {code: trajet_trop_long, libelle: Trajet trop long, sous: manque_capacites}
  catalogue:
    sources:
      deliberation: {titre: Délibération inventée, ou: la mairie, lu_le: "2026-01", statut: officiel}
    prestations:
      - code: aide_rentree_commune
        libelle: aide de rentrée inventée
        article: l’
        groupe: aide_rentree_commune
        nature: financiere
        organismes: [ccas]
        definition: Une aide que rien ne verse.
        sources: [deliberation]
"""


def test_a_local_flow_is_printed_whole_with_what_it_adds(tmp_path: Path) -> None:
    """What it extends, its own choices, its own benefits and their source."""
    own = tmp_path / "ccas-essai.yaml"
    own.write_text(LOCAL, encoding="utf-8")
    flow = load_flow(own)
    whole = text_of(flow, "complet")
    assert f"Étend\u00a0: non-recours, version {shipped_flow().version}\n" in whole
    assert squeezed("Code : trajet_trop_long, compté avec « La démarche était hors de portée »") in squeezed(
        whole
    )
    texts = squeezed(text_of(flow, "textes"))
    assert squeezed("aide_rentree_commune · definition : Une aide que rien ne verse.") in texts
    read = {each.titre: each.appuie for each in references_context(flow, DAY).references}
    assert read["Délibération inventée"] == ("Aide de rentrée inventée",)


# ── the command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_text_goes_to_the_screen_whole() -> None:
    done = CliRunner().invoke(command, [str(SMALL)])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Parcours à imprimer, version 3\n")


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_what_a_terminal_cannot_show_goes_to_a_file_beside_the_person(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [str(SMALL), "--format", format, "--contenu", "textes"])
    assert done.exit_code == 0, done.output
    assert [each.name for each in tmp_path.iterdir()] == [f"parcours-imprime-3-textes.{format}"]
    assert done.stdout == ""
    assert "Document écrit" in done.stderr


def test_the_name_of_the_file_asks_for_its_format(tmp_path: Path) -> None:
    target = tmp_path / "p.DOCX"
    assert CliRunner().invoke(command, [str(SMALL), "--sortie", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"PK")


def test_a_text_goes_to_the_file_that_was_asked_for(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(SMALL), "--sortie", str(tmp_path / "p.txt")])
    assert done.stdout == ""
    assert (tmp_path / "p.txt").read_text("utf-8").startswith("Parcours à imprimer, version 3\n")


def test_a_version_with_a_slash_leads_to_no_other_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "p.yaml"
    own.write_text(
        SMALL.read_text(encoding="utf-8").replace('version: "3"', 'version: "../2026/1"'), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, ["p.yaml", "--format", "docx"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "parcours-imprime-..-2026-1.docx").exists()


def test_a_file_that_cannot_be_written_leaves_what_stood_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "absent"
    assert speak_french(command, [str(SMALL), "--sortie", str(folder / "p.pdf")]) == 1
    assert "ne peut pas être lu ou écrit" in capsys.readouterr().err
    assert not folder.exists()


def test_printing_text_loads_no_library_of_another_format() -> None:
    code = (
        "import sys; from interview.workbench.printing import printed; from flows.loader import load_flow;"
        "import datetime; printed(load_flow(), 'complet', 'texte', datetime.date(2026, 3, 3));"
        "print([m for m in ('docx', 'lxml', 'typst', 'rich', 'textual') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
