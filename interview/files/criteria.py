"""The filters of the command line: what may be typed, and what it means for the base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from flows.flow import Flow
    from interview.conversation import Workplace
    from store import Filter

F = TypeVar("F", bound=Callable[..., Any])

CERTAINTIES = ("avere", "potentiel", "aucun")
MOST = 10_000
STATES = ("en_cours", "termine", "abandonne")


def with_criteria(command: F) -> F:
    """Accept every filter on this command."""
    options = (
        click.option(
            "--du", metavar="DATE", default="", help="Entretiens à partir de : jour, mois ou année."
        ),
        click.option("--au", metavar="DATE", default="", help="Entretiens jusqu’à cette date comprise."),
        click.option("--service", metavar="CODE", default="", help="Service qui a reçu la personne."),
        click.option("--territoire", metavar="CODE", default="", help="Territoire du service."),
        click.option(
            "--organisme", metavar="NOM", default="", help="Organisme en cause : nom, sigle ou code."
        ),
        click.option("--prestation", metavar="NOM", default="", help="Prestation : nom, ancien nom ou code."),
        click.option(
            "--domaine", metavar="CODE", default="", help="Domaine, pour ce qui n’est pas de l’argent."
        ),
        click.option("--forme", metavar="CODE", default="", help="Forme retenue par l’agent."),
        click.option("--certitude", type=click.Choice(CERTAINTIES), default=None, help="Certitude retenue."),
        click.option("--etat", type=click.Choice(STATES), default=None, help="État de l’entretien."),
        click.option("--menage", metavar="CODE", default="", help="Un seul ménage."),
        click.option(
            "--ouverts", "openness", flag_value="ouvertes", default=None, help="Situations encore ouvertes."
        ),
        click.option(
            "--clos", "openness", flag_value="closes", help="Situations closes, ou sans non-recours."
        ),
        click.option("--a-relancer", "to_chase", is_flag=True, help="À relancer aujourd’hui."),
        click.option("--en-retard", "late", is_flag=True, help="Dont la relance est en retard."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def filter_of(place: Workplace, words: str, typed: Mapping[str, Any]) -> Filter:
    """The filter meant by what was typed. Raises click.UsageError, every fault at once."""
    from interview.files.finding import instants, wanted_by
    from store import Filter

    faults: list[str] = []
    flow, today = place.machine.flow, place.today().isoformat()
    since, until = (_day(typed, name, faults) for name in ("du", "au"))
    first, end = instants(since, until)
    if first is not None and end is not None and first >= end:
        faults.append("--du est après --au.")
    asked = Filter(
        since=first,
        until=end,
        service=typed["service"],
        territory=typed["territoire"],
        organism=_organism(flow, typed["organisme"], faults),
        benefits=_benefits(flow, typed["prestation"], faults),
        domain=_one_of("--domaine", typed["domaine"], _domains(flow), faults),
        form=_one_of("--forme", typed["forme"], [each.code for each in flow.file.rules.forms], faults),
        certainty=typed["certitude"] or "",
        state=typed["etat"] or "",
        openness=typed["openness"] or "",
        to_chase_on=today if typed["to_chase"] else "",
        late_on=today if typed["late"] else "",
        household=_household(typed["menage"], faults),
    )
    if faults:
        raise click.UsageError("\n".join(faults))
    return wanted_by(place, words, asked)


def limit_of(typed: str) -> int:
    """How many rows at most. Raises click.UsageError."""
    if not typed.isascii() or not typed.isdecimal() or not 1 <= int(typed) <= MOST:
        raise click.UsageError(f"--limite : « {typed} » n’est pas un nombre de 1 à {MOST}.")
    return int(typed)


def _day(typed: Mapping[str, Any], name: str, faults: list[str]) -> str:
    from interview.engine.values import day_of

    text = typed[name]
    if not text:
        return ""
    day = day_of(text)
    if day is None:
        faults.append(f"--{name} : « {text} » n’est pas une date ; par exemple 12/08/2025, 08/2025 ou 2025.")
    return day or ""


def _one_of(option: str, code: str, codes: list[str], faults: list[str]) -> str:
    from flows.faults import by_nearness

    if code and code not in codes:
        near = [*by_nearness(code, codes), *codes]
        faults.append(f"{option} : « {code} » n’est pas accepté. Valeurs : {', '.join(dict.fromkeys(near))}.")
    return code


def _domains(flow: Flow) -> list[str]:
    asked = flow.questions.get("domaine")
    return list(asked.codes) if asked else []


def _benefits(flow: Flow, typed: str, faults: list[str]) -> tuple[str, ...]:
    from interview.files.finding import benefits_named

    if not typed or typed in flow.catalogue.benefits:
        return (typed,) if typed else ()
    found = benefits_named(flow.catalogue, typed)
    if not found:
        near = ", ".join(flow.catalogue.nearest_benefit_codes(typed, 5))
        faults.append(f"--prestation : « {typed} » est inconnue." + (f" Voisines : {near}." if near else ""))
    return found


def _organism(flow: Flow, typed: str, faults: list[str]) -> str:
    if not typed or typed in flow.catalogue.organisms:
        return typed
    found = flow.catalogue.search_organisms(typed, 1)
    if not found:
        codes = ", ".join(flow.catalogue.organisms)
        faults.append(f"--organisme : « {typed} » est inconnu. Codes : {codes}.")
    return found[0].entry.code if found else ""


def _household(typed: str, faults: list[str]) -> str:
    from interview.identifiers import PseudonymError, read_pseudonym

    if not typed:
        return ""
    try:
        return read_pseudonym(typed)
    except PseudonymError as error:
        faults.append(f"--menage : {error}")
        return ""
