"""Words for the keys of a flow file."""
# ruff: noqa: E501 — a sentence stands whole on its line, to be found and reread

from __future__ import annotations

from flows import grammar
from flows.schema_words.entry import CODE, LABEL, Words

FLOW: dict[type, Words] = {
    grammar.FlowFile: Words(
        title="Parcours",
        about="Un parcours entier : les questions posées à l’agent, de haut en bas, et les règles qui en concluent.",
        keys={
            "grammaire": "Version de la grammaire de ce fichier : 1.",
            "parcours": "Identifiant du parcours : minuscules, chiffres et « - ». Il ne change jamais.",
            "version": "Version du parcours, entre guillemets (« 2026.1 »). À augmenter à chaque changement publié.",
            "titre": "Nom du parcours, tel que l’agent le lit.",
            "libelle_inconnu": "Les mots montrés pour le code « inconnu ».",
            "sources": "D’où viennent les questions et les règles, et quand on l’a lu.",
            "sections": "Les étapes de l’entretien, dans l’ordre.",
            "questions": "Les questions, dans l’ordre où elles sont posées. Un chemin ne fait que descendre.",
            "fins": "Les fins du chemin. La dernière est celle que l’on atteint après la dernière question.",
            "regles": "Ce que l’on conclut des réponses.",
            "issu_de": "Les parcours dont celui-ci est issu. Écrit par le programme, dans le texte qu’il garde.",
            "catalogue_local": "Les aides et les organismes que seul ce parcours connaît.",
        },
    ),
    grammar.Source: Words(
        title="Source",
        about="D’où vient une règle, quand on l’a lue, et jusqu’à quand elle vaut.",
        keys={
            "titre": "Titre du texte, du rapport ou du site.",
            "lu_le": "Quand on l’a lu : 2026, 2026-11 ou 2026-11-21.",
            "valable_jusqu_a": "Jusqu’à quand on sait que cela vaut : 2026, 2026-11 ou 2026-11-21.",
            "note": "Ce que l’on en a tiré.",
        },
        dates=("lu_le", "valable_jusqu_a"),
        start={"titre": "${1:Titre du texte}", "lu_le": "${2:2026-11}"},
    ),
    grammar.Section: Words(
        title="Section",
        about="Une étape de l’entretien, pour que l’agent sache où il en est.",
        keys={
            "id": "Identifiant de la section, repris par « section » dans chaque question.",
            "titre": "Titre de l’étape, tel que l’agent le lit.",
            "qualifie": "true pour la dernière section avant la qualification ; une seule section la porte.",
        },
        start={"id": "${1:identifiant}", "titre": "${2:Titre}"},
    ),
    grammar.Question: Words(
        title="Question",
        about="Une question posée à l’agent.",
        keys={
            "id": "Identifiant de la question, gravé dans les dossiers : minuscules, chiffres et « _ ». Il ne change jamais.",
            "section": "Identifiant de la section où elle se range.",
            "type": "Le genre de réponse attendue.",
            "texte": "La question, telle que l’agent la lit. Une seule chose à la fois.",
            "bref": "Son nom en quelques mots, pour le panneau, la relecture et les dessins.",
            "pourquoi": "Pourquoi cette question : ce qu’elle change pour la personne ou pour les chiffres.",
            "aborder": "Comment en parler à la personne. « Rien à demander. » si l’agent répond seul.",
            "si_doute": "Ce que l’agent doit choisir quand il hésite.",
            "requise": "true : question du noyau, elle demande toujours une réponse. Sinon, on peut la passer.",
            "inconnu": "true : « On ne sait pas » est l’une des réponses. Écrire aussi le choix de code « inconnu ».",
            "portee": "situation (par défaut), ou entretien quand la réponse vaut pour toutes les situations du ménage.",
            "choix": "Les réponses proposées, dans l’ordre où elles sont montrées.",
            "colonnes": "Les colonnes d’une question de type « lignes ».",
            "catalogue": "La liste où l’on choisit, pour les types « catalogue » et « catalogue_multiple ».",
            "prerempli_par": "Identifiant de la question dont la réponse propose celle-ci.",
            "minimum": "Le plus petit nombre accepté.",
            "maximum": "Le plus grand nombre accepté ; 0 pour aucun plafond.",
            "au_plus": "Identifiant d’une question placée plus haut : son nombre est le plafond de celui-ci.",
            "unite": "Ce que l’on compte, au singulier (« personne », « minute », « euros par mois »).",
            "si": "La question n’est posée que si cette condition est vraie.",
            "si_repondu": "La question n’est posée que si cette autre question, placée plus haut, a reçu une réponse.",
            "suite": "Où mène la réponse : la première sortie dont la condition est vraie. Sinon, la question du dessous.",
            "meme_sens": "Version depuis laquelle la question demande la même chose, quand on l’a récrite d’un bout à l’autre.",
        },
        values={
            "type": {
                "choix": "une réponse parmi celles de « choix »",
                "choix_multiple": "plusieurs réponses parmi celles de « choix »",
                "catalogue": "une prestation ou un organisme du catalogue",
                "catalogue_multiple": "plusieurs prestations ou organismes du catalogue",
                "entier": "un nombre entier, entre « minimum » et « maximum »",
                "montant": "une somme en euros",
                "mois": "un mois et une année",
                "date": "un jour",
                "lignes": "un tableau que l’on remplit ligne à ligne, selon « colonnes »",
                "texte": "quelques phrases",
                "menage": "le numéro du ménage",
                "lien": "une autre situation du même ménage",
            },
            "portee": {
                "situation": "la réponse vaut pour cette situation",
                "entretien": "la réponse vaut pour toutes les situations de l’entretien",
            },
            "catalogue": {
                "prestations": "les prestations",
                "organismes": "les organismes",
                "": "aucune liste",
            },
        },
        start={
            "id": "${1:identifiant}",
            "section": "${2:section}",
            "type": "choix",
            "inconnu": True,
            "bref": "${3:En quelques mots}",
            "texte": "${4:La question ?}",
            "pourquoi": "${5:Pourquoi on la pose.}",
            "aborder": "${6:Rien à demander.}",
            "choix": [
                {"code": "oui", "libelle": "Oui"},
                {"code": "non", "libelle": "Non"},
                {"code": "inconnu", "libelle": "On ne sait pas"},
            ],
        },
    ),
    grammar.Choice: Words(
        title="Choix",
        about="Une réponse proposée : un code gelé, sous un libellé que l’on peut récrire.",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "aide": "Quelques mots à côté du libellé, pour bien choisir.",
            "constat": "La réponse dite comme un fait dans la fiche : « La personne ne connaissait pas cette offre. »",
            "hypothese": "La même après « si » : « la personne ne connaissait pas cette offre ».",
            "groupe": "Code de la famille sous laquelle ce choix est rangé, dans une longue liste.",
            "sous": "Choix de la même question avec lequel celui-ci est compté, pour que les chiffres restent comparables.",
            "meme_sens": "Version depuis laquelle ce code veut dire la même chose, quand on a récrit le libellé d’un bout à l’autre.",
        },
        start={"code": "${1:code}", "libelle": "${2:Libellé}"},
    ),
    grammar.Column: Words(
        title="Colonne",
        about="Une colonne d’une question de type « lignes ».",
        keys={
            "code": CODE,
            "libelle": "Titre de la colonne.",
            "type": "Ce que l’on écrit dans la colonne.",
            "requise": "true : une ligne sans cette colonne est refusée.",
            "aide": "Quelques mots pour bien remplir la colonne.",
            "choix": "Les réponses acceptées, pour une colonne de type « choix ».",
            "propose_par": "Code de la colonne dont les mots font proposer un choix ; l’agent le prend ou non.",
        },
        values={
            "type": {
                "jour": "un jour, un mois ou une année",
                "texte": "quelques mots",
                "preuve": "« oui », « non », ou ce qui le prouve",
                "choix": "une réponse de « choix », ou rien",
            }
        },
        start={"code": "${1:code}", "libelle": "${2:Libellé}"},
    ),
    grammar.ColumnChoice: Words(
        title="Choix d’une colonne",
        about="Une réponse acceptée dans une colonne de type « choix ».",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "mots": "Mots, ou groupes de mots, qui font proposer ce choix.",
            "sauf": "Mots à côté desquels il n’est pas proposé.",
        },
        start={"code": "${1:code}", "libelle": "${2:Libellé}"},
    ),
    grammar.Exit: Words(
        title="Sortie",
        about="Où mène une question. La première sortie dont la condition est vraie est prise.",
        keys={
            "vers": "Identifiant d’une question placée plus bas, ou d’une fin.",
            "si": "La sortie n’est prise que si cette condition est vraie. Sans « si », elle est toujours prise.",
        },
        start={"vers": "${1:question_ou_fin}"},
    ),
    grammar.Condition: Words(
        title="Condition",
        about=(
            "Une condition, d’une seule forme : « question » avec « est », « parmi » ou « hors » ; ou « fait » ; "
            "ou « tous » ; ou « un_de »."
        ),
        keys={
            "question": "Identifiant d’une question placée plus haut. À compléter par « est », « parmi » ou « hors ».",
            "est": "Vrai si la réponse est ce code.",
            "parmi": "Vrai si la réponse est l’un de ces codes.",
            "hors": "Vrai si la réponse n’est aucun de ces codes, ou s’il n’y a pas de réponse.",
            "fait": "Vrai si ce fait de « regles », ou cette forme, est vrai.",
            "tous": "Vrai si toutes ces conditions sont vraies.",
            "un_de": "Vrai si l’une de ces conditions, au moins, est vraie.",
        },
    ),
    grammar.Ending: Words(
        title="Fin",
        about="Une fin du chemin, et ce qu’elle veut dire.",
        keys={"id": "Identifiant de la fin, repris par « vers ».", "libelle": "Ce qu’elle veut dire."},
        start={"id": "${1:identifiant}", "libelle": "${2:Libellé}"},
    ),
    grammar.Rules: Words(
        title="Règles",
        about="La table de décision : des réponses aux formes, à la certitude et à la typologie.",
        keys={
            "faits": "Des conditions qui portent un nom, pour servir dans plusieurs règles.",
            "formes": "Les formes de non-recours et ce qui les conclut.",
            "abandon": "Quand la demande a été commencée, puis laissée.",
            "avere": "Quand le droit est établi ; il faut aussi que les faits qui décident soient connus.",
            "certitudes": "Les trois niveaux de certitude, et comment ils sont expliqués.",
            "typologie": "Les traits déduits (typologie de la CNAF).",
            "aucun": "Pourquoi il n’y a pas de non-recours : la première phrase dont la condition est vraie.",
        },
    ),
    grammar.Fact: Words(
        title="Fait",
        about="Une condition qui porte un nom, pour servir dans plusieurs règles.",
        keys={
            "code": "Nom du fait, repris par « fait » dans les conditions.",
            "libelle": "Le fait en quelques mots, sans majuscule : « une demande a été faite ».",
            "si": "Ce qu’il faut pour que ce fait soit vrai.",
        },
    ),
    grammar.FormRule: Words(
        title="Forme",
        about="Une forme de non-recours, et ce qui la conclut.",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "definition": "Ce que c’est, en une phrase.",
            "si": "Ce qu’il faut pour conclure à cette forme. Jamais une seule réponse.",
            "raisons": "Identifiant de la question qui recueille ses raisons.",
            "avec_article": "Son nom dans une phrase : « la non-connaissance ».",
            "active": "false : la forme est gardée dans les dossiers, mais n’est plus conclue.",
        },
    ),
    grammar.TypologyRule: Words(
        title="Trait",
        about="Un trait de la typologie, toujours déduit.",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "explication": "Ce qu’il veut dire, en une phrase.",
            "si": "Ce qu’il faut pour que ce trait vaille.",
            "contexte": "Un fait du ménage, à la place de « si ».",
        },
        values={
            "contexte": {
                "plusieurs_situations": "le ménage connaît au moins deux situations",
                "lien_causal": "cette situation en cause une autre, ou vient d’une autre",
                "": "aucun : les réponses seules",
            }
        },
    ),
    grammar.NoForm: Words(
        title="Absence de forme",
        about="Pourquoi il n’y a pas de non-recours. La dernière n’a pas de « si » : elle vaut à défaut.",
        keys={
            "code": CODE,
            "phrase": "Ce que l’agent lit.",
            "suite": "Ce que l’on peut faire ensuite.",
            "si": "Quand cette phrase est dite.",
        },
    ),
    grammar.CertaintyLabel: Words(
        title="Certitude",
        about="Un niveau de certitude et son explication.",
        keys={
            "code": "Le niveau.",
            "libelle": LABEL,
            "explication": "Ce qu’il veut dire, en une phrase.",
        },
        values={
            "code": {
                "avere": "le droit est établi et les faits sont connus",
                "potentiel": "il reste au moins un fait à vérifier",
                "aucun": "aucune forme de non-recours",
            }
        },
    ),
}
