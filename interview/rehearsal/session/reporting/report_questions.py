"""The parts of the report on questions: those that divide most, and the answers taken for one another."""

from __future__ import annotations

from collections.abc import Sequence

from interview.rehearsal.session.counting.confusions import Confusion, Missed
from interview.rehearsal.session.counting.dividing import (
    FOLLOWS_WORDS,
    Counted,
    Divided,
    QuestionFigures,
    change_words,
)
from interview.rehearsal.session.counting.figures import SessionFigures
from interview.rehearsal.session.counting.reading import share
from interview.rehearsal.session.folder.files import Note
from templates.bilan_context import Partie
from templates.chart_context import Graphique, Serie, Tableau
from templates.typography import french, listed

IN_FULL, WORTH_TELLING = 5, 0.2
"""So many questions at most are told one by one and drawn, and only where one pair in five at least parts
(two people of fifteen): under that, one slip is told as loudly as a real question. All are in the table."""
MOST_ROWS = 12
MARKS = {"reference": "la référence", "admise": "admise aussi"}
CHANGED = {"formes": "les formes", "abandon": "l’abandon", "certitude": "la certitude", "rien": "—"}
KIND = {"decision": "Le groupe a décidé", "ouverte": "Le groupe laisse ouvert"}


def in_full(figures: SessionFigures) -> tuple[tuple[Divided, QuestionFigures], ...]:
    """The questions told one by one, with all that was answered to each; the first one in any case."""
    told = [each for each in figures.dividing if each.place == 1 or each.weight.parted >= WORTH_TELLING]
    held = {(each.unit, each.question): each for each in figures.questions}
    return tuple((each, held[each.unit, each.question]) for each in told[:IN_FULL])


def dividing_parts(figures: SessionFigures, notes: Sequence[Note]) -> tuple[Partie, ...]:
    """Those that divide most, one by one, then the table of all the questions that divide."""
    if not figures.dividing:
        return ()
    parts = (
        Partie(
            code=f"{each.unit.case}_{each.unit.rank}_{each.question}",
            titre=title_of(each),
            phrases=sentences_of(figures, each, held, notes),
            graphique=chart_of(held),
        )
        for each, held in in_full(figures)
    )
    return (*parts, *_all(figures))


def title_of(divided: Divided) -> str:
    """« 1. Demande, dans « Quatre retours » »."""
    return french(f"{divided.place}. {divided.title}, dans « {divided.unit.title} »")


def sentences_of(
    figures: SessionFigures, divided: Divided, held: QuestionFigures, notes: Sequence[Note]
) -> tuple[str, ...]:
    """What is asked, of how many, what it changes, what the group wrote, what is confused, the reference."""
    told = [f"« {held.text} »", _asked(divided), change_words(divided.weight)]
    told += [FOLLOWS_WORDS] if divided.follows else []
    told += [
        f"{KIND[each.kind]} : {each.text}"
        for each in notes
        if each.question == divided.question and each.case in ("", divided.unit.case)
    ]
    told += _confused(figures, divided)
    if held.reference_label:
        told.append(f"La référence répond « {held.reference_label} »")
    return tuple(map(french, told))


def _asked(divided: Divided) -> str:
    people = "une personne" if divided.answered == 1 else f"{divided.answered} personnes"
    few = " ; les autres n’ont pas été conduites à cette question" if divided.few else ""
    passed = divided.asked - divided.answered
    if passed:
        few = f" ; {passed} l’ont passée" if passed > 1 else " ; une l’a passée"
    return f"Y ont répondu : {people} sur {divided.present}{few}"


def _confused(figures: SessionFigures, divided: Divided) -> list[str]:
    """The pair of answers that is confused most in that very situation."""
    found: list[tuple[int, Confusion]] = [
        (place.count, each)
        for each in figures.confusions
        if each.question == divided.question and each.second
        for place in each.places
        if place.unit == divided.unit
    ]
    if not found:
        return []
    count, most = max(found, key=lambda each: each[0])
    pairs = f"{count} paires de participants" if count > 1 else "une paire de participants"
    return [f"À distinguer : « {most.first_label} » et « {most.second_label} » ({pairs})"]


def chart_of(question: QuestionFigures) -> Graphique:
    """How many gave each answer, at each moment."""
    rounds = [each for each in question.rounds if each.answered]
    labels = {each.answer: _label(each) for found in rounds for each in found.answers}
    series = tuple(
        Serie(
            nom={"avant": "Avant", "apres": "Après"}[found.moment] if len(rounds) > 1 else "",
            valeurs=tuple(
                next((each.count for each in found.answers if each.answer == answer), 0) for answer in labels
            ),
        )
        for found in rounds
    )
    return Graphique(
        titre=french(f"{question.title}, dans « {question.unit.title} »"),
        genre="barres_groupees" if len(series) > 1 else "barres",
        etiquettes=tuple(labels.values()),
        series=series,
        unite="participants",
    )


