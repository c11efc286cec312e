"""What the service did, what it cost, what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from store.figures.counts import AgeBand, Amount, Count, Delay, Figures, Tally
from templates.typography import french

from .definitions import definition
from .drafting import ALL, Draft
from .inference import lasting
from .labels import Labels
from .shown import Delays, Heading, Measure, Unit

_BANDS = {"moins_30": "Moins de 30 minutes", "30_a_60": "De 30 à 60 minutes", "plus_60": "Plus de 60 minutes"}


def actions(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 7."""
    said = figures.actions
    total = draft.cell("actions/sur", said.total, 5)
    helped = draft.among("situations_actions", said.on, ALL, 3)
    draft.relate("inclusion", total, (helped,), complement=False)
    tally = Tally(said.total, said.codes)
    say = partial(labels.of, "action")
    table = draft.table(
        "actions_par_type", "Actions par sorte", tally, total, say, prefix="actions", on_label="actions"
    )
    situations = figures.volume.situations
    mean = said.total / situations if situations else None
    measures = (
        draft.count("actions", "Actions", total, unit="actions"),
        draft.count("situations_actions", "Situations suivies d’une action", helped, ALL),
        draft.number("actions_moyenne", "Actions par situation", "actions", mean, (total, ALL), on=ALL),
    )
    return draft.heading("actions", measures, (table,))


