"""A situation, its history, a household: drawn, the most useful first."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from interview.files.history import Change
from interview.files.household_view import HouseholdView
from interview.files.situation_view import SituationView, Step
from interview.remarks import TITLE as TO_CHECK
from interview.tui.drawing import MUTED, STRONG, hanging, wrapped
from templates.typography import french

BLANK = Content("")
HEADING = "bold $primary"
DONE = "Depuis l’entretien"
NOTHING_DONE = "Rien de noté depuis l’entretien."
CANCELLED = french("annulé : ")
CHRONOLOGY = "Chronologie"
LEARNT = french("(ajouté depuis)")
RESTS_ON = "Ce qui a été conclu, et sur quoi"
REASONS = french("Raisons : ")
LINKS = "Liens dans le ménage"
FROM = "Vient de "
BROUGHT = "A entraîné "
ANEW = "Requalifie "
NOW = "Requalifiée par "
ALSO = "Et aussi"
LATE = french("! ")
HISTORY = french("Historique · {reference}")
HISTORY_HOW = french("Le plus récent d’abord. Rien n’y est jamais effacé par une correction.")
WHY = french("parce que : ")
ELSEWHERE = "modifié aussi sur un autre poste"
CASCADE = "Ce qui a entraîné quoi"
BRANCHES = " \u00a0│├└→"
OUTCOME = french("Suite : ")
DEADLINE = french("Délai : ")


def situation_lines(view: SituationView, width: int) -> list[Content]:
    """The whole situation."""
    lines = _head(view, width)
    lines += _done(view, width)
    lines += _remarks(view, width)
    lines += _chronology(view.steps, width)
    lines += _grounds(view, width)
    lines += _links(view, width)
    return lines + _rest(view, width)


def history_lines(view: SituationView, width: int) -> list[Content]:
    """Who changed what, when, from what to what, why."""
    lines = [Content.styled(HISTORY.format(reference=view.reference), HEADING)]
    lines += wrapped(Content.styled(HISTORY_HOW, MUTED), width)
    for change in view.history:
        lines += _change(change, width)
    return lines


def household_lines(view: HouseholdView, width: int) -> list[Content]:
    """What is known of a household as a whole."""
    lines = wrapped(" · ".join(each for each in (view.size, view.summary) if each), width)
    return lines + _cascade(view.cascade, CASCADE, width)


def _head(view: SituationView, width: int) -> list[Content]:
    line = view.line
    lines = wrapped(Content.styled(line.object, STRONG), width)
    lines += wrapped(Content.assemble((line.finding, HEADING), f" · {line.status}"), width)
    if view.outcome:
        lines += hanging(Content.styled(OUTCOME, MUTED), Content(french(f"{view.outcome}.")), width)
    if line.open or line.due:
        mark = LATE if line.late else ""
        lines += wrapped(
            Content.styled(mark + view.reminder, "bold $text-warning" if line.late else ""), width
        )
    for sentence in view.deadlines:
        lines += hanging(Content.styled(DEADLINE, MUTED), Content(sentence), width)
    for label, link in ((NOW, view.requalified_by), (ANEW, view.requalifies)):
        if link is not None:
            lines += wrapped(f"{label}{link.words}.", width)
    parts = (view.reference, f"ménage {view.household}", view.day_words, view.service, view.agent, view.state)
    return lines + wrapped(Content.styled(" · ".join(each for each in parts if each), MUTED), width)


def _done(view: SituationView, width: int) -> list[Content]:
    lines: list[Content] = [BLANK, Content.styled(DONE, STRONG)]
    for each in view.done:
        if each.cancelled is None:
            body = Content(each.words)
        else:
            why = f" — {CANCELLED}{each.cancelled}"
            body = Content.assemble((each.words.rstrip("."), f"strike {MUTED}"), (why, MUTED))
        lines += hanging(f"{each.number:>3}. ", body, width)
    return lines if view.done else [*lines, Content.styled(f"  {NOTHING_DONE}", MUTED)]


def _remarks(view: SituationView, width: int) -> list[Content]:
    lines = [line for each in view.remarks for line in hanging(f"  {LATE}", Content(each), width)]
    return [BLANK, Content.styled(TO_CHECK, STRONG), *lines] if lines else []


def _chronology(steps: Iterable[Step], width: int) -> list[Content]:
    lines: list[Content] = []
    for step in steps:
        who = ", ".join(each for each in (step.who, step.how) if each)
        proof = {True: " (preuve détenue)", False: " (sans preuve)", None: ""}[step.proof]
        since = f" {LEARNT}" if step.since else ""
        said = french(f"{who} : {step.what}" if who else step.what)
        body = Content.assemble((step.date_words, STRONG), f" — {said}", (f"{proof}{since}", MUTED))
        lines += hanging("  • ", body, width)
    return [BLANK, Content.styled(CHRONOLOGY, STRONG), *lines] if lines else []


def _grounds(view: SituationView, width: int) -> list[Content]:
    verdict = view.verdict
    if verdict is None or not verdict.forms:
        return []
    lines: list[Content] = [BLANK, Content.styled(RESTS_ON, STRONG)]
    for form in verdict.forms:
        lines.append(Content(f"  ● {form.label}"))
        if form.reasons:
            lines += hanging(f"      {REASONS}", Content(french(" ; ".join(form.reasons))), width)
        for ground in form.grounds:
            lines += hanging("      • ", Content.styled(ground, MUTED), width)
    return lines


def _links(view: SituationView, width: int) -> list[Content]:
    if view.cascade:
        return _cascade(view.cascade, LINKS, width)
    told = [(FROM, view.cause)] if view.cause else []
    told += [(BROUGHT, each) for each in view.effects]
    lines = [
        line for label, link in told if link for line in hanging("  ", Content(label + link.words), width)
    ]
    return [BLANK, Content.styled(LINKS, STRONG), *lines] if lines else []


def _cascade(drawn: Iterable[str], title: str, width: int) -> list[Content]:
    lines = [line for each in drawn for line in _branch(each, width)]
    return [BLANK, Content.styled(title, STRONG), *lines] if lines else []


def _branch(line: str, width: int) -> list[Content]:
    """A line of the tree, what does not fit being aligned under its first word."""
    said = line.lstrip(BRANCHES)
    return hanging(f"  {line[: len(line) - len(said)]}", Content(said), width)


def _rest(view: SituationView, width: int) -> list[Content]:
    told = [", ".join(view.typology), view.loss, view.minutes and f"{view.minutes} de travail du service"]
    lines = [line for each in told if each for line in hanging("  • ", Content(french(each)), width)]
    return [BLANK, Content.styled(ALSO, STRONG), *lines] if lines else []


def _change(change: Change, width: int) -> list[Content]:
    who = f" · {change.who}" if change.who else ""
    branch = f" · {ELSEWHERE}" if change.branch else ""
    lines: list[Content] = [BLANK, Content.styled(f"{change.when}{who}{branch}", MUTED)]
    lines += hanging("  ", Content(change.sentence), width)
    if change.why:
        lines += hanging("  ", Content.styled(WHY + change.why, MUTED), width)
    return lines
