"""The qualification of domain §5.1 and the guards of §3, said a second time in plain Python.

Nothing here is imported from the flow nor from its grammar: what both say must agree on every complete
interview. An interview is the tuple of its core answers, in the order of :data:`CORE`, None where the
question is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

CORE = (
    "eligibilite",
    "appui_eligibilite",
    "motif_non_eligibilite",
    "connaissance",
    "proposition",
    "demande",
    "reception",
    "regularite",
    "issue",
)
ANSWERS = {
    "eligibilite": ("oui", "probable", "quasi", "non", "inconnu"),
    "appui_eligibilite": ("verifie", "institution", "personne", "estimation"),
    "motif_non_eligibilite": ("plafond", "residence_sejour", "condition_non_remplie", "hors_champ", "autre"),
    "connaissance": ("oui", "partielle", "non", "inconnu"),
    "proposition": ("oui", "non_malgre_contact", "pas_de_contact", "inconnu"),
    "demande": (
        "deposee",
        "par_tiers",
        "empechee",
        "droit_ouvert",
        "commencee_abandonnee",
        "non",
        "inconnu",
    ),
    "reception": ("rien", "partie", "retard", "interrompue", "non_utilisee", "tout", "inconnu"),
    "regularite": ("anormal", "normal", "inconnu"),
    "issue": ("en_cours", "regularisee", "droit_perdu", "inconnu"),
}
FORMS = ("non_connaissance", "non_proposition", "non_demande", "non_reception")
_ASKED = ("deposee", "par_tiers", "empechee", "droit_ouvert")
_NOT_AS_DUE = ("rien", "partie", "retard", "interrompue", "non_utilisee")


class Core(NamedTuple):
    """The core answers of one situation."""

    eligibilite: str | None = None
    appui_eligibilite: str | None = None
    motif_non_eligibilite: str | None = None
    connaissance: str | None = None
    proposition: str | None = None
    demande: str | None = None
    reception: str | None = None
    regularite: str | None = None
    issue: str | None = None

    def answers(self) -> dict[str, str]:
        """The answers given, with an object in front as every interview has."""
        given = {name: value for name, value in zip(CORE, self, strict=True) if value is not None}
        return {"nature": "financiere", "prestation": "c2s", **given}


class Outcome(NamedTuple):
    """What §5.1 says of one interview."""

    forms: tuple[str, ...]
    certainty: str
    abandoned: bool


def is_asked(question: str, said: Core) -> bool:
    """Whether *question* is asked once the answers above it are *said*."""
    shut = said.eligibilite == "non" and said.appui_eligibilite == "verifie"
    if question == "eligibilite":
        return True
    if question == "appui_eligibilite":
        return said.eligibilite != "inconnu"
    if question == "motif_non_eligibilite":
        return shut
    if question == "reception":
        return not shut and said.demande in _ASKED
    if question == "regularite":
        return not shut and said.demande in _ASKED and said.reception != "tout"
    return not shut


@cache
def complete_cores() -> tuple[Core, ...]:
    """Every complete core interview, less what the choice of an object multiplies."""
    return tuple(_completions(Core(), 0))


def completions(said: Core) -> Iterator[Core]:
    """Every complete core interview that begins with *said*."""
    answered = [rank for rank, value in enumerate(said) if value is not None]
    yield from _completions(said, answered[-1] + 1 if answered else 0)


def next_question(said: Core) -> str:
    """The question on screen after *said*, "" at the end of the core."""
    answered = [rank for rank, value in enumerate(said) if value is not None]
    below = CORE[answered[-1] + 1 if answered else 0 :]
    return next((question for question in below if is_asked(question, said)), "")


def _completions(said: Core, rank: int) -> Iterator[Core]:
    if rank == len(CORE):
        yield said
    elif not is_asked(CORE[rank], said):
        yield from _completions(said, rank + 1)
    else:
        for code in ANSWERS[CORE[rank]]:
            yield from _completions(said._replace(**{CORE[rank]: code}), rank + 1)


def forms(said: Core) -> tuple[str, ...]:
    """The forms that hold, in the order of §2.1."""
    if said.eligibilite == "non" and said.appui_eligibilite == "verifie":
        return ()
    missing = said.reception != "tout"
    held = {
        "non_connaissance": said.connaissance in ("non", "partielle") and missing,
        "non_proposition": said.proposition == "non_malgre_contact" and missing,
        "non_demande": said.connaissance in ("oui", "partielle")
        and said.demande in ("non", "commencee_abandonnee"),
        "non_reception": said.demande in _ASKED
        and said.reception in _NOT_AS_DUE
        and said.regularite != "normal",
    }
    return tuple(form for form in FORMS if held[form])


def deciding(form: str) -> tuple[str, ...]:
    """The questions whose answer decides *form*, beyond the right itself."""
    return {
        "non_connaissance": ("connaissance", "reception"),
        "non_proposition": ("proposition", "reception"),
        "non_demande": ("connaissance", "demande"),
        "non_reception": ("demande", "reception", "regularite"),
    }[form]


def outcome(said: Core) -> Outcome:
    """The whole of §5.1 but the typology."""
    held = forms(said)
    if not held:
        return Outcome((), "aucun", False)
    settled = said.eligibilite == "oui" and said.appui_eligibilite in ("verifie", "institution")
    doubtful = any(getattr(said, question) == "inconnu" for form in held for question in deciding(form))
    abandoned = "non_demande" in held and said.demande == "commencee_abandonnee"
    return Outcome(held, "avere" if settled and not doubtful else "potentiel", abandoned)


def typology(said: Core, blocage: str | None = None) -> frozenset[str]:
    """The traits of §2.2 that do not come from the household, by the formulas of §5.1."""
    if not forms(said):
        return frozenset()
    asked = said.demande in _ASKED
    part = said.reception in ("partie", "interrompue", "retard")
    held = {
        "primaire": said.demande in ("non", "commencee_abandonnee"),
        "secondaire": "non_reception" in forms(said),
        "partiel": part,
        "complet": said.reception in ("rien", "non_utilisee") or not asked,
        "temporaire": said.issue == "regularisee" or said.reception == "retard",
        "permanent": said.issue == "droit_perdu",
        "frictionnel": asked and part and blocage in ("versement_incomplet", "rupture"),
        "quasi": said.eligibilite == "quasi",
    }
    return frozenset(trait for trait, holds in held.items() if holds)


def pairs(said: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """The (question, answer) pairs of one interview."""
    return ((name, value) for name, value in zip(CORE, said, strict=True) if value is not None)
