"""The words of the codes that a dossier shows, from the flow of today and its catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from flows.flow import Flow
from interview.follow_words import OUTCOME_LABELS
from interview.wording import capital
from templates.typography import french

_ISSUES = {"regularisee": "Régularisée dès l’entretien", "droit_perdu": "Droit perdu dès l’entretien"}


class Words:
    """Codes in words; a code that the flow of today does not know stays as it is."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._forms = {each.code: each for each in flow.file.rules.forms}

    def form(self, code: str) -> str:
        """« Non-réception »."""
        return french(self._forms[code].label) if code in self._forms else code

    def reason(self, form: str, code: str) -> str:
        """« Pièces dites manquantes »."""
        question = self._forms[form].reasons if form in self._forms else ""
        return self._label(question, code)

    def level(self, code: str) -> str:
        """« Les pratiques des institutions »."""
        return self._label("niveaux", code)

    def detail(self, code: str) -> str:
        """« Courrier perdu »."""
        return self._label("details", code)

    def benefit(self, code: str) -> str:
        """« Complémentaire santé solidaire »."""
        found = self._flow.catalogue.benefits.get(code)
        return french(capital(found.title)) if found else code

    def organism(self, code: str) -> str:
        """« Caisse d’allocations familiales (CAF) »."""
        found = self._flow.catalogue.organisms.get(code)
        return french(capital(found.title)) if found else code

    def domain(self, code: str) -> str:
        """« Santé »."""
        return self._label("domaine", code)

    def about(self, benefit: str | None, domain: str | None) -> str:
        """The benefit or the domain."""
        return self.benefit(benefit) if benefit else self.domain(domain) if domain else "Objet à préciser"

    def outcome(self, code: str) -> str:
        """« Droit ouvert », « Régularisée dès l’entretien »."""
        return french(capital(_ISSUES.get(code) or OUTCOME_LABELS.get(code, code)))

    def of_codes(self) -> Mapping[str, str]:
        """Forms, reasons and details by code; the first that bears a code gives its words."""
        told = {code: self.form(code) for code in self._forms}
        for question in ("details", *(each.reasons for each in self._forms.values())):
            asked = self._flow.questions.get(question)
            for choice in asked.choices if asked else ():
                told.setdefault(choice.code, french(choice.label))
        return told

    def _label(self, question: str, code: str) -> str:
        known = question in self._flow.questions
        return french(capital(self._flow.label(question, code))) if known else code
