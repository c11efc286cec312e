"""A flow that extends another: P080 to P089, A080 to A089."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les parcours locaux"

CODES: tuple[Code, ...] = (
    Code(
        "P080",
        "Parcours étendu introuvable",
        "« etend » nomme un parcours : le parcours livré, ou un fichier de ce nom dans le même dossier.",
        "Écrivez le nom d’un parcours connu, ou mettez son fichier à côté de celui-ci.",
    ),
    Code(
        "P081",
        "Parcours qui s’étend lui-même",
        "De fichier en fichier, on revient au point de départ : aucun parcours entier ne peut en sortir. Le "
        "message donne la boucle. Un parcours local ne peut pas non plus porter le nom de celui qu’il étend.",
        "Donnez à ce parcours un nom à lui, ou étendez un parcours qui ne l’étend pas.",
    ),
    Code(
        "P082",
        "Trop de parcours l’un sur l’autre",
        "Une commune sur son département fait deux étages ; au-delà de cinq, personne ne s’y retrouve.",
        "Étendez un parcours plus proche du parcours livré.",
    ),
    Code(
        "P083",
        "Nom que le parcours étendu n’a pas",
        "Une question, un choix, une règle ou une place nommés ici n’existent pas, ou plus, dans le parcours "
        "étendu.",
        "Écrivez le nom proposé s’il convient, ou retirez le passage.",
    ),
    Code(
        "P084",
        "Nom déjà pris",
        "Ce que ce fichier ajoute porte un nom que le parcours étendu, ou le catalogue, a déjà, peut-être "
        "depuis une version récente. Un code ne peut avoir deux sens.",
        "Si c’est la même chose, retirez l’ajout ; sinon, donnez-lui un autre code.",
    ),
    Code(
        "P085",
        "Ajout sans place",
        "Une question ou une section ajoutée vient juste après une autre (« apres ») ou juste avant "
        "(« avant »), jamais les deux.",
        "Écrivez « apres: » ou « avant: », et le nom d’une question (ou d’une section) existante.",
    ),
    Code(
        "P086",
        "Retrait impossible",
        "Une question du noyau, une question ou un choix qu’une règle ou une condition lit, « on ne sait "
        "pas » : les retirer changerait ce que le parcours conclut.",
        "Gardez-le ; vous pouvez récrire ses mots. Une question facultative peut être passée.",
    ),
    Code(
        "P087",
        "Ce qui ne se modifie pas ici",
        "Un parcours local change les mots. Les codes, les types de question, les conditions et les règles "
        "restent ceux du parcours étendu : sans cela, les dossiers et les chiffres ne se compareraient plus.",
        "Gardez seulement les mots ; pour demander autre chose, ajoutez une question.",
    ),
    Code(
        "P088",
        "Choix que les règles ne connaîtraient pas",
        "Les règles lisent cette question. Un choix de plus n’y conduirait à rien, sauf s’il compte comme un "
        "choix qu’elles connaissent.",
        "Ajoutez « sous: » et le code de ce choix-là.",
    ),
    Code(
        "P089",
        "Fichier et parcours de noms différents",
        "Le fichier trouvé sous ce nom contient un autre parcours : on ne saurait pas lequel est étendu.",
        "Donnez au fichier le nom de son parcours.",
    ),
    Code(
        "A080",
        "Parcours étendu changé depuis",
        "Le parcours étendu a une autre version que le jour où ce fichier a été établi. Tout s’y ajuste "
        "encore ; le message dit ce que ce fichier touche, et qu’il faut donc relire.",
        "Relisez, puis écrivez la nouvelle version dans « etabli_sur ».",
    ),
    Code(
        "A081",
        "Texte remplacé qui a changé",
        "« au_lieu_de » garde le texte remplacé. Le parcours étendu dit maintenant autre chose : peut-être "
        "mieux, peut-être une précision que vos mots n’ont pas.",
        "Relisez vos mots, puis recopiez le nouveau texte sous « au_lieu_de ».",
    ),
    Code(
        "A082",
        "Modification sans effet",
        "Le parcours étendu dit déjà exactement la même chose.",
        "Retirez la ligne : moins il y en a, moins il y a à relire.",
    ),
    Code(
        "A083",
        "Raison comptée nulle part",
        "Une raison ajoutée sans « sous » n’entre dans aucune des raisons communes à toutes les équipes.",
        "Ajoutez « sous: » et la raison la plus proche ; elle gardera ses propres mots.",
    ),
)
