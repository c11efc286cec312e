"""The part of the report on each situation: what was concluded and answered, the paths, what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from interview.rehearsal.session.counting.agreement_rows import Unit
from interview.rehearsal.session.counting.dividing import Counted, QuestionFigures, Round
from interview.rehearsal.session.counting.figures import OutcomeFigures, SessionFigures
from interview.rehearsal.session.counting.reading import share
from interview.rehearsal.session.counting.tree import End, Node
from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.folder.notes import notes_in_words
from interview.rehearsal.session.reporting.tree_drawing import MARKS
from templates.bilan_context import Partie
from templates.chart_context import Graphique, Serie, Tableau
from templates.session_context import CasCompare, Embranchement
from templates.typography import NBSP, count, french


def cases_of(session: Session, figures: SessionFigures) -> tuple[CasCompare, ...]:
    """Every situation, in the order of the session."""
    return tuple(_case(session, figures, each) for each in figures.units)


def _case(session: Session, figures: SessionFigures, unit: Unit) -> CasCompare:
    case = next(each for each in session.cases if each.name == unit.case)
    outcome = next(each for each in figures.outcomes if each.unit == unit)
    last = unit.rank == len(case.scenario.file.situations)
    about = [each for each in session.notes if each.case == unit.case] if last else []
    tree = next((each for each in figures.trees if (each.unit, each.moment) == (unit, "avant")), None)
    partings = [each.words for each in figures.partings if (each.unit, each.moment) == (unit, "avant")]
    scene = case.scenario.file.situations[unit.rank - 1].scene
    return CasCompare(
        titre=unit.title,
        cadre=french((case.case.setting if unit.rank == 1 else scene).strip()),
        reference=outcome.reference_label,
        phrases=tuple(partings),
        conclusions=_outcomes(outcome),
        questions=_questions([each for each in figures.questions if each.unit == unit]),
        chemins=_together(tree.root) if tree else "",
        arbre=tuple(branches(tree.root)) if tree else (),
        # What a case gives to talk over often says its reference.
        discussion=tuple(map(french, case.case.discussion)) if last and outcome.reference_label else (),
        decisions=notes_in_words(session, about, "decision"),
        ouvertes=notes_in_words(session, about, "ouverte"),
    )


def _outcomes(outcome: OutcomeFigures) -> Partie | None:
    """What was concluded, drawn where participants part."""
    rounds = [each for each in outcome.rounds if each.present]
    labels = list(dict.fromkeys(each.label for found in rounds for each in found.outcomes))
    if not labels:
        return None
    title = french(f"Ce qui a été conclu, dans « {outcome.unit.title} »")
    if len(labels) == 1:
        present = rounds[0].present
        alone = (
            "La personne qui a répondu conclut" if present == 1 else f"Les {present} participants concluent"
        )
        return Partie(code="conclusions", titre=title, phrases=(french(f"{alone} : {labels[0]}"),))
    series = tuple(
        Serie(
            nom={"avant": "Avant", "apres": "Après"}[found.moment] if len(rounds) > 1 else "",
            valeurs=tuple(sum(one.count for one in found.outcomes if one.label == each) for each in labels),
        )
        for found in rounds
    )
    return Partie(
        code="conclusions",
        titre=title,
        graphique=Graphique(
            titre=title,
            genre="barres_groupees" if len(series) > 1 else "barres",
            etiquettes=tuple(labels),
            series=series,
            unite="participants",
        ),
    )


def _questions(held: list[QuestionFigures]) -> Partie | None:
    """Every question with how answers spread; those that all answered alike are told in one sentence."""
    rounds = [(each, found) for each in held if (found := each.at("avant")) and found.answered]
    if not rounds:
        return None
    parted = [(each, found) for each, found in rounds if (found.alike or 0.0) < 1 and found.answered > 1]
    alike = [(each, found) for each, found in rounds if (each, found) not in parted]
    legend = french(f"Les réponses, dans « {rounds[0][0].unit.title} », avant la discussion")
    return Partie(
        code="questions",
        titre=legend,
        tableau=Tableau(
            tete=("Question et réponses", "Y ont répondu", "Paires d’accord"),
            lignes=tuple(
                (
                    french(f"{each.title} : {_spread(found)}"),
                    french(f"{found.answered} sur {found.present}"),
                    share(found.alike or 0.0),
                )
                for each, found in parted
            ),
            legende=legend,
        )
        if parted
        else None,
        notes=tuple(map(french, _alike(alike))),
    )


def _alike(held: list[tuple[QuestionFigures, Round]]) -> Iterator[str]:
    """Where nobody parted: what all answered, apart from what only some were asked."""
    whole = [each.title for each, found in held if _by_all(found)]
    if whole:
        yield f"Mêmes réponses de tous : {', '.join(whole)}"
    some = [
        f"{each.title} ({found.answered} sur {found.present})" for each, found in held if not _by_all(found)
    ]
    if some:
        yield f"Sans écart, mais une partie seulement y a répondu : {', '.join(some)}"


def _by_all(found: Round) -> bool:
    """Whether everybody who played the case answered that question."""
    return found.answered == found.present


def _spread(found: Round) -> str:
    """« 8 Oui (référence) ; 7 Non »."""
    given = sorted((each for each in found.answers if each.count), key=lambda each: -each.count)
    return french(" ; ".join(f"{each.count}{NBSP}« {each.label} »{_mark(each)}" for each in given))


def _mark(each: Counted) -> str:
    return {"reference": " (référence)", "admise": " (admise)"}.get(each.standing, "")


# ── paths ────────────────────────────────────────────────────────────────────────────────────────────


def _together(root: Node) -> str:
    """How far all go together."""
    people = f"Les {root.count} participants" if root.count > 1 else "Une seule personne"
    if not root.question:
        end = f" et concluent : {root.ends[0].label}" if root.ends and root.count > 1 else ""
        return french(
            f"{people} suivent le même chemin{end}" if root.count > 1 else f"{people} a joué ce cas"
        )
    if not root.together:
        return french(f"{people} se séparent dès la première question, « {root.title} »")
    last = root.together[-1].title
    return french(f"{people} vont ensemble jusqu’à « {last} », puis se séparent à « {root.title} »")


def branches(node: Node, before: tuple[int, ...] = ()) -> Iterator[Embranchement]:
    """Every branch where people part: its place as a number (« 1.2 »), how many went there, their conclusion.

    A number rather than an indent alone: some documents show three levels of a list, and a voice none.
    """
    for rank, each in enumerate(node.branches, 1):
        place = (*before, rank)
        mark = f" {MARKS[each.standing]}" if MARKS[each.standing] else ""
        told = f"{node.title}, « {each.label} » : {count(each.count, 'participant')}{mark}"
        if not each.then.question:
            told += "".join(f" → {_concluded(one, each.count)}" for one in each.then.ends)
        yield Embranchement(niveau=len(before), numero=".".join(map(str, place)), texte=french(told))
        yield from branches(each.then, place)
    if node.branches and node.ends:
        place = (*before, len(node.branches) + 1)
        told = f"{node.title}, pas posée" + "".join(f" → {_concluded(one, node.count)}" for one in node.ends)
        yield Embranchement(niveau=len(before), numero=".".join(map(str, place)), texte=french(told))


def _concluded(end: End, came: int) -> str:
    """What is concluded; how many, where not all of those who came there conclude it."""
    return end.label if end.count == came else f"{end.label} ({count(end.count, 'participant')})"
