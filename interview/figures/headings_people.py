"""Households that have several situations, what causes what, and how many people are concerned."""

from __future__ import annotations

from collections import Counter

from store.figures.counts import Cascade, Count, Cumulation, Figures, HouseholdProfile, Tally
from templates.typography import count, french

from .definitions import definition
from .drafting import ALL, Draft
from .labels import Labels
from .shown import Heading, Table

_MANY = 6


def cumulation(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 4."""
    said = figures.cumulation
    every = draft.among("menages", figures.volume.households, ALL, 10)
    households = draft.cell("menages_2_et_plus", said.households, 2)
    theirs = draft.cell("situations_2_et_plus", said.situations, 2)
    draft.relate("inclusion", every, (households,))
    draft.relate("inclusion", ALL, (theirs,))
    draft.relate("double", theirs, (households,))
    cumulative = draft.cell("cumulatives", said.cumulative)
    complete = draft.cell("completes", said.complete)
    draft.relate("inclusion", theirs, (cumulative, complete))
    linked = draft.cell("menages_cumulatifs", said.cumulative_households)
    draft.relate("inclusion", households, (linked,))
    draft.relate("inclusion", cumulative, (linked,), complement=False)
    causing, caused = draft.cell("causent", said.causing), draft.cell("causees", said.caused)
    draft.relate("inclusion", ALL, (causing, caused))
    measures = [
        draft.count(
            "menages_2_et_plus", "Ménages ayant au moins deux situations", households, every, "menages"
        ),
        draft.count("situations_2_et_plus", "Situations de ces ménages", theirs, ALL),
        draft.count("cumulatives", "dont cumulatives", cumulative, theirs),
        draft.count("menages_cumulatifs", "Ménages où elles s’enchaînent", linked, households, "menages"),
        draft.count("completes", "dont complètes", complete, theirs),
        draft.count("causent", "Situations qui en causent une autre", causing, ALL),
        draft.count("causees", "Situations qui viennent d’une autre", caused, ALL),
    ]
    mean = said.situations / said.households if said.households else None
    measures.append(
        draft.number(
            "moyenne_par_menage",
            "Situations par ménage qui en a plusieurs",
            "situations",
            mean,
            (theirs, households),
            on=households,
        )
    )
    tables = [_cascades(draft, said, labels)]
    if draft.whole:
        # With the totals, these counts make an equation that would give a hidden one back.
        tables.append(_profiles(draft, said, every))
    return draft.heading("cumul", measures, tables)


def _cascades(draft: Draft, said: Cumulation, labels: Labels) -> Table:
    on = draft.cell("enchainements/sur", sum(each.n for each in said.cascades), 2)
    lines = []
    for each in said.cascades:
        cause, effect = (each.cause_benefit or each.cause_domain), (each.effect_benefit or each.effect_domain)
        code = f"{cause}>{effect}"
        name = draft.cell(f"enchainements/{code}", each.n)
        lines.append(draft.line(name, code, _caused(each, labels), draft.value(on)))
    draft.relate("somme", on, [each.cell for each in lines])
    return Table(
        code="enchainements",
        label=french("Ce qui en cause d’autres"),
        definition=definition("enchainements"),
        on_cell=on,
        on=draft.value(on),
        on_label="enchaînements",
        lines=tuple(lines),
        few=draft.value(on) < draft.few,
    )


def _caused(each: Cascade, labels: Labels) -> str:
    cause = _object(labels, each.cause_benefit, each.cause_domain)
    return f"{cause} → {_object(labels, each.effect_benefit, each.effect_domain)}"


def _object(labels: Labels, benefit: str, domain: str) -> str:
    if benefit:
        return labels.of("prestation", benefit)
    return labels.of("domaine", domain) if domain else french("objet non renseigné")


def _profiles(draft: Draft, said: Cumulation, every: str) -> Table:
    lines = []
    for each in said.profiles:
        code = f"{each.situations}/{each.cumulative}/{each.complete}"
        name = draft.cell(f"profils/{code}", each.households)
        lines.append(draft.line(name, code, _profile(each), draft.value(every)))
    return Table(
        code="profils",
        label=french("Ménages selon leurs situations"),
        definition=definition("profils"),
        on_cell=every,
        on=draft.value(every),
        on_label="ménages",
        ordered=True,
        lines=tuple(lines),
        few=draft.value(every) < draft.few,
    )


def _profile(each: HouseholdProfile) -> str:
    linked = f"{each.cumulative} cumulative" + ("s" if each.cumulative > 1 else "")
    complete = f"{each.complete} complète" + ("s" if each.complete > 1 else "")
    return french(f"{count(each.situations, 'situation')} : {linked}, {complete}")


def impact(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 5."""
    del labels  # its codes are numbers
    said = figures.impact
    every = draft.among("menages", figures.volume.households, ALL, 10)
    told = draft.among("menages/personnes", said.households, every, 5)
    persons = draft.cell("personnes", said.persons, 3)
    draft.relate("inclusion", persons, (told,), complement=False)
    measured = draft.among("menages/taille", said.measured_households, told, 5)
    some = draft.among("personnes/taille", said.measured_persons, persons, 2)
    members = draft.cell("membres", said.members, 2)
    draft.relate("inclusion", members, (some, measured), complement=False)
    sizes: Counter[str] = Counter()
    for each in said.people:
        if each.concerned:
            sizes[str(min(each.concerned, _MANY))] += each.situations
    table = draft.table(
        "personnes_par_situation",
        "Situations par nombre de personnes concernées",
        Tally(sum(sizes.values()), tuple(Count(code, sizes[code]) for code in sorted(sizes))),
        ALL,
        _persons,
        ordered=True,
    )
    several = sum(each.situations for each in said.people if (each.concerned or 0) > 1)
    shared = draft.among("personnes_2_et_plus", several, table.on_cell, complement=True)
    measures = (
        draft.count("personnes_2_et_plus", "Situations de deux personnes ou plus", shared, table.on_cell),
        draft.count("personnes", "Personnes concernées", persons, unit="personnes"),
        draft.count("personnes_mesurees", "Personnes concernées, taille connue", some, members, "personnes"),
        draft.count("membres", "Personnes de ces ménages", members, unit="personnes"),
    )
    return draft.heading("impact", measures, (table,))


def _persons(code: str) -> str:
    return f"{code} personnes ou plus" if int(code) == _MANY else count(int(code), "personne")
