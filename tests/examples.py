"""The examples of ``docs/exemples``: real documents of invented situations, the same bytes each time.

``uv run python -m tests.examples`` writes them all again; the PNG pages need ``pdftoppm``.
"""

from __future__ import annotations

import datetime
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from flows.loader import shipped_cases
from flows.scenario import scenario_from_text
from interview.conversation import Conversation
from interview.dossier.content import Composed
from interview.dossier.saving import found_or_begun, hand, rendered
from interview.dossier.service import Dossier
from interview.dossier.subject import Typed, changed, subject_of
from interview.recap import content as recap_content
from interview.recap.keeping import begun, offered, ticked, with_step
from interview.recap.model import NextStep
from interview.rehearsal.fictional_year.making import Asked, add, make
from interview.replay import run
from interview.sheets.content import sheet_of
from store import Base
from templates import FORMATS, FicheContext, render_fiche
from tests.support import make_workplace, shipped_flow, ticking_clock

FOLDER = Path(__file__).parents[1] / "docs" / "exemples"
YEAR_END = datetime.date(2026, 6, 30)
MEETING = datetime.datetime(2026, 7, 6, 9, tzinfo=datetime.UTC)
THREE_MONTHS_LATER = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
SHEETS = {
    "fiche-carsat": ("04-questionnaire-carsat", ("html", "pdf")),
    "fiche-quatre-retours": ("06-quatre-retours", ("html", "pdf", "docx")),
}
ON_THE_RECAP = (
    *("sujet-1", "etat-1", "fait-1-examen_approfondi", "fait-1-courrier"),
    *("suite-1-blocage", "suite-courriers", "suite-reponse", "date", "lieu", "reference"),
)
"""What the agent ticks for the person of case 6, who lives with nobody else who would read it."""
ASKED_OF_THE_CPAM = NextStep(
    what="étudier votre demande telle que vous l’avez déposée",
    who="la caisse primaire d’assurance maladie (CPAM)",
    when="2026-03-31",
)
PAGES = {
    "fiche-carsat": (1,),
    "fiche-quatre-retours": (1,),
    "recapitulatif": (1,),
    "dossier-cpam": (1, 2),
    "dossier-cpam-edition-2": (1,),
}
"""The pages drawn as images, by document."""
_MEETING = {
    "contact": "Responsable des relations avec les partenaires",
    "date": "06/07/2026",
    "place": "Centre communal d’action sociale",
    "participants": "responsable des prestations de la CPAM ; coordinatrice du CCAS ; écrivain public",
    "agenda": (
        "Les chiffres de l’année ; Trois situations ; Ce qui l’éviterait ; Qui fait quoi, et pour quand"
    ),
    "requests": (
        "Un contact direct pour les services qui accompagnent ; Une seule demande pour toutes les pièces"
    ),
}
_PROMISES = (
    ("La CPAM désigne un contact direct pour les services", "15/09/2026"),
    ("La CPAM remet au guichet un reçu des pièces déposées", "30/09/2026"),
    ("Le CCAS transmet la liste des courriers mal compris", "12/2026"),
)


def write_all(folder: Path) -> None:
    """Write every document, then its pages as images where this machine can."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents():
        (folder / name).write_bytes(content)
    if shutil.which("pdftoppm") is not None:
        for document, pages in PAGES.items():
            for page in pages:
                _draw(folder, document, page)


def documents() -> Iterator[tuple[str, bytes]]:
    """Each document: the name of its file, its bytes."""
    yield from sheets()
    yield "recapitulatif.pdf", _bytes(recapitulatif("pdf"))
    yield from dossiers()


def sheets() -> Iterator[tuple[str, bytes]]:
    """The sheets of two training cases."""
    for name, (case, formats) in SHEETS.items():
        fiche = sheet(case)
        for format in formats:
            yield f"{name}{FORMATS[format].extension}", _bytes(render_fiche(fiche, format))


def sheet(case: str) -> FicheContext:
    """The sheet of the first situation of a training case."""
    return sheet_of(_held(case), 1)


def recapitulatif(format: str) -> str | bytes:
    """What the person of case 6 would be handed."""
    held = _held("06-quatre-retours")
    recap = begun(held)
    for each in offered(held, recap):
        if each.code in ON_THE_RECAP:
            recap = ticked(recap, each)
    recap = with_step(recap, ASKED_OF_THE_CPAM)
    return recap_content.written(held, recap, format)


def dossiers(formats: tuple[str, ...] = ("html", "pdf", "docx")) -> Iterator[tuple[str, bytes]]:
    """The dossier on the CPAM over an invented year, then the edition of three months later."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(secrets, "randbits", lambda _: 6):
        path = Path(folder, "annee.db")
        make(path, Asked(until=YEAR_END), YEAR_END)
        with _dossier(path, MEETING) as dossier:
            _prepare(dossier)
            made = hand(dossier)
            yield from _written(dossier, made, "dossier-cpam", formats)
        add(path, Asked())
        with _dossier(path, THREE_MONTHS_LATER) as dossier:
            subject = changed(shipped_flow(), dossier.state.subject, "until", "30/09/2026")
            dossier.set_subject(subject)
            dossier.set_promise(0, "tenu")
            dossier.set_meeting("date", "05/10/2026")
            made = hand(dossier)
            later = [each for each in formats if each != "docx"]
            yield from _written(dossier, made, "dossier-cpam-edition-2", later)


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _dossier(path: Path, when: datetime.datetime) -> Iterator[Dossier]:
    with Base.open(path, create=False) as base:
        place = make_workplace(base, now=ticking_clock(int(when.timestamp() * 1000)))
        subject = subject_of(shipped_flow(), Typed(organism="cpam", since="01/07/2025", until="30/06/2026"))
        yield found_or_begun(place, subject)[0]


def _prepare(dossier: Dossier) -> None:
    for field, typed in _MEETING.items():
        dossier.set_meeting(field, typed)
    for what, due in _PROMISES:
        dossier.add_promise(what, due)


def _written(
    dossier: Dossier, made: Composed, name: str, formats: tuple[str, ...] | list[str]
) -> Iterator[tuple[str, bytes]]:
    for format in formats:
        content = rendered(dossier.place, made, format)
        yield f"{name}{FORMATS[format].extension}", _bytes(content)


def _held(case: str) -> Conversation:
    text = next(each for each in shipped_cases() if each.name == f"{case}.yaml").read_text("utf-8")
    return run(scenario_from_text(text, f"{case}.yaml"), make_workplace(seed=int(case[:2]))).conversation


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _draw(folder: Path, document: str, page: int) -> None:
    command = ["pdftoppm", "-png", "-gray", "-r", "60", "-singlefile", "-f", str(page), "-l", str(page)]
    subprocess.run(
        [*command, str(folder / f"{document}.pdf"), str(folder / f"{document}-page-{page}")], check=True
    )


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
