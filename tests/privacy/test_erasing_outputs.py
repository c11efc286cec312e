"""Erasing reaches what is put together from situations, what is handed, what a grid brings or takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from flows.loader import load_catalogue
from interview import access as notes
from interview.bilan import out
from interview.bilan.service import bilan_of
from interview.conversation import Conversation, Workplace
from interview.dossier import gathering, saving
from interview.dossier.content import composed
from interview.dossier.service import Dossier
from interview.dossier.state import Subject
from interview.follow_up.service import Guarded
from interview.grid.checking import Checker
from interview.grid.columns import Row
from interview.grid.exporting import USUAL, Asked, Format, export
from interview.grid.importing import ERASED, Outcome, bring_in
from interview.grid.mapping import AS_IT_IS
from interview.grid.reading import opened
from interview.privacy import erasing as service
from interview.privacy.access_document import access_document
from interview.rebuilding import Rebuilder
from interview.recap import keeping
from interview.recap.content import save_recap
from interview.sheets.batch import write_batch
from store import Base, DossierChanged, Filter, dossiers, releases
from store.privacy import access, erasing
from templates import render_document
from tests.interview.grid.published_2015 import write_csv
from tests.privacy.marked import WORDS, copy_of, marked_interview, traces, words_of
from tests.support import CASE_6, agree, answer_all, make_workplace, shipped_flow

CPAM = Subject(organism="cpam")
KNOWINGLY, NAME, OWN_CODE, ROW_TEXT = "xqzjsciemment", "Mme Castelbajac", "YQZJ-0042", "zqzjrecitgrille"
"""Invented: words of the dossier and of the grid, and a name kept on purpose."""
OTHERS = (KNOWINGLY, "castelbajac", OWN_CODE, ROW_TEXT)
FORMATS: tuple[Format, ...] = ("csv", "json", "xlsx")


class House(NamedTuple):
    """A base where one household is in everything that can be made of it, beside another."""

    folder: Path
    place: Workplace
    marked: Conversation
    other: Conversation
    dossier: Dossier

    @property
    def base(self) -> Base:
        assert self.place.base is not None
        return self.place.base

    @property
    def household(self) -> str:
        return self.marked.interview.household

    def traces(self) -> list[str]:
        return traces(self.folder, [*words_of(self.marked), *(each.encode() for each in OTHERS)])

    def document(self) -> str:
        return str(render_document(access_document(self.place, self.household), "md"))


def imported(place: Workplace, folder: Path, *rows: Row) -> Outcome:
    path = write_csv(folder / "apportee.csv", rows)
    assert place.base is not None
    try:
        with opened(path) as sheet:
            checker = Checker(sheet, shipped_flow(), place.today().isoformat(), AS_IT_IS)
            return bring_in(place, place.base, checker)
    finally:
        path.unlink()  # the team's own file: no program of ours wrote it


def row(**told: Any) -> Row:
    given = {"reference": "G-1", "date": "2026-02-02", "menage": OWN_CODE, "synthese": ROW_TEXT}
    return Row(**{**given, "formes": ("non_reception",), "certitude": "avere", **told})


def put_in(dossier: Dossier, reference: str, why: str) -> None:
    try:
        dossier.take(reference, why)
    except Guarded as guarded:
        dossier.take(reference, why, guarded.caution)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as base:
        base.connection.execute("PRAGMA secure_delete = OFF")
        place = make_workplace(base)
        other = Conversation.start(place)
        answer_all(other, CASE_6)
        marked = agree(marked_interview(place))
        # The same household came in a grid too: it has a number of its own there.
        assert imported(place, tmp_path, row(menage=marked.interview.household)).added == 1
        dossier = Dossier.begin(place, CPAM)
        put_in(dossier, marked.situation_reference(1), f"{NAME} l’a demandé, {KNOWINGLY}.")
        dossier.take(other.situation_reference(1))
        gathering.gather(dossier)
        made = saving.hand(dossier)
        saving.write(dossier, made, "html", tmp_path / "dossier.html")
        put_in(dossier, marked.situation_reference(1), f"{NAME} l’a redemandé, {KNOWINGLY}.")
        recap = keeping.kept(marked)
        assert recap is not None
        save_recap(marked, recap, "html", tmp_path / "recapitulatif.html")
        (tmp_path / "fiches").mkdir()
        write_batch(place, Filter(), "md", tmp_path / "fiches")
        for each in FORMATS:
            asked = Asked(format=each, columns=(*USUAL, "synthese"), keep_texts=True)
            export(place, asked, tmp_path / f"grille.{each}")
        out.write(place, bilan_of(place, Subject(), mode="partageable"), "json", tmp_path / "bilan.json")
        copy_of(base, tmp_path / "sauvegardes")
        yield House(tmp_path, place, marked, other, dossier)


def test_no_byte_is_left_in_dossiers_editions_files_nor_copies(house: House) -> None:
    """Nor of a name that was kept on purpose, once the text that held it has gone."""
    found = house.traces()
    for name in ("repere.db", "dossier.html", "recapitulatif.html", "grille.csv", "grille.json"):
        assert any(each.startswith(name) for each in found), name
    told = service.erase_household(house.place, house.household, "demande")
    house.base.close()
    assert house.traces() == []
    assert told.left == ()
    names = {each.name for each in told.files}
    assert {"dossier.html", "recapitulatif.html", *(f"grille.{each}" for each in FORMATS)} <= names
    assert any(each.startswith("fiche-") for each in names)
    assert not (house.folder / "grille.xlsx").exists()


def test_what_is_of_others_stays_in_the_dossier_and_the_figures_stay_counts(house: House) -> None:
    """The edition still says what was handed of the other household; a release names nobody."""
    released = releases.listed(house.base)
    service.erase_household(house.place, house.household, "demande")
    reference = house.other.situation_reference(1)
    edition = saving.edition_of(Dossier.open(house.place, house.dossier.number), 1)
    assert edition.references == (reference,)
    assert composed(Dossier.open(house.place, house.dossier.number)).references == (reference,)
    assert (house.folder / f"fiches/fiche-{reference}.md").exists()
    assert releases.listed(house.base) == released
    assert len(released) == 1
    assert house.base.damages() == []
    assert list(Rebuilder(house.base, load_catalogue()).differences()) == []


def test_a_dossier_open_in_another_window_does_not_bring_the_household_back(house: House) -> None:
    """Its next change is refused: what it holds is older than the erasure."""
    service.erase_household(house.place, house.household, "demande")
    with pytest.raises(DossierChanged):
        house.dossier.set_meeting("place", "À la caisse")
    with pytest.raises(DossierChanged):
        house.dossier.hand("{}")
    assert house.traces() == []


def test_the_person_is_told_of_all_of_it(house: House) -> None:
    """Dossier and edition, each file once, what came from a grid, the page that was prepared."""
    files = service.known(house.place, house.household)[0]
    again = ((house.household, house.marked.reference),)
    notes.remember(house.place, house.folder / "dossier.html", "écrit une autre fois", again)
    assert service.known(house.place, house.household)[0] == files
    text = house.document()
    for word in (WORDS["recapquoi"], WORDS["recapqui"], WORDS["recapquand"], WORDS["motif"], ROW_TEXT):
        assert word in text
    for said in ("en préparation", "édition n° 1", "reprise d’une grille"):
        assert said in text.replace("\u00a0", " ").replace("\u202f", " ")
    for name in ("dossier.html", "recapitulatif.html", "grille.csv", "grille.xlsx"):
        assert text.count(name) == 1
    for code in ("dossier", "recapitulatif", "grille_textes_gardes", "fiche"):
        assert notes.WORDS[code] in text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_person_is_told_the_number_she_has_in_a_grid_and_the_days_that_count(house: House) -> None:
    """Both are kept, and both are about her."""
    place = house.place
    imported(place, house.folder, row(reference="G-7"))
    record = place.base and place.base.record(place.base.interview_of("G-7"))  # type: ignore[arg-type]
    assert record
    assert OWN_CODE in str(render_document(access_document(place, record.household), "md"))
    late = Conversation.start(place)
    step = {"date": "02/03/2026", "acteur": "la CPAM", "fait": "Refus.", "evenement": "notification_voies"}
    answer_all(late, {**CASE_6, "chronologie": [step]})
    read = "SELECT count(*) FROM deadline d JOIN situation s ON s.row = d.situation WHERE s.reference = ?"
    assert place.base is not None
    assert place.base.connection.execute(read, (late.situation_reference(1),)).fetchone()[0] > 0
    text = str(render_document(access_document(place, late.interview.household), "md"))
    assert "mai 2026" in text  # two months after the notification
    service.erase_household(place, late.interview.household, "demande")
    assert place.base.connection.execute(read, (late.situation_reference(1),)).fetchone() == (0,)


def test_a_purge_reaches_as_far_as_an_erasure(house: House) -> None:
    """The same way out."""
    gone = service.kept_until(service.known(house.place, house.household)[0], 24)  # type: ignore[arg-type]
    service.purge(house.place, gone)
    assert house.traces() == []


# ── what was erased does not come back with its grid ────────────────────────────────────────────────


@pytest.mark.parametrize("menage", [OWN_CODE, None])
def test_an_erased_row_of_a_grid_is_refused_when_the_grid_comes_again(tmp_path: Path, menage: str) -> None:
    """Known by the number of the team, or by its reference where it had no household."""
    with Base.open(tmp_path / "repere.db") as base:
        place = make_workplace(base)
        again = (row(menage=menage), row(reference="G-2", menage="AUTRE-1"))
        assert imported(place, tmp_path, *again).added == 2
        record = base.record(base.interview_of("G-1"))  # type: ignore[arg-type]
        assert record is not None
        service.erase_household(place, record.household or "G-1", "demande")
        outcome = imported(place, tmp_path, *again)
        assert [each.reason for each in outcome.faults] == [ERASED]
        assert base.interview_of("G-1") is None
        assert imported(place, tmp_path, again[1]).unchanged == 1


# ── a file written again, or not ────────────────────────────────────────────────────────────────────


def test_a_file_that_could_not_be_written_again_is_still_reached(house: House) -> None:
    """The former one stands: it is remembered until the new one has its name."""

    def stop(done: int, of: int) -> None:
        raise OSError(28, "No space left on device")

    path = house.folder / "grille.csv"
    before = path.read_bytes()
    with pytest.raises(OSError, match="No space"):
        export(house.place, Asked(format="csv"), path, stop)
    notes.remember(house.place, house.folder / "dossier.html", "autre", ())  # and stopped there
    assert path.read_bytes() == before
    service.erase_household(house.place, house.household, "demande")
    assert house.traces() == []


def test_dossiers_and_pages_are_remembered_before_they_are_written(house: House) -> None:
    """So that an erasure reaches them even if the program stops in between."""
    nowhere = house.folder / "absent"
    recap = keeping.kept(house.marked)
    assert recap is not None
    for write in (
        lambda: saving.write(
            house.dossier, saving.edition_of(house.dossier, 1), "md", nowhere / "dossier.md"
        ),
        lambda: save_recap(house.marked, recap, "html", nowhere / "feuille.html"),
    ):
        with pytest.raises(OSError, match="absent"):
            write()
    names = {each.path.name for each in access.files_of(house.base, house.household)}
    assert {"dossier.md", "feuille.html"} <= names


def test_a_file_written_since_about_others_is_neither_taken_nor_told(house: House) -> None:
    """The household is no longer in it: nothing to delete, nothing to warn of."""
    path = house.folder / "dossier.html"
    edition = saving.edition_of(house.dossier, 1)
    only = msgspec.structs.replace(edition, sheets=edition.sheets[1:], proposals=())
    saving.write(house.dossier, only, "html", path)
    told = service.erase_household(house.place, house.household, "demande")
    assert path.exists()
    assert path not in told.left


def test_what_a_killed_export_left_goes_with_the_household(house: House) -> None:
    """Its pieces too, beside the file it was making."""
    path = house.folder / "tuee.xlsx"
    access.remember_file(house.base, path, b"", [(house.household, house.household)], 1)
    for part in access.parts_of(path)[:1]:
        part.write_text(WORDS["synthese"])
    pieces = access.parts_of(path)[1]
    pieces.mkdir()
    (pieces / "1").write_text(WORDS["synthese"])
    service.erase_household(house.place, house.household, "demande")
    assert not pieces.exists()
    assert house.traces() == []


def test_the_order_says_what_a_household_is_called_elsewhere(tmp_path: Path) -> None:
    """In the same transaction as its own mark: stopped in between, neither is there."""
    with Base.open(tmp_path / "repere.db") as base:
        erasing.begin(base, ["7K3Q-2P6"], erasing.Order("effacement", "", "demande", 1), [OWN_CODE])
        assert erasing.is_erased(base, OWN_CODE.lower())
        assert not erasing.is_erased(base, "AUTRE-1")
        assert dossiers.listed(base) == []
