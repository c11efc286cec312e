"""The figures counted anew from records, one at a time, in plain Python: no SQL, no code of the product."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from store import InterviewRecord, SituationRecord
from store.figures import Scope
from store.figures.counts import (
    Actions,
    AgeBand,
    Amount,
    Cascade,
    Cell,
    CodedAmount,
    Cost,
    Count,
    Cumulation,
    Delay,
    Figures,
    FormReasons,
    Forms,
    HouseholdProfile,
    Impact,
    Objects,
    PeopleCount,
    Resolution,
    Shortfall,
    Table,
    Tally,
    Volume,
)


class One(NamedTuple):
    """A situation with its interview."""

    interview: InterviewRecord
    situation: SituationRecord

    @property
    def name(self) -> str:
        return self.situation.reference.upper()

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(self.interview.started_at / 1000, UTC).date()

    @property
    def forms(self) -> list[str]:
        return [each.form for each in self.situation.formes if each.decided]

    @property
    def outcome(self) -> str:
        s = self.situation
        if s.suite in ("droit_ouvert", "rejet", "perdu"):
            return s.suite
        return s.issue if s.issue in ("regularisee", "droit_perdu") else ""

    @property
    def lost(self) -> int | None:
        s = self.situation
        if s.manque_mensuel is None or s.manque_mois is None:
            return None
        return s.manque_mensuel * s.manque_mois

    @property
    def done_since(self) -> list[Any]:
        return [each for each in self.situation.suivis if each.kind == "action"]


def recount(records: Iterable[InterviewRecord], scope: Scope) -> Figures:
    """What ``figures`` must give over a base of these records."""
    every = [One(record, situation) for record in records for situation in record.situations]
    heirs = _heirs(every)
    counted = [
        one
        for one in every
        if one.situation.core_complete and one.situation.certitude != "aucun" and one.name not in heirs
    ]
    kept = [one for one in counted if _within(one, scope)]
    left = [one for one in every if _within(one, scope)]
    ties = _ties(every, counted, heirs)
    return Figures(
        volume=_volume(kept, left, heirs),
        forms=_forms(kept),
        objects=_objects(kept),
        cumulation=_cumulation(kept, counted, ties),
        impact=_impact(kept),
        intensity=_several(kept, lambda one: one.situation.typologie),
        actions=_actions(kept),
        cost=_cost(kept, ties),
        resolution=_resolution(kept, date.fromisoformat(scope.today)),
    )


def _within(one: One, scope: Scope) -> bool:
    interview, situation = one
    if scope.since is not None and interview.started_at < scope.since:
        return False
    if scope.until is not None and interview.started_at >= scope.until:
        return False
    if scope.services and interview.service not in scope.services:
        return False
    if scope.territories and interview.territory not in scope.territories:
        return False
    if scope.organisms and not set(scope.organisms) & set(situation.organismes):
        return False
    about = situation.prestation in scope.benefits or situation.domaine in scope.domains
    if (scope.benefits or scope.domains) and not about:
        return False
    return not scope.nature or situation.nature == scope.nature


def _heirs(every: Sequence[One]) -> dict[str, str | None]:
    """By situation that was qualified anew: the last that does so, None in a ring."""
    known = {one.name for one in every}
    order = sorted(every, key=lambda one: (one.interview.started_at, one.interview.id, one.situation.rank))
    after = {
        one.situation.requalifie.upper(): one.name
        for one in order
        if one.situation.requalifie
        and one.situation.core_complete
        and one.situation.requalifie.upper() in known
    }
    heirs: dict[str, str | None] = {}
    for name, next_one in after.items():
        walked, last = [name], next_one
        while last in after and last not in walked:
            walked.append(last)
            last = after[last]
        heirs[name] = None if last in walked else last
    return heirs


def _ties(every: Sequence[One], counted: Sequence[One], heirs: dict[str, str | None]) -> set[tuple[One, One]]:
    alive = {one.name: one for one in counted}
    ties = set()
    for one in every:
        if one.situation.causee_par is None:
            continue
        cause, effect = one.situation.causee_par.upper(), one.name
        cause, effect = heirs.get(cause) or cause, heirs.get(effect) or effect
        if cause != effect and cause in alive and effect in alive:
            ties.add((cause, effect))
    return {(alive[cause], alive[effect]) for cause, effect in ties}


def _ranked(found: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(code, n) for code, n in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _single(kept: Iterable[One], of: Callable[[One], str | None]) -> Tally:
    found = Counter(code for one in kept if (code := of(one)))
    return Tally(found.total(), _ranked(found))


def _several(kept: Iterable[One], of: Callable[[One], Iterable[str]]) -> Tally:
    codes = [set(of(one)) for one in kept]
    return Tally(sum(bool(each) for each in codes), _ranked(Counter(code for each in codes for code in each)))


def _table(pairs: Iterable[Iterable[tuple[str, str]]]) -> Table:
    told = [list(each) for each in pairs]
    cells = Counter(pair for each in told for pair in each)
    return Table(sum(bool(each) for each in told), tuple(Cell(*pair, n) for pair, n in sorted(cells.items())))


def _amount(values: Iterable[int | None]) -> Amount:
    known = [each for each in values if each is not None]
    return Amount(len(known), sum(known), min(known, default=None), max(known, default=None))


def _by_household(kept: Iterable[One]) -> list[list[One]]:
    homes: dict[str, list[One]] = defaultdict(list)
    for one in kept:
        if one.interview.household:
            homes[one.interview.household.upper()].append(one)
    return list(homes.values())


def _volume(kept: Sequence[One], left: Sequence[One], heirs: dict[str, str | None]) -> Volume:
    complete = [one for one in left if one.situation.core_complete]
    current = [one for one in complete if one.name not in heirs]
    months = Counter(f"{one.day:%Y-%m}" for one in kept)
    return Volume(
        situations=len(kept),
        interviews=len({one.interview.id for one in kept}),
        households=len(_by_household(kept)),
        without_household=sum(not one.interview.household for one in kept),
        services=_single(kept, lambda one: one.interview.service),
        territories=_single(kept, lambda one: one.interview.territory),
        months=Tally(len(kept), tuple(Count(*each) for each in sorted(months.items()))),
        certainties=_single(kept, lambda one: one.situation.certitude),
        without_non_take_up=sum(one.situation.certitude == "aucun" for one in current),
        superseded=len(complete) - len(current),
        unfinished=len(left) - len(complete),
    )


def _forms(kept: Sequence[One]) -> Forms:
    forms = _several(kept, lambda one: one.forms)
    reasons = []
    for form in forms.counts:
        why = _several(
            kept, lambda one, code=form.code: [r.reason for r in one.situation.raisons if r.form == code]
        )
        reasons.append(FormReasons(form.code, form.n, why))
    return Forms(
        forms=forms,
        several=sum(len(one.forms) > 1 for one in kept),
        abandoned=sum(one.situation.abandon for one in kept),
        reasons=tuple(reasons),
        levels=_several(kept, lambda one: one.situation.niveaux),
        details=_several(kept, lambda one: one.situation.details),
    )


def _objects(kept: Sequence[One]) -> Objects:
    def pairs(row: str, of: Callable[[One], Iterable[str]]) -> Table:
        def told(one: One) -> list[tuple[str, str]]:
            code = getattr(one.situation, row)
            return [(code, each) for each in of(one) if each] if code else []

        return _table(told(one) for one in kept)

    return Objects(
        nature=_single(kept, lambda one: one.situation.nature),
        benefits=_single(kept, lambda one: one.situation.prestation),
        domains=_single(kept, lambda one: one.situation.domaine),
        organisms=_several(kept, lambda one: one.situation.organismes),
        nature_by_service=pairs("nature", lambda one: [one.interview.service]),
        benefit_by_form=pairs("prestation", lambda one: one.forms),
        domain_by_form=pairs("domaine", lambda one: one.forms),
        services_by_benefit=pairs("prestation", lambda one: [one.interview.service]),
    )


def _cumulation(kept: Sequence[One], counted: Sequence[One], ties: set[tuple[One, One]]) -> Cumulation:
    tied = {one.name for pair in ties for one in pair}
    homes = [home for home in _by_household(kept) if len(home) > 1]
    profiles = Counter(
        (
            len(home),
            sum(one.name in tied for one in home),
            sum("complet" in one.situation.typologie for one in home),
        )
        for home in homes
    )
    here = {one.name for one in kept}

    def about(one: One) -> tuple[str, str]:
        return one.situation.prestation or "", one.situation.domaine or ""

    cascades = Counter((*about(cause), *about(effect)) for cause, effect in ties if cause.name in here)
    return Cumulation(
        households=len(homes),
        situations=sum(map(len, homes)),
        cumulative=sum(one.name in tied for home in homes for one in home),
        cumulative_households=sum(any(one.name in tied for one in home) for home in homes),
        complete=sum("complet" in one.situation.typologie for home in homes for one in home),
        profiles=tuple(HouseholdProfile(*key, n) for key, n in sorted(profiles.items(), reverse=True)),
        causing=len({cause.name for cause, _ in ties} & here),
        caused=len({effect.name for _, effect in ties} & here),
        cascades=tuple(
            Cascade(*key, n) for key, n in sorted(cascades.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _impact(kept: Sequence[One]) -> Impact:
    people = Counter((one.interview.concerned, one.interview.size) for one in kept)
    homes = [
        (
            max((c for one in home if (c := one.interview.concerned) is not None), default=None),
            max((z for one in home if (z := one.interview.size) is not None), default=None),
        )
        for home in _by_household(kept)
    ]
    measured = [(c, z) for c, z in homes if c is not None and z is not None]
    return Impact(
        people=tuple(
            PeopleCount(*key, n)
            for key, n in sorted(
                people.items(), key=lambda item: tuple(-1 if k is None else k for k in item[0])
            )
        ),
        persons=sum(c for c, _ in homes if c is not None),
        households=sum(c is not None for c, _ in homes),
        measured_households=len(measured),
        measured_persons=sum(c for c, _ in measured),
        members=sum(z for _, z in measured),
    )


def _actions(kept: Sequence[One]) -> Actions:
    during = Counter(code for one in kept for code in one.situation.actions)
    after = Counter(each.code for one in kept for each in one.done_since)
    return Actions(
        on=sum(bool(one.situation.actions or one.done_since) for one in kept),
        total=during.total() + after.total(),
        in_interview=during.total(),
        afterwards=after.total(),
        codes=_ranked(during + after),
    )


def _cost(kept: Sequence[One], ties: set[tuple[One, One]]) -> Cost:
    minutes = [one.situation.minutes for one in kept if one.situation.minutes is not None]
    services = sorted({one.interview.service for one in kept} - {""})
    return Cost(
        aid_on=sum(one.situation.asf_demandee is not None for one in kept),
        aid_asked=sum(one.situation.asf_demandee is True for one in kept),
        aid=_amount(one.situation.asf_montant or None for one in kept),
        minutes=_amount(minutes),
        minutes_by_service=tuple(
            CodedAmount(code, _amount(one.situation.minutes for one in kept if one.interview.service == code))
            for code in services
        ),
        under_30=sum(each < 30 for each in minutes),
        from_30_to_60=sum(30 <= each <= 60 for each in minutes),
        over_60=sum(each > 60 for each in minutes),
        minutes_afterwards=_amount(each.minutes for one in kept for each in one.done_since),
        shortfall=_shortfall(kept, ties),
    )


def _shortfall(kept: Sequence[One], ties: set[tuple[One, One]]) -> Shortfall:
    told = {one.name: one for one in kept if one.lost is not None}
    same = [
        (cause.name, effect.name)
        for cause, effect in ties
        if cause.name in told
        and effect.name in told
        and cause.situation.prestation
        and cause.situation.prestation == effect.situation.prestation
    ]
    largest = {name: name for name in told}

    def better(one: str, other: str) -> str:
        return min(one, other, key=lambda name: (-(told[name].lost or 0), name))

    for _ in told:  # what is known of the largest goes one tie further each time
        for one, other in same:
            largest[one] = largest[other] = better(largest[one], largest[other])
    once = [told[name] for name in told if largest[name] == name]
    again = [told[name].lost for name in told if largest[name] != name]
    answers = sorted({one.situation.recuperable or "" for one in once})

    def plain(values: Sequence[int | None]) -> Amount:
        return Amount(len(values), sum(each or 0 for each in values))

    return Shortfall(
        total=plain([one.lost for one in once]),
        recoverable=tuple(
            CodedAmount(code, plain([one.lost for one in once if (one.situation.recuperable or "") == code]))
            for code in answers
        ),
        unknown=sum(one.situation.nature == "financiere" and one.lost is None for one in kept),
        repeated=plain(again),
    )


def _date(text: str | None) -> date | None:
    if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if text and re.fullmatch(r"\d{4}-\d\d", text):
        return date.fromisoformat(f"{text}-15")
    return date.fromisoformat(f"{text}-07-01") if text and re.fullmatch(r"\d{4}", text) else None


def _delays(kept: Iterable[One], today: date, start: Callable[[One], date | None]) -> tuple[Delay, ...]:
    found: Counter[tuple[int, bool]] = Counter()
    for one in kept:
        ended = bool(one.outcome)
        if ended and one.outcome != one.situation.suite:
            continue
        last, first = (_date(one.situation.suite_date) if ended else today), start(one)
        if last is not None and first is not None:
            found[max((last - first).days, 0), ended] += 1
    order: list[tuple[tuple[int, bool], int]] = sorted(
        found.items(), key=lambda item: (item[0][0], not item[0][1])
    )
    return tuple(Delay(*key, n) for key, n in order)


def _began(one: One) -> date | None:
    steps = [day for step in one.situation.chronologie if (day := _date(step.date))]
    return _date(one.situation.depuis) or min(steps, default=None)


def _resolution(kept: Sequence[One], today: date) -> Resolution:
    still = [one for one in kept if not one.outcome]
    by_suite = [one for one in kept if one.outcome and one.outcome == one.situation.suite]
    bounds: list[tuple[int, int | None]] = [(0, 30), (30, 90), (90, 180), (180, 365), (365, None)]
    ages = [max((today - one.day).days, 0) for one in still]

    def pair(one: One) -> Hashable:
        return one.situation.issue or "", one.situation.suite or ""

    endings = Counter(pair(one) for one in kept)
    return Resolution(
        ended=len(kept) - len(still),
        still_open=len(still),
        outcomes=_single(kept, lambda one: one.outcome),
        by_issue=Table(len(kept), tuple(Cell(*key, n) for key, n in sorted(endings.items()))),  # type: ignore[misc,type-var]
        useful=_single(kept, lambda one: one.situation.utile),
        recovered=_amount(one.situation.recupere for one in kept),
        handling=_delays(kept, today, lambda one: one.day),
        waiting=_delays(kept, today, _began),
        undated=sum(_date(one.situation.suite_date) is None for one in by_suite),
        open_by_age=tuple(
            AgeBand(least, most, sum(least <= age and (most is None or age < most) for age in ages))
            for least, most in bounds
        ),
        by_organism=_table([(code, one.outcome) for code in set(one.situation.organismes)] for one in kept),
    )
