"""The answers of a case, to begin with: each question that qualifies, what it takes, and one way through.

It is the first of two steps: once the answers are right, the case itself is written from them, with a place
for all that is to be told (:mod:`interview.case_text`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from flows.flow import Flow
from flows.grammar import Question
from interview.workbench.starting import check_id, quoted

_WAY: dict[str, Any] = {
    "nature": "financiere",
    "prestation": "rsa",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
    "blocage": "sans_reponse",
    "raisons_non_reception": ["lenteur_administrative"],
}
"""One way through the shipped flow, whose lines are written out; the other questions are commented."""
_WIDTH = 100
_HEAD = """\
# Les réponses d’un cas de formation : étape 1 sur 2.
#
# Chaque question est suivie des réponses qu’elle prend, et de ce qu’elles veulent dire. Gardez celle que
# donnerait, d’après vous, un agent qui a bien écouté. Une ligne qui commence par « # » est éteinte : pour
# l’allumer, retirez le « # » et l’espace qui le suit. Une réponse à une question que l’on ne pose plus
# (parce qu’une autre réponse a changé) est laissée de côté, et Repère le dit.
#
# Étape 2, qui écrit le cas, avec une place pour tout ce qu’il faut raconter :
#   repere rejouer {name}.yaml --sans-enregistrer --vers-cas {name}-cas.yaml

parcours: {flow}
titre: {title}
situations:
  - reponses:
"""


def answers_text(name: str, title: str, flow: Flow) -> str:
    """The file of the answers of a new case, valid as it is.

    Args:
        name: name of the file, without its suffix.
        title: its title; by default, its name.
        flow: the shipped flow, whose questions are told.

    Raises:
        BadName: *name* cannot be that of a file.
    """
    check_id(name, "un cas")
    head = _HEAD.format(name=name, flow=flow.id, title=quoted(title.strip() or name))
    asked = [each for each in flow.file.questions if each.section in flow.qualifying_sections]
    return head + "\n".join(line for each in asked for line in _question(each)) + "\n"


def _question(question: Question) -> Iterator[str]:
    """What is asked, what it takes, and its line, lit or not."""
    yield ""
    yield f"      # {question.text}"
    for choice in question.choices:
        told = f"{choice.code} : {choice.label}" + (f" ({choice.help})" if choice.help else "")
        yield from textwrap.wrap(told, _WIDTH, initial_indent="      #   ", subsequent_indent="      #     ")
    if question.catalogue:
        yield "      #   Écrivez le nom de l’aide, même ancien : la vérification donnera son code."
    value = _WAY.get(question.id)
    if question.multiple:
        codes = value or [question.codes[-1]] if question.codes else value or []
        written = f"[{', '.join(codes)}]"
    else:
        written = str(value or (question.codes[0] if question.codes else ""))
    yield f"      {'' if value else '# '}{question.id}: {written}"
