"""What a coefficient of agreement means, in plain French, and when it means nothing. Pure.

No label is given out of a scale of adjectives. Landis and Koch (Biometrics 33, 1977) call their own
divisions « clearly arbitrary »; such a label hides how many answers were possible, how rare some are, how few
cases were seen, and how wide the interval is. What is said here rests on the whole interval instead, against
the two bounds that Krippendorff asks of data one concludes from: .800 to rely on them, .667 for tentative
conclusions only (Content Analysis, 2nd ed., 2004, p. 241, as quoted by those who cite it: the book itself was
not read). He gave them for his own distances; that they serve for MASI too is a choice made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from interview.rehearsal.session.counting.agreement import Agreement, Estimate, Trust
from interview.rehearsal.session.counting.bootstrap import Interval
from interview.wording import joined
from templates.typography import french

RELIABLE, TENTATIVE = 0.800, 0.667

LEAST_UNITS = 10
"""Under so many situations coefficients are said to mean nothing, and are left out of the sentences.

Gwet (Educational and Psychological Measurement 76(4), 2016, 609-637, table 4: five answers, one of them
frequent) finds that intervals of 95 % by formula hold the true alpha 67 times in 100 with ten units where
agreement is strong (93 where it is middling), 90 with twenty, 96 with thirty. Simulated for the interval that
is used here (percentiles; 3, 12 and 15 raters, five answers, alpha from .20 to .91, situations as hard as one
another or not): 50 to 84 times in 100 with five units, 64 to 93 with ten, 86 to 96 with twenty, 85 to 96 with
thirty. Among many people it misses by being too low, as alpha itself comes out a little low with few units;
among three who agree strongly, by being too high."""

ENOUGH_UNITS = 20
"""From so many situations on, and ENOUGH_RATERS people, the interval is taken for what it says, or nearly: it
holds the true value about nine times in ten. With MASI, simulated alike on sets of one to three codes: 68 to
89 times in 100 with ten situations, 80 to 93 with twenty, 86 to 94 with thirty; least with fifteen people."""

ENOUGH_RATERS = 5
"""Two people make one pair, five make ten. The interval draws cases again, never people: with fewer, it is
said that the numbers are about these very people."""

MOSTLY_CHANCE = 2 / 3
"""Where answers given at random would agree as often as that, one answer takes nearly all: the coefficient
then rests on a few disagreements, and can be low where nearly all agree. It is the first paradox of Feinstein
and Cicchetti (Journal of Clinical Epidemiology 43, 1990, 543-549)."""


def read(agreement: Agreement) -> Agreement:
    """The same with how far it may be trusted, and its sentences."""
    sentences = tuple(french(each) for each in _sentences(agreement))
    return msgspec.structs.replace(agreement, trust=trust(agreement), reading=sentences)


def trust(agreement: Agreement) -> Trust:
    """How much may be read in the numbers: from the number of situations, of people, and the interval."""
    held = agreement.main
    if agreement.units >= LEAST_UNITS and _whole(agreement):
        return "prudence"
    if held.value is None or held.interval is None or agreement.units < LEAST_UNITS:
        return "rien"
    enough = agreement.units >= ENOUGH_UNITS and agreement.raters >= ENOUGH_RATERS
    clear = not _straddles(held) and not _paradox(agreement, held.value)
    return "utilisable" if enough and clear else "prudence"


def decimal(value: float) -> str:
    """« 0,61 », « −0,05 »: two decimals, never « −0,00 »."""
    rounded = round(value, 2) + 0.0
    return f"{rounded:.2f}".replace(".", ",").replace("-", "−")


def share(value: float) -> str:
    """« 72 % », rounded; never 100 nor 0 for what is not quite so."""
    return french(f"{_hundredths(value)} %")


def times(value: float) -> str:
    """« 72 fois sur 100 », « toujours », « jamais »."""
    whole = _hundredths(value)
    return {0: "jamais", 100: "toujours"}.get(whole, f"{whole} fois sur 100")


def _hundredths(value: float) -> int:
    """Rounding noise aside, 0 and 100 are kept for what is just so."""
    exact = round(value, 9)
    whole = round(exact * 100)
    if whole in (0, 100) and exact not in (0, 1):
        return 1 if whole == 0 else 99
    return whole


def _sentences(agreement: Agreement) -> Iterator[str]:
    held, alike = agreement.main, agreement.percent.value
    if alike is None:
        yield agreement.percent.undefined
        return
    few = agreement.units < LEAST_UNITS
    if few:
        yield too_few(((agreement.title, agreement.units),))
    elif held.value is not None and held.interval is None and not _whole(agreement):
        yield (
            "Presque toutes les réponses sont les mêmes : on ne peut pas dire de combien le coefficient "
            "aurait pu être autre. Regardez plutôt les réponses, cas par cas."
        )
    yield _alike(agreement, alike)
    if held.value is None:
        yield held.undefined
    elif not few:
        yield _coefficient(agreement, held.value)
        yield from _interval(agreement, held)
        yield from _verdict(agreement, held)
        yield from _people(agreement)


def too_few(held: Sequence[tuple[str, int]]) -> str:
    """What forbids to read anything in coefficients: of what, and over how many situations each."""
    by_units: dict[int, list[str]] = {}
    for title, units in held:
        by_units.setdefault(units, []).append(title)
    told = " ; ".join(
        f"sur {joined(titles)}, {'une seule situation' if units == 1 else f'{units} situations'}"
        for units, titles in by_units.items()
    )
    return (
        f"{told[:1].upper()}{told[1:]} à comparer : c’est trop peu pour que ces nombres disent "
        f"quelque chose du groupe "
        f"(il en faut au moins {LEAST_UNITS}). Regardez plutôt les réponses, cas par cas."
    )


def _alike(agreement: Agreement, value: float) -> str:
    if round(value, 9) == 1:
        who = "tous ceux qui ont répondu à une même situation"
        return f"Sur {agreement.title}, {who} ont donné la même réponse."
    if agreement.raters == 2:
        who = "les deux participants"
    elif agreement.units == 1:
        who = "deux participants pris au hasard"
    else:
        who = "deux participants pris au hasard devant la même situation"
    often = times(value)
    if often == "jamais":
        return f"Sur {agreement.title}, {who} ne répondent jamais la même chose."
    return f"Sur {agreement.title}, {who} répondent la même chose {often}."


def _coefficient(agreement: Agreement, value: float) -> str:
    name = "alpha de Krippendorff"
    if agreement.masi is not None:
        name += ", qui compte un accord partiel quand deux réponses ont une partie en commun"
    told = (
        f"Une fois retiré l’accord que donnerait le hasard, il reste {decimal(value)} ({name}) : "
        "1 serait un accord entier, 0 ce que donnerait le hasard."
    )
    bounds = agreement.main.interval
    if bounds is not None and round(bounds.high, 2) < 0 and not _paradox(agreement, value):
        return f"{told} Sous 0, on se contredit plus souvent que le hasard ne le ferait."
    return told


def _interval(agreement: Agreement, held: Estimate) -> Iterator[str]:
    if held.interval is not None:
        low, high = decimal(held.interval.low), decimal(held.interval.high)
        yield (
            f"Avec d’autres cas du même genre, ce nombre aurait pu aller de {low} à {high} "
            "(intervalle à 95 %)."
        )
    elif _whole(agreement):
        yield (
            f"Aucun désaccord n’a été vu sur {agreement.units} situations ; avec d’autres cas du même genre, "
            f"il pourrait encore y en avoir dans {unseen(agreement.units)} situations sur 100."
        )


def unseen(units: int) -> int:
    """In how many situations of 100 people could still part, when they parted in none of *units*.

    The exact upper bound at 95 % of a binomial share where nothing was counted, 1 - 0.05^(1/units): drawing
    again what was seen cannot show what was not.
    """
    still: float = 1 - 0.05 ** (1 / units)
    return round(100 * still)


def _verdict(agreement: Agreement, held: Estimate) -> Iterator[str]:
    if held.value is None:
        return
    if _paradox(agreement, held.value):
        yield (
            f"Sur {agreement.title}, une réponse revient presque partout : le coefficient n’a guère à quoi "
            "comparer, et quelques désaccords suffisent à le faire tomber. Ce sont les réponses qu’il faut "
            "lire ; des cas plus variés diraient mieux ce qui divise."
        )
    elif held.interval is not None:
        yield _standing(agreement.title, held.interval)
    if held.interval is not None and agreement.units < ENOUGH_UNITS:
        yield (
            f"Avec {agreement.units} situations seulement, un tel intervalle est sans doute trop étroit "
            f"(il en faudrait une vingtaine)."
        )


def _standing(title: str, bounds: Interval) -> str:
    """Where the whole interval stands against the two bounds; *title* is said, as several are read on."""
    if bounds.low >= RELIABLE:
        return (
            f"Même au plus bas de cet intervalle, l’accord sur {title} est solide. Être d’accord n’est pas "
            "encore avoir raison : regardez aussi ce qui a été répondu."
        )
    if bounds.high < TENTATIVE:
        return (
            f"Même au plus haut de cet intervalle, ce que l’on répond sur {title} dépend trop de qui "
            "répond : les questions qui divisent sont à travailler ensemble."
        )
    if bounds.low >= TENTATIVE:
        return f"L’accord sur {title} permet de conclure avec prudence ; il reste de quoi discuter."
    if bounds.high >= RELIABLE:
        return (
            f"Sur {title}, cet intervalle est trop large pour trancher : il contient aussi bien un accord "
            "solide qu’un accord insuffisant."
        )
    return f"L’accord sur {title} n’est pas établi : au mieux, il permettrait de conclure avec prudence."


def _whole(agreement: Agreement) -> bool:
    """Whether nobody parted anywhere, over answers that vary from one situation to another."""
    alike = agreement.percent.value
    return agreement.main.value is not None and alike is not None and round(alike, 9) == 1


def _straddles(held: Estimate) -> bool:
    return held.interval is not None and held.interval.low < TENTATIVE and held.interval.high >= RELIABLE


def _paradox(agreement: Agreement, value: float) -> bool:
    """Whether the coefficient is low because one answer takes nearly all."""
    percent, kappa = agreement.percent.value, agreement.kappa.value
    if percent is None or kappa is None or value >= TENTATIVE:
        return False
    return (percent - kappa) / (1 - kappa) >= MOSTLY_CHANCE


def _people(agreement: Agreement) -> Iterator[str]:
    if agreement.raters < ENOUGH_RATERS:
        people = "deux" if agreement.raters == 2 else str(agreement.raters)
        yield (
            f"Avec {people} participants, ces nombres parlent de ces personnes : ils ne disent rien d’un "
            "autre groupe."
        )
