"""Lists, situations, households and histories as lines of plain text: read aloud as well as seen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from interview.files.finding import Line, Listing
from interview.files.history import Change
from interview.files.household_view import HouseholdView, SituationLine, Visit
from interview.files.situation_view import SituationView, Step
from interview.remarks import TITLE as TO_CHECK
from interview.views import Verdict
from interview.wording import capital, joined
from templates.typography import count, french, stopped

_STEP = "  "
_BETWEEN = " · "


class Page:
    """Lines of at most *width* columns, words never cut; of any length where it is None."""

    def __init__(self, width: int | None) -> None:
        self._width = width
        self._lines: list[str] = []

    def add(self, text: str, indent: int = 0, mark: str = "") -> None:
        """A paragraph; what follows its first line stands under its first word."""
        stem = _STEP * indent
        first, rest = stem + mark, stem + " " * len(mark)
        if self._width is None:
            self._lines.append(first + text)
            return
        self._lines += textwrap.wrap(
            text,
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def drawing(self, lines: Iterable[str], indent: int = 0) -> None:
        """Lines that must stay as they are drawn; what does not fit goes under its own branch."""
        for line in lines:
            drawn = len(line) - len(line.lstrip("│├└→ "))
            self._lines += (
                [_STEP * indent + line]
                if self._width is None
                else textwrap.wrap(
                    line[drawn:],
                    self._width,
                    initial_indent=_STEP * indent + line[:drawn],
                    subsequent_indent=_STEP * indent + _under(line[:drawn]) + _STEP,
                    break_long_words=False,
                )
            )

    def title(self, text: str) -> None:
        """A heading, after an empty line unless it is the first."""
        if self._lines:
            self._lines.append("")
        self.add(french(text))

    def all(self, texts: Iterable[str], indent: int = 1) -> None:
        """A list, one dash each."""
        for text in texts:
            self.add(text, indent, "- ")

    def __str__(self) -> str:
        return "\n".join(self._lines)


def _under(drawn: str) -> str:
    return drawn.replace("├", "│").replace("└", " ").replace("→", " ")


def listing_text(listing: Listing, width: int | None) -> str:
    """A page of situations, three lines each: which one, what was found, where it stands."""
    page = Page(width)
    for line in listing.lines:
        page.add(f"{line.reference}  {line.object}")
        page.add(line.finding, 1)
        page.add(_BETWEEN.join(_about(line)), 1)
    return str(page)


def _about(line: Line) -> Iterator[str]:
    yield line.status
    if line.due:
        yield line.due
    yield line.day_words
    yield french(f"ménage {line.household}")
    if line.service:
        yield french(f"service {line.service}")


def household_text(view: HouseholdView, width: int | None) -> str:
    """Every visit of a household, oldest first, then what caused what."""
    page = Page(width)
    size = f" ({view.size})" if view.size else ""
    page.add(french(f"Ménage {view.household}{size}"))
    page.add(view.summary)
    for visit in view.visits:
        page.title(_visit_title(visit))
        for each in visit.situations:
            _add_situation(page, each)
    _add_cascade(page, view.cascade)
    return str(page)


def _visit_title(visit: Visit) -> str:
    by = [f"service {visit.service}" if visit.service else "", f"agent {visit.agent}" if visit.agent else ""]
    parts = [f"{visit.day_words} : entretien {visit.reference}", *(each for each in by if each)]
    return _BETWEEN.join([*parts, visit.state.removeprefix("entretien ")])


def _add_situation(page: Page, line: SituationLine) -> None:
    page.add(f"{line.reference}  {line.object}", 1)
    page.add(_BETWEEN.join(each for each in (line.finding, line.status, line.due) if each), 2)
    page.all(line.since, 2)
    for sentence in _ties(line):
        page.add(sentence, 2)


def _ties(line: SituationLine) -> Iterator[str]:
    if line.requalifies:
        yield french(f"Requalifie {line.requalifies}.")
    if line.requalified_by:
        yield french(f"Requalifiée depuis par {line.requalified_by}.")
    if line.traits:
        yield french(f"Dans ce ménage : {', '.join(each.lower() for each in line.traits)}.")


def _add_cascade(page: Page, cascade: Sequence[str]) -> None:
    if cascade:
        page.title("Ce qui a entraîné quoi :")
        page.drawing(cascade, 1)


def situation_text(view: SituationView, width: int | None) -> str:
    """One situation, whole; its history is told apart."""
    page = Page(width)
    page.add(f"{view.reference}  {view.line.object}")
    page.add(_BETWEEN.join(_heading(view)))
    page.add(_BETWEEN.join(each for each in (view.line.finding, view.line.status, view.line.due) if each))
    if view.verdict is None:
        page.add(french("Il manque des réponses pour qualifier cette situation."))
    else:
        _add_grounds(page, view.verdict)
    if view.typology:
        page.title(f"Typologie : {', '.join(each.lower() for each in view.typology)}.")
    if view.remarks:
        page.title(f"{TO_CHECK} :")
        page.all(view.remarks)
    _add_story(page, view)
    _add_follow_up(page, view)
    _add_links(page, view)
    return str(page)


def _heading(view: SituationView) -> Iterator[str]:
    yield view.day_words
    yield view.state
    yield french(f"ménage {view.household}")
    if view.service:
        yield french(f"service {view.service}")
    if view.agent:
        yield french(f"agent {view.agent}")


def _add_grounds(page: Page, verdict: Verdict) -> None:
    page.title("Ce qui est proposé, et sur quoi :" if verdict.decided_otherwise else "Sur quoi cela repose :")
    for form in verdict.forms:
        reasons = f" ({', '.join(each.lower() for each in form.reasons)})" if form.reasons else ""
        page.add(french(f"{form.label}{reasons}"), 1)
        page.all(form.grounds, 2)
    if verdict.no_form:
        page.add(verdict.no_form, 1)
    if verdict.certainty_reason and not verdict.decided_otherwise:
        page.add(verdict.certainty_reason, 1)
    if verdict.decided_otherwise:
        kept = joined([*verdict.decided[:1], *(each.lower() for each in verdict.decided[1:])])
        page.title(f"Décision de l’agent : {kept or 'aucune forme'}.")
        page.add(french(f"Raison : {stopped(verdict.decision_reason)}"), 1)
    if verdict.to_check:
        page.title("À vérifier :")
        page.all(verdict.to_check)


def _add_story(page: Page, view: SituationView) -> None:
    if view.steps:
        page.title("Chronologie :")
        page.all(_step(each) for each in view.steps)
    if view.loss:
        page.title(f"Ce qui manque : {view.loss}.")


def _step(step: Step) -> str:
    who = ", ".join(each for each in (step.who, step.how) if each)
    proof = {True: " (preuve détenue)", False: " (sans preuve)", None: ""}[step.proof]
    said = f"{who} : {step.what}" if who else step.what
    return french(f"{capital(step.date_words) or 'Sans date'}. {said.removesuffix('.')}{proof}.")


def _add_follow_up(page: Page, view: SituationView) -> None:
    acts = [each for each in view.done if each.kind == "action"]
    if acts:
        page.title("Ce que le service a fait depuis :")
        for each in acts:
            cancelled = f" Annulé : {stopped(each.cancelled)}" if each.cancelled is not None else ""
            page.add(french(f"{each.words}{cancelled}"), 1, f"{each.number}. ")
    page.title(f"Suite : {view.outcome or 'rien de connu encore'}.")
    page.add(view.reminder)
    for sentence in view.deadlines:
        page.add(french(f"Délai : {sentence}"))
    if view.minutes:
        page.add(french(f"Temps passé en tout : {view.minutes}."))


def _add_links(page: Page, view: SituationView) -> None:
    told = [
        *([f"Vient de {view.cause.words}."] if view.cause else []),
        *(f"A entraîné {each.words}." for each in view.effects),
        *([f"Requalifie {view.requalifies.words}."] if view.requalifies else []),
        *([f"Requalifiée depuis par {view.requalified_by.words}."] if view.requalified_by else []),
    ]
    if told:
        page.title("Liens :")
        page.all(french(each) for each in told)
    if len(view.cascade) > 1:
        page.drawing(view.cascade, 1)


def history_text(changes: Sequence[Change], width: int | None, *, several: bool = False) -> str:
    """Every change, one paragraph each, under when and by whom.

    Args:
        several: the interview has several situations, so that it is said which one each is about.
    """
    page = Page(width)
    moment = None
    for each in changes:
        when = _BETWEEN.join(_moment(each, several=several))
        if when != moment:
            page.title(when)
            moment = when
        page.add(each.sentence, 1, "- ")
        if each.why:
            page.add(french(f"Raison : {stopped(each.why)}"), 2)
    return str(page)


def _moment(change: Change, *, several: bool) -> Iterator[str]:
    yield change.when
    if several and change.rank:
        yield french(f"situation n° {change.rank}")
    if change.who:
        yield french(f"agent {change.who}")
    if change.branch:
        yield french(f"suite n° {change.branch}, modifié aussi sur un autre poste")


def shown_of(listing: Listing) -> str:
    """« 12 situations. », « plus de 1 000 situations ; les 50 dernières touchées sont montrées. »"""
    total = listing.total_words[:1].upper() + listing.total_words[1:]
    if listing.after is None:
        return french(f"{total}.")
    return french(f"{total} ; voici les {count(len(listing.lines), 'dernière')} touchées.")
