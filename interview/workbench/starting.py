"""A local flow to begin with: valid as it is, every line of it explained to whoever will fill it."""

from __future__ import annotations

import re
from pathlib import Path

from flows.faults import shortened
from flows.flow import Flow
from flows.loader import SHIPPED

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_LONGEST_ID = 40


class BadName(ValueError):
    """A name that no local flow may bear; the message is a sentence."""


def check_id(name: str, what: str = "un parcours") -> None:
    """Raise BadName when *name* cannot be that of a local flow, or of *what* is begun."""
    if name == SHIPPED:
        raise BadName(
            f"« {name} » est le nom du parcours livré : donnez un autre nom, « ccas-exemple » par exemple."
        )
    if not _ID.match(name) or len(name) > _LONGEST_ID:
        raise BadName(
            f"« {shortened(name)} » ne peut pas nommer {what} : des minuscules sans accent, des "
            f"chiffres, des tirets, {_LONGEST_ID} signes au plus. Par exemple : « ccas-exemple »."
        )


def local_flow_text(name: str, title: str, base: Flow) -> str:
    """The file of a new local flow that extends *base*, with an example of each thing it may do.

    Args:
        name: id of the flow (« ccas-exemple »).
        title: what people read; by default, that of *base* and the id.
        base: the flow it extends, whose words the examples quote.

    Raises:
        BadName: *name* cannot be that of a flow.
    """
    check_id(name)
    known = base.questions["connaissance"]
    return _TEXT.format(
        name=name,
        title=quoted(title.strip() or f"{base.file.title} ({name})"),
        base=base.id,
        version=quoted(base.version),
        known_text=quoted(known.text),
    )


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: there is one: it is left as it is.
        OSError: it cannot be written.
    """
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def quoted(text: str) -> str:
    """A text in YAML quotation marks, whatever it holds."""
    kept = "".join(each if each.isprintable() else " " for each in text)
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'


_TEXT = """\
# Un parcours local : ce que votre équipe change au parcours « {base} », sans le recopier.
#
# Tout ce qui n’est pas écrit ici vient du parcours « {base} », et suit ses mises à jour. Si l’une d’elles
# touche à ce que vous avez changé, « repere parcours verifier » vous le dira.
#
# Comment lire ce fichier : les lignes qui commencent par « # » sont des explications ou des exemples
# éteints. Pour allumer un exemple, retirez le « # » et l’espace qui le suit au début de chacune de ses
# lignes, sans toucher aux espaces suivantes : ce sont elles qui disent ce qui va avec quoi. Une clé
# (« ajouter: », « questions: »…) ne s’écrit qu’une fois : complétez celle qui est là.
#
# Après chaque changement :   repere parcours verifier LE-NOM-DE-CE-FICHIER

grammaire: 1
parcours: {name}
version: "1"                  # à changer vous-même quand vous diffusez une nouvelle version
titre: {title}
etend: {base}
etabli_sur: {version}          # version de « {base} » sur laquelle vous avez relu ce fichier

# ───────────────────────────────────────────────────────── Changer des mots
# Les mots changent ; les codes (connaissance, partielle…), jamais : ils sont gravés dans les dossiers.
# « au_lieu_de » garde le texte remplacé : si le parcours « {base} » le change un jour, on vous le dira.
#
# modifier:
#   questions:
#     connaissance:
#       au_lieu_de: {{texte: {known_text}}}
#       texte: Avant de nous rencontrer, la personne connaissait-elle cette offre ?
#       aborder: « Est-ce qu’on vous avait parlé de cette aide ? »
#       choix:
#         partielle: {{libelle: Un peu, aide: "le nom seulement, ou une information fausse"}}
#   sections:
#     recit: L’histoire de la demande

ajouter:
  # ─────────────────────────────────────────────────────── Une raison à vous
  # « sous » dit avec quelle raison commune elle est comptée : vos chiffres restent comparables.
  # Cet exemple est allumé ; gardez-le, changez-le, ou effacez ses quatre lignes.
  choix:
    raisons_non_demande:
      - code: trajet_trop_long
        libelle: Le trajet est trop long ou trop cher
        sous: manque_capacites

  # ─────────────────────────────────────────────────────── Une question à vous
  # « apres » ou « avant » dit où elle vient. Sans « requise », elle peut toujours être passée.
  #
  # questions:
  #   - apres: depuis
  #     id: deja_venue
  #     section: reperes
  #     type: choix
  #     inconnu: true
  #     bref: Déjà venue
  #     texte: La personne était-elle déjà venue chez nous ?
  #     pourquoi: Pour savoir si notre accueil aurait pu repérer la situation plus tôt.
  #     aborder: « Vous étiez déjà passé nous voir ? »
  #     choix:
  #       - {{code: oui, libelle: Oui}}
  #       - {{code: non, libelle: Non}}
  #       - {{code: inconnu, libelle: On ne sait pas}}

  # ─────────────────────────────────────────────────────── Une aide de votre commune
  # Chaque aide renvoie à une source, avec la date où vous l’avez lue.
  #
  # catalogue:
  #   sources:
  #     deliberation_rentree:
  #       titre: Délibération du conseil municipal sur l’aide de rentrée
  #       ou: registre des délibérations, à la mairie
  #       lu_le: "2026-11"
  #       statut: officiel
  #   prestations:
  #     - code: aide_rentree_commune
  #       libelle: aide de rentrée de la commune
  #       article: l’
  #       alias: [bon de rentrée]
  #       groupe: aide_rentree_commune
  #       nature: financiere
  #       organismes: [ccas]
  #       definition: Aide de la commune pour les fournitures scolaires.
  #       sources: [deliberation_rentree]

# ───────────────────────────────────────────────────────── Ne plus demander, ne plus proposer
# Seulement ce qui est facultatif : les questions du noyau et les choix que lisent les règles restent.
#
# retirer:
#   questions: [accord_portee]
#   choix:
#     domaine: [loisirs_vacances_culture]
"""
