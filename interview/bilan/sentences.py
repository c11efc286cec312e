"""What the figures say, heading by heading, in sentences that never go beyond them.

A hidden figure is not spoken of, nor compared; nothing is said to be the first or the most frequent, since
what is hidden could be more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from interview.bilan.service import Bilan
from interview.bilan.told import (
    WORK_YEAR_HOURS,
    counted,
    decimal,
    hours,
    in_unit,
    percent,
    short_period,
    work_year,
)
from interview.figures.shown import Heading, Line, Measure, Table
from templates.typography import count, french, integer, listed

_NONE = "Aucune situation de non-recours n’est enregistrée sur cette période et ce périmètre."
_TOLD = 2
"""Lines of a table that are put into sentences."""

Said = Iterable[str]


def sentences(bilan: Bilan, heading: Heading, before: Heading | None) -> tuple[str, ...]:
    """The sentences of a heading; *before* is the same one for the other period."""
    volume = bilan.figures.heading("volume")
    of = _Whose(None if volume is None else _known(volume, "situations"))
    told = [each for each in _SAID[heading.code](heading, of) if each]
    if before is not None and bilan.compared is not None:
        told += [each for each in _moves(heading, before, short_period(bilan.compared)) if each]
    return tuple(map(french, told))


class _Whose(Struct, frozen=True):
    """What a share is a share of: every situation, or those where it was recorded."""

    total: int | None

    def said(self, on: int | None) -> str:
        """« des situations », « des situations renseignées »."""
        return "des situations" if on is not None and on == self.total else "des situations renseignées"


def _volume(heading: Heading, of: _Whose) -> Said:
    number, homes = _known(heading, "situations"), _known(heading, "menages")
    if number == 0:
        yield _NONE
    elif number:
        yield (
            count(number, "situation")
            + " de non-recours"
            + (f", dans {count(homes, 'ménage')}." if homes else ".")
        )
    left = [
        (label if n == 1 else plural, n)
        for code, label, plural in (
            (
                "ecartees",
                "examinée sans que l’on retienne de non-recours",
                "examinées sans que l’on retienne de non-recours",
            ),
            ("requalifiees", "qualifiée de nouveau depuis", "qualifiées de nouveau depuis"),
            ("inachevees", "inachevée", "inachevées"),
        )
        if (n := _known(heading, code))
    ]
    if left:
        yield f"Ne sont pas comptées : {listed(tuple(f'{integer(n)} {label}' for label, n in left))}."
    yield from _lines(of, heading.table("certitudes"), "le non-recours est {label}")


def _forms(heading: Heading, of: _Whose) -> Said:
    yield from _forms_lines(of, heading.table("formes"))
    yield _share(of, heading.measure("plusieurs_formes"), "deux formes ou plus sont retenues")
    yield _share(of, heading.measure("abandon"), "la demande a été commencée puis abandonnée")


def _forms_lines(of: _Whose, table: Table | None) -> Said:
    for each in _first(table):
        form = f"de la {each.label.lower()}" if each.label.startswith("Non-") else f"de « {each.label} »"
        if each.pct is not None:
            yield f"{percent(each.pct)} {of.said(each.on)} relèvent {form} ({_out_of(each)})."
        else:
            yield f"{each.label} : {_out_of(each)}."


def _objects(heading: Heading, of: _Whose) -> Said:
    del of
    for code, words in (
        ("nature", "Nature de l’offre"),
        ("prestations", "Prestations"),
        ("organismes", "Organismes"),
    ):
        yield _several(heading.table(code), words)


def _cumulation(heading: Heading, of: _Whose) -> Said:
    several = heading.measure("menages_2_et_plus")
    homes, theirs = _known(heading, "menages_2_et_plus"), _known(heading, "situations_2_et_plus")
    if several is None or not homes:
        return
    told = f"{count(homes, 'ménage')}"
    told += f" sur {integer(several.on)}" if several.on is not None else ""
    told += " ont au moins deux situations" if homes > 1 else " a au moins deux situations"
    told += f" ({percent(several.pct)})" if several.pct is not None else ""
    if theirs:
        parts = [
            f"{integer(n)} {word if n == 1 else word + 's'}"
            for code, word in (("cumulatives", "cumulative"), ("completes", "complète"))
            if (n := _known(heading, code))
        ]
        told += f" : {count(theirs, 'situation')}" + (f", dont {' et '.join(parts)}" if parts else "")
    yield f"{told}."
    yield _share(of, heading.measure("causent"), "la situation en cause au moins une autre")
    for each in _first(heading.table("enchainements")):
        yield f"{each.label} : {count(each.n or 0, 'fois')}" + (
            f" ({percent(each.pct)} des enchaînements)." if each.pct is not None else "."
        )


def _impact(heading: Heading, of: _Whose) -> Said:
    if persons := _known(heading, "personnes"):
        yield f"{count(persons, 'personne')} {'sont concernées' if persons > 1 else 'est concernée'}."
    yield _share(of, heading.measure("personnes_2_et_plus"), "deux personnes ou plus sont concernées")
    some, members = _known(heading, "personnes_mesurees"), _known(heading, "membres")
    if some and members and some <= members:
        yield (
            f"Dans les ménages dont on connaît la taille, {integer(some)} personnes sur {integer(members)} "
            "sont concernées."
        )


def _intensity(heading: Heading, of: _Whose) -> Said:
    for each in _first(heading.table("intensite")):
        if each.pct is not None:
            yield f"{each.label} : {percent(each.pct)} {of.said(each.on)} ({_out_of(each)})."


def _actions(heading: Heading, of: _Whose) -> Said:
    total, mean = _known(heading, "actions"), heading.measure("actions_moyenne")
    if total:
        each = (
            f", soit {decimal(mean.value)} par situation"
            if mean is not None and mean.value is not None
            else ""
        )
        yield f"{count(total, 'action')} du service{each}."
    yield _share(of, heading.measure("situations_actions"), "au moins une action a été faite")


def _cost(heading: Heading, of: _Whose) -> Said:
    del of  # its sentences say how many of each
    granted, asked, total = (_known(heading, each) for each in ("asf", "asf_demandee", "asf_total"))
    mean = heading.measure("asf_moyenne")
    if granted:
        told = f"{count(granted, 'situation')} sur {integer(asked)}" if asked else count(granted, "situation")
        told += " où une aide facultative était demandée" if asked else ""
        told += " ont mené à une aide" if granted > 1 else " a mené à une aide"
        told += f" : {in_unit(total, 'centimes')}" if total else ""
        if mean is not None and mean.value is not None:
            told += f", {in_unit(mean.value, 'centimes')} en moyenne"
        yield f"{told}."
    yield from _time(heading)
    lost, rest = heading.measure("manque"), []
    for code, word in (("oui", "récupérables"), ("partie", "récupérables en partie"), ("non", "perdus")):
        if value := _known(heading, f"manque/{code}"):
            rest.append(f"{in_unit(value, 'centimes')} {word}")
    if lost is not None and lost.value:
        known = f" ({count(lost.on, 'situation')} où l’on connaît le montant)" if lost.on else ""
        yield f"Il a manqué {in_unit(lost.value, 'centimes')} aux ménages{known}" + (
            f", dont {listed(tuple(rest))}." if rest else "."
        )


def _time(heading: Heading) -> Said:
    total, mean = heading.measure("minutes/total"), heading.measure("minutes/moyenne")
    if total is None or not total.value:
        return
    told = f"Le service a passé {hours(total.value)} en entretien"
    told += f" sur {count(total.on, 'situation')}" if total.on else ""
    if mean is not None and mean.value is not None:
        told += f", {in_unit(mean.value, 'minutes')} en moyenne"
    yield (
        f"{told} : {percent(work_year(total.value))} d’une année d’agent à temps plein "
        f"({integer(WORK_YEAR_HOURS)} heures)."
    )


def _resolution(heading: Heading, of: _Whose) -> Said:
    del of
    rate = heading.measure("taux")
    if rate is not None and rate.value is not None and rate.pct is not None:
        yield f"{percent(rate.pct)} des situations sont terminées ({_of(rate)})."
    for each in _first(heading.table("issues")):
        if each.pct is not None:
            yield f"{each.label} : {percent(each.pct)} des situations terminées ({_out_of(each)})."
    back = heading.measure("recupere")
    if back is not None and back.value:
        yield f"{in_unit(back.value, 'centimes')} récupérés, dans {count(back.on or 0, 'situation')}."


_SAID: dict[str, Callable[[Heading, _Whose], Said]] = {
    "volume": _volume,
    "formes": _forms,
    "objets": _objects,
    "cumul": _cumulation,
    "impact": _impact,
    "intensite": _intensity,
    "actions": _actions,
    "cout": _cost,
    "resolution": _resolution,
}
_COMPARED = {
    "volume": ("situations", "menages"),
    "formes": ("plusieurs_formes", "abandon"),
    "cumul": ("menages_2_et_plus",),
    "impact": ("personnes",),
    "actions": ("actions",),
    "cout": ("asf_total", "manque"),
    "resolution": ("taux", "recupere"),
}


def _moves(heading: Heading, before: Heading, then: str) -> Said:
    """The figures beside those of the other period: both are told, and nothing of why."""
    for code in _COMPARED.get(heading.code, ()):
        now, old = heading.measure(code), before.measure(code)
        if now is None or old is None or now.value is None or old.value is None:
            continue
        share = f" ({percent(old.pct)})" if old.pct is not None else ""
        was = f"{counted(old.value, old.unit)}{share}"
        yield f"{now.label} : {counted(now.value, now.unit)}, contre {was} pour {then}."


def _known(heading: Heading, code: str) -> int | None:
    """The value of a measure, None where it is hidden or not known."""
    found = heading.measure(code)
    return None if found is None or found.value is None else int(found.value)


def _first(table: Table | None) -> list[Line]:
    """The first lines that may be told."""
    return [] if table is None else [each for each in table.lines if each.n][:_TOLD]


def _lines(of: _Whose, table: Table | None, words: str) -> Said:
    for each in _first(table):
        if each.pct is not None:
            said = words.format(label=each.label.lower())
            yield f"Dans {percent(each.pct)} {of.said(each.on)}, {said} ({_out_of(each)})."


def _several(table: Table | None, words: str) -> str:
    told = [
        f"{each.label}, {percent(each.pct)} ({_out_of(each)})"
        for each in _first(table)
        if each.pct is not None
    ]
    return f"{words} : {listed(tuple(told))}." if told else ""


def _share(of: _Whose, measure: Measure | None, words: str) -> str:
    if measure is None or not measure.value:
        return ""
    if measure.pct is not None:
        return f"Dans {percent(measure.pct)} {of.said(measure.on)}, {words} ({_of(measure)})."
    return f"Dans {count(int(measure.value), 'situation')}, {words}."


def _of(measure: Measure) -> str:
    return f"{integer(int(measure.value or 0))} sur {integer(measure.on or 0)}"


def _out_of(line: Line) -> str:
    number = integer(line.n or 0)
    return number if line.on is None else f"{number} sur {integer(line.on)}"
