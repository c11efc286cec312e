"""The plain words of the récapitulatif: short sentences to the person, no sigle that is not spelled out.

Everything here says « vous », judges nothing and concludes nothing. A test holds every sentence to a level
of reading. What a team adds to the catalogue or to the flow and is not here is said by its label.
"""

from __future__ import annotations

from collections.abc import Mapping

PLAIN_BENEFITS: Mapping[str, str] = {
    "rsa": "C’est une aide pour vivre quand on a peu d’argent.",
    "prime_activite": "C’est une aide pour les gens qui travaillent et gagnent peu.",
    "are": "C’est l’argent versé quand on perd son travail.",
    "ass": "C’est une aide quand le chômage est fini.",
    "aides_logement": "Elles aident à payer le loyer.",
    "allocations_familiales": "Elles aident à élever les enfants.",
    "paje": "C’est une aide pour un bébé ou un jeune enfant.",
    "allocation_soutien_familial": "C’est une aide pour un enfant élevé par un seul parent.",
    "allocation_rentree_scolaire": "Elle aide à payer la rentrée des enfants.",
    "aeeh": "C’est une aide pour un enfant qui a un handicap.",
    "ajpp": "C’est une aide pour rester près d’un enfant malade.",
    "aah": "C’est une aide pour vivre avec un handicap.",
    "pch": "Elle paie de l’aide ou du matériel pour un handicap.",
    "apa": "Elle paie de l’aide pour une personne âgée.",
    "ash": "Elle aide à payer la maison de retraite.",
    "carte_mobilite_inclusion": "Elle donne la priorité, ou une place pour se garer.",
    "aspa": "C’est une aide pour les personnes âgées qui ont une petite retraite.",
    "asi": "C’est une aide pour ceux qui ne peuvent plus travailler.",
    "retraite": "C’est l’argent versé quand on ne travaille plus.",
    "retraite_complementaire": "Elle s’ajoute à la retraite de base.",
    "reversion": "C’est une part de la retraite d’un mari ou d’une femme qui est mort.",
    "pension_invalidite": "C’est l’argent versé quand on ne peut plus travailler comme avant.",
    "c2s": "Elle paie les soins que la Sécurité sociale ne paie pas.",
    "puma": "C’est la Sécurité sociale : elle paie une part des soins.",
    "ame": "Elle paie les soins.",
    "indemnites_journalieres": "C’est l’argent versé pendant un arrêt de travail.",
    "aide_soins_cpam": "C’est une aide pour payer des soins chers.",
    "fsl": "Il aide à entrer dans un logement, ou à y rester.",
    "cheque_energie": "Il aide à payer le gaz et l’électricité.",
    "aide_energie_eau": "Elle aide à payer le gaz, l’électricité ou l’eau.",
    "logement_social": "C’est un logement où le loyer est moins cher.",
    "tarif_transport": "Le bus, le tram ou le train coûtent moins cher.",
    "bourse_college": "Elle aide à payer le collège.",
    "bourse_lycee": "Elle aide à payer le lycée.",
    "bourse_superieur": "Elle aide à payer les études.",
    "fonds_sociaux_scolaires": "Ils aident à payer la cantine ou les sorties.",
    "aide_juridictionnelle": "Elle paie l’avocat.",
    "aide_facultative_ccas": "C’est une aide de la mairie.",
}
"""What each benefit is, in one sentence that follows its name."""

TOPICS: Mapping[str, str] = {
    "etat_civil_sejour": "vos papiers",
    "sante": "vos soins",
    "logement_hebergement": "votre logement",
    "domiciliation": "l’adresse où recevoir votre courrier",
    "retraite": "votre retraite",
    "documents_attestations": "un papier qui vous manque",
    "handicap_autonomie": "l’aide dans la vie de tous les jours",
    "energie": "le gaz, l’électricité ou l’eau",
    "mobilite": "vos trajets",
    "education": "l’école ou les études",
    "emploi_formation": "le travail ou la formation",
    "numerique": "les démarches sur internet",
    "justice": "une démarche avec la justice",
    "loisirs_vacances_culture": "les loisirs et les vacances",
    "autre": "une démarche qui bloque",
}
"""What was talked about where no benefit is at stake, by domain."""
DISCREET = "Une démarche que nous suivons ensemble."
"""The topic that says nothing to anybody else."""

