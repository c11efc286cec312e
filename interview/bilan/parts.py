"""The headings as they are shown: each table drawn and written, with what it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from interview.bilan.lines import (
    ROWS,
    WITHOUT_BOUNDS,
    YEAR,
    both_shared,
    drawn_of,
    gone,
    kind_of,
    linked,
    median_of,
    old_count,
    old_value,
    or_nothing,
    rank_of,
    same_line,
    short_unit,
    unit_of,
    was,
    with_something,
)
from interview.bilan.sentences import sentences
from interview.bilan.service import Bilan
from interview.bilan.told import (
    NOTHING,
    WORK_YEAR_HOURS,
    hours,
    interval_words,
    number_of,
    on_words,
    percent,
    share_of,
    short_period,
    value_of,
    work_year,
)
from interview.dossier.cells import periods
from interview.figures.definitions import HEADINGS
from interview.figures.inference import FEW
from interview.figures.shown import MASKED, Cross, Delays, Heading, Line, Measure, Table
from interview.wording import capital
from templates.bilan_context import Definition, Partie, Rubrique
from templates.chart_context import Graphique, Serie, Tableau
from templates.typography import french, integer

KEY = "chiffres"
"""The part that holds the numbers of a heading that are in no table."""
_SOME = french("Le dessin montre {drawn} lignes sur {all} ; le tableau les a toutes.")
INTERVAL = "Intervalle"
BOUNDS = french(
    "Intervalle à 95 % : entre ces deux bornes serait la part, 19 fois sur 20, si l’on avait rencontré "
    f"d’autres personnes dans les mêmes conditions (Wilson). Sous {FEW} situations, aucune part n’est donnée."
)
_BY_DATE = french(
    "Les mois sont ceux du début de l’entretien ; le premier et le dernier peuvent être incomplets."
)
_ONE_YEAR = french(f"Une année d’agent à temps plein compte {integer(WORK_YEAR_HOURS)} heures.")


def rubriques(bilan: Bilan) -> tuple[Rubrique, ...]:
    """The nine headings, in order; a heading without a figure has no part, and says so."""
    return tuple(_rubrique(bilan, each) for each in bilan.figures.headings)


def definitions_of(several: Iterable[Rubrique]) -> tuple[Definition, ...]:
    """Every definition of what is shown, once each, in the order shown."""
    found: dict[str, Definition] = {}
    for rubrique in several:
        for part in rubrique.parties:
            for each in part.definitions:
                found.setdefault(each.sens, each)
    return tuple(found.values())


def _rubrique(bilan: Bilan, heading: Heading) -> Rubrique:
    before = None if bilan.before is None else bilan.before.heading(heading.code)
    made = _Parts(bilan, heading, before)
    return Rubrique(
        code=heading.code,
        numero=list(HEADINGS).index(heading.code) + 1,
        titre=heading.title,
        phrases=sentences(bilan, heading, before),
        parties=tuple(each for each in made.parts() if each is not None),
    )


class _Parts:
    """The parts of one heading, beside the same heading of another period."""

    def __init__(self, bilan: Bilan, heading: Heading, before: Heading | None) -> None:
        self.heading, self.before = heading, before
        self.now = short_period(bilan.subject)
        self.then = "" if bilan.compared is None else short_period(bilan.compared)

    def parts(self) -> Iterable[Partie | None]:
        yield self._measures()
        yield self._times()
        yield self._organisms()
        for table in self.heading.tables:
            yield self._months(table) if table.code == "mois" else self._table(table)
        yield from map(self._cross, self.heading.crosses)
        yield from map(self._delays, self.heading.delays)

    # ── numbers that are in no table ─────────────────────────────────────────────────────────────

    def _measures(self) -> Partie | None:
        told = sorted(with_something(self.heading.measures, apart=False), key=rank_of)
        if not told:
            return None
        rows = [row for each in told for row in self._measure(each)]
        head = ["Chiffre", *self._columns("Valeur"), "Sur", "Part"]
        while all(row[-1] == NOTHING for row in rows):  # neither share nor denominator: no such column
            head, rows = head[:-1], [row[:-1] for row in rows]
        notes = (_ONE_YEAR,) if any(row[0] == YEAR for row in rows) else ()
        return Partie(
            code=KEY,
            titre="Chiffres clés",
            tableau=Tableau(
                tete=tuple(head),
                lignes=tuple(map(tuple, rows)),
                legende=french(f"{self.heading.title} : chiffres clés"),
            ),
            definitions=tuple(Definition(terme=each.label, sens=each.definition) for each in told),
            notes=notes,
        )

    def _measure(self, each: Measure) -> list[list[str]]:
        old = None if self.before is None else self.before.measure(each.code)
        cells = [value_of(each)]
        if self.then:
            cells.append(was(each, old))
        on = NOTHING if each.on is None else integer(each.on)
        rows = [[each.label, *cells, on, share_of(each)]]
        if each.code == "minutes/total" and each.value is not None:
            rows[0][1] = hours(each.value)
            year = [percent(work_year(each.value))]
            if self.then:
                known = None if old is None else old.value
                year.append(NOTHING if known is None else percent(work_year(known)))
                rows[0][2] = NOTHING if known is None else hours(known)
            rows.append([YEAR, *year, NOTHING, NOTHING])
        return rows

    def _times(self) -> Partie | None:
        """One row for each service: never for an agent."""
        told = with_something(self.heading.measures, prefix="minutes_par_service/")
        if not told:
            return None
        rows: dict[str, list[str]] = {}
        for each in told:
            on = NOTHING if each.on is None else integer(each.on)
            rows.setdefault(each.label.rpartition(", ")[0], [on]).append(value_of(each))
        return Partie(
            code="minutes_par_service",
            titre=french("Temps par service"),
            tableau=Tableau(
                tete=("Service", "Situations", "Total", "Moyenne", "Le moins", "Le plus"),
                lignes=tuple((label, *cells) for label, cells in rows.items()),
                legende=french("Temps par service, là où il est noté"),
            ),
            definition=told[0].definition,
            definitions=(Definition(terme=french("Temps par service"), sens=told[0].definition),),
        )

    def _organisms(self) -> Partie | None:
        told = with_something(self.heading.measures, prefix="par_organisme/")
        if not told:
            return None
        label = french("Situations terminées, par organisme")
        return Partie(
            code="par_organisme",
            titre=label,
            tableau=Tableau(
                tete=("Organisme", *self._columns("Terminées"), "Sur", "Part"),
                lignes=tuple(tuple(row) for each in told for row in self._measure(each)),
                legende=label,
            ),
            definition=told[0].definition,
            definitions=(Definition(terme=label, sens=told[0].definition),),
        )

    # ── tables ───────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Table) -> Partie:
        old = None if self.before is None else self.before.table(table.code)
        lines = [*table.lines, *gone(table, old)]
        shares = any(each.pct is not None for each in lines)
        unit = unit_of(table)
        head = [kind_of(table), *self._columns(capital(short_unit(unit) if self.then else unit))]
        rows = [self._counts(each, old) for each in lines]
        if shares:
            head += self._columns("Part")
            rows = [[*row, *self._shares(each, old)] for row, each in zip(rows, lines, strict=True)]
        bounds = shares and table.code not in WITHOUT_BOUNDS
        if bounds:
            head.append(f"{INTERVAL} à 95 %")
            rows = [[*row, interval_words(each.bounds)] for row, each in zip(rows, lines, strict=True)]
        legend = french(f"{table.label}, {on_words(table.on, table.on_label)}")
        notes = [*table.warnings]
        chart = self._bars(table, lines, old, unit)
        if chart is not None and len(chart.etiquettes) < len(lines):
            notes.append(_SOME.format(drawn=len(chart.etiquettes), all=len(lines)))
        return Partie(
            code=table.code,
            titre=table.label,
            graphique=chart,
            tableau=Tableau(tete=tuple(map(french, head)), lignes=tuple(map(tuple, rows)), legende=legend),
            definition=table.definition,
            definitions=(Definition(terme=table.label, sens=table.definition),),
            notes=tuple(notes),
        )

    def _columns(self, name: str) -> list[str]:
        return [name] if not self.then else [f"{name}, {self.now}", f"{name}, {self.then}"]

    def _counts(self, line: Line, old: Table | None) -> list[str]:
        cells = [line.label, number_of(line)]
        return [*cells, old_count(line, old)] if self.then else cells

    def _shares(self, line: Line, old: Table | None) -> list[str]:
        if not self.then:
            return [share_of(line)]
        found = same_line(line, old)
        return [share_of(line), NOTHING if found is None else share_of(found)]

    def _bars(self, table: Table, lines: Sequence[Line], old: Table | None, unit: str) -> Graphique | None:
        drawn = drawn_of(lines, table, old)
        if len(drawn) < 2:
            return None
        if self.then and both_shared(table, old):
            return self._shares_drawn(table, drawn, old)
        series = [Serie(nom=self.now if self.then else "", valeurs=tuple(each.n for each in drawn))]
        if self.then:
            series.append(Serie(nom=self.then, valeurs=tuple(old_value(each, old) for each in drawn)))
        return Graphique(
            titre=french(f"{table.label} : nombre de {unit}"),
            genre="barres_groupees" if self.then else "barres",
            etiquettes=tuple(each.label for each in drawn),
            series=tuple(series),
            unite=unit,
            masque=MASKED,
        )

    def _shares_drawn(self, table: Table, drawn: Sequence[Line], old: Table | None) -> Graphique:
        """Two periods beside each other: their shares, since one may be longer than the other."""
        found = [same_line(each, old) for each in drawn]
        then = tuple(0.0 if each is None else each.pct for each in found)
        return Graphique(
            titre=french(f"{table.label} : part"),
            genre="barres_groupees",
            etiquettes=tuple(each.label for each in drawn),
            series=(
                Serie(nom=self.now, valeurs=tuple(each.pct for each in drawn)),
                Serie(nom=self.then, valeurs=then),
            ),
            unite="%",
            masque=MASKED,
        )

    def _months(self, table: Table) -> Partie:
        told = {each.code: each for each in table.lines}
        every = periods(min(told), max(told))
        chart = Graphique(
            titre=french(f"{table.label} : nombre de situations"),
            genre="tendance",
            etiquettes=tuple(every),
            series=(Serie(valeurs=tuple(told[each].n if each in told else 0 for each in every)),),
            unite="situations",
            masque=MASKED,
            tete="Mois",
        )
        from templates.charts.words import table_of

        return Partie(
            code=table.code,
            titre=table.label,
            graphique=chart if len(every) > 1 else None,
            tableau=table_of(replace(chart, titre=table.label)),
            definition=table.definition,
            definitions=(Definition(terme=table.label, sens=table.definition),),
            notes=(_BY_DATE,),
        )

    # ── two codes at once, and delays ────────────────────────────────────────────────────────────

    def _cross(self, cross: Cross) -> Partie:
        rows = zip(cross.rows, cross.lines, strict=True)
        return Partie(
            code=cross.code,
            titre=cross.label,
            phrases=tuple(map(linked, cross.links)),
            tableau=Tableau(
                tete=(ROWS.get(cross.code, "Intitulé"), *cross.columns),
                lignes=tuple((name, *map(number_of, lines)) for name, lines in rows),
                legende=french(f"{cross.label}, en situations"),
            ),
            definition=cross.definition,
            definitions=(Definition(terme=cross.label, sens=cross.definition),),
            notes=cross.warnings,
        )

    def _delays(self, delays: Delays) -> Partie | None:
        said = delays.lasting
        if said is None or not said.on:
            return None
        chart = None
        if len(said.steps) > 1:
            chart = Graphique(
                titre=french(f"{delays.label} : part des situations qui durent encore"),
                genre="courbe",
                abscisses=tuple(float(each.days) for each in said.steps),
                abscisse="jours",
                series=(Serie(valeurs=tuple(100 * each.share for each in said.steps)),),
                unite="%",
            )
        return Partie(
            code=delays.code,
            titre=delays.label,
            phrases=(median_of(delays),),
            graphique=chart,
            tableau=self._lasting(delays),
            definition=delays.definition,
            definitions=(Definition(terme=delays.label, sens=delays.definition),),
        )

    def _lasting(self, delays: Delays) -> Tableau:
        said = delays.lasting
        old = (
            None
            if self.before is None
            else next((each.lasting for each in self.before.delays if each.code == delays.code), None)
        )
        rows = []
        for label, name in (("Situations", "on"), ("Terminées", "ended"), ("Médiane, en jours", "median")):
            cells = [or_nothing(getattr(said, name))]
            if self.then:
                cells.append(NOTHING if old is None else or_nothing(getattr(old, name)))
            rows.append((label, *cells))
        return Tableau(tete=("Chiffre", *self._columns("Valeur")), lignes=tuple(rows), legende=delays.label)
