"""How often each thing comes in an invented year: near what was counted in Grenoble in 2015.

The rules of today allow fewer forms at once than the sheet of 2015 did (what was asked for cannot also be
« non demandé »), so the shares of the forms are near, not equal. Delays and outcomes were not counted then:
they are plausible, and nothing more.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

PROFILES = {"reception": 580, "abandon": 135, "non_demande": 175, "non_connaissance": 110}
"""A form first; non-connaissance comes beside another in about one situation out of five."""
PARTLY_KNOWN = {"reception": 0.14, "abandon": 0.35, "non_demande": 0.5}
NOT_TOLD = {"reception": 0.01, "abandon": 0.02, "non_demande": 0.03, "non_connaissance": 0.12}
NO_NON_TAKE_UP = 0.06

PER_HOUSEHOLD = {1: 83, 2: 12, 3: 4, 4: 1}
SAME_VISIT = 0.7
LINKED = 0.7
KNOWN_HOUSEHOLD = 0.1
"""How many of the interviews of a later run are with a household already met."""

SERVICES = {"asf": 38, "ecrivains_publics": 62}
TERRITORIES = {"centre": 5, "nord": 3, "sud": 4}
MODES = {
    "asf": {"dossier": 6, "entretien": 3, "domicile": 1},
    "": {"permanence": 6, "entretien": 3, "telephone": 1, "aller_vers": 1},
}
MINUTES = {"asf": (10, 60, 15), "": (10, 90, 25)}
"""Fewest, most, usual."""
MONTHS = (1.2, 1.0, 1.1, 1.0, 0.9, 0.95, 0.7, 0.45, 1.3, 1.25, 1.1, 0.75)
"""Weight of each month: a full autumn and a full start of year, a quiet August."""

ELIGIBLE = {"oui": 62, "probable": 28, "quasi": 4, "inconnu": 6}
RESTS_ON = {"verifie": 48, "institution": 16, "personne": 18, "estimation": 18}
ISSUES = {"en_cours": 84, "regularisee": 7, "droit_perdu": 6, "inconnu": 3}
AGREEMENTS = {"oui": 80, "non": 5, "non_demande": 15}
SIZES = {1: 40, 2: 18, 3: 16, 4: 14, 5: 8, 6: 4}

MONTHLY = {
    "rsa": (350, 900),
    "prime_activite": (90, 300),
    "aides_logement": (120, 360),
    "allocations_familiales": (140, 420),
    "paje": (180, 190),
    "allocation_soutien_familial": (190, 200),
    "aah": (400, 1000),
    "aeeh": (140, 150),
    "pch": (150, 600),
    "retraite": (80, 700),
    "retraite_complementaire": (60, 250),
    "reversion": (200, 600),
    "aspa": (120, 500),
    "c2s": (30, 90),
    "aide_soins_cpam": (20, 80),
    "puma": (30, 120),
    "ame": (40, 120),
    "indemnites_journalieres": (400, 1100),
    "pension_invalidite": (300, 800),
    "are": (400, 1100),
    "ass": (450, 560),
    "fsl": (30, 90),
    "tarif_transport": (15, 40),
    "bourse_college": (10, 40),
}
"""Orders of magnitude of what may be lacking each month, in euros."""

CASCADES = {
    "etat_civil_sejour": ("rsa", "c2s", "aides_logement", "emploi_formation"),
    "rsa": ("aides_logement", "c2s", "prime_activite", "fsl", "logement_hebergement"),
    "prime_activite": ("aides_logement", "c2s"),
    "aides_logement": ("logement_hebergement", "fsl"),
    "retraite": ("aspa", "c2s", "aides_logement"),
    "reversion": ("aspa", "aides_logement"),
    "indemnites_journalieres": ("aides_logement", "c2s", "rsa"),
    "domiciliation": ("rsa", "c2s", "etat_civil_sejour"),
    "documents_attestations": ("aides_logement", "c2s"),
    "aah": ("aides_logement", "c2s"),
    "are": ("aides_logement", "c2s"),
}
"""What a lost right makes one lose."""

RESOLVED = 0.6
OUTCOMES = {"droit_ouvert": 74, "rejet": 12, "perdu": 14}
USEFUL = {"oui": 76, "non": 8, "inconnu": 16}
USEFUL_OTHERWISE = {"oui": 20, "non": 50, "inconnu": 30}
USUAL_DELAY, SPREAD = 50, 0.7
"""Median delay of an outcome, in days, and how far it spreads (log-normal)."""


def drawn(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One of the keys, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def one_of(rng: random.Random, choices: Sequence[T]) -> T:
    """One of them, all alike."""
    return choices[rng.randrange(len(choices))]