def cost(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 8."""
    said = figures.cost
    told = draft.among("asf/sur", said.aid_on, ALL, 5)
    asked = draft.cell("asf_demandee", said.aid_asked, 2)
    draft.relate("inclusion", told, (asked,))
    granted = draft.cell("asf", said.aid.on, 2)
    draft.relate("inclusion", ALL, (granted,))
    draft.relate("inclusion", asked, (granted,))
    measures = [
        draft.count("asf_demandee", "Aides facultatives demandées", asked, told),
        draft.count("asf", "Aides facultatives accordées", granted, asked),
        draft.number("asf_total", "Somme accordée", "centimes", said.aid.total, (granted,), on=granted),
        draft.number("asf_moyenne", "Aide moyenne", "centimes", _mean(said.aid), (granted,), on=granted),
    ]
    timed = draft.among("minutes/sur", said.minutes.on, ALL, 5)
    measures += _amounts(draft, "minutes", "Temps par situation", "minutes", said.minutes, timed)
    measures += _by_service(draft, figures, labels, timed)
    measures += _shortfall(draft, figures, labels)
    bands = {"moins_30": said.under_30, "30_a_60": said.from_30_to_60, "plus_60": said.over_60}
    counts = tuple(Count(code, n) for code, n in bands.items() if said.minutes.on)
    table = draft.table(
        "durees", "Situations par temps passé", Tally(said.minutes.on, counts), timed, _band, ordered=True
    )
    return draft.heading("cout", measures, (table,))


def _band(code: str) -> str:
    return french(_BANDS[code])


def _mean(amount: Amount) -> float | None:
    return amount.total / amount.on if amount.on else None


def _amounts(
    draft: Draft, code: str, label: str, unit: Unit, amount: Amount, cell: str, defined: str = ""
) -> list[Measure]:
    """A total, a mean, a least and a most, on the situations of one cell."""
    values = (
        ("total", "total", amount.total if amount.on else None),
        ("moyenne", "moyenne", _mean(amount)),
        ("min", "le moins", amount.least),
        ("max", "le plus", amount.most),
    )
    return [
        draft.number(
            f"{code}/{part}", f"{label}, {word}", unit, value, (cell,), on=cell, defined=defined or code
        )
        for part, word, value in values
    ]


def _by_service(draft: Draft, figures: Figures, labels: Labels, timed: str) -> list[Measure]:
    measures: list[Measure] = []
    cells = []
    for each in sorted(figures.cost.minutes_by_service, key=lambda each: each.code):
        if not each.code:
            cells.append(draft.cell("minutes_par_service/", each.amount.on))
            continue
        name = f"services/{each.code}"
        cell = (
            draft.among(f"minutes_par_service/{each.code}", each.amount.on, name)
            if name in draft.cells
            else draft.cell(f"minutes_par_service/{each.code}", each.amount.on)
        )
        cells.append(cell)
        measures += _amounts(
            draft,
            f"minutes_par_service/{each.code}",
            labels.of("lieu", each.code),
            "minutes",
            each.amount,
            cell,
            "minutes_par_service",
        )
    draft.relate("somme", timed, cells)
    return measures


def _shortfall(draft: Draft, figures: Figures, labels: Labels) -> list[Measure]:
    said = figures.cost.shortfall
    on = draft.cell("manque/sur", said.total.on, 2)
    draft.relate("inclusion", ALL, (on,), complement=False)
    unknown = draft.cell("manque_inconnu", said.unknown)
    draft.relate("inclusion", ALL, (unknown,), complement=False)
    measures = [
        draft.number(
            "manque", "Manque", "centimes", said.total.total if said.total.on else None, (on,), on=on
        ),
        draft.count("manque_inconnu", "Manque inconnu", unknown),
    ]
    cells = []
    for each in said.recoverable:
        cells.append(draft.cell(f"manque/{each.code}", each.amount.on))
        label = f"Manque : {labels.of('recuperable', each.code).lower()}"
        measures.append(
            draft.number(
                f"manque/{each.code}",
                label,
                "centimes",
                each.amount.total,
                cells[-1:],
                on=cells[-1],
                defined="manque",
            )
        )
    draft.relate("somme", on, cells)
    return measures


def resolution(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 9."""
    said = figures.resolution
    ended = draft.cell("terminees", said.ended, 3)
    still = draft.cell("ouvertes", said.still_open, 3)
    draft.relate("somme", ALL, (ended, still))
    back = draft.cell("recupere", said.recovered.on, 2)
    draft.relate("inclusion", ALL, (back,))
    recovered = said.recovered.total if said.recovered.on else None
    measures = [
        draft.count("taux", "Situations terminées", ended, ALL),
        draft.number("recupere", "Argent récupéré", "centimes", recovered, (back,), on=back),
    ]
    bands = [(_age_code(each), each.n) for each in said.open_by_age]
    ages = {_age_code(each): _age(each) for each in said.open_by_age}
    outcome = partial(labels.of, "issue")
    useful = partial(labels.of, "utile")
    aged = Tally(sum(n for _, n in bands), tuple(Count(code, n) for code, n in bands))
    tables = [
        draft.table("issues", "Issues", said.outcomes, ended, outcome),
        draft.table("utile", "Utile à la personne", said.useful, ALL, useful),
        draft.table("ouvertes_par_age", "Situations qui durent", aged, still, ages.__getitem__, ordered=True),
    ]
    measures += _by_organism(draft, figures, labels)
    delays = (
        _delays(draft, "delai", "Délai de résolution", said.handling),
        _delays(draft, "attente", "Durée de la difficulté", said.waiting),
    )
    return draft.heading("resolution", measures, tables, delays=delays)


def _age_code(each: AgeBand) -> str:
    return f"{each.since}-{each.until or ''}"


def _age(each: AgeBand) -> str:
    if each.until is None:
        return french(f"{each.since} jours ou plus")
    return french(
        f"De {each.since} à {each.until - 1} jours" if each.since else f"Moins de {each.until} jours"
    )


def _by_organism(draft: Draft, figures: Figures, labels: Labels) -> list[Measure]:
    over: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for each in figures.resolution.by_organism.cells:
        every[each.row] += each.n
        over[each.row] += each.n if each.column else 0
    measures = []
    for code in sorted(filter(None, every)):
        name = f"organismes/{code}"
        on = draft.among(f"par_organisme/{code}/sur", every[code], name if name in draft.cells else ALL)
        cell = draft.among(f"par_organisme/{code}", over[code], on, complement=True)
        said = draft.count("par_organisme", labels.of("organismes", code), cell, on)
        measures.append(replace(said, code=f"par_organisme/{code}"))
    return measures


def _delays(draft: Draft, code: str, label: str, delays: Sequence[Delay]) -> Delays:
    on = sum(each.n for each in delays)
    over = sum(each.n for each in delays if each.ended)
    told = draft.among(f"{code}/sur", on, ALL, 3)
    ended = draft.among(f"{code}/terminees", over, told, complement=True)
    return Delays(
        code=code,
        label=french(label),
        definition=definition(code),
        rests_on=(told, ended),
        lasting=lasting(delays),
    )
