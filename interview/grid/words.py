"""What « repere importer » says of a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview.grid.faults import Fault
from interview.grid.importing import Outcome
from templates.typography import day, french, integer

MOST = 60
"""Faults told; past that, nobody reads them."""
_LINES_TOLD = 20

TRIED = "Essai : rien n’a été gardé. Sans --essai, voici ce qui le serait."
NOTHING = "Rien n’a été repris, et la base n’a pas changé."
MEND = (
    "Corrigez le tableau et relancez : ce qui est déjà repris ne le sera pas deux fois. Pour reprendre dès "
    "maintenant les lignes justes et laisser les autres : --partiel."
)
MEND_HEADINGS = (
    "Corrigez les en-têtes et relancez ; ou gardez-les, et dites ce qu’ils veulent dire dans une carte, que "
    "voici à compléter : repere importer TABLEAU --colonnes-modele carte.yaml"
)
LEFT = "Lignes laissées de côté :"


def refusal(faults: Sequence[Fault]) -> str:
    """Why nothing was brought in: every fault, and what to do."""
    lines = len({each.line for each in faults})
    headings = any(each.heading for each in faults)
    where = "" if headings else f", sur {_count(lines, 'ligne')}"
    told = [f"{_count(len(faults), 'faute')}{where}. {NOTHING}", *told_of(faults)]
    return french("\n".join([*told, MEND_HEADINGS if headings else MEND]))


def told_of(faults: Sequence[Fault]) -> Iterator[str]:
    """Each fault, one a line; where several lines have the same, it is told once, with all of them."""
    grouped: dict[tuple[str, ...], list[Fault]] = {}
    for each in faults:
        key = (each.sheet, each.column, each.reason, *each.near)
        grouped.setdefault(key, []).append(each)
    for rank, alike in enumerate(grouped.values()):
        if rank == MOST:
            yield french(f"  … et {_count(len(grouped) - MOST, 'autre faute', 'autres fautes')}.")
            return
        yield f"  {alike[0].sentence}{_also(alike)}"


def summary(outcome: Outcome) -> Iterator[str]:
    """What came in, in three lines at most."""
    yield french(
        f"Situations nouvelles : {integer(outcome.added)} · déjà là : {integer(outcome.unchanged)} · "
        f"remplacées : {integer(len(outcome.changed))} · lignes laissées de côté : {integer(outcome.left)}"
    )
    if outcome.added:
        first, last = day(outcome.first_day), day(outcome.last_day)
        when = f"le {first}" if first == last else f"du {first} au {last}"
        yield french(f"Ménages nouveaux : {integer(outcome.households)} · entretiens {when}")


def replaced(outcome: Outcome) -> Iterator[str]:
    """Each situation replaced, and what changed of it."""
    for each in outcome.changed:
        changes = " ; ".join(
            f"{name} : {before or 'rien'} → {after or 'rien'}" for name, before, after in each.columns
        )
        yield french(f"{each.reference}  remplacée : {changes}")


def warnings(outcome: Outcome, months: int) -> Iterator[str]:
    """What the person should know beside the result."""
    if outcome.masked:
        yield french(
            f"{_count(outcome.masked, 'passage masqué', 'passages masqués')} dans les synthèses : ils "
            "pouvaient dire qui est la personne."
        )
    if outcome.expired:
        yield french(
            f"{_count(outcome.expired, 'situation date', 'situations datent')} de plus de {months} mois, le "
            "temps que garde cette base : le prochain « repere base purger » les effacera. Faites vos bilans "
            "avant."
        )


def _count(count: int, one: str, many: str = "") -> str:
    return f"{integer(count)} {one if count < 2 else many or one + 's'}"


def _also(alike: Sequence[Fault]) -> str:
    """The other lines, each with what was found there where it is not the same."""
    first, others = alike[0], alike[1:]
    if not others:
        return ""
    lines = [
        f"{each.line}" if each.value == first.value else f"{each.line} (« {each.value_in_short} »)"
        for each in others
    ]
    told = ", ".join(lines[:_LINES_TOLD])
    more = len(lines) - _LINES_TOLD
    also = f" et {_count(more, 'autre')}" if more > 0 else ""
    return french(f" De même ligne{'s' if len(lines) > 1 else ''} {told}{also}.")
