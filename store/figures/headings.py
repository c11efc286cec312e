"""From what was counted to the first eight headings; the ninth is in ``resolution``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from .conditions import EPOCH
from .counts import (
    Actions,
    Amount,
    Cell,
    CodedAmount,
    Cost,
    Count,
    Figures,
    FormReasons,
    Forms,
    Impact,
    Objects,
    PeopleCount,
    Shortfall,
    Table,
    Tally,
    Volume,
)
from .groups import Group, Groups, amount, by_code, counts, said, summed, tally, together, total
from .households import Households
from .parts import PAIRED, SEPARATOR, people
from .resolution import resolution


class _Profile(NamedTuple):
    """What situations share, and how many do: forms are those the agent kept."""

    service: str
    nature: str
    benefit: str
    domain: str
    certainty: str
    abandoned: bool
    forms: tuple[str, ...]
    n: int
    short: int
    long: int
    minutes: Amount


Profiles: TypeAlias = Sequence[_Profile]


def headings(found: Groups, homes: Households) -> Figures:
    """The figures, from what the parts counted together and what households count."""
    profiles = [_profile(key, numbers) for (key,), numbers in found["profiles"].items()]
    return Figures(
        volume=_volume(found, profiles, homes),
        forms=_forms(found, profiles),
        objects=_objects(found, profiles),
        cumulation=homes.cumulation,
        impact=_impact(found, homes),
        intensity=_several(found, "traits"),
        actions=_actions(found),
        cost=_cost(found, profiles, homes),
        resolution=resolution(found),
    )


def _profile(key: str, numbers: list[Any]) -> _Profile:
    *codes, abandoned, forms = key.split(SEPARATOR, 6)
    kept = tuple(forms.split(SEPARATOR)) if forms else ()
    n, short, long, on, spent, least, most = numbers
    service, nature, benefit, domain, certainty = codes
    return _Profile(
        service=service,
        nature=nature,
        benefit=benefit,
        domain=domain,
        certainty=certainty,
        abandoned=abandoned == "1",
        forms=kept,
        n=n,
        short=short,
        long=long,
        minutes=Amount(on, spent or 0, least, most),
    )


def _by(profiles: Profiles, of: Callable[[_Profile], Iterable[Any]]) -> Tally:
    """Situations by what *of* gives of their profile: nothing where it was not recorded."""
    found: dict[Any, int] = {}
    on = 0
    for each in profiles:
        told = [code for code in of(each) if code]
        on += each.n if told else 0
        for code in told:
            found[code] = found.get(code, 0) + each.n
    return tally(found, on)


def _volume(found: Groups, profiles: Profiles, homes: Households) -> Volume:
    months = summed(found["begun"], lambda key: [date.fromordinal(key[0] + EPOCH).isoformat()[:7]])
    unfinished, superseded, without = found["left_out"].get((), [0, 0, 0])
    return Volume(
        situations=total(found["begun"]),
        interviews=homes.interviews,
        households=homes.households,
        without_household=homes.without_household,
        services=_by(profiles, lambda each: [each.service]),
        territories=by_code(found["territory"]),
        months=Tally(sum(months.values()), tuple(Count(*each) for each in sorted(months.items()))),
        certainties=_by(profiles, lambda each: [each.certainty]),
        without_non_take_up=without,
        superseded=superseded,
        unfinished=unfinished,
    )


def _forms(found: Groups, profiles: Profiles) -> Forms:
    forms = _by(profiles, lambda each: each.forms)
    return Forms(
        forms=forms,
        several=sum(each.n for each in profiles if len(each.forms) > 1),
        abandoned=sum(each.n for each in profiles if each.abandoned),
        reasons=tuple(_reasons(found["reasons"], each) for each in forms.counts),
        levels=_several(found, "levels"),
        details=_several(found, "details"),
    )


def _reasons(group: Group, form: Count) -> FormReasons:
    reasons: dict[str, int] = {}
    on = 0
    for (why,), (n,) in group.items():
        pairs = (pair.split(PAIRED, 1) for pair in why.split(SEPARATOR))
        told = [reason for of, reason in pairs if of == form.code]
        on += n if told else 0
        for reason in told:
            reasons[reason] = reasons.get(reason, 0) + n
    return FormReasons(form.code, form.n, tally(reasons, on))


def _objects(found: Groups, profiles: Profiles) -> Objects:
    organisms = summed(found["organisms"], lambda key: key[0].split(SEPARATOR)[:1])
    return Objects(
        nature=_by(profiles, lambda each: [each.nature]),
        benefits=_by(profiles, lambda each: [each.benefit]),
        domains=_by(profiles, lambda each: [each.domain]),
        organisms=tally(organisms, total(found["organisms_on"])),
        nature_by_service=_crossed(profiles, lambda each: (each.nature, [each.service])),
        benefit_by_form=_crossed(profiles, lambda each: (each.benefit, each.forms)),
        domain_by_form=_crossed(profiles, lambda each: (each.domain, each.forms)),
        services_by_benefit=_crossed(profiles, lambda each: (each.benefit, [each.service])),
    )


def _crossed(profiles: Profiles, of: Callable[[_Profile], tuple[str, Iterable[str]]]) -> Table:
    """Situations by a row and its columns, where both were recorded."""
    cells: dict[tuple[str, str], int] = {}
    on = 0
    for each in profiles:
        row, columns = of(each)
        pairs = [(row, column) for column in columns if row and column]
        on += each.n if pairs else 0
        for pair in pairs:
            cells[pair] = cells.get(pair, 0) + each.n
    return Table(on, tuple(Cell(*pair, n) for pair, n in sorted(cells.items())))


def _several(found: Groups, name: str) -> Tally:
    return tally(summed(found[name], lambda key: key), total(found[f"{name}_on"]))


def _impact(found: Groups, homes: Households) -> Impact:
    told = sorted((key, n) for (key,), (n,) in found["people"].items())
    persons, households, measured, measured_persons, members = homes.persons
    return Impact(
        people=tuple(PeopleCount(*people(key), n) for key, n in told),
        persons=persons,
        households=households,
        measured_households=measured,
        measured_persons=measured_persons,
        members=members,
    )


def _actions(found: Groups) -> Actions:
    during = summed(found["actions"], lambda key: key)
    after = summed(found["since"], lambda key: key[:1])
    codes = {code: during.get(code, 0) + after.get(code, 0) for code in during | after}
    return Actions(
        on=total(found["acted"]),
        total=sum(codes.values()),
        in_interview=sum(during.values()),
        afterwards=sum(after.values()),
        codes=counts(codes),
    )


def _cost(found: Groups, profiles: Profiles, homes: Households) -> Cost:
    aid_on, asked, granted, granted_total, least, most = found["aid"].get((), [0, 0, 0, 0, None, None])
    minutes = together(each.minutes for each in profiles)
    short, long = (sum(getattr(each, name) for each in profiles) for name in ("short", "long"))
    services = sorted({each.service for each in profiles} - {""})
    return Cost(
        aid_on=aid_on,
        aid_asked=asked or 0,
        aid=Amount(granted, granted_total or 0, least, most),
        minutes=minutes,
        minutes_by_service=tuple(
            CodedAmount(code, together(each.minutes for each in profiles if each.service == code))
            for code in services
        ),
        under_30=short,
        from_30_to_60=minutes.on - short - long,
        over_60=long,
        minutes_afterwards=amount(summed(found["since"], said(1))),
        shortfall=_shortfall(found["lost"], _by(profiles, lambda each: [each.nature]), homes),
    )


def _shortfall(lost: Group, natures: Tally, homes: Households) -> Shortfall:
    by_answer: dict[str, Amount] = {}
    for (answer,), (on, euros, _) in lost.items():
        repeated = homes.repeated.get(answer, Amount())
        by_answer[answer] = Amount(on - repeated.on, euros - repeated.total)
    return Shortfall(
        total=together(by_answer.values()),
        recoverable=tuple(CodedAmount(code, each) for code, each in sorted(by_answer.items()) if each.on),
        unknown=natures.of("financiere") - total(lost, 2),
        repeated=together(homes.repeated.values()),
    )
