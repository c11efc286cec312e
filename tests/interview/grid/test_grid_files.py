"""What may be written in a grid, and how what is wrong with it is told."""

from __future__ import annotations

import datetime
import itertools
import random
from pathlib import Path

import pytest

from flows.loader import load_catalogue
from interview.cli import cli
from interview.cli_words import speak_french
from interview.grid.checking import Checker
from interview.grid.columns import COLUMNS, NAMES, Row
from interview.grid.faults import Fault, GridRefused
from interview.grid.likeness import likely
from interview.grid.mapping import SAMPLE, MappingRefused, OwnWords, read_mapping
from interview.grid.reading import is_grid, opened
from interview.grid.writing_json import json_value, write_json
from interview.handing.kinds import kind_of
from interview.rebuilding import Rebuilder
from store import Base
from tests.interview.grid.published_2015 import changed, rows, write_csv, write_xlsx
from tests.support import shipped_flow

TODAY = "2026-11-21"
HEADER = "reference;date;"


def read(path: Path, own: OwnWords | None = None, sheet: str = "") -> tuple[list[Row], list[Fault]]:
    words = own or OwnWords()
    with opened(path, sheet, words.names()) as found:
        checker = Checker(found, shipped_flow(), TODAY, words)
        told = list(checker.checked()) if not checker.faults else []
        faults = [*checker.faults, *(fault for each in told for fault in each.faults)]
        return [each.row for each in told if each.row is not None], faults


def one(tmp_path: Path, heading: str, cell: str) -> tuple[list[Row], list[Fault]]:
    path = tmp_path / "une.csv"
    path.write_text(f"reference;date;{heading}\nA-1;2015-03-04;{cell}\n", encoding="utf-8")
    return read(path)


# ── files ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("separator", "encoding"),
    itertools.product((";", ",", "\t"), ("utf-8", "utf-8-sig", "cp1252", "utf-16")),
)
def test_a_csv_is_read_whatever_its_separator_and_its_encoding(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    """Accents, a separator inside a text and a line break inside a cell come through."""
    told = [changed(rows()[0], synthese="Pièces « égarées » ;, puis\nrendues à l’été."), rows()[1]]
    found, faults = read(write_csv(tmp_path / "a.csv", told, separator, encoding))
    assert not faults
    assert found == told


def test_the_sheet_with_the_headings_is_the_one_that_is_read(tmp_path: Path) -> None:
    """A workbook begins with a page of notes, and its table stands lower, to the right."""
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write_string(0, 0, "Notice de lecture")
        sheet = book.add_worksheet("2015")
        sheet.write_row(3, 2, ["Référence", "Date", "Minutes"])
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(4, 2, "A-1")
        sheet.write_datetime(4, 3, datetime.datetime(2015, 3, 4), day)
        sheet.write_number(4, 4, 45)
        sheet.write_string(6, 2, "A-2")
    found, faults = read(path)
    assert found == [Row(reference="A-1", date="2015-03-04", minutes=45)]
    assert [(each.sheet, each.line, each.column) for each in faults] == [("2015", 7, "Date")]
    with pytest.raises(GridRefused, match="Feuilles\u00a0: Notes, 2015"):
        read(path, sheet="2016")


def test_each_kind_of_file_has_its_own_way_in(tmp_path: Path) -> None:
    """A base, something encrypted, a spreadsheet and a text are told apart by what they begin with."""
    with Base.open(tmp_path / "a.db"):
        pass
    (tmp_path / "b").write_bytes(bytes(range(256)) * 64)
    assert kind_of(tmp_path / "a.db") == "base"
    assert not is_grid(tmp_path / "b")
    assert kind_of(write_csv(tmp_path / "c.txt", rows()[:1])) == "grille"
    assert kind_of(write_xlsx(tmp_path / "d", rows()[:1])) == "grille"


# ── cells ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("Taille du ménage", "3", 3),
        ("minutes", " 45,0 ", 45),
        ("asf_montant", "1\u202f206,5 €", 120650),
        ("manque_mensuel", "206.50", 20650),
        ("asf_demandee", "Oui", True),
        ("asf_demandee", "N", False),
        ("asf_demandee", "x", True),
        ("nature", "Financière", "financiere"),
        ("prestation", "RSA", "rsa"),
        ("organismes", "CAF | Cpam", ("caf", "cpam")),
        ("formes", "non_reception|non-connaissance", ("non_connaissance", "non_reception")),
        ("raisons", "non_demande : cout_avantage", None),
        ("actions", "courrier | courrier", ("courrier", "courrier")),
        ("synthese", "=1+1", "=1+1"),
        ("synthese", "'=1+1", "=1+1"),
        ("intensite", "", None),
        ("suite_date", "", None),
    ],
)
def test_a_cell_is_read_as_people_write_it(tmp_path: Path, heading: str, cell: str, value: object) -> None:
    """Labels, accents, case, thin spaces, a comma or a point; a formula is a text."""
    found, faults = one(tmp_path, heading, cell)
    if heading == "raisons":
        assert "n’est pas dans la colonne des formes" in faults[0].reason
        return
    assert not faults
    name = "taille_menage" if heading.startswith("Taille") else heading
    assert getattr(found[0], name) == value


