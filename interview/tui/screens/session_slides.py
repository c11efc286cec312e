"""What each view of a session shows, one thing at a time: as many slides, each fit for a projector.

Nothing is counted or worded here that the report does not count or word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import msgspec
from textual.content import Content

from interview.rehearsal.given import Moment
from interview.rehearsal.session.counting.dividing import Counted, QuestionFigures
from interview.rehearsal.session.counting.figures import OutcomeFigures, SessionFigures
from interview.rehearsal.session.counting.reading import share
from interview.rehearsal.session.counting.tree import Tree
from interview.rehearsal.session.folder.arriving import arrivals_in_words, arrivals_of
from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.folder.preparing import GIVE, KEEP_CLOSED, answer_line
from interview.rehearsal.session.reporting.report_agreement import PAIRS
from interview.rehearsal.session.reporting.report_questions import MARKS, sentences_of
from interview.rehearsal.session.reporting.tree_drawing import text_of
from interview.tui.drawing import CURRENT, MUTED, READING_WIDTH, STRONG, hanging, wrapped
from interview.tui.screens.session_follow import Looked
from interview.tui.widgets.tally import Tally, tally_lines
from interview.wording import capital
from templates.session_context import CasCompare
from templates.typography import count, french, sentence

BLANK = Content("")
MOMENTS: dict[Moment, str] = {"avant": "avant la discussion", "apres": "après la discussion"}
CONCLUDED = french("Ce qui a été conclu")
ALIKE = french("Mêmes réponses de tous")
ALIKE_IN_PART = french("Sans écart, mais une partie seulement y a répondu")
TO_DISCUSS = french("À discuter")
NOT_PLAYED = french("Personne n’a encore joué ce cas.")
WHO, CASES = french("Qui a répondu"), french("Les cas")
BY_NUMBER = french("✓ : tout est joué ; 1/2 : un cas sur deux ; – : rien encore")
AFTER = french("Après la discussion")
HOW = french("Pour répondre")
TYPE = french("Chacun tape : ")
HERE = french("Sur cet ordinateur, à tour de rôle : touche I.")
BRING = french("Des fichiers rapportés par messagerie ou sur une clé : touche G.")
SOON = french("Cet écran se met à jour seul : un fichier posé dans le dossier est compté aussitôt.")
_CELL = 8

Write = Callable[[int], list[Content]]


class Slide(msgspec.Struct, frozen=True):
    """One thing to look at.

    Attributes:
        code: stays the same when the session is read again.
        name: a few words, in the list of slides.
        write: its lines, in that many columns.
    """

    code: str
    name: str
    write: Write


Deck = tuple[Slide, ...]


class View(msgspec.Struct, frozen=True):
    """What is looked at: a session as it stands, and which of its cases.

    Attributes:
        case: rank of the case in hand, from 0.
        expected: how many people are awaited, 0 where nobody said.
        thick: lines that a bar takes.
    """

    looked: Looked
    case: int
    expected: int
    thick: int = 1

    @property
    def session(self) -> Session:
        """The session."""
        return self.looked.report.session

    @property
    def figures(self) -> SessionFigures:
        """Its figures."""
        return self.looked.report.figures

    @property
    def case_name(self) -> str:
        """Name of the case in hand."""
        return self.session.cases[self.case].name


# ── who has answered ─────────────────────────────────────────────────────────────────────────────────


def standing_deck(view: View) -> Deck:
    """Who has answered, how to answer, and the cases."""
    second = any(each.moment == "apres" for each in view.session.answers)
    how = (Slide("comment", HOW, partial(_how, view)),) if second else ()
    who = Slide("qui", WHO, partial(_who, view, second=second))
    return (who, *how, Slide("cas", CASES, partial(_cases, view)))


def _who(view: View, width: int, *, second: bool) -> list[Content]:
    """Counts, then each number; how to answer is beside as long as there is room for it."""
    first, *others = arrivals_in_words(view.session, view.expected)
    lines = [*wrapped(Content.styled(first, STRONG), width)]
    for each in others:
        lines += wrapped(each, width)
    if view.session.answers or view.expected:
        lines += [BLANK, *_numbers(view, "avant", width)]
    if second:
        lines += [BLANK, Content.styled(AFTER, MUTED), *_numbers(view, "apres", width)]
    if view.session.answers:
        lines += wrapped(Content.styled(BY_NUMBER, MUTED), width)
    return lines if second else [*lines, BLANK, Content.styled(HOW, CURRENT), *_how(view, width)]


def _how(view: View, width: int) -> list[Content]:
    command = Content.styled(answer_line(view.session.place), STRONG)
    lines = [*hanging("– ", Content(french(GIVE)), width)]
    lines += hanging("– ", Content.assemble(TYPE, command), width)
    for told in (HERE, BRING, KEEP_CLOSED, SOON):
        lines += hanging("– ", Content(french(told)), width)
    return lines


def _numbers(view: View, moment: Moment, width: int) -> list[Content]:
    """Each number and how far it is: nothing of what was answered."""
    held = {each.participant: each for each in arrivals_of(view.session) if each.moment == moment}
    last = max([*held, view.expected if moment == "avant" else 0])
    numbers = range(1, last + 1) if moment == "avant" else sorted(held)
    cells = []
    for number in numbers:
        each = held.get(number)
        mark = "–" if each is None else "✓" if each.whole else f"{each.done}/{each.of}"
        cells.append(f"{number:>3} {mark:<{_CELL - 4}}")
    by_line = max(1, min(width, READING_WIDTH) // _CELL)
    return [Content("".join(cells[at : at + by_line])) for at in range(0, len(cells), by_line)]


def _cases(view: View, width: int) -> list[Content]:
    lines: list[Content] = []
    for rank, each in enumerate(view.session.cases, 1):
        head = Content.assemble((french(each.title), STRONG), (french(f"  {each.case.minutes} min"), MUTED))
        lines += hanging(f"{rank}. ", head, width)
        lines += hanging("   ", Content.styled(french(each.case.trains), MUTED), width)
    minutes = sum(each.case.minutes for each in view.session.cases)
    told = french(f"{count(len(view.session.cases), 'cas')}, environ {minutes} minutes à jouer.")
    return [*lines, BLANK, Content.styled(told, MUTED)]


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────


def answers_deck(view: View) -> Deck:
    """What was concluded of the case in hand, where people part, the others, what to discuss."""
    slides: list[Slide] = []
    held = [each for each in view.figures.outcomes if each.unit.case == view.case_name]
    for outcome in held:
        rank, before = outcome.unit.rank, _before(outcome, len(held))
        slides.append(
            Slide(
                f"{rank}:conclu", before + CONCLUDED, partial(_outcome, view, outcome, _told(view, outcome))
            )
        )
        slides += _questions(view, outcome, before)
    # As the report: what a case gives to talk over often says its reference.
    discussion = _told(view, held[-1]).discussion if held else ()
    if discussion:
        slides.append(Slide("discuter", TO_DISCUSS, partial(bullets, list(discussion))))
    if not any(found.present for each in held for found in each.rounds):
        return (Slide("vide", CONCLUDED, partial(wrapped, NOT_PLAYED)),)
    return tuple(slides)


def _before(outcome: OutcomeFigures, situations: int) -> str:
    """Which situation, where the case has several."""
    return f"{outcome.unit.rank} · " if situations > 1 else ""


def _told(view: View, outcome: OutcomeFigures) -> CasCompare:
    """What the report says of that situation."""
    return view.looked.told.cas[view.figures.units.index(outcome.unit)]


def _outcome(view: View, outcome: OutcomeFigures, told: CasCompare, width: int) -> list[Content]:
    rounds = [each for each in outcome.rounds if each.present]
    labels = {end.label: end.reference for each in rounds for end in each.outcomes}
    rows = [
        Tally(
            label,
            tuple(sum(end.count for end in each.outcomes if end.label == label) for each in rounds),
            MARKS["reference"] if right else "",
        )
        for label, right in labels.items()
    ]
    lines = tally_lines(
        rows, _moments({each.moment: each.present for each in rounds}), width, thick=view.thick
    )
    if told.reference:
        concluded = french(f"La référence conclut : {told.reference}.")
        lines += [BLANK, *wrapped(Content.styled(concluded, STRONG), width)]
    return [*lines, *([BLANK] if told.phrases else []), *bullets(told.phrases, width)]


def _questions(view: View, outcome: OutcomeFigures, before: str) -> list[Slide]:
    """The questions where people part, in the order of the path; then those where nobody does."""
    held = [each for each in view.figures.questions if each.unit == outcome.unit]
    parted = {(each.unit, each.question) for each in view.figures.dividing}
    rank = outcome.unit.rank
    slides = [
        Slide(f"{rank}:{each.question}", before + each.title, partial(question_lines, view, each))
        for each in held
        if (each.unit, each.question) in parted
    ]
    alike = [each for each in held if (each.unit, each.question) not in parted and _answered(each)]
    for code, name, shown in (
        ("meme", ALIKE, [each for each in alike if _by_all(each)]),
        ("partie", ALIKE_IN_PART, [each for each in alike if not _by_all(each)]),
    ):
        if shown:
            slides.append(Slide(f"{rank}:{code}", before + name, partial(_alike, shown)))
    return slides


def question_lines(view: View, held: QuestionFigures, width: int) -> list[Content]:
    """What is asked, how many gave each answer, and what the report says of it."""
    rounds = [each for each in held.rounds if each.answered]
    labels = {each.answer: each for found in rounds for each in found.answers}
    rows = [
        Tally(
            each.label,
            tuple(sum(one.count for one in found.answers if one.answer == answer) for found in rounds),
            MARKS.get(each.standing, ""),
        )
        for answer, each in labels.items()
    ]
    divided = next(
        each for each in view.figures.dividing if (each.unit, each.question) == (held.unit, held.question)
    )
    asked, *told = sentences_of(view.figures, divided, held, view.session.notes)
    shares = " → ".join(share(each.alike) for each in rounds if each.alike is not None)
    return [
        *wrapped(Content.styled(asked, STRONG), width),
        BLANK,
        *tally_lines(
            rows, _moments({each.moment: each.answered for each in rounds}), width, thick=view.thick
        ),
        BLANK,
        *bullets([*([french(f"{PAIRS} : {shares}")] if shares else []), *told], width),
    ]


def _answered(each: QuestionFigures) -> bool:
    return any(found.answered for found in each.rounds)


def _by_all(each: QuestionFigures) -> bool:
    """Whether everybody who played the case answered that question."""
    return all(found.answered == found.present for found in each.rounds)


def _alike(held: Sequence[QuestionFigures], width: int) -> list[Content]:
    lines: list[Content] = []
    for each in held:
        found = next(one for one in each.rounds if one.answered)
        given = next(one for one in found.answers if one.count)
        some = f" ({found.answered} sur {found.present})" if found.answered < found.present else ""
        words = (f"{each.title}{french(' : ')}", (given.label, STRONG), french(some))
        lines += hanging("– ", Content.assemble(*words), width)
        if told := _against(each, given):
            lines += hanging("  ", Content.styled(told, CURRENT), width)
    return lines


def _against(each: QuestionFigures, given: Counted) -> str:
    """What the reference says, where it was shown and says otherwise than everybody."""
    return french(f"◆ La référence répond « {each.reference_label} »") if given.standing == "autre" else ""


def _moments(held: Mapping[Moment, int]) -> list[str]:
    """Each moment, with how many answered then: fewer may have after the discussion."""
    return [french(f"{MOMENTS[moment]} : {number}") for moment, number in held.items()]


# ── paths ────────────────────────────────────────────────────────────────────────────────────────────


def paths_deck(view: View) -> Deck:
    """The tree of the paths through each situation of the case in hand, at each moment."""
    trees = [each for each in view.figures.trees if each.unit.case == view.case_name]
    situations = len({each.unit for each in trees})
    slides = []
    for tree in trees:
        told = view.looked.told.cas[view.figures.units.index(tree.unit)]
        name = f"{tree.unit.rank} · {MOMENTS[tree.moment]}" if situations > 1 else MOMENTS[tree.moment]

        slides.append(
            Slide(f"{tree.unit.rank}:{tree.moment}", capital(french(name)), partial(_paths, tree, told))
        )
    return tuple(slides) or (Slide("vide", "Chemins", partial(wrapped, NOT_PLAYED)),)


def _paths(tree: Tree, told: CasCompare, width: int) -> list[Content]:
    head = (told.chemins, *told.phrases) if tree.moment == "avant" else ()
    lines = [line for each in head for line in wrapped(Content.styled(sentence(each), STRONG), width)]
    drawn = text_of(tree, min(width, READING_WIDTH)).splitlines()[1:]
    return [*lines, *([BLANK] if lines else []), *map(Content, drawn)]


# ── shared ───────────────────────────────────────────────────────────────────────────────────────────


def bullets(told: Iterable[str], width: int) -> list[Content]:
    """Sentences, one under the other."""
    return [line for each in told for line in hanging("– ", Content(sentence(each)), width)]
