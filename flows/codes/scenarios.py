"""Scenario files: P070 to P079, A070 to A079."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les scénarios et les cas"

CODES: tuple[Code, ...] = (
    Code(
        "P070",
        "Scénario sans situation",
        "Un scénario raconte au moins une situation.",
        "Ajoutez une situation et ses « reponses ».",
    ),
    Code(
        "P071",
        "Nom que le parcours n’a pas",
        "Le scénario nomme un parcours, une question, une forme, un trait ou une raison qui n’existe pas.",
        "Corrigez le nom.",
    ),
    Code(
        "P072",
        "Réponse que la question ne prend pas",
        "La réponse n’est pas l’un des codes de la question, ou n’est pas du bon genre.",
        "Corrigez la réponse.",
    ),
    Code(
        "P073",
        "Passage qui pourrait dire qui est quelqu’un",
        "Un scénario est fait pour être partagé : un nom, un numéro, une adresse ou une date de naissance "
        "n’y ont pas leur place, même d’une personne inventée.",
        "Remplacez le passage par des mots qui ne disent de personne qui il est.",
    ),
)
