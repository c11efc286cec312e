"""The six steps of a dossier as lines to choose from: what stands, in words. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interview.conversation import Workplace
from interview.dossier.cells import PARTS
from interview.dossier.gathering import NOT_LOOKED, Candidate
from interview.dossier.illustrating import state_of
from interview.dossier.service import Dossier
from interview.dossier.state import Proposal
from interview.dossier.words import Words
from interview.files.phrases import day_of_instant
from interview.tui.widgets.menu import option
from interview.views import Option
from templates.typography import count, day, french

STEPS: dict[str, str] = {
    "sujet": "Sujet",
    "chiffres": "Chiffres",
    "situations": "Situations",
    "propositions": "Propositions",
    "rencontre": "Rencontre",
    "ecrire": "Écrire",
}
"""The steps, in order."""
HOW: dict[str, str] = {
    "sujet": "De qui et de quoi parle ce dossier. Entrée change une ligne.",
    "chiffres": "Ce que montrera la partie générale. Entrée montre ou retire une partie.",
    "situations": "Celles qui illustrent. Entrée prend ou retire ; v montre la fiche ; + et - : l’ordre.",
    "propositions": (
        "Entrée garde ou retire ; e récrit ; j joint à une autre ; n en ajoute une ; + et - changent l’ordre."
    ),
    "rencontre": (
        "Entrée change une ligne ; n note un engagement ; x en retire un. Coordonnées professionnelles "
        "seulement."
    ),
    "ecrire": (
        "Une préparation se relit ; une édition remise est gardée, et la suivante dira ce qui a changé."
    ),
}
SHOWN, ASIDE = "✓ ", "– "
TAKEN, FREE, CLOSED = "✓ ", "○ ", "! "
NOT_SAID = "pas encore dit"
ANY = "tous"
NO_BOUND = "sans limite"
SUBJECT: dict[str, str] = {
    "organism": "Organisme",
    "benefit": "Prestation",
    "domain": "Domaine",
    "since": "Du",
    "until": "Au",
    "service": "Service",
    "territory": "Territoire",
}
MEETING: dict[str, str] = {
    "contact": "Interlocuteur (sa fonction)",
    "date": "Date",
    "place": "Lieu",
    "participants": "Participants (par fonction)",
    "agenda": "Ordre du jour",
    "requests": "Ce que nous demandons",
}
PROMISES = "Engagements"
PROPOSAL, PROMISE = "proposition:", "engagement:"
ADD_PROMISE = "engagement:nouveau"
FORMATS: dict[str, str] = {"html": "Page web (HTML)", "pdf": "PDF", "docx": "Word", "texte": "Texte"}


def rows(dossier: Dossier, step: str, found: Sequence[Candidate] = ()) -> list[Option]:
    """The lines of a step."""
    if step == "situations":
        return situations(dossier, found)
    made: dict[str, Callable[[Dossier], list[Option]]] = {
        "sujet": subject,
        "chiffres": parts,
        "propositions": proposals,
        "rencontre": meeting,
        "ecrire": writing,
    }
    return made[step](dossier)


def subject(dossier: Dossier) -> list[Option]:
    """Whom or what it is about, and when."""
    told = subject_in_words(dossier.place, dossier)
    empty = {"since": NO_BOUND, "until": NO_BOUND, "benefit": "toutes"}
    return [option(code, label, told[code] or empty.get(code, ANY)) for code, label in SUBJECT.items()]


def subject_in_words(place: Workplace, dossier: Dossier) -> dict[str, str]:
    """Each part of the subject in words, "" for any."""
    words, about = Words(place.machine.flow), dossier.state.subject
    return {
        "organism": words.organism(about.organism) if about.organism else "",
        "benefit": ", ".join(words.benefit(each) for each in about.benefits),
        "domain": words.domain(about.domain) if about.domain else "",
        "since": day(about.since) if about.since else "",
        "until": day(about.until) if about.until else "",
        "service": about.service,
        "territory": about.territory,
    }


def parts(dossier: Dossier) -> list[Option]:
    """The parts of the figures."""
    left_out = dossier.state.left_out
    return [
        option(code, f"{ASIDE if code in left_out else SHOWN}{title}", "retirée" if code in left_out else "")
        for code, title in PARTS.items()
    ]


def situations(dossier: Dossier, found: Sequence[Candidate]) -> list[Option]:
    """Those taken in their order, those proposed, then the others."""
    del dossier
    told = []
    for group, chosen in (
        ("Dans le dossier", [each for each in found if each.taken]),
        ("Proposées", [each for each in found if each.proposed.proposed and not each.taken]),
        ("Les autres", [each for each in found if not each.proposed.proposed and not each.taken]),
    ):
        told += [_situation(each, group) for each in chosen]
    return told


def _situation(each: Candidate, group: str) -> Option:
    shut = each.gate is not None and not each.gate.open
    mark = TAKEN if each.taken else CLOSED if shut else FREE
    why = [*each.proposed.why]
    if each.gate is None:
        why.append(NOT_LOOKED)
    elif shut:
        why.insert(0, each.gate.why)
    elif each.gate.remark:
        why.insert(0, each.gate.remark)
    label = f"{mark}{each.object} · {each.reference}"
    return option(each.reference, label, " ".join([f"{each.finding}.", *why]), group)


def proposals(dossier: Dossier) -> list[Option]:
    """What was gathered or added, in order."""
    return [
        option(f"{PROPOSAL}{rank}", f"{SHOWN if each.kept else ASIDE}{each.words}", heard(each))
        for rank, each in enumerate(dossier.state.proposals)
    ]


def rank_of(code: str) -> int:
    """The rank that a line of proposals or of promises bears; « 0 » alone would be « on ne sait pas »."""
    return int(code.rpartition(":")[2])


def heard(proposal: Proposal) -> str:
    """In how many situations, for the agent's own eyes."""
    if not proposal.references:
        return "ajoutée par vous"
    reworded = "" if proposal.words_of else ", récrite"
    return f"entendue dans {count(len(proposal.references), 'situation')}{reworded}"


