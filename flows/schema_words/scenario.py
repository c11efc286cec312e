"""Words for the keys of a scenario file."""
# ruff: noqa: E501 — a sentence stands whole on its line, to be found and reread

from __future__ import annotations

from flows import scenario
from flows.schema_words.entry import NOTE, Words

SCENARIO: dict[type, Words] = {
    scenario.ScenarioFile: Words(
        title="Scénario",
        about="Un cas écrit d’avance, que l’on rejoue. Avec « attendu », c’est un essai.",
        keys={
            "parcours": "Identifiant du parcours suivi.",
            "titre": "Nom du cas.",
            "note": NOTE,
            "sources": "D’où vient ce cas ; pour ceux qui le relisent.",
            "mode": "Code du cadre de l’échange (réponse à la question « mode »).",
            "menage": "Ce que l’on sait du ménage.",
            "situations": "Les situations du ménage, dans l’ordre. Au moins une.",
        },
    ),
    scenario.HouseholdFacts: Words(
        title="Ménage",
        about="Ce que l’on sait du ménage.",
        keys={
            "taille": "Nombre de personnes du ménage.",
            "concernees": "Nombre de personnes touchées par ce qui manque.",
        },
    ),
    scenario.ScenarioSituation: Words(
        title="Situation",
        about="Les réponses d’une situation, et ce qu’elles doivent donner.",
        keys={
            "reponses": (
                "Les réponses, par identifiant de question. Une question laissée de côté prend « inconnu » si elle "
                "l’accepte, est passée si elle est facultative."
            ),
            "causee_par": "Rang de la situation du même fichier dont celle-ci vient (1 pour la première).",
            "attendu": "Ce que ces réponses doivent donner. Ce que l’on n’écrit pas n’est pas vérifié.",
        },
        start={"reponses": {"nature": "${1:financiere}"}},
    ),
    scenario.Expected: Words(
        title="Attendu",
        about="Ce qu’une situation doit donner. Ce que l’on n’écrit pas n’est pas vérifié.",
        keys={
            "certitude": "La certitude attendue.",
            "formes": "Codes des formes attendues, toutes ; [] pour aucune.",
            "abandon": "true si la demande a été commencée, puis laissée.",
            "typologie": "Codes des traits attendus, tous.",
            "raisons": "Pour chaque forme, les codes de ses raisons.",
            "a_verifier": "Identifiants des questions restées à vérifier.",
            "chemin": "Identifiants des questions posées, dans l’ordre.",
            "parquees": "Identifiants des questions dont la réponse est mise de côté.",
        },
        values={
            "certitude": {
                "avere": "avéré",
                "potentiel": "potentiel",
                "aucun": "pas de non-recours",
            }
        },
    ),
}
