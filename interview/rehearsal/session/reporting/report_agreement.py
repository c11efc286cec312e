"""The parts of the report on agreement: coefficients with their reading, before and after, definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview.rehearsal.session.counting.agreement import Agreement, Estimate
from interview.rehearsal.session.counting.figures import SessionFigures
from interview.rehearsal.session.counting.reading import LEAST_UNITS, decimal, share, too_few
from interview.rehearsal.session.counting.shift import QuestionShift
from templates.bilan_context import Definition, Partie
from templates.chart_context import Graphique, Serie, Tableau
from templates.typography import french

NOT_DEFINED = "sans objet"
ITEMS = {"formes": "Formes retenues", "raisons": "Raisons", "certitude": "Certitude"}
PAIRS, KAPPA, ALPHA, MASI, BETWEEN = (
    "Paires d’accord",
    "Kappa de Fleiss",
    "Alpha de Krippendorff",
    "Alpha, accord partiel (MASI)",
    "Intervalle à 95 %",
)
DEFINITIONS = {
    PAIRS: (
        "On prend deux participants au hasard, et l’on regarde s’ils ont répondu exactement la même chose à "
        "la même situation. C’est la part de ces paires qui sont d’accord ; le hasard en donne déjà, "
        "d’autant plus qu’une réponse est fréquente"
    ),
    KAPPA: (
        "L’accord des paires, une fois retiré celui que donnerait le hasard : 1 serait un accord entier, 0 "
        "celui du hasard, et moins de 0 un désaccord plus fréquent que lui. Ce hasard est estimé sur toutes "
        "les réponses, même celles d’une situation où une seule personne a répondu, que « Situations » ne "
        "compte pas. Il compte toute différence comme entière, et devient sévère quand une réponse revient "
        "presque partout"
    ),
    ALPHA: (
        "La même idée, avec un calcul qui supporte les réponses manquantes et les petits groupes : c’est le "
        "nombre que l’on lit ici. Krippendorff demande 0,80 pour s’appuyer sur des réponses, et 0,67 au "
        "moins pour conclure avec prudence"
    ),
    MASI: (
        "Quand une réponse peut contenir plusieurs choses, avoir une raison sur deux en commun n’est pas un "
        "désaccord entier. La distance MASI (Passonneau, 2006) le compte comme un accord partiel"
    ),
    BETWEEN: (
        "On tire au sort, un grand nombre de fois, autant de situations parmi celles de la séance, et l’on "
        "refait le calcul : l’intervalle contient 95 % des résultats. Il dit ce qui aurait pu changer avec "
        "d’autres cas, pas avec d’autres personnes"
    ),
    "Question qui partage": (
        "Les questions sont rangées par la part de toutes les paires du groupe qui s’y séparent : une paire "
        "compte entière si la réponse de l’un, donnée par l’autre, changerait à elle seule les formes, pour "
        "trois quarts si elle ne changerait que la certitude ou l’abandon, pour moitié sinon (la moyenne des "
        "deux sens). À égalité, viennent d’abord ce qui change le plus, puis ce à quoi le plus de personnes "
        "ont répondu"
    ),
}


def agreement_parts(figures: SessionFigures) -> tuple[Partie, ...]:
    """Before the discussion: the table of the coefficients, and what may be read in them."""
    held = [each for each in figures.overall if each.moment == "avant"]
    if figures.participants < 2 or not any(each.units for each in held):
        return ()
    title = "Sur les formes, les raisons et la certitude"
    part = Partie(
        code="accord",
        titre=title,
        phrases=readings(held),
        graphique=_pairs_chart(held),
        tableau=Tableau(
            tete=("Sur quoi", "Situations", PAIRS, KAPPA, ALPHA, MASI, french(BETWEEN)),
            lignes=tuple(_row(each) for each in held),
            legende="L’accord en nombres",
        ),
        notes=(*silent(figures), *(("Réponses d’avant la discussion",) if len(figures.moments) > 1 else ())),
    )
    return (part,)


def readings(held: Sequence[Agreement]) -> tuple[str, ...]:
    """What may be read in each: what forbids to read anything first, and said once of several."""
    few = [each for each in held if each.percent.value is not None and each.units < LEAST_UNITS]
    said = (sentence for each in held for sentence in _read(each))
    return tuple(dict.fromkeys((*warnings(few), *said)))


def _read(each: Agreement) -> tuple[str, ...]:
    """Without its warning; nothing to compare is said of what there is nothing."""
    if each.percent.value is None:
        return tuple(french(f"Sur {each.title}, {told[:1].lower()}{told[1:]}") for told in each.reading)
    return each.reading[1:] if each.units < LEAST_UNITS else each.reading


def warnings(few: Sequence[Agreement]) -> tuple[str, ...]:
    """That there are too few situations, said once of all that has too few."""
    told = [(each.title, each.units) for each in few if each.units < LEAST_UNITS]
    return (french(too_few(told)),) if told else ()


def silent(figures: SessionFigures) -> tuple[str, ...]:
    """How many gave no reason: they are in no number on reasons."""
    none, whole = figures.without_reasons
    if not none:
        return ()
    verb = (
        "n’en donnent aucune et ne sont pas comparées"
        if none > 1
        else "n’en donne aucune et n’est pas comparée"
    )
    return (french(f"Raisons : {none} réponse{'s' if none > 1 else ''} sur {whole} {verb}"),)


def _row(each: Agreement) -> tuple[str, ...]:
    return (
        ITEMS[each.item],
        str(each.units),
        _share(each.percent),
        _number(each.kappa),
        _number(each.alpha),
        _number(each.masi) if each.masi else "—",
        _between(each.main),
    )


def _number(held: Estimate) -> str:
    return NOT_DEFINED if held.value is None else decimal(held.value)


def _between(held: Estimate) -> str:
    if held.interval is None:
        return "—"
    return french(f"{decimal(held.interval.low)} à {decimal(held.interval.high)}")


def _pairs_chart(held: Sequence[Agreement]) -> Graphique | None:
    known = [each for each in held if each.percent.value is not None]
    if not known:
        return None
    return Graphique(
        titre="Deux participants au hasard répondent la même chose",
        etiquettes=tuple(ITEMS[each.item] for each in known),
        series=(Serie(valeurs=tuple(round(100 * (each.percent.value or 0)) for each in known)),),
        unite="%",
    )


# ── before and after ─────────────────────────────────────────────────────────────────────────────────


def shift_parts(figures: SessionFigures, *, reference: bool) -> tuple[Partie, ...]:
    """What changed between the two moments, over the whole then question by question."""
    if "apres" not in figures.moments or not figures.question_shifts:
        return ()
    whole = Partie(
        code="ecarts_accord",
        titre="L’accord, sur les situations jouées aux deux moments",
        phrases=tuple(
            dict.fromkeys(sentence for each in figures.agreement_shifts for sentence in each.words)
        ),
        graphique=_shift_chart(figures),
        tableau=_agreement_table(figures),
    )
    changed = [each for each in figures.question_shifts if each.changed]
    still = len(figures.question_shifts) - len(changed)
    kept = f"Aucun changement pour les autres questions posées aux deux moments ({still})." if still else ""
    questions = Partie(
        code="ecarts_questions",
        titre="Ce qui a changé, question par question",
        phrases=() if changed else ("Personne n’a changé de réponse.",),
        tableau=_shift_table(changed, reference=reference) if changed else None,
        notes=(kept,) if kept and changed else (),
    )
    return whole, questions


def _shift_chart(figures: SessionFigures) -> Graphique | None:
    known = [
        each
        for each in figures.agreement_shifts
        if each.before.percent.value is not None and each.after.percent.value is not None
    ]
    if not known:
        return None
    before = tuple(round(100 * (each.before.percent.value or 0)) for each in known)
    after = tuple(round(100 * (each.after.percent.value or 0)) for each in known)
    return Graphique(
        titre="Paires d’accord, avant et après la discussion",
        genre="barres_groupees",
        etiquettes=tuple(ITEMS[each.item] for each in known),
        series=(Serie(nom="Avant", valeurs=before), Serie(nom="Après", valeurs=after)),
        unite="%",
    )


def _agreement_table(figures: SessionFigures) -> Tableau:
    return Tableau(
        tete=("Sur quoi", "Situations", "Paires avant", "Paires après", "Alpha avant", "Alpha après"),
        lignes=tuple(
            (
                ITEMS[each.item],
                str(each.before.units),
                *(_share(one.percent) for one in (each.before, each.after)),
                *(_number(one.main) for one in (each.before, each.after)),
            )
            for each in figures.agreement_shifts
        ),
        legende="L’accord en nombres, avant et après",
    )


def _share(held: Estimate) -> str:
    return "—" if held.value is None else share(held.value)


def _shift_table(changed: list[QuestionShift], *, reference: bool) -> Tableau:
    ways = ("Vers la référence", "En s’en éloignant") if reference else ()
    return Tableau(
        tete=("Question et situation", "Ont changé", *ways, "Paires d’accord"),
        lignes=tuple(tuple(_shift_row(each, reference=reference)) for each in changed),
        legende="Changements de réponse entre les deux moments, en nombre de participants",
    )


def _shift_row(each: QuestionShift, *, reference: bool) -> Iterator[str]:
    yield french(f"{each.title}, {each.unit.title}")
    yield french(f"{each.changed} sur {each.both}")
    if reference:
        yield str(each.towards)
        yield str(each.away)
    if each.alike_before is None or each.alike_after is None:
        yield "—"
    else:
        yield f"{share(each.alike_before)} → {share(each.alike_after)}"


# ── definitions ──────────────────────────────────────────────────────────────────────────────────────


def definitions(figures: SessionFigures) -> tuple[Definition, ...]:
    """What each number of the report means, in two sentences; none where there is no number."""
    if figures.participants < 2:
        return ()
    return tuple(Definition(terme=french(term), sens=french(said)) for term, said in DEFINITIONS.items())