def meeting(dossier: Dossier) -> list[Option]:
    """The meeting, then what was promised."""
    told = dossier.state.meeting
    lines = [
        option(code, label, _meeting_value(getattr(told, code), code)) for code, label in MEETING.items()
    ]
    today = dossier.place.today()
    for rank, each in enumerate(told.promises):
        due = french(f", pour le {day(each.due)}" if len(each.due) == 10 else f", pour {day(each.due)}")
        lines.append(
            option(f"{PROMISE}{rank}", each.what, state_of(each, today) + (due if each.due else ""), PROMISES)
        )
    return [
        *lines,
        option(ADD_PROMISE, "Noter un engagement", "ce qui a été promis, et pour quand", PROMISES),
    ]


def _meeting_value(value: str | tuple[str, ...], code: str) -> str:
    if isinstance(value, tuple):
        return " ; ".join(value) or NOT_SAID
    return (day(value) if code == "date" and value else value) or NOT_SAID


def _as_of(dossier: Dossier) -> str:
    """What would be handed; and, after a first edition, that its period still ends before today."""
    told, until = "telle qu’elle serait remise aujourd’hui", dossier.state.subject.until
    if dossier.kept.editions and until and until < dossier.place.today().isoformat()[: len(until)]:
        end = day(until)
        ends = f"au {end}" if len(until) == 10 else f"à {end}"
        told += f" ; sa période s’arrête toujours {ends} : l’étape Sujet l’avance"
    return french(told)


def writing(dossier: Dossier) -> list[Option]:
    """Reading it, writing it, handing it, and what was handed."""
    following = dossier.kept.editions + 1
    draft = f"Préparation de l’édition n° {following}"
    lines = [option("apercu", "Relire à l’écran", _as_of(dossier), draft)]
    lines += [option(f"ecrire:{code}", label, "", draft) for code, label in FORMATS.items()]
    lines.append(
        option(
            "remettre",
            f"Remettre l’édition n° {following}",
            "gardée telle quelle, et écrite en PDF",
            "La rencontre",
        )
    )
    for each in reversed(dossier.editions()):
        when = f"remise le {day_of_instant(each.at)}"
        lines.append(
            option(f"edition:{each.edition}", f"Édition n° {each.edition}, en PDF", when, "Déjà remises")
        )
    return lines
