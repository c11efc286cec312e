"""The figures as frozen values: counts, sums and what they are out of. No percentage, no word.

A situation is **counted** when its core is complete, no later situation qualifies it anew, and its certainty
is not « aucun ». Every figure is about the counted situations of the scope, except the three of
:class:`Volume` that say what was left out. ``on`` is how many of them recorded what is counted: the
denominator of a share. Money is in cents. A code is ``""`` where nothing was recorded.

Counts are given most frequent first, then by code: the same base always gives the same figures.
"""

from __future__ import annotations

from msgspec import Struct


class Count(Struct, frozen=True):
    """How many situations have this code."""

    code: str
    n: int


class Tally(Struct, frozen=True):
    """Situations by code. Where one may have several codes, the counts add up past ``on``."""

    on: int = 0
    counts: tuple[Count, ...] = ()

    def of(self, code: str) -> int:
        """How many have *code*."""
        return next((each.n for each in self.counts if each.code == code), 0)


class Cell(Struct, frozen=True):
    """How many situations have both codes."""

    row: str
    column: str
    n: int


class Table(Struct, frozen=True):
    """Situations by two codes; a pair that no situation has is not there. ``on`` have both recorded."""

    on: int = 0
    cells: tuple[Cell, ...] = ()


class Amount(Struct, frozen=True):
    """A sum and its bounds over the ``on`` situations (or actions) that recorded a value."""

    on: int = 0
    total: int = 0
    least: int | None = None
    most: int | None = None


class CodedAmount(Struct, frozen=True):
    """A sum for one code."""

    code: str
    amount: Amount


class Volume(Struct, frozen=True, kw_only=True):
    """Heading 1.

    Attributes:
        situations: those that are counted.
        interviews, households: those that have one at least.
        without_household: counted situations whose interview names no household.
        services, territories: ``""`` is never among the codes, and not in ``on``.
        months: by month of the beginning of the interview (``YYYY-MM``, UTC), the oldest first.
        certainties: ``avere``, ``potentiel``.
        without_non_take_up: core complete, not qualified anew, certainty « aucun »: not counted.
        superseded: qualified anew by a later situation: not counted.
        unfinished: core not complete: not counted.
    """

    situations: int = 0
    interviews: int = 0
    households: int = 0
    without_household: int = 0
    services: Tally = Tally()
    territories: Tally = Tally()
    months: Tally = Tally()
    certainties: Tally = Tally()
    without_non_take_up: int = 0
    superseded: int = 0
    unfinished: int = 0


class FormReasons(Struct, frozen=True):
    """Why, for one form: ``situations`` have the form, ``reasons.on`` of them say why (several may hold)."""

    form: str
    situations: int
    reasons: Tally


class Forms(Struct, frozen=True, kw_only=True):
    """Heading 2. Forms are those the agent kept; a situation may have several.

    Attributes:
        forms: ``on`` are the situations that have one at least.
        several: situations that have two forms or more.
        abandoned: the request was begun and given up (among ``non_demande``).
        reasons: one per form, the most frequent form first.
        levels, details: levels of explanation and details seen in the field, several may hold.
    """

    forms: Tally = Tally()
    several: int = 0
    abandoned: int = 0
    reasons: tuple[FormReasons, ...] = ()
    levels: Tally = Tally()
    details: Tally = Tally()


class Objects(Struct, frozen=True, kw_only=True):
    """Heading 3: what it is about, and who answers for it. A benefit is counted by its own code.

    Attributes:
        organisms: a situation may concern several.
        nature_by_service: rows are natures, columns services.
        benefit_by_form, domain_by_form: rows are benefits (domains), columns forms; a situation of two forms
            is in two cells, and once in ``on``.
        services_by_benefit: rows are benefits, columns services.
    """

    nature: Tally = Tally()
    benefits: Tally = Tally()
    domains: Tally = Tally()
    organisms: Tally = Tally()
    nature_by_service: Table = Table()
    benefit_by_form: Table = Table()
    domain_by_form: Table = Table()
    services_by_benefit: Table = Table()


class HouseholdProfile(Struct, frozen=True):
    """So many households that have so many situations, of which so many cumulative and complete."""

    situations: int
    cumulative: int
    complete: int
    households: int


class Cascade(Struct, frozen=True):
    """So many times, a situation on the first object caused one on the second. A code of each is ``""``."""

    cause_benefit: str
    cause_domain: str
    effect_benefit: str
    effect_domain: str
    n: int


class Cumulation(Struct, frozen=True, kw_only=True):
    """Heading 4. *Cumulative*: it causes another counted situation of the base, or is caused by one.

    A link to a situation that was qualified anew is a link to what it was qualified as.

    Attributes:
        households: have two situations or more; ``situations`` are theirs.
        cumulative: of these situations, the cumulative ones; ``cumulative_households`` have one at least.
        complete: of these situations, those that receive nothing (``complet``).
        profiles: every household, the one that has a single situation too, the largest first.
        causing, caused: situations of the scope that cause another, that are caused by one.
        cascades: by cause of the scope; what it caused may be outside the scope. The most frequent first.
    """

    households: int = 0
    situations: int = 0
    cumulative: int = 0
    cumulative_households: int = 0
    complete: int = 0
    profiles: tuple[HouseholdProfile, ...] = ()
    causing: int = 0
    caused: int = 0
    cascades: tuple[Cascade, ...] = ()


