"""Flows of thousands of questions, for what a proof costs."""

from __future__ import annotations

import random
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]

_CODES = ("oui", "non", "partie", "inconnu")


def large_flow(number: int, *, seed: int = 1, near: int = 6, forms: int = 4) -> Data:
    """A flow of *number* questions of four choices; a third are guarded, a sixth have exits.

    Args:
        near: how far above the questions are that guards and exits read.
        forms: how many forms; each reads six questions of one stretch of the file.
    """
    draw = random.Random(seed)

    def test(rank: int) -> Data:
        return {"question": f"q{rank}", draw.choice(["parmi", "hors"]): draw.sample(_CODES, 2)}

    def question(rank: int) -> Data:
        made: Data = {"id": f"q{rank}", "section": "s", "type": "choix", "texte": "Quoi ?", "bref": "Quoi"}
        made |= {"requise": rank % 2 == 0, "inconnu": True}
        made["choix"] = [{"code": code, "libelle": code} for code in _CODES]
        if rank and rank % 3 == 0:
            made["si"] = test(draw.randrange(max(0, rank - near), rank))
        if rank % 6 == 1:
            to = min(rank + draw.randrange(2, 5), number)
            made["suite"] = [{"vers": f"q{to}" if to < number else "fin", "si": test(rank)}]
        return made

    def form(rank: int) -> Data:
        start = rank * (number - 12) // forms
        read = sorted(draw.sample(range(start, start + 12), 6))
        rule = {"tous": [test(read[0]), {"un_de": [test(each) for each in read[1:4]]}, test(read[4])]}
        return {"code": f"forme{rank}", "libelle": "F", "definition": "F", "si": rule}

    return {
        "grammaire": 1,
        "parcours": "long",
        "version": "1",
        "titre": "Long",
        "sections": [{"id": "s", "titre": "S", "qualifie": True}],
        "questions": [question(rank) for rank in range(number)],
        "fins": [{"id": "fin", "libelle": "Fin"}],
        "regles": {
            "formes": [form(rank) for rank in range(forms)],
            "abandon": test(0),
            "avere": {
                "tous": [{"question": "q0", "est": "oui"}, {"question": "q2", "parmi": ["oui", "partie"]}]
            },
            "certitudes": [],
            "typologie": [{"code": "trait", "libelle": "T", "explication": "T", "si": test(number // 2)}],
            "aucun": [{"code": "x", "phrase": "X", "si": test(4)}, {"code": "y", "phrase": "Y"}],
        },
    }
