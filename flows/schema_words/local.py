"""Words for the keys of a local flow, and for what completing one writes in a flow file."""
# ruff: noqa: E501 — a sentence stands whole on its line, to be found and reread

from __future__ import annotations

from flows import catalogue_file as catalogue
from flows import grammar
from flows.extending import grammar as local
from flows.schema_words.entry import Words
from flows.schema_words.flow import FLOW

_STAYS = "Ce que l’on n’écrit pas reste comme dans le parcours étendu."
_LABEL = "Les nouveaux mots. Le code, lui, ne change pas."
_INSTEAD = "Les mots remplacés, par clé. Si le parcours étendu dit un jour autre chose, on vous le dira."
_SAME = "Version depuis laquelle le sens est le même, quand on a récrit les mots d’un bout à l’autre."
_AFTER = "Identifiant de celle après laquelle elle se place."
_BEFORE = "Identifiant de celle avant laquelle elle se place."
_QUESTION_PLACE = {
    "apres": "Identifiant de la question après laquelle elle est posée. L’un des deux : apres, ou avant.",
    "avant": "Identifiant de la question avant laquelle elle est posée. L’un des deux : apres, ou avant.",
}

LOCAL: dict[type, Words] = {
    local.LocalFlow: Words(
        title="Parcours local",
        about="Ce qu’une équipe change d’un autre parcours, sans le recopier. Le reste suit ses nouvelles versions.",
        keys={
            "grammaire": "Version de la grammaire de ce fichier : 1.",
            "parcours": "Identifiant de ce parcours : minuscules, chiffres et « - ». Il ne change jamais.",
            "version": "Version de ce parcours, entre guillemets (« 2026.1 »). À augmenter à chaque changement publié.",
            "titre": "Nom de ce parcours, tel que l’agent le lit.",
            "etend": "Identifiant du parcours étendu : non-recours, ou le nom d’un fichier du même dossier, sans « .yaml ».",
            "etabli_sur": "Version du parcours étendu quand ce fichier a été relu pour la dernière fois.",
            "modifier": "Les mots que l’on change. Jamais un code, un type ou une condition.",
            "ajouter": "Ce que l’on ajoute : réponses, questions, aides de la commune…",
            "retirer": "Ce que l’on ne demande plus, ou ne propose plus.",
        },
    ),
    local.Changes: Words(
        title="Modifier",
        about="Les mots que l’on change, chacun sous le nom de ce qui les porte.",
        keys={
            "questions": "Les mots des questions, par identifiant.",
            "sections": "Les titres des sections, par identifiant.",
            "fins": "Les libellés des fins, par identifiant.",
            "faits": "Les libellés des faits, par code.",
            "formes": "Les mots des formes de non-recours, par code.",
            "certitudes": "Les mots des niveaux de certitude, par code.",
            "typologie": "Les mots des traits, par code.",
            "aucun": "Les phrases qui disent pourquoi il n’y a pas de non-recours, par code.",
        },
    ),
    local.QuestionWords: Words(
        title="Mots d’une question",
        about=f"Les mots que l’on change dans une question. {_STAYS}",
        keys={
            **{key: FLOW[grammar.Question].keys[key] for key in ("texte", "bref", "pourquoi", "aborder")},
            "si_doute": FLOW[grammar.Question].keys["si_doute"],
            "unite": FLOW[grammar.Question].keys["unite"],
            "choix": "Les mots des réponses, par code.",
            "colonnes": "Les mots des colonnes, par code.",
            "meme_sens": _SAME,
            "au_lieu_de": _INSTEAD,
        },
        start={"texte": "${1:La question, dans vos mots ?}"},
    ),
    local.ChoiceWords: Words(
        title="Mots d’une réponse",
        about=f"Les mots que l’on change dans une réponse. {_STAYS}",
        keys={
            "libelle": _LABEL,
            **{key: FLOW[grammar.Choice].keys[key] for key in ("aide", "constat", "hypothese")},
            "meme_sens": _SAME,
            "au_lieu_de": _INSTEAD,
        },
        start={"libelle": "${1:Libellé}"},
    ),
    local.ColumnWords: Words(
        title="Mots d’une colonne",
        about=f"Les mots que l’on change dans une colonne. {_STAYS}",
        keys={"libelle": _LABEL, "aide": FLOW[grammar.Column].keys["aide"]},
    ),
    local.FormWords: Words(
        title="Mots d’une forme",
        about=f"Les mots que l’on change pour une forme de non-recours. {_STAYS}",
        keys={
            "libelle": _LABEL,
            "avec_article": FLOW[grammar.FormRule].keys["avec_article"],
            "definition": FLOW[grammar.FormRule].keys["definition"],
        },
    ),
    local.RuleWords: Words(
        title="Mots d’un trait ou d’un niveau",
        about=f"Les mots que l’on change pour un trait, ou un niveau de certitude. {_STAYS}",
        keys={"libelle": _LABEL, "explication": "Ce que cela veut dire, en une phrase."},
    ),
    local.NoFormWords: Words(
        title="Mots d’une absence de forme",
        about=f"Les mots que l’on change quand il n’y a pas de non-recours. {_STAYS}",
        keys={key: FLOW[grammar.NoForm].keys[key] for key in ("phrase", "suite")},
    ),
    local.Additions: Words(
        title="Ajouter",
        about="Ce que l’équipe ajoute au parcours étendu.",
        keys={
            "choix": "Des réponses en plus, par identifiant de question.",
            "questions": "Des questions en plus, chacune à sa place (« apres » ou « avant »).",
            "sections": "Des sections en plus, chacune à sa place.",
            "suites": "Des sorties en plus, par identifiant de question ; elles sont regardées avant les siennes.",
            "faits": "Des conditions qui portent un nom.",
            "typologie": "Des traits en plus.",
            "aucun": "Des raisons, propres à l’équipe, de ne pas conclure à un non-recours.",
            "sources": "Des sources en plus, pour la relecture de chaque année.",
            "catalogue": "Les aides, les organismes et les voies de la commune.",
        },
    ),
    local.AddedQuestion: Words(
        title="Question ajoutée",
        about="Une question de l’équipe, posée juste après une autre (« apres ») ou juste avant (« avant »).",
        keys={**FLOW[grammar.Question].keys, **_QUESTION_PLACE},
        values=FLOW[grammar.Question].values,
        start={"apres": "${1:question}", **FLOW[grammar.Question].start},
    ),
    local.AddedSection: Words(
        title="Section ajoutée",
        about="Une section de l’équipe, et sa place parmi les autres.",
        keys={**FLOW[grammar.Section].keys, "apres": _AFTER, "avant": _BEFORE},
        start={"apres": "${1:section}", **FLOW[grammar.Section].start},
    ),
    local.AddedNoForm: Words(
        title="Absence de forme ajoutée",
        about="Une raison, propre à l’équipe, de ne pas conclure ; elle est regardée avant les autres.",
        keys=FLOW[grammar.NoForm].keys,
    ),
    local.Removals: Words(
        title="Retirer",
        about="Ce que l’équipe ne demande plus, ou ne propose plus. Rien du noyau, ni de ce qu’une règle lit.",
        keys={
            "questions": "Identifiants de questions facultatives qui ne sont plus posées.",
            "choix": "Codes de réponses qui ne sont plus proposées, par identifiant de question.",
        },
    ),
    catalogue.LocalCatalogue: Words(
        title="Catalogue local",
        about="Les entrées d’une commune, ajoutées au catalogue par le parcours qui les porte.",
        keys={
            "sources": "Où les faits ont été lus. Chaque source porte un nom, repris par « source » et « sources ».",
            "voies": "Des manières de contester, chacune sous un nom.",
            "ambigus": "Les mots qui désignent deux choses.",
            "prestations": "Les aides de la commune.",
            "organismes": "Les organismes de la commune.",
        },
    ),
    grammar.Ancestor: Words(
        title="Parcours d’origine",
        about="Un parcours dont celui-ci est issu, et sa version ce jour-là.",
        keys={
            "parcours": "Identifiant du parcours d’origine.",
            "version": "Sa version quand ce parcours en a été tiré.",
        },
    ),
}