def _label(each: Counted) -> str:
    mark = MARKS.get(each.standing)
    return french(f"{each.label} ({mark})" if mark else each.label)


def _all(figures: SessionFigures) -> tuple[Partie, ...]:
    """All the questions that divide, in one table, and the same over the whole session."""
    rows = figures.dividing
    left = len(rows) - 2 * MOST_ROWS
    whole = Partie(
        code="toutes",
        titre="Toutes les questions qui partagent",
        tableau=Tableau(
            tete=("Question et situation", "Y ont répondu", "Paires d’accord", "À elle seule, change"),
            lignes=tuple(
                (
                    french(f"{each.place}. {each.title}, {each.unit.title}"),
                    french(f"{each.answered} sur {each.present}"),
                    share(each.alike),
                    CHANGED[each.weight.change],
                )
                for each in rows[: 2 * MOST_ROWS]
            ),
            legende="Les questions qui partagent, de la première à la dernière",
        ),
        notes=(f"{left} autres questions partagent moins encore",) if left > 0 else (),
    )
    several = [each for each in figures.across if each.asked_in > 1]
    if not any(each.divided_in for each in several):
        return (whole,)
    return (whole, _across(figures))


def _across(figures: SessionFigures) -> Partie:
    held = [each for each in figures.across if each.apart is not None and each.asked_in]
    drawn = [each for each in held if each.divided_in]
    return Partie(
        code="parcours",
        titre="Sur l’ensemble des cas",
        graphique=Graphique(
            titre="Part du désaccord, question par question, en moyenne sur les cas",
            etiquettes=tuple(each.title for each in drawn),
            series=(Serie(valeurs=tuple(round(100 * (each.apart or 0)) for each in drawn)),),
            unite="%",
        ),
        tableau=Tableau(
            tete=("Question", "Désaccord moyen", "Comparée dans", "Divise dans"),
            lignes=tuple(
                (
                    each.title,
                    share(each.apart or 0.0),
                    _situations(each.asked_in),
                    _situations(each.divided_in) if each.divided_in else "aucune",
                )
                for each in held
            ),
            legende="Les questions du parcours, sur l’ensemble des cas",
        ),
        notes=("Pour une question à plusieurs réponses, un accord en partie compte pour un accord en partie",)
        if any(_multiple(figures, each.question) for each in held)
        else (),
    )


def _multiple(figures: SessionFigures, question: str) -> bool:
    return any(each.multiple for each in figures.questions if each.question == question)


def _situations(number: int) -> str:
    return french(f"{number} situation{'s' if number > 1 else ''}")


def confusion_parts(figures: SessionFigures, *, reference: bool) -> tuple[Partie, ...]:
    """Between participants, then for the reference where it is shown."""
    parts = []
    pairs = [each for each in figures.confusions if each.second][:MOST_ROWS]
    if pairs:
        parts.append(
            Partie(
                code="entre_nous",
                titre="Entre participants",
                tableau=Tableau(
                    tete=("Deux réponses prises l’une pour l’autre", "Paires de participants"),
                    lignes=tuple(_confusion_row(each) for each in pairs),
                    legende="Deux réponses que des participants ont données à la même situation",
                ),
            )
        )
    missed = figures.missed[:MOST_ROWS] if reference else ()
    if missed:
        parts.append(
            Partie(
                code="reference",
                titre="Par rapport à la référence",
                tableau=Tableau(
                    tete=("La réponse donnée, et la référence", "Participants"),
                    lignes=tuple(_missed_row(each) for each in missed),
                    legende="Réponses autres que celle de la référence, en nombre de participants",
                ),
            )
        )
    return tuple(parts)


def _confusion_row(each: Confusion) -> tuple[str, ...]:
    where = _where([one.unit.title for one in each.places])
    both = f"{each.title} : « {each.first_label} » et « {each.second_label} » ({where})"
    return (french(both), str(each.pairs))


def _missed_row(each: Missed) -> tuple[str, ...]:
    where = _where([one.unit.title for one in each.places])
    accepted = ", admise aussi," if each.standing == "admise" else ""
    told = f"{each.title} : « {each.given_label} »{accepted} au lieu de « {each.expected_label} » ({where})"
    return (french(told), str(each.count))


def _where(titles: Sequence[str]) -> str:
    return listed(tuple(titles)) if len(titles) < 4 else f"{len(titles)} situations"