HEALTH, MONEY, STAY, FAMILY, COURT = (
    "parle de santé",
    "parle d’argent",
    "parle de séjour",
    "parle de la famille",
    "parle de justice",
)
SENSITIVE_BENEFITS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("c2s", "puma", "indemnites_journalieres", "aide_soins_cpam", "pension_invalidite", "asi"),
            *("aah", "pch", "aeeh", "ajpp", "apa", "ash", "carte_mobilite_inclusion"),
        ),
        HEALTH,
    ),
    **dict.fromkeys(("rsa", "prime_activite", "are", "ass", "aspa", "aide_facultative_ccas"), MONEY),
    "ame": f"{HEALTH} et de séjour",
    "allocation_soutien_familial": FAMILY,
    "reversion": FAMILY,
    "aide_juridictionnelle": COURT,
}
SENSITIVE_TOPICS: Mapping[str, str] = {
    "etat_civil_sejour": STAY,
    "sante": HEALTH,
    "handicap_autonomie": HEALTH,
    "domiciliation": "dit où arrive le courrier",
    "logement_hebergement": "parle du logement",
    "justice": COURT,
}
SENSITIVE_ORGANISMS: Mapping[str, str] = {
    "cpam": HEALTH,
    "mdph": HEALTH,
    "hopital": HEALTH,
    "prefecture": STAY,
    "tribunal": COURT,
}
"""What may tell something to whoever else reads the sheet at home, and what it tells."""
CAUTION = "{about} : est-ce sans risque chez elle ?"
OWN_WORDS = "écrit pour l’organisme : à redire en mots simples"
NAMES_US = "dit qui elle a rencontré"
LINKS_US = "relie la feuille à notre service"

ACTIONS: Mapping[str, str] = {
    "examen_approfondi": "Nous avons regardé votre dossier avec vous.",
    "information_orientation": "Nous vous avons dit où aller et comment faire.",
    "contact_telephonique": "Nous avons appelé {organism} avec vous.",
    "courrier": "Nous avons écrit {to_organism} pour vous.",
    "instruction_asf": "Nous avons préparé avec vous une demande d’aide.",
    "accompagnement_numerique": "Nous avons fait la démarche sur internet avec vous.",
    "saisine_mediateur": "Nous avons écrit au médiateur. Il aide à trouver un accord.",
    "recours": "Nous avons demandé de revoir la décision.",
    "autre": "Nous avons fait une démarche avec vous.",
}
"""What the service did, told to the person."""
SENSITIVE_ACTIONS: Mapping[str, str] = {"instruction_asf": MONEY}

STATES: Mapping[str, str] = {
    "en_cours": "Ce n’est pas encore réglé. Nous continuons avec vous.",
    "regularisee": "C’est réglé.",
    "droit_perdu": "Cette fois, cela n’a pas marché.",
    "droit_ouvert": "C’est accepté.",
    "rejet": "La réponse est non pour le moment.",
    "perdu": "Cette fois, cela n’a pas marché.",
    "sans_nouvelles": "Nous attendons encore une réponse.",
}
"""Where it stands: by the answer to « issue », then by what came of it."""

YOU, WE = "vous", "nous"
ANY_ORGANISM = "l’organisme"
FOLLOW_UP = "voir où en est votre dossier"
KEEP_LETTERS = "garder tous les courriers que vous recevez"
TELL_US = "nous prévenir dès que vous avez une réponse"
BY_BLOCKAGE: Mapping[str, tuple[str, str]] = {
    "sans_reponse": (WE, "demander une réponse {to_organism}"),
    "dossier_renvoye": (YOU, "nous apporter les papiers demandés"),
    "refus_sans_examen": (WE, "demander que votre dossier soit lu"),
    "refus_motive": (WE, "voir avec vous si l’on peut demander de revoir la décision"),
    "rendez_vous_impossible": (WE, "demander un rendez-vous pour vous"),
    "acces_numerique": (YOU, "revenir nous voir pour la démarche sur internet"),
    "versement_incomplet": (WE, "demander pourquoi il manque de l’argent"),
    "rupture": (WE, "demander pourquoi l’aide s’est arrêtée"),
}
"""What comes next, by where it is stuck: who, what."""
BY_REQUEST: Mapping[str, tuple[str, str]] = {
    "non": (YOU, "faire la demande, avec notre aide si vous le voulez"),
    "commencee_abandonnee": (YOU, "finir la demande, avec notre aide si vous le voulez"),
    "empechee": (WE, "déposer la demande avec vous"),
}
"""What comes next, by whether it was asked for."""
CHECK_RIGHT = (WE, "vérifier si vous y avez droit")
ASK_AGAIN = (YOU, "demander de revoir la décision, avec notre aide si vous le voulez")
AT_THE_LATEST, BEFORE = "au plus tard le {day}", "avant le {day}"
ANSWER_YOU = "vous répondre"
ASK_FOR = "demander {to_organism} « {text} »"


def to(named: str) -> str:
    """« à » before a name that has its article: « à la CAF », « au département », « aux impôts »."""
    for article, joined in (("le ", "au "), ("les ", "aux ")):
        if named.startswith(article):
            return joined + named.removeprefix(article)
    return f"à {named}"
