"""The catalogue of benefits and organisms: P060 to P069."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le catalogue"

CODES: tuple[Code, ...] = (
    Code(
        "P060",
        "Source inconnue",
        "Un fait cite une source qui n’est pas dans « sources » : il ne pourrait pas être montré.",
        "Corrigez le nom, ou ajoutez la source avec sa date de lecture.",
    ),
    Code(
        "P061",
        "Voie inconnue",
        "La voie de contestation citée n’est pas dans « voies ».",
        "Corrigez le nom.",
    ),
    Code(
        "P062",
        "Organisme absent ou mal choisi",
        "Une prestation a au moins un organisme, qui existe ; une variante est un organisme qui dit, par « "
        "si », dans quel cas il remplace l’autre.",
        "Corrigez le code de l’organisme, ou complétez celui-ci.",
    ),
    Code(
        "P063",
        "Groupe inconnu",
        "Le groupe des chiffres est l’un de ceux de 2015, ou le code d’une prestation.",
        "Corrigez le nom après « groupe ».",
    ),
    Code(
        "P064",
        "Date illisible",
        "Une date du catalogue est montrée aux agents : elle s’écrit année, année-mois ou année-mois-jour. "
        "Le jour où une règle ou un montant change s’écrit en entier, le plus récent d’abord.",
        "Écrivez 2026, 2026-11 ou 2026-11-21 ; pour une règle qui a changé, le jour : 2026-11-21.",
    ),
    Code(
        "P065",
        "Délai mal écrit",
        "Un délai se compte en mois ou en jours : l’un des deux, plus grand que zéro.",
        "Gardez « mois » ou « jours ».",
    ),
    Code(
        "P066",
        "Voie sans source",
        "Une voie ou un délai sans source ne peut pas être opposé à un organisme.",
        "Ajoutez la source, avec sa date de lecture.",
    ),
    Code(
        "P067",
        "Mot ambigu mal déclaré",
        "Un mot ambigu désigne au moins deux prestations, ou deux organismes, du catalogue.",
        "Corrigez les codes sous « entre ».",
    ),
    Code(
        "P068",
        "Code écrit deux fois",
        "Deux entrées portent le même code : on ne pourrait pas les distinguer.",
        "Donnez un autre code à la seconde.",
    ),
    Code(
        "P069",
        "Nom partagé sans le dire",
        "Le même nom mène à deux entrées : l’agent choisirait au hasard.",
        "Déclarez-le dans « ambigus », avec de quoi les distinguer, et retirez-le des entrées.",
    ),
)
