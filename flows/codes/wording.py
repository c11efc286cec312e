"""Advice on what is read: A001 to A029, A050 to A059."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les mots, les références, la fiche"

CODES: tuple[Code, ...] = (
    Code(
        "A001",
        "Rien à répondre quand on ne sait pas",
        "Une question obligatoire à choix laisse une issue à qui ne sait pas : un choix « inconnu », ou un "
        "« si_doute » qui dit quoi choisir (« Notre estimation », « Autre »…). Sinon l’agent invente, et "
        "la qualification repose sur du vide.",
        "Ajoutez « inconnu: true » et un choix « inconnu », ou écrivez « si_doute ».",
    ),
    Code(
        "A002",
        "Question sans « pourquoi »",
        "L’agent, et la personne devant lui, ont le droit de savoir à quoi sert une question.",
        "Écrivez une ou deux phrases sous « pourquoi ».",
    ),
    Code(
        "A003",
        "Question sans « aborder »",
        "Certaines questions blessent si on les lit telles quelles ; « aborder » propose des mots. Quand "
        "l’agent répond seul, « Rien à demander. » le dit.",
        "Écrivez une phrase à dire, ou « Rien à demander. »",
    ),
    Code(
        "A004",
        "Question qui en contient deux",
        "Deux points d’interrogation, ou deux interrogations jointes par « et » : une seule réponse ne "
        "peut pas répondre aux deux. Les questions à récit (types « texte » et « lignes ») peuvent en "
        "contenir plusieurs.",
        "Séparez-la en deux questions.",
    ),
    Code(
        "A005",
        "Trop long pour un écran de 80 colonnes",
        "Sur le plus petit écran, un libellé a 69 caractères (65 quand plusieurs choix sont possibles), un "
        "« bref » 36. Au-delà, il passe à la ligne et la liste se lit moins bien.",
        "Raccourcissez-le ; le reste va dans « aide ».",
    ),
    Code(
        "A006",
        "Question qui nomme la réponse",
        "« Êtes-vous en non-recours ? » fait trancher la personne à la place des faits. Ni « texte » ni « "
        "aborder » ne nomment le non-recours ou l’une de ses formes, quelle que soit l’écriture.",
        "Demandez un fait que la personne ou l’agent peut constater.",
    ),
    Code(
        "A007",
        "Champ de la fiche que rien ne remplit",
        "La fiche lit certaines réponses par le nom de leur question. Sans cette question, le champ reste "
        "vide.",
        "Gardez la question, ou sachez que la fiche ne dira rien de ce point.",
    ),
    Code(
        "A008",
        "Question dont la fiche ne peut pas se servir",
        "La question a le nom que la fiche attend, mais son « type » donne une réponse d’un autre genre.",
        "Rendez-lui son type, ou donnez-lui un autre nom.",
    ),
    Code(
        "A010",
        "Source sans titre",
        "On ne peut pas retrouver ce qui n’a pas de nom.",
        "Écrivez son « titre ».",
    ),
    Code(
        "A011",
        "Source sans date",
        "Une règle change : sans la date où la source a été lue, on ne sait pas si elle vaut encore.",
        "Écrivez « lu_le: 2026-11 », le mois où elle a été lue.",
    ),
    Code(
        "A012",
        "Source lue dans l’avenir",
        "La date de lecture n’est pas encore arrivée.",
        "Corrigez la date.",
    ),
    Code(
        "A013",
        "Source qui ne vaut plus",
        "La date « valable_jusqu_a » est passée.",
        "Lisez le texte en vigueur, puis corrigez la source et ce qui en dépend.",
    ),
    Code(
        "A014",
        "Source lue il y a plus d’un an",
        "Les règles et les barèmes changent chaque année : une source se relit une fois par an. Celles "
        "d’un même fichier sont dites ensemble.",
        "Relisez-les et mettez « lu_le » à jour ; « repere parcours imprimer --contenu references » en "
        "donne la liste.",
    ),
    Code(
        "A015",
        "Prestation sans source",
        "Ce que dit le catalogue d’une prestation doit pouvoir être vérifié. Seule l’entrée « autre » n’en "
        "a pas besoin : elle ne dit rien.",
        "Ajoutez au moins une source datée.",
    ),
    Code(
        "A050",
        "Trop de conseils",
        "Seuls les 200 premiers conseils d’un fichier sont dits.",
        "Suivez ceux-ci, puis vérifiez de nouveau.",
    ),
)
