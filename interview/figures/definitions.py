"""What each figure is, in one French sentence: shown beside it, and gathered on the page of definitions."""

from __future__ import annotations

from templates.typography import french

_COUNTED = (
    "Une situation est comptée quand les questions qui la qualifient ont toutes une réponse, qu’une forme de "
    "non-recours est retenue, et qu’elle n’a pas été qualifiée de nouveau depuis."
)

HEADINGS: dict[str, str] = {
    "volume": "Volume",
    "formes": "Formes de non-recours et raisons",
    "objets": "Prestations, domaines et organismes",
    "cumul": "Cumul et enchaînements",
    "impact": "Personnes concernées",
    "intensite": "Intensité",
    "actions": "Actions du service",
    "cout": "Coût",
    "resolution": "Résolution",
}
"""The nine headings, in order."""

DEFINITIONS: dict[str, str] = {
    "situations": _COUNTED,
    "menages": "Ménages qui ont au moins une situation comptée ; un ménage n’est compté qu’une fois.",
    "entretiens": "Entretiens où au moins une situation est comptée.",
    "ecartees": "Situations examinées où aucune forme de non-recours n’est retenue : elles ne sont pas "
    "comptées.",
    "requalifiees": "Situations qualifiées de nouveau depuis : seule la dernière qualification est comptée.",
    "inachevees": "Situations dont la qualification n’est pas terminée : elles ne sont pas comptées.",
    "services": "Situations par service qui a mené l’entretien.",
    "territoires": "Situations par territoire.",
    "mois": "Situations par mois du début de l’entretien.",
    "certitudes": "Avéré : le droit est établi et tous les faits qui décident sont connus ; potentiel : "
    "il reste "
    "au moins un fait à vérifier.",
    "formes": "Situations par forme de non-recours retenue par l’agent ; une situation peut en avoir "
    "plusieurs.",
    "plusieurs_formes": "Situations où au moins deux formes sont retenues.",
    "abandon": "Situations de non-demande où la demande a été commencée, puis laissée.",
    "raisons": "Situations par raison de cette forme ; une situation peut avoir plusieurs raisons.",
    "niveaux": "Situations par niveau où le non-recours s’explique ; plusieurs niveaux peuvent valoir.",
    "details": "Situations par fait observé sur le terrain ; plusieurs peuvent valoir.",
    "nature": "Situations selon que l’offre est de l’argent ou autre chose.",
    "prestations": "Situations par groupe de prestations, parmi celles où l’offre est de l’argent.",
    "prestations_detail": "Situations par prestation, parmi celles où l’offre est de l’argent.",
    "domaines": "Situations par domaine, parmi celles où l’offre n’est pas de l’argent.",
    "organismes": "Situations par organisme concerné ; une situation peut en concerner plusieurs.",
    "nature_par_service": "Situations par nature de l’offre et par service.",
    "prestations_par_forme": "Situations par groupe de prestations et par forme ; une situation de deux "
    "formes est "
    "dans deux cases.",
    "menages_2_et_plus": "Ménages qui ont au moins deux situations comptées.",
    "situations_2_et_plus": "Situations de ces ménages.",
    "cumulatives": "De ces situations, celles qui en causent une autre ou qui viennent d’une autre.",
    "menages_cumulatifs": "De ces ménages, ceux qui ont au moins une situation cumulative.",
    "completes": "De ces situations, celles où rien n’est reçu du droit.",
    "moyenne_par_menage": "Situations des ménages qui en ont au moins deux, divisées par le nombre de "
    "ces ménages.",
    "causent": "Situations qui en causent au moins une autre.",
    "causees": "Situations qui viennent d’une autre.",
    "profils": "Ménages par nombre de situations, dont cumulatives et complètes.",
    "enchainements": "Nombre de fois où une situation en a causé une autre, par objet de l’une et de "
    "l’autre.",
    "personnes": "Personnes concernées, chaque ménage une fois : le plus grand nombre qu’un de ses "
    "entretiens ait dit.",
    "personnes_2_et_plus": "Situations qui concernent au moins deux personnes.",
    "personnes_par_situation": "Situations par nombre de personnes concernées.",
    "membres": "Personnes qui vivent dans les ménages dont la taille et le nombre de personnes "
    "concernées sont connus.",
    "personnes_mesurees": "Personnes concernées dans ces mêmes ménages.",
    "intensite": "Situations par trait de la typologie de la CNAF (1996), déduit des réponses ; une "
    "situation peut "
    "en avoir plusieurs.",
    "actions": "Actions du service, pendant l’entretien et après ; la même action faite deux fois "
    "compte deux fois.",
    "situations_actions": "Situations pour lesquelles au moins une action a été faite.",
    "actions_moyenne": "Nombre d’actions divisé par le nombre de situations comptées.",
    "actions_par_type": "Actions par sorte.",
    "asf_demandee": "Situations où une aide sociale facultative a été demandée à cause de cette situation.",
    "asf": "Situations pour lesquelles une aide sociale facultative a été accordée.",
    "asf_total": "Somme des aides sociales facultatives accordées.",
    "asf_moyenne": "Somme accordée divisée par le nombre d’aides accordées.",
    "minutes": "Temps passé sur une situation pendant l’entretien, là où il est noté.",
    "minutes_par_service": "Temps moyen passé sur une situation, par service ; jamais par agent.",
    "durees": "Situations par temps passé ; 30 et 60 minutes sont dans la tranche du milieu.",
    "manque": "Montant mensuel manquant multiplié par le nombre de mois, là où les deux sont connus ; "
    "dans un même "
    "enchaînement, un droit n’est compté qu’une fois, pour son montant le plus grand.",
    "manque_inconnu": "Situations d’argent dont le manque n’est pas connu.",
    "terminees": "Situations dont l’issue est définitive : droit ouvert ou régularisé, rejet, droit perdu.",
    "taux": "Situations terminées, rapportées à toutes les situations comptées.",
    "issues": "Situations terminées, par issue.",
    "utile": "Situations où l’on a demandé si la démarche avait été utile à la personne.",
    "recupere": "Argent versé à la personne à la suite de la démarche.",
    "delai": "Nombre de jours, de l’entretien à l’issue, au bout duquel la moitié des situations sont "
    "terminées ; celles "
    "qui durent encore comptent pour le temps déjà passé (Kaplan-Meier).",
    "attente": "Le même délai, compté depuis le début de la difficulté.",
    "ouvertes_par_age": "Situations qui durent encore, par temps passé depuis l’entretien.",
    "par_organisme": "Situations terminées, par organisme concerné.",
}
"""By code of the figure."""


def definition(code: str) -> str:
    """The sentence that defines a figure. Raises KeyError: every figure has one."""
    return french(DEFINITIONS[code])
