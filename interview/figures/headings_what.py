"""How many situations, of which forms, about what, how complete."""

from __future__ import annotations

from collections import Counter
from functools import partial

from store.figures.counts import Figures, FormReasons, Tally
from templates.typography import french

from .crossing import group_by_form, nature_by_service
from .definitions import definition
from .drafting import ALL, Draft, tally_of
from .labels import Labels
from .shown import Heading, Table


def volume(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 1."""
    said = figures.volume
    interviews = draft.among("entretiens", said.interviews, ALL, 10)
    households = draft.among("menages", said.households, interviews, 10)
    place = partial(labels.of, "lieu")
    measures = [
        draft.count("situations", "Situations", ALL),
        draft.count("menages", "Ménages", households, unit="menages"),
        draft.count("entretiens", "Entretiens", interviews),
    ]
    for code, label, n in (
        ("ecartees", "Sans non-recours", said.without_non_take_up),
        ("requalifiees", "Qualifiées de nouveau", said.superseded),
        ("inachevees", "Inachevées", said.unfinished),
    ):
        measures.append(draft.count(code, label, draft.cell(code, n)))
    tables = (
        draft.table("services", "Par service", said.services, ALL, place),
        draft.table("territoires", "Par territoire", said.territories, ALL, place),
        draft.table("mois", "Par mois", said.months, ALL, partial(labels.of, "mois"), ordered=True),
        draft.table("certitudes", "Certitude", said.certainties, ALL, partial(labels.of, "certitude")),
    )
    return draft.heading("volume", measures, tables)


def forms(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 2."""
    said = figures.forms
    table = _forms_table(draft, figures, labels)
    several = draft.among("plusieurs_formes", said.several, table.on_cell, complement=True)
    parent = "formes/non_demande" if "formes/non_demande" in draft.cells else table.on_cell
    given_up = draft.cell("abandon", said.abandoned)
    draft.relate("inclusion", parent, (given_up,))
    measures = [
        draft.count("plusieurs_formes", "Plusieurs formes", several, table.on_cell),
        draft.count("abandon", "Abandon de la demande", given_up, table.on_cell),
    ]
    tables = [table]
    tables += [_reasons(draft, each, labels) for each in labels.in_order(said.reasons) if each.reasons.on]
    for code, label, kind, tally in (
        ("niveaux", "Niveaux d’explication", "niveaux", said.levels),
        ("details", "Ce qui a été observé", "details", said.details),
    ):
        tables.append(draft.table(code, label, tally, ALL, partial(labels.of, kind), kind="recouvrement"))
    return draft.heading("formes", measures, tables)


def _forms_table(draft: Draft, figures: Figures, labels: Labels) -> Table:
    say = partial(labels.of, "forme")
    return draft.table("formes", "Formes", figures.forms.forms, ALL, say, kind="recouvrement")


def _reasons(draft: Draft, each: FormReasons, labels: Labels) -> Table:
    return draft.table(
        f"raisons/{each.form}",
        f"Raisons : {labels.of('forme', each.form).lower()}",
        each.reasons,
        draft.cell(f"formes/{each.form}", each.situations),
        partial(labels.reason, each.form),
        kind="recouvrement",
        defined="raisons",
        on_label="situations dont la raison est renseignée",
    )


def objects(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 3."""
    said = figures.objects
    nature = draft.table("nature", "Nature de l’offre", said.nature, ALL, partial(labels.of, "nature"))
    money, other = (_of_nature(draft, nature, each) for each in ("financiere", "non_financiere"))
    grouped = _grouped(said.benefits, labels)
    groups = draft.table("prestations", "Prestations", grouped, money, partial(labels.of, "groupe"))
    tables = [
        nature,
        groups,
        _benefits(draft, said.benefits, groups.on_cell, labels),
        draft.table("domaines", "Domaines", said.domains, other, partial(labels.of, "domaine")),
        draft.table(
            "organismes",
            "Organismes",
            said.organisms,
            ALL,
            partial(labels.of, "organismes"),
            kind="recouvrement",
        ),
    ]
    _forms_table(draft, figures, labels)
    crosses = (
        nature_by_service(draft, figures, labels),
        group_by_form(draft, figures, labels),
    )
    return draft.heading("objets", tables=tables, crosses=[each for each in crosses if each is not None])


def _of_nature(draft: Draft, nature: Table, code: str) -> str:
    name = f"nature/{code}"
    return name if name in draft.cells else nature.on_cell


def _grouped(benefits: Tally, labels: Labels) -> Tally:
    counts: Counter[str] = Counter()
    for each in benefits.counts:
        counts[labels.group_of(each.code)] += each.n
    return tally_of(counts, benefits.on)


def _benefits(draft: Draft, benefits: Tally, on: str, labels: Labels) -> Table:
    """By benefit: one that is alone in its group is the cell of the group."""
    members = Counter(labels.group_of(each.code) for each in benefits.counts)
    lines = []
    parts: dict[str, list[str]] = {}
    for each in benefits.counts:
        group = f"prestations/{labels.group_of(each.code)}"
        alone = members[labels.group_of(each.code)] == 1
        name = group if alone else draft.cell(f"prestations_detail/{each.code}", each.n)
        parts.setdefault(group, []).append(name)
        lines.append(draft.line(name, each.code, labels.of("prestation", each.code), benefits.on))
    for group, names in parts.items():
        draft.relate("somme", group, names)
    return Table(
        code="prestations_detail",
        label=french("Prestations, une à une"),
        definition=definition("prestations_detail"),
        on_cell=on,
        on=benefits.on,
        lines=tuple(lines),
        few=benefits.on < draft.few,
    )


def intensity(draft: Draft, figures: Figures, labels: Labels) -> Heading:
    """Heading 6."""
    table = draft.table(
        "intensite", "Intensité", figures.intensity, ALL, partial(labels.of, "trait"), kind="inclusion"
    )
    return draft.heading("intensite", tables=(table,))