class PeopleCount(Struct, frozen=True):
    """So many situations concern so many persons of a household of that size; None: not recorded."""

    concerned: int | None
    size: int | None
    situations: int


class Impact(Struct, frozen=True, kw_only=True):
    """Heading 5.

    Attributes:
        people: situations by persons concerned and size of the household.
        persons: persons concerned, each household once: the most that one of its interviews said.
        households: the households that ``persons`` comes from.
        measured_households: those of them whose size is known too.
        measured_persons, members: persons concerned by them, and all who live in them.
    """

    people: tuple[PeopleCount, ...] = ()
    persons: int = 0
    households: int = 0
    measured_households: int = 0
    measured_persons: int = 0
    members: int = 0


class Actions(Struct, frozen=True, kw_only=True):
    """Heading 7. The same action done twice counts twice.

    Attributes:
        on: situations for which one was done at least; the counts of ``codes`` are actions, not situations.
        codes: during the interview and after it.
    """

    on: int = 0
    total: int = 0
    in_interview: int = 0
    afterwards: int = 0
    codes: tuple[Count, ...] = ()


class Shortfall(Struct, frozen=True, kw_only=True):
    """What is lost: monthly amount × months, where both are known.

    Not twice: different rights add up, even when one loss caused another; a right that was qualified anew
    counts as it was last qualified; and of situations on the same benefit that a cascade ties together,
    only the largest shortfall counts. ``repeated`` says what was left out that way.

    Attributes:
        total: of all that is counted; ``on`` are its situations.
        recoverable: by answer (``oui``, ``partie``, ``non``, ``inconnu``, ``""``).
        unknown: financial situations whose shortfall cannot be told.
    """

    total: Amount = Amount()
    recoverable: tuple[CodedAmount, ...] = ()
    unknown: int = 0
    repeated: Amount = Amount()


class Cost(Struct, frozen=True, kw_only=True):
    """Heading 8.

    Attributes:
        aid_on: situations that say whether an *aide sociale facultative* was asked for; ``aid_asked`` did.
        aid: what was granted, where something was.
        minutes: time spent on a situation in its interview; ``minutes_by_service`` the same by service.
        under_30, from_30_to_60, over_60: situations by that time (30 and 60 are in the middle band).
        minutes_afterwards: time of the actions done since; ``on`` are these actions.
    """

    aid_on: int = 0
    aid_asked: int = 0
    aid: Amount = Amount()
    minutes: Amount = Amount()
    minutes_by_service: tuple[CodedAmount, ...] = ()
    under_30: int = 0
    from_30_to_60: int = 0
    over_60: int = 0
    minutes_afterwards: Amount = Amount()
    shortfall: Shortfall = Shortfall()


class Delay(Struct, frozen=True):
    """So many situations that ended after so many days, or that had not ended after them (censored)."""

    days: int
    ended: bool
    n: int


class AgeBand(Struct, frozen=True):
    """Open situations whose interview began so many days ago, ``until`` excluded (None: no bound)."""

    since: int
    until: int | None
    n: int


class Resolution(Struct, frozen=True, kw_only=True):
    """Heading 9. *Ended*: what came of it is final, or it had ended by the day of the interview.

    A date known by its month counts as its 15th, by its year as the 1st of July; a delay is never negative.

    Attributes:
        ended, still_open: together, all that is counted.
        outcomes: the ended ones by outcome (``droit_ouvert``, ``rejet``, ``perdu``), else by the ``issue``
            they had at the interview (``regularisee``, ``droit_perdu``).
        by_issue: rows are issues at the interview, columns what came of it since, ``""`` for nothing said.
        useful: to the person, where it was asked (``oui``, ``non``, ``inconnu``).
        recovered: money that came back.
        handling: from the interview to the outcome, or to today; without what had ended by the interview.
        waiting: from the beginning of the difficulty (``depuis``, else the first step of its chronology)
            to the outcome, or to today; without what had ended by the interview.
        undated: ended after the interview, on a day that is not known: in neither of the two.
        open_by_age: the open ones, by time since the interview.
        by_organism: rows are organisms, columns outcomes, ``""`` for what is still open.
    """

    ended: int = 0
    still_open: int = 0
    outcomes: Tally = Tally()
    by_issue: Table = Table()
    useful: Tally = Tally()
    recovered: Amount = Amount()
    handling: tuple[Delay, ...] = ()
    waiting: tuple[Delay, ...] = ()
    undated: int = 0
    open_by_age: tuple[AgeBand, ...] = ()
    by_organism: Table = Table()


class Figures(Struct, frozen=True, kw_only=True):
    """The nine headings. ``intensity`` (heading 6) is by trait (``complet``, ``partiel``, ``temporaire``…);
    the traits of a household (``cumule``, ``cumulatif``) are told by ``cumulation``."""

    volume: Volume = Volume()
    forms: Forms = Forms()
    objects: Objects = Objects()
    cumulation: Cumulation = Cumulation()
    impact: Impact = Impact()
    intensity: Tally = Tally()
    actions: Actions = Actions()
    cost: Cost = Cost()
    resolution: Resolution = Resolution()
