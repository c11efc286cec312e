"""A session prepared: cases chosen, and one file with all that everybody plays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.faults import ContentError, Fault
from flows.flow import Flow
from interview.conversation import Workplace
from interview.passages import passages_in
from interview.rehearsal.cases.collection import NotACase, TrainingCase, as_case
from interview.rehearsal.session.folder import files
from interview.rehearsal.session.folder.files import CaseText, FlowText, SessionFault, SessionFile
from interview.replay import check
from interview.scenarios import Workplaces, find_scenario
from templates.typography import clean, day, french

TITLE = "Séance du {day}"
GIVE = "Donnez à chacun une copie du dossier et un numéro."
KEEP_CLOSED = "Le fichier contient aussi la référence : on ne l’ouvre pas avant d’avoir joué."


def answer_line(place: Path, *, after: bool = False, case: str = "") -> str:
    """What a participant types to play the session of *place*, beside their own copy of it.

    Args:
        after: once the group has talked.
        case: only that one, "" for all.
    """
    name = place.name or str(place)
    quoted = f'"{name}"' if " " in name else name
    told = f"repere formation seance repondre {quoted}"
    return told + (" --apres" if after else "") + (f" --cas {case}" if case else "")


def cases_of(names: Sequence[str], place: Workplace) -> tuple[tuple[TrainingCase, ...], Flow]:
    """The cases of those names and the one flow they are played under.

    A case written for the flow that a team's own extends is played under the team's.

    Raises:
        ContentError: every fault of every case.
        SessionFault: one of them cannot be rehearsed, comes twice, or they need several flows.
    """
    cases: list[TrainingCase] = []
    faults: list[Fault] = []
    told: list[str] = []
    for name in names:
        try:
            cases.append(as_case(find_scenario(name)))
        except NotACase:
            told.append(f"« {name} » n’est pas un cas : ce scénario n’a pas de clé « formation ».")
        except ContentError as error:
            faults += error.faults
    stems = [each.name for each in cases]
    told += [f"« {each} » est demandé deux fois." for each in dict.fromkeys(stems) if stems.count(each) > 1]
    if len(names) > files.MOST_CASES:
        told.append(f"Une séance a {files.MOST_CASES} cas au plus.")
    if faults:
        raise ContentError(faults)
    if told:
        raise SessionFault(told)
    return tuple(cases), _flow_of(cases, place)


def _flow_of(cases: Sequence[TrainingCase], place: Workplace) -> Flow:
    usual = place.machine.flow
    known = {usual.id, *(each.id for each in usual.file.ancestors)}
    named = {each.scenario.file.flow for each in cases}
    if named <= known:
        flow = usual
    elif len(named) == 1:
        flow = Workplaces(place).of(cases[0].scenario).machine.flow
    else:
        raise SessionFault(
            [
                f"Ces cas suivent plusieurs parcours ({', '.join(sorted(named))}) : une séance n’en a qu’un. "
                "Faites-en deux séances."
            ]
        )
    faults: list[Fault] = []
    for each in cases:
        try:
            check(each.scenario, flow)
        except ContentError as error:
            faults += error.faults
    if faults:
        raise ContentError(faults)
    return flow


def prepared(
    folder: Path, cases: Sequence[TrainingCase], flow: Flow, *, title: str, today: str, id: str
) -> Path:
    """Write the session of *cases* in *folder*, made if need be; gives its file.

    Args:
        title: "" for one made from the day.
        today: ISO date.
        id: 32 hexadecimal digits.

    Raises:
        SessionFault: the folder holds a session already, or the title may name somebody.
        OSError: it cannot be written.
    """
    target = folder / files.SESSION
    if target.exists():
        raise SessionFault(
            [f"« {folder} » contient déjà une séance, laissée telle quelle. Donnez un autre dossier."]
        )
    named = clean(title).replace("\n", " ") or TITLE.format(day=day(today))
    if found := [each.excerpt for each in passages_in(flow, named)]:
        raise SessionFault([f"Le titre pourrait désigner quelqu’un : {', '.join(found)}. Changez-le."])
    if len(named) > 200:
        raise SessionFault(["Le titre a 200 caractères au plus."])
    folder.mkdir(parents=True, exist_ok=True)
    return files.write_file(
        target,
        SessionFile(
            format="repere-seance",
            grammar=1,
            id=id,
            title=french(named),
            day=today,
            flow=FlowText(
                id=flow.id, version=flow.version, fingerprint=flow.fingerprint.hex(), text=flow.source
            ),
            cases=tuple(
                CaseText(name=each.name, fingerprint=each.fingerprint, text=each.text) for each in cases
            ),
        ),
    )