WRONG = [
    ("prestation", "CMU-C", "c2s"),
    ("formes", "non_recpetion", "non_reception"),
    ("nature", "financier", "financiere"),
    ("certitude", "averrée", "avere"),
    ("domaine", "logment", "logement_hebergement"),
    ("organismes", "caf | cpamm", "cpam"),
    ("raisons", "non_demande:cout", "non_demande:cout_avantage"),
    ("raisons", "cout_avantage", ""),
    ("actions", "courier", "courrier"),
    ("issue", "regularise", "regularisee"),
    ("suite", "ouvert", "droit_ouvert"),
    ("asf_demandee", "peut-être", "oui"),
    ("taille_menage", "21", ""),
    ("minutes", "une heure", ""),
    ("asf_montant", "-12", ""),
    ("suite_date", "31/02/2015", ""),
    ("menage", "1850475123456", ""),
    ("recupere", "100", ""),
    ("abandon", "oui", ""),
    ("synthese", "Joindre Mme Durand au 06 12 34 56 78", ""),
]


def test_twenty_faults_are_told_in_one_run(tmp_path: Path) -> None:
    """Each with its line, its column, what was found, and the nearest codes first."""
    lines = [";".join(NAMES)]
    for at, (column, cell, _) in enumerate(WRONG):
        given = {"reference": f"A-{at}", "date": "2015-03-04", column: cell}
        lines.append(";".join(given.get(name, "") for name in NAMES))
    path = tmp_path / "vingt.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found, faults = read(path)
    assert not found
    told = {each.line: each for each in faults}
    assert sorted(told) == list(range(2, 22))
    for line, (column, _, near) in enumerate(WRONG, 2):
        assert told[line].column == column
        assert f"ligne {line}".capitalize() in told[line].sentence.replace("\u00a0", " ")
        assert not near or told[line].near[0] == near, (told[line], near)


def test_wrong_headings_are_told_before_any_line(tmp_path: Path) -> None:
    """An unknown heading, one said twice and one that is missing: all at once, and no line is blamed."""
    path = tmp_path / "a.csv"
    path.write_text("refrence;date;date;nature\nA-1;2015-01-01;;\n", encoding="utf-8")
    _, faults = read(path)
    assert [(each.line, each.column) for each in faults] == [(1, "refrence"), (1, "date"), (1, "")]
    assert faults[0].near[0] == "reference"
    assert "«\u00a0reference\u00a0»" in faults[2].reason
    assert all(each.heading for each in faults)


def test_a_title_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    """A merged title and a date stand over the table: lines keep the number that the spreadsheet shows."""
    path = tmp_path / "a.csv"
    path.write_text(
        "Recensement 2015;;\n\nau 31 décembre;;\nreference;date;Motif\nA-1;2015-01-01;\n", encoding="utf-8"
    )
    _, faults = read(path)
    assert [(each.line, each.column, each.near) for each in faults] == [(4, "Motif", ("raisons",))]
    path.write_text("Recensement 2015;;\nreference;date;nature\nA-1;2015-01-01;rien\n", encoding="utf-8")
    _, faults = read(path)
    assert [(each.line, each.column) for each in faults] == [(3, "nature")]


@pytest.mark.parametrize(
    ("heading", "near"),
    [("N° fiche", "reference"), ("Date entretien", "date"), ("Durée (mn)", "minutes"), ("Couleur", None)],
)
def test_a_heading_is_near_to_what_it_means_or_to_nothing(heading: str, near: str | None) -> None:
    """Three columns at random would be worse than none."""
    assert (likely(heading) or (None,))[0] == near


def test_the_map_of_a_table_has_its_own_headings_and_can_be_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What looks like a column is proposed for it, the rest is left unread; quotes and colons do no harm."""
    path, card = tmp_path / "a.csv", tmp_path / "carte.yaml"
    path.write_text(
        'N° fiche;Date entretien;nature;"Couleur : ""vive""";N° ménage\nA-1;2015-01-01;financiere;bleu;M1\n',
        encoding="utf-8",
    )
    assert code_of("importer", str(path), "--colonnes-modele", str(card)) == 0
    capsys.readouterr()
    own = read_mapping(card)
    assert own.headings == {"n_fiche": "reference", "date_entretien": "date", "n_menage": "menage"}
    assert own.ignored == {"couleur_vive"}
    found, faults = read(path, own)
    assert not faults
    assert [(each.reference, each.nature, each.menage) for each in found] == [("A-1", "financiere", "M1")]


