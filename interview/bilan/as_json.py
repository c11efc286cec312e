"""The figures as other programs read them: those of ``interview.figures.as_json``, and where they come from.

What is added: ``perimetre``, ``fictive``, the share of an agent's year, and ``comparaison``, the same object
for the other period.
"""

from __future__ import annotations

import json
from typing import Any

from interview.bilan.service import Bilan
from interview.bilan.told import WORK_YEAR_HOURS, work_year
from interview.dossier.state import Subject
from interview.dossier.subject import period_in_words
from interview.figures.as_json import as_json
from interview.figures.shown import Published

Json = dict[str, Any]


def written(bilan: Bilan) -> str:
    """One object, as JSON text."""
    return json.dumps(contents(bilan), ensure_ascii=False, indent=2) + "\n"


def contents(bilan: Bilan) -> Json:
    """One object: the nine headings, whole or masked as ``mode`` says."""
    told = _figures(bilan.figures, bilan.subject)
    told["etabli_le"] = bilan.today.isoformat()
    told["fictive"] = bool(bilan.fictional)
    if bilan.compared is not None and bilan.before is not None:
        told["comparaison"] = _figures(bilan.before, bilan.compared)
    return told


def _figures(said: Published, subject: Subject) -> Json:
    told = as_json(said, _period(subject))
    told["perimetre"] = {
        "service": subject.service or None,
        "territoire": subject.territory or None,
        "organisme": subject.organism or None,
        "prestations": list(subject.benefits),
        "domaine": subject.domain or None,
    }
    minutes = told["cout"]["minutes"]
    total = minutes["total"]
    minutes["annee_agent"] = {
        "pct": None if total is None else work_year(total),
        "heures": None if total is None else total / 60,
        "sur_heures": WORK_YEAR_HOURS,
    }
    return told


def _period(subject: Subject) -> Json:
    return {
        "du": subject.since or None,
        "au": subject.until or None,
        "libelle": period_in_words(subject),
    }
