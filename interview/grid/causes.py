"""What keeps a situation of a grid from being caused by the one it names. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from templates.typography import french

NO_CAUSE = french("aucune situation n’a cette référence, ni dans ce tableau, ni dans la base.")
CAUSE_LEFT = french("la ligne de cette situation n’est pas reprise.")
CAUSE_ELSEWHERE = french("cette situation est d’un autre ménage.")
CIRCLE = "ces situations seraient à l’origine l’une de l’autre : {}."


class Caused(Struct, frozen=True):
    """A situation of the file: its household, and the reference of what caused it."""

    household: str
    cause: str


def refused(
    caused: Mapping[str, Caused], household_of: Callable[[str], str | None], read: Callable[[str], bool]
) -> dict[str, str]:
    """By reference, why the cause cannot be kept; a situation caused by one that is left out is left out too.

    Args:
        caused: by reference.
        household_of: of a situation of the file or of the base; None where there is none that is right.
        read: whether the file has a line of that reference, right or wrong.
    """
    wrong: dict[str, str] = {}
    for reference, each in caused.items():
        if reason := _reason(reference, each, caused, household_of, read):
            wrong[reference] = reason
    left = list(wrong)
    followers: dict[str, list[str]] = {}
    for reference, each in caused.items():
        followers.setdefault(each.cause, []).append(reference)
    while left:
        for reference in followers.get(left.pop(), ()):
            if reference not in wrong:
                wrong[reference] = CAUSE_LEFT
                left.append(reference)
    return wrong


def _reason(
    reference: str,
    said: Caused,
    caused: Mapping[str, Caused],
    household_of: Callable[[str], str | None],
    read: Callable[[str], bool],
) -> str:
    household = household_of(said.cause)
    if household is None:
        return CAUSE_LEFT if read(said.cause) else NO_CAUSE
    if household != said.household:
        return CAUSE_ELSEWHERE
    path, at = [reference], said.cause
    while at in caused and at not in path:
        path.append(at)
        at = caused[at].cause
    return french(CIRCLE.format(" → ".join([*path, at]))) if at == reference else ""
