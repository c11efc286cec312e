"""What a code meant in an older version: P090 to P098, A090 to A098."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le sens des codes"

CODES: tuple[Code, ...] = (
    Code(
        "P090",
        "Code changé sous les mêmes mots",
        "Une version plus ancienne disait la même chose sous un autre code. Les dossiers faits avec elle "
        "gardent l’ancien code : les chiffres compteraient à part deux réponses qui n’en font qu’une.",
        "Reprenez l’ancien code. Les mots peuvent changer, jamais un code.",
    ),
    Code(
        "P091",
        "Mots passés d’un code à un autre",
        "Ces mots étaient ceux d’un autre code de la même liste. Les dossiers déjà faits, relus avec ce "
        "parcours, diraient autre chose que ce que la personne a répondu.",
        "Remettez les mots sous leur code. Pour changer l’ordre de la liste, déplacez le choix entier.",
    ),
    Code(
        "P092",
        "Question devenue d’une autre sorte",
        "La question garde son nom, mais n’attend plus la même sorte de réponse : les réponses déjà gardées "
        "ne lui conviennent plus.",
        "Gardez l’ancienne question, et donnez un autre nom à la nouvelle.",
    ),
    Code(
        "P093",
        "Unité changée",
        "Les nombres déjà gardés sont dans l’ancienne unité : ils seraient additionnés aux nouveaux.",
        "Gardez l’unité, ou donnez un autre nom à la question. Si c’est la même unité sous d’autres mots, "
        "écrivez « meme_sens » et l’ancienne version.",
    ),
    Code(
        "P094",
        "Sens inversé",
        "Une négation est apparue, ou a disparu : sous le même code, la réponse semble dire le contraire de "
        "ce qu’elle disait.",
        "Reprenez les anciens mots, ou un code nouveau. Si le sens est le même, écrivez « meme_sens » et "
        "l’ancienne version.",
    ),
    Code(
        "P095",
        "Mots sans rapport avec les anciens",
        "Rien, dans les nouveaux mots, ne rappelle les anciens : le programme ne peut pas savoir si le code "
        "veut toujours dire la même chose.",
        "Si le sens est le même, écrivez « meme_sens » et l’ancienne version ; sinon, donnez un code "
        "nouveau.",
    ),
    Code(
        "P096",
        "Nombre changé",
        "Un nombre écrit dans les mots a changé : sous le même code, la réponse ne couvre plus les mêmes "
        "cas.",
        "Donnez un code nouveau à la nouvelle réponse. Si le sens est le même, écrivez « meme_sens » et "
        "l’ancienne version.",
    ),
    Code(
        "A090",
        "Question disparue",
        "Une version plus ancienne posait cette question. Les dossiers gardent leurs réponses et restent "
        "lisibles ; ceux que l’on fera n’en auront plus.",
        "Vérifiez que c’est voulu. Si la question n’a fait que changer de nom, reprenez l’ancien.",
    ),
    Code(
        "A091",
        "Réponse disparue",
        "Une version plus ancienne proposait cette réponse, et des dossiers la gardent. Si elle ne sert "
        "plus, c’est sans danger ; si elle n’a fait que changer de code, les chiffres sont coupés en deux.",
        "Vérifiez que c’est voulu. Si la réponse n’a fait que changer de code, reprenez l’ancien.",
    ),
    Code(
        "A092",
        "Bornes resserrées",
        "Des nombres acceptés par une version plus ancienne ne le sont plus : un dossier repris peut "
        "demander de nouveau cette réponse.",
        "Gardez les anciennes bornes, à moins que ces nombres n’aient été des erreurs.",
    ),
)
