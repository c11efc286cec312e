"""Names, places and conditions across a flow: P030 to P059."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les questions, les choix, les sorties, les règles"

CODES: tuple[Code, ...] = (
    Code(
        "P030",
        "Fichier d’une autre grammaire",
        "Le fichier est écrit pour une autre version de Repère : rien n’en est lu.",
        "Mettez Repère à jour, ou écrivez « grammaire: 1 » si le fichier est écrit pour cette version.",
    ),
    Code(
        "P031",
        "Nom écrit deux fois",
        "Deux questions, deux choix d’une question, deux faits… portent le même nom : on ne pourrait pas "
        "les distinguer. Une question et une fin ne peuvent pas non plus partager un nom, ni un fait et "
        "une forme.",
        "Donnez un autre nom au second.",
    ),
    Code(
        "P032",
        "Section inconnue",
        "La question est rangée dans une section qui n’existe pas.",
        "Corrigez le nom.",
    ),
    Code(
        "P033",
        "Question à choix sans choix",
        "On ne peut rien répondre à cette question.",
        "Écrivez ses choix, ou donnez-lui un autre « type ».",
    ),
    Code(
        "P034",
        "Question de catalogue sans catalogue",
        "La question ne dit pas dans quelle liste chercher.",
        "Ajoutez « catalogue: prestations » ou « catalogue: organismes ».",
    ),
    Code(
        "P035",
        "« On ne sait pas » annoncé, mais absent",
        "La question porte « inconnu: true » sans qu’« inconnu » soit l’un de ses choix.",
        "Ajoutez le choix « inconnu », ou retirez « inconnu: true ».",
    ),
    Code(
        "P036",
        "Question liée qui n’est pas plus haut",
        "« prerempli_par », « au_plus » et « si_repondu » se servent d’une réponse déjà donnée ; le "
        "« propose_par » d’une colonne, d’une autre colonne du même tableau.",
        "Nommez une question placée plus haut, ou une colonne du tableau.",
    ),
    Code(
        "P037",
        "Sortie vers rien",
        "La sortie mène à une question ou à une fin qui n’existe pas.",
        "Corrigez le nom après « vers ».",
    ),
    Code(
        "P038",
        "Retour en arrière",
        "Une sortie remonte vers une question déjà passée : la boucle est dite en entier. Un parcours ne "
        "fait que descendre, c’est ce qui garantit que tout entretien finit.",
        "Menez à une question plus bas, ou déplacez la question.",
    ),
    Code(
        "P039",
        "Sortie qui cache les suivantes",
        "La première sortie vraie est prise ; une sortie sans « si » l’est toujours, les suivantes jamais.",
        "Mettez-la en dernier, ou donnez-lui une condition.",
    ),
    Code(
        "P040",
        "Raisons d’une forme introuvables",
        "La forme lit ses raisons dans une question qui n’existe pas.",
        "Corrigez le nom après « raisons ».",
    ),
    Code(
        "P041",
        "Noyau sans fin",
        "Aucune section ne porte « qualifie: true » : rien ne dit quand la situation est qualifiée.",
        "Ajoutez « qualifie: true » à la dernière section qui sert à qualifier.",
    ),
    Code(
        "P042",
        "Rien à dire quand aucune forme ne vaut",
        "Si chaque phrase d’« aucun » a une condition, il peut n’y en avoir aucune à dire.",
        "Terminez « aucun » par une phrase sans « si ».",
    ),
    Code(
        "P043",
        "Choix local mal rangé",
        "« sous » dit avec quel choix de la même question celui-ci est compté, pour que les chiffres "
        "restent comparables.",
        "Nommez un autre choix de la question, qui ne soit lui-même rangé sous aucun.",
    ),
    Code(
        "P044",
        "Aucun nombre possible",
        "Le plus petit nombre accepté dépasse le plus grand : personne ne peut répondre. C’est un piège.",
        "Corrigez « minimum », « maximum » ou « au_plus ».",
    ),
    Code(
        "P045",
        "Liste vide",
        "Sans question, sans fin, sans prestation ou sans organisme, il n’y a rien à parcourir.",
        "Ajoutez au moins une entrée.",
    ),
    Code(
        "P046",
        "Boucle sans sortie",
        "Quelle que soit la réponse, on revient en arrière, et aucune fin n’est jamais atteinte. C’est un "
        "piège : les questions de la boucle sont nommées.",
        "Donnez à l’une d’elles une sortie vers une question plus bas, ou vers une fin.",
    ),
    Code(
        "P047",
        "Tableau sans colonne",
        "Une question de type « lignes » se remplit colonne par colonne : sans colonne, on ne peut rien "
        "répondre.",
        "Écrivez ses « colonnes ».",
    ),
    Code(
        "P048",
        "Texte vide",
        "Ce texte est montré à l’agent : il ne peut pas être vide.",
        "Écrivez quelques mots.",
    ),
    Code(
        "P049",
        "Questions liées qui ne vont pas ensemble",
        "« au_plus » compare deux nombres entiers ; « prerempli_par » va d’une prestation à ses organismes.",
        "Nommez une question du bon type.",
    ),
    Code(
        "P050",
        "Condition mal formée",
        "Une condition a une seule forme : une question et ce qu’on y répond, un fait, « tous » ou « un_de "
        "».",
        "Écrivez par exemple {question: demande, est: non}.",
    ),
    Code(
        "P051",
        "Fait inconnu",
        "La condition se sert d’un fait ou d’une forme qui n’existe pas.",
        "Corrigez le nom après « fait ».",
    ),
    Code(
        "P052",
        "Faits qui tournent en rond",
        "Un fait se définit, directement ou non, par lui-même : on ne peut pas dire s’il est vrai.",
        "Définissez l’un d’eux par des questions.",
    ),
    Code(
        "P053",
        "Condition en avance",
        "La condition lit une réponse qui sera donnée plus tard.",
        "Lisez une question placée plus haut, ou déplacez la question.",
    ),
    Code(
        "P054",
        "Question inconnue",
        "La condition lit une question qui n’existe pas.",
        "Corrigez le nom.",
    ),
    Code(
        "P055",
        "Réponse inconnue",
        "La condition attend une réponse que la question ne propose pas : elle ne serait jamais vraie.",
        "Corrigez le code de la réponse.",
    ),
    Code(
        "P056",
        "Réponse qui n’a pas de code",
        "Une condition compare des codes. Un nombre, une date, un texte ou un tableau n’en ont pas : la "
        "condition ne serait jamais vraie.",
        "Lisez une question à choix ; pour « il y a une réponse », écrivez « si_repondu ».",
    ),
    Code(
        "P057",
        "Code absent du catalogue",
        "La condition attend une prestation ou un organisme que le catalogue n’a pas.",
        "Corrigez le code, ou ajoutez l’entrée au catalogue.",
    ),
    Code(
        "P058",
        "Condition trop longue",
        "Une fois les faits remplacés par ce qu’ils disent, la condition dépasse 5 000 réponses ou 100 "
        "niveaux.",
        "Simplifiez les faits qu’elle nomme.",
    ),
)
