"""Codes of the figures in words: those of the flow and of the catalogue, else the code itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.flow import Flow
from interview.follow_words import OUTCOME_LABELS, action_label
from interview.wording import capital
from store.figures.counts import FormReasons
from templates.typography import day, french

_GROUPS = {
    "assurance_maladie": "Assurance maladie",
    "retraite": "Retraite",
    "prestations_familiales": "Prestations familiales, logement et AAH",
}
_USEFUL = {"oui": "Oui", "non": "Non", "inconnu": "On ne sait pas"}
_RECOVERABLE = {
    "oui": "Récupérable",
    "partie": "Récupérable en partie",
    "non": "Perdu",
    "inconnu": "On ne sait pas",
    "": "Non renseigné",
}


_ACRONYM = 4
"""A code this short is read letter by letter (« asf », « ccas »)."""


def _spelt(code: str) -> str:
    """A code that nobody gave a name to, as it is read aloud: « ASF », « ecrivains publics »."""
    return code.upper() if len(code) <= _ACRONYM else code.replace("_", " ")


class Labels:
    """The words of one flow.

    ``places`` are the names a team gives its services and territories, by code.
    """

    def __init__(self, flow: Flow, places: Mapping[str, str] | None = None) -> None:
        self.flow = flow
        self.places = dict(places or {})

    def of(self, kind: str, code: str) -> str:
        """The label of *code*; *kind* is a question of the flow, or one of the words below."""
        match kind:
            case "forme":
                said = self._form(code)
            case "trait":
                said = self._trait(code)
            case "certitude":
                known = {str(each.code): each.label for each in self.flow.file.rules.certainties}
                said = known.get(code, code)
            case "groupe":
                said = _GROUPS.get(code) or self._asked("prestation", code)
            case "lieu":
                said = self.places.get(code) or _spelt(code)
            case "mois":
                said = day(code)
            case "action":
                said = action_label(self.flow, code)
            case "issue":
                said = OUTCOME_LABELS.get(code) or f"{self._asked('issue', code)} (dès l’entretien)"
            case "utile":
                said = _USEFUL.get(code, code)
            case "recuperable":
                said = _RECOVERABLE.get(code, code)
            case _:
                said = self._asked(kind, code)
        return french(capital(said))

    def in_order(self, reasons: Iterable[FormReasons]) -> list[FormReasons]:
        """Forms in the order of the flow: that of the counts would tell something of those that are
        hidden."""
        ranks = {each.code: rank for rank, each in enumerate(self.flow.file.rules.forms)}
        return sorted(reasons, key=lambda each: (ranks.get(each.form, len(ranks)), each.form))

    def forms(self, codes: Iterable[str]) -> list[str]:
        """Codes of forms in the order of the flow."""
        known = [each.code for each in self.flow.file.rules.forms]
        return sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))

    def reason(self, form: str, code: str) -> str:
        """Why, for one form."""
        asked = next((each.reasons for each in self.flow.file.rules.forms if each.code == form), None)
        return french(self._asked(asked or "", code))

    def group_of(self, benefit: str) -> str:
        """The group under which a benefit is counted; itself where the catalogue does not know it."""
        known = self.flow.catalogue.benefit(benefit)
        return known.group if known else benefit

    def _asked(self, question: str, code: str) -> str:
        return self.flow.label(question, code) if question in self.flow.questions else code

    def _form(self, code: str) -> str:
        return next((each.label for each in self.flow.file.rules.forms if each.code == code), code)

    def _trait(self, code: str) -> str:
        return next((each.label for each in self.flow.file.rules.typology if each.code == code), code)