def test_json_lines_come_in_as_they_went_out(tmp_path: Path) -> None:
    """What an export wrote as json is the same situations; a line that is no object is told."""
    path = tmp_path / "g.json"
    names = [each.name for each in COLUMNS]
    told = rows()
    write_json(path, names, ([json_value(each, getattr(row, each.name)) for each in COLUMNS] for row in told))
    found, faults = read(path)
    assert not faults
    assert found == read(write_csv(tmp_path / "g.csv", told))[0]
    with path.open("a", encoding="utf-8") as file:
        file.write("[1, 2]\n")
    with pytest.raises(GridRefused, match="la ligne 183 n’est pas un objet JSON"):
        read(path)


def test_a_reference_said_twice_is_told_with_the_first_line(tmp_path: Path) -> None:
    """Whatever its case."""
    path = tmp_path / "a.csv"
    path.write_text("reference;date\na-1;2015-01-01\nA-1;2015-01-02\n", encoding="utf-8")
    _, faults = read(path)
    assert [(each.line, each.value) for each in faults] == [(3, "A-1")]
    assert "ligne 2" in faults[0].reason.replace("\u00a0", " ")


# ── a team's own words ───────────────────────────────────────────────────────────────────────────


def test_the_map_that_is_offered_can_be_followed(tmp_path: Path) -> None:
    """The sample reads without a fault, and a table written its way comes in."""
    card = tmp_path / "carte.yaml"
    card.write_text(SAMPLE, encoding="utf-8")
    path = tmp_path / "a.csv"
    path.write_text(
        "N° de situation,Date de l’entretien,Code ménage,Type de non-recours,nature,Remarques\n"
        'A-1,04/03/2015,M12,NC|nr,Fin.,"sans suite, à revoir"\n',
        encoding="utf-8",
    )
    found, faults = read(path, read_mapping(card))
    assert not faults
    assert found == [
        Row(
            reference="A-1",
            date="2015-03-04",
            menage="M12",
            nature="financiere",
            formes=("non_connaissance", "non_reception"),
        )
    ]


def test_every_fault_of_a_map_is_told_with_its_line(tmp_path: Path) -> None:
    """An unknown key, an unknown column, a list where pairs are needed."""
    card = tmp_path / "carte.yaml"
    card.write_text("colones: {}\ncolonnes:\n  refernce: N\nvaleurs:\n  - nature\n", encoding="utf-8")
    with pytest.raises(MappingRefused) as told:
        read_mapping(card)
    lines = str(told.value).replace("\u00a0", " ").splitlines()
    assert ["ligne 1" in lines[0], "ligne 3" in lines[1], "ligne 4" in lines[2]] == [True] * 3
    assert "colonnes" in lines[0]
    assert "reference" in lines[1]


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_came_in_and_refuses_with_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Dry run, import, again, and a wrong file: what is printed, and the exit codes."""
    base, good = tmp_path / "base.db", write_csv(tmp_path / "2015.csv", rows())
    wrong = write_csv(tmp_path / "faux.csv", [changed(rows()[0], nature="financier")])

    def run(*words: str) -> tuple[int, str, str]:
        code = code_of("importer", *words, "--base", str(base))
        told = capsys.readouterr()
        return code, told.out.replace("\u00a0", " ").replace("\u202f", " "), told.err

    code, out, err = run(str(good), "--essai")
    assert (code, "Situations nouvelles : 182" in out, "Essai" in err) == (0, True, True)
    code, out, _ = run(str(good))
    assert (code, "Ménages nouveaux : 148" in out) == (0, True)
    code, out, _ = run(str(good))
    assert (code, "nouvelles : 0 · déjà là : 182" in out) == (0, True)
    code, out, err = run(str(wrong))
    assert (code, out) == (1, "")
    assert "colonne nature" in err
    with Base.open(base) as kept:
        assert not list(Rebuilder(kept, load_catalogue()).differences())


def test_the_sample_map_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named on the output; one that is there is not written over."""
    card = tmp_path / "carte.yaml"
    assert code_of("importer", "--colonnes-modele", str(card)) == 0
    assert capsys.readouterr().out.strip() == str(card)
    assert card.read_text(encoding="utf-8") == SAMPLE
    assert code_of("importer", "--colonnes-modele", str(card)) == 1


def test_options_of_a_grid_mean_nothing_for_another_file(tmp_path: Path) -> None:
    """Wrong usage, code 2, before any phrase is asked for."""
    path = tmp_path / "a.repere"
    path.write_bytes(random.Random(1).randbytes(8 * 4096))
    assert code_of("importer", str(path), "--partiel", "--base", str(tmp_path / "b.db")) == 2


def code_of(*words: str) -> int:
    return speak_french(cli, list(words))
