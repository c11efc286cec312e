"""The text itself and its shape: P001 to P029."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le texte du fichier"

CODES: tuple[Code, ...] = (
    Code(
        "P001",
        "Fichier illisible",
        "Le fichier n’existe pas, n’est pas un fichier, ou ne peut pas être ouvert.",
        "Vérifiez le chemin et le droit de lire ce fichier.",
    ),
    Code(
        "P002",
        "Fichier trop gros",
        "Un fichier de parcours pèse quelques dizaines de kilo-octets ; au-delà de 5 Mo, il n’est pas lu.",
        "Vérifiez que c’est le bon fichier.",
    ),
    Code(
        "P003",
        "Encodage autre qu’UTF-8",
        "Le fichier a été enregistré dans un autre encodage : ses accents ne peuvent pas être lus.",
        "Dans l’éditeur : « Enregistrer sous », encodage UTF-8.",
    ),
    Code(
        "P004",
        "Écriture que YAML ne comprend pas",
        "Une tabulation, un guillemet oublié, un deux-points de trop ou un retrait inégal empêchent de "
        "lire la suite du fichier. Les autres fautes ne seront dites qu’une fois celle-ci corrigée.",
        "Regardez la ligne dite et celle qui la précède ; mettez entre guillemets un texte qui contient « "
        ": » ou « # ».",
    ),
    Code(
        "P005",
        "Fichier vide",
        "Le fichier ne contient rien.",
        "Vérifiez que c’est le bon fichier.",
    ),
    Code(
        "P006",
        "Clé écrite deux fois",
        "La seconde prendrait la place de la première sans que rien ne le dise.",
        "Gardez-en une seule.",
    ),
    Code(
        "P007",
        "Renvoi vers un autre passage",
        "Les renvois de YAML (« &nom », « *nom ») ne sont pas admis : ce qu’on lit doit être tout ce qu’il "
        "y a.",
        "Écrivez le texte en toutes lettres.",
    ),
    Code(
        "P008",
        "Trop de niveaux imbriqués",
        "Au-delà de 40 niveaux, le fichier n’est pas lu : aucun parcours n’en a besoin.",
        "Donnez un nom aux conditions trop longues, dans « faits ».",
    ),
    Code(
        "P009",
        "Clé composée",
        "Une clé est un mot, pas une liste ni un groupe de clés.",
        "Écrivez un mot avant les deux-points.",
    ),
    Code(
        "P010",
        "Étiquette YAML",
        "Les étiquettes (« !nom ») demandent au programme de fabriquer quelque chose : rien dans un "
        "fichier de contenu ne peut le faire.",
        "Retirez l’étiquette.",
    ),
    Code(
        "P011",
        "Trop de valeurs",
        "Le fichier contient plus de 500 000 clés et valeurs : il n’est pas lu plus loin.",
        "Vérifiez que c’est le bon fichier.",
    ),
    Code(
        "P012",
        "Fichier d’un genre inconnu",
        "Ses premières clés ne sont ni celles d’un parcours, ni celles d’un catalogue, ni celles d’un "
        "scénario.",
        "Vérifiez l’orthographe des premières clés du fichier.",
    ),
    Code(
        "P013",
        "Trop de fautes",
        "Seules les 200 premières fautes d’un fichier sont dites.",
        "Corrigez celles-ci, puis vérifiez de nouveau.",
    ),
    Code(
        "P014",
        "Trop de fichiers",
        "Un dossier de plus de 1 000 fichiers n’est pas un dossier de parcours : rien n’en a été lu.",
        "Donnez le dossier des parcours, ou un seul fichier.",
    ),
    Code(
        "P020",
        "Clé inconnue",
        "Cette clé n’existe pas à cet endroit : ce qu’elle porte ne serait jamais lu.",
        "Corrigez son nom, ou retirez-la.",
    ),
    Code(
        "P021",
        "Clé manquante",
        "Cette clé est nécessaire à cet endroit.",
        "Ajoutez-la.",
    ),
    Code(
        "P022",
        "Valeur d’un autre genre",
        "Un texte, un nombre, une liste ou un groupe de clés était attendu, et c’est autre chose qui est "
        "écrit.",
        "Écrivez ce qui est attendu ; un texte fait de chiffres se met entre guillemets.",
    ),
    Code(
        "P023",
        "Mot hors de la liste",
        "Seuls quelques mots sont possibles à cet endroit.",
        "Choisissez-en un dans la liste.",
    ),
    Code(
        "P024",
        "Code mal écrit",
        "Un code est gravé dans les dossiers : il ne contient ni majuscule, ni accent, ni espace.",
        "Écrivez-le en minuscules, sans accent ; le libellé, lui, s’écrit comme on veut.",
    ),
    Code(
        "P025",
        "Forme inattendue",
        "Le fichier n’a pas la forme attendue, d’une façon que Repère ne sait pas décrire mieux.",
        "Comparez-le au fichier livré du même genre.",
    ),
)
