"""Every code a fault of a template may bear: what it means, and what to do.

``M…`` is a fault of a document's template or letterhead: the shipped one is used in its place. A code is
never given a second meaning. The page of codes of the documentation lists them from here.
"""

from __future__ import annotations

import msgspec

TITLE = "Les modèles de documents (« repere modeles verifier »)"


class Code(msgspec.Struct, frozen=True):
    """What a fault of that code means, in French, for whoever edits a template."""

    code: str
    title: str
    meaning: str
    remedy: str


CODES: tuple[Code, ...] = (
    Code(
        "M001",
        "Modèle illisible",
        "Le dossier ou le fichier n’existe pas, n’est pas lisible, ou n’est pas en UTF-8.",
        "Vérifiez le chemin ; dans l’éditeur, enregistrez en UTF-8.",
    ),
    Code(
        "M002",
        "Écriture que le modèle ne permet pas",
        "Une accolade ou une balise manque, ou est de trop : la suite du fichier ne peut pas être lue. Ses "
        "autres fautes ne seront dites qu’une fois celle-ci corrigée.",
        "Regardez la ligne dite et celle qui la précède.",
    ),
    Code(
        "M003",
        "Champ inconnu",
        "Le document n’a pas de champ de ce nom, ou cette partie du document n’en a pas.",
        "Prenez le nom le plus proche, ou lisez « repere modeles champs ».",
    ),
    Code(
        "M004",
        "Filtre ou test inconnu",
        "Ce qui suit « | » ou « is » n’existe pas.",
        "Prenez le nom le plus proche ; les filtres sont à la fin de « repere modeles champs ».",
    ),
    Code(
        "M005",
        "Filtre qui ne convient pas au champ",
        "Un filtre met en forme une sorte de champ : des euros pour un nombre de centimes, un jour pour une "
        "date.",
        "Retirez le filtre, ou prenez celui qui convient.",
    ),
    Code(
        "M006",
        "Modèle appelé introuvable",
        "Le fichier nommé par « include », « import » ou « extends » n’existe ni dans votre dossier, ni dans "
        "Repère.",
        "Corrigez le nom du fichier.",
    ),
    Code(
        "M007",
        "Boucle sur ce qui n’est pas une liste",
        "« for » parcourt une liste ; sur un texte, il en donnerait les lettres une à une.",
        "Parcourez un champ que la liste des champs dit être une liste.",
    ),
    Code(
        "M008",
        "Liste ou groupe écrit tel quel",
        "Une liste ou un groupe de champs ne s’écrit pas d’un bloc : la feuille montrerait de la technique.",
        "Parcourez-la avec « for », ou écrivez-la avec le filtre « liste ».",
    ),
    Code(
        "M009",
        "Modèle qui échoue avec un exemple",
        "Le modèle est bien écrit, mais ne peut pas être rempli avec certains contenus : un champ vide, par "
        "exemple.",
        "Entourez la ligne de « {% if … %} » et « {% endif %} ».",
    ),
    Code(
        "M010",
        "Document sans titre",
        "Un document commence par un titre, qui est aussi celui du fichier : un lecteur d’écran le dit en "
        "premier.",
        "Écrivez une première ligne qui commence par « # ».",
    ),
    Code(
        "M011",
        "Document qui ne peut pas être écrit",
        "Le modèle est rempli, mais un des formats ne peut pas être écrit.",
        "Repartez d’une copie neuve, et refaites vos changements un à un.",
    ),
    Code(
        "M012",
        "Fichier qui ne sert à aucun document",
        "Aucun document ne s’écrit avec un modèle de ce nom, et aucun modèle ne l’appelle.",
        "Corrigez le nom du fichier, ou ôtez-le du dossier.",
    ),
    Code(
        "M013",
        "En-tête ou pied trop long",
        "Il prend plus d’un cinquième de page : la fiche n’aurait plus la place de dire la situation.",
        "Gardez le nom du service et ce qui sert à le joindre.",
    ),
    Code(
        "M014",
        "Champ dans l’en-tête ou le pied",
        "L’en-tête et le pied sont du texte : rien n’y est remplacé, les accolades s’imprimeraient.",
        "Écrivez le texte en toutes lettres.",
    ),
)
