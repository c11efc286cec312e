"""Words for the keys of a scenario file."""
# ruff: noqa: E501 — a sentence stands whole on its line, to be found and reread

from __future__ import annotations

from flows import case, scenario
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
            "formation": "Ce qui fait de ce scénario un cas à jouer en formation.",
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
            "scene": "Dans un cas : ce que la personne ajoute quand cette situation commence.",
            "voix": "Dans un cas : par identifiant de question, ce que dit la personne quand on l’aborde.",
            "motifs": "Dans un cas : par identifiant de question, pourquoi la réponse de référence est celle-là.",
            "ecarts": "Dans un cas : ce que valent d’autres réponses, et pourquoi.",
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
    case.Case: Words(
        title="Cas de formation",
        about="Ce que l’on lit avant de jouer le cas, et ce dont on parle après.",
        keys={
            "cadre": "Qui vient, où, pour quoi : ce que voit l’agent. Jamais de nom, et jamais la conclusion.",
            "niveau": "La difficulté du cas.",
            "exerce": "Ce que l’on apprend en le jouant, sans dire la réponse.",
            "minutes": "Le temps qu’il faut, en minutes.",
            "documents": "Les papiers que la personne a apportés.",
            "discussion": "Ce dont on parle une fois le cas qualifié.",
            "suite_de": "Nom du cas dont celui-ci est une visite suivante.",
            "proche_de": "Nom du cas qui ne diffère que par un fait.",
            "fait_qui_change": "Ce fait, en une phrase.",
        },
        values={
            "niveau": {"premier": "pour commencer", "confirme": "confirmé", "delicat": "délicat"},
        },
    ),
    case.Paper: Words(
        title="Document",
        about="Un papier que l’agent peut lire à tout moment.",
        keys={"titre": "Ce que c’est, et sa date.", "texte": "Ce qui y est écrit, sans nom ni numéro."},
    ),
    case.Voice: Words(
        title="Voix",
        about="Ce que dit la personne quand on aborde la question.",
        keys={
            "dit": "Ce qu’elle dit d’elle-même.",
            "maniere": "Comment elle répond.",
            "relances": "Des façons de redemander, bonnes et moins bonnes, et ce qu’elle dit alors.",
        },
        values={
            "maniere": {
                "clair": "elle répond à la question",
                "a_cote": "elle répond à côté",
                "contradictoire": "elle se contredit, ou contredit un papier",
                "se_tait": "elle ne répond pas",
            }
        },
    ),
    case.Probe: Words(
        title="Relance",
        about="Une façon de redemander.",
        keys={
            "demander": "Ce que dit l’agent.",
            "dit": "Ce que la personne répond alors.",
            "aide": "true si cette façon de demander la laisse parler.",
            "pourquoi": "Ce qui la rend bonne ou mauvaise ; dit au retour.",
        },
    ),
    case.Variance: Words(
        title="Écart",
        about="Ce que valent des réponses autres que celle de référence.",
        keys={
            "question": "Identifiant de la question.",
            "reponses": (
                "Codes de ces réponses. Pour une question à plusieurs réponses : codes que l’on peut donner ou non."
            ),
            "admis": "true si ces réponses se défendent aussi bien que la référence.",
            "pourquoi": "Pourquoi elles se défendent ; ou pourquoi non ; ou pourquoi elles ne changent rien.",
        },
    ),
}
