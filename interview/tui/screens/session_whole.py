"""The views of a session over all its cases: agreement, what divides, before and after, notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from interview.rehearsal.session.counting.agreement import Agreement
from interview.rehearsal.session.counting.dividing import Divided, QuestionFigures
from interview.rehearsal.session.folder.files import Note
from interview.rehearsal.session.folder.notes import in_words
from interview.rehearsal.session.folder.preparing import answer_line
from interview.rehearsal.session.reporting.report_agreement import ITEMS, warnings
from interview.rehearsal.session.reporting.report_questions import MOST_ROWS, in_full, title_of
from interview.tui.drawing import CURRENT, MUTED, POINTER, READING_WIDTH, STRONG, hanging, wrapped
from interview.tui.screens.session_slides import BLANK, Deck, Slide, View, bullets, question_lines
from interview.tui.widgets.bars import table_lines
from interview.tui.widgets.tally import Tally, tally_lines
from templates.bilan_context import Partie
from templates.chart_context import Tableau
from templates.session_context import SeanceContext
from templates.typography import french, sentence

NUMBERS = french("En nombres")
MEANING = french("Ce que veulent dire ces nombres")
NOT_ENOUGH = french("Il faut les réponses de deux participants au moins : il n’y a encore rien à comparer.")
NOTHING_DIVIDES = french("Toutes les réponses sont les mêmes : aucune question ne partage le groupe.")
OVERVIEW = french("Vue d’ensemble")
CONFUSED = french("Les réponses prises l’une pour l’autre")
NO_SECOND = french("Personne n’a encore répondu après la discussion.")
HOW_SECOND = french(
    "Sur un cas dont on a parlé, touche S : chacun y répond à nouveau, ses premières réponses proposées. "
    "Ou chacun tape :"
)
NO_NOTE = french(
    "Rien n’est encore noté. Touche N : une décision du groupe, ou une question laissée ouverte."
)
NOTES = {"decision": french("Décisions"), "ouverte": french("Questions ouvertes")}
HOW_REMOVE = french("Suppr retire la note désignée.")


# ── agreement ────────────────────────────────────────────────────────────────────────────────────────


def agreement_deck(view: View) -> Deck:
    """The numbers side by side, what may be read in each, and what they mean."""
    parts = view.looked.told.accord
    held = [each for each in view.figures.overall if each.moment == "avant" and each.units]
    if not parts or not held:
        return (Slide("vide", NUMBERS, partial(wrapped, NOT_ENOUGH)),)
    readings = [Slide(each.item, ITEMS[each.item], partial(_reading, each)) for each in held]
    return (
        Slide("nombres", NUMBERS, partial(_numbers, parts[0], held)),
        *readings,
        Slide("sens", MEANING, partial(_meaning, view.looked.told)),
    )


def _numbers(part: Partie, held: Sequence[Agreement], width: int) -> list[Content]:
    """What forbids to read too much comes before the numbers; then a column for each thing agreed on."""
    few = warnings([each for each in held if each.percent.value is not None])
    lines = [line for each in few for line in wrapped(Content.styled(f"! {each}", STRONG), width)]
    if part.tableau is not None:
        lines += [*([BLANK] if lines else []), *table_lines(_turned(part.tableau), None, width)]
    return [*lines, BLANK, *_notes(part, width)]


def _turned(table: Tableau) -> Tableau:
    """Rows as columns: three columns are read from the back of a room, seven are not."""
    columns = list(zip(table.tete, *table.lignes, strict=True))
    return Tableau(tete=columns[0], lignes=tuple(columns[1:]), legende=table.legende)


def _reading(each: Agreement, width: int) -> list[Content]:
    return [line for told in each.reading for line in [*hanging("– ", Content(told), width), BLANK]]


def _meaning(told: SeanceContext, width: int) -> list[Content]:
    lines: list[Content] = []
    for each in told.definitions:
        lines += [Content.styled(each.terme, CURRENT), *wrapped(sentence(each.sens), width)]
    return lines


# ── what divides ─────────────────────────────────────────────────────────────────────────────────────


def dividing_deck(view: View) -> Deck:
    """All that divides in one table, each of the first ones, then the pairs of answers confused."""
    told = view.looked.told
    if view.figures.participants < 2:
        return (Slide("vide", OVERVIEW, partial(wrapped, NOT_ENOUGH)),)
    if not view.figures.dividing:
        return (Slide("vide", OVERVIEW, partial(wrapped, NOTHING_DIVIDES)),)
    parts = {each.code: each for each in told.partages}
    pairs = [each.words for each in view.figures.confusions if each.second][:MOST_ROWS]
    slides = [Slide("toutes", OVERVIEW, partial(part_lines, parts["toutes"]))]
    slides += [_one(view, each, held) for each, held in in_full(view.figures)]
    slides.append(Slide("paires", CONFUSED, partial(bullets, pairs)))
    slides += [
        Slide(each.code, each.titre, partial(part_lines, each))
        for each in (*(one for one in told.confusions if one.code == "reference"), *_across(parts))
    ]
    return tuple(slides)


def _one(view: View, each: Divided, held: QuestionFigures) -> Slide:
    code = f"{each.unit.case}:{each.unit.rank}:{each.question}"
    return Slide(code, title_of(each), partial(question_lines, view, held))


def _across(parts: dict[str, Partie]) -> list[Partie]:
    return [parts["parcours"]] if "parcours" in parts else []


# ── before and after ─────────────────────────────────────────────────────────────────────────────────


def shift_deck(view: View) -> Deck:
    """What the discussion changed, over the whole then question by question."""
    parts = view.looked.told.avant_apres
    if not parts:
        return (Slide("vide", "Avant et après", partial(_no_second, view)),)
    whole, *others = parts
    slides = [Slide(whole.code, whole.titre, partial(_whole_shift, whole, view.thick))]
    if whole.tableau is not None and whole.graphique is not None:
        table = Partie(code="nombres", titre=whole.tableau.legende, tableau=whole.tableau)
        slides.append(Slide("nombres", whole.tableau.legende, partial(part_lines, table)))
    return (*slides, *(Slide(each.code, each.titre, partial(part_lines, each)) for each in others))


def _whole_shift(part: Partie, thick: int, width: int) -> list[Content]:
    """Pairs who agreed before and after, as bars; then what may be said of it."""
    chart, lines = part.graphique, list[Content]()
    if chart is not None:
        values = zip(*(each.valeurs for each in chart.series), strict=True)
        rows = [
            Tally(label, tuple(int(each or 0) for each in held))
            for label, held in zip(chart.etiquettes, values, strict=True)
        ]
        names = [each.nom for each in chart.series]
        lines = [
            Content.styled(chart.titre, STRONG),
            *tally_lines(rows, names, width, chart.unite, thick),
            BLANK,
        ]
    return [*lines, *bullets(part.phrases, width)]


def _no_second(view: View, width: int) -> list[Content]:
    line = answer_line(view.session.place, after=True, case=view.case_name)
    lines = [*wrapped(Content.styled(NO_SECOND, STRONG), width), BLANK, *wrapped(HOW_SECOND, width)]
    return [*lines, *wrapped(Content.styled(line, STRONG), width)]


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────


def notes_deck(view: View) -> Deck:
    """What the group wrote, decisions first: one slide for each note, all of them shown on it."""
    held = ordered(view.session.notes)
    if not held:
        return (Slide("vide", "Notes", partial(wrapped, NO_NOTE)),)
    return tuple(
        Slide(str(each.number), in_words(view.session, each), partial(_all_notes, view, held, each.number))
        for each in held
    )


def ordered(notes: Sequence[Note]) -> list[Note]:
    """Decisions, then what is left open."""
    return [each for kind in NOTES for each in notes if each.kind == kind]


def _all_notes(view: View, held: Sequence[Note], at: int, width: int) -> list[Content]:
    lines: list[Content] = []
    kind = ""
    for each in held:
        if each.kind != kind:
            kind = each.kind
            lines += [*([BLANK] if lines else []), Content.styled(NOTES[each.kind], CURRENT)]
        pointed = each.number == at
        head = Content.styled(f"{POINTER if pointed else ' '} ", CURRENT)
        said = Content.styled(in_words(view.session, each), STRONG if pointed else "")
        lines += hanging(head, said, min(width, READING_WIDTH))
    return [*lines, BLANK, Content.styled(HOW_REMOVE, MUTED)]


# ── shared ───────────────────────────────────────────────────────────────────────────────────────────


def part_lines(part: Partie, width: int) -> list[Content]:
    """A part of the report: what it says, its table with bars, its notes."""
    lines: list[Content] = []
    if part.tableau is not None:
        lines += [*table_lines(part.tableau, part.graphique, width), BLANK]
    for each in part.phrases:
        lines += hanging("– ", Content(sentence(each)), width)
    return [*lines, *_notes(part, width)]


def _notes(part: Partie, width: int) -> list[Content]:
    notes = (*part.notes, *(part.tableau.notes if part.tableau is not None else ()))
    return [line for each in notes for line in wrapped(Content.styled(sentence(each), MUTED), width)]
