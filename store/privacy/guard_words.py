"""What the seekers of the guard share: the French words they lean on, none of which names anyone.

All are written without accents and in small letters, as :func:`folded` gives them.
"""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""Start and end of a passage, in characters of its text."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def folded(word: str) -> str:
    """*word* without accents, in small letters."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(each for each in plain if not unicodedata.combining(each))


def before(text: str, place: int, length: int = 40) -> str:
    """The end of what stands before *place*, where an introduction would be."""
    return text[max(0, place - length) : place]


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


FUNCTIONS = _words(
    "accueil adjoint adjointe administrateur administratrice administration agence agent agente aide",
    "allocataire ambassadeur ambassadrice animateur animatrice assistant assistante associe associee",
    "association assure assuree avocat avocate bailleur bailleresse beneficiaire bureau caisse cadre centre",
    "chancelier charge chargee chef cheffe chirurgien citoyen citoyenne co collegue comite commandant",
    "commissaire commission commune comptable concierge conciliateur conciliatrice conseil conseiller",
    "conseillere contact controleur controleuse coordinateur coordinatrice courrier curateur curatrice",
    "defenseur defenseure delegue deleguee demandeur demandeuse departement depute deputee directeur",
    "directrice direction docteur docteure dossier educateur educatrice elu elue employeur employeuse",
    "etat euros euro expert experte famille fonctionnaire formateur formatrice foyer gardien gardienne",
    "gendarme general gerant gerante gestionnaire gouverneur greffier greffiere guichet huissier",
    "infirmier infirmiere inspecteur inspectrice instructeur instructrice interprete intervenant",
    "intervenante juge justice locataire maire mairie maitre majeur mandataire mandant mediateur mediatrice",
    "medecin mere metropole ministere ministre moniteur monitrice notaire officier ombudsman parent pere",
    "percepteur perceptrice personne pole policier prefecture prefet prefete premier premiere president",
    "presidente principal principale procureur procureure professeur professeure proprietaire proviseur",
    "proviseure psychologue psychiatre question rapporteur rapporteure recteur rectrice referent referente",
    "region representant representante republique responsable retraite salarie salariee secretaire",
    "secretariat secteur senateur senatrice service social sociale sous syndic syndicat technicien",
    "technicienne territoire travail travailleur travailleuse tresorier tresoriere tribunal tuteur tutrice",
    "tutelle usager usagere vice victime voisin voisine volontaire",
    "m mr mm mme mmes mlle mlles madame mesdames monsieur messieurs mademoiselle",
    "untel unetelle tel telle machin machine chose bidule anonyme nombreuse monoparentale elargie",
)
"""What follows a title without being a name: a function, an office, another title, a stand-in."""

NOT_TOWNS = _words(
    "euros euro eur francs franc personnes menages dossiers habitants allocataires heures kilometres foyers",
    "cas situations demandes usagers beneficiaires lettres courriers janvier fevrier mars avril mai juin",
    "juillet aout septembre octobre novembre decembre",
)
"""What follows five digits without being a town."""

NOT_STREETS = _words(
    "administrative administratif chez complete derriere est et ou plus pour que qui sans sera suivante",
    "totale totalement",
)
"""What follows « impasse » or « rue » without being its name."""

THINGS = (
    "aide|allocation|association|attestation|ca|carte|ceci|cela|ce qui|commission|contrat|dispositif|"
    "document|droit|formulaire|imprim[ée]|logiciel|loi|maladie|mesure|minimum|notice|organisme|outil|papier|"
    "pension|plateforme|prestation|prime|proc[ée]dure|programme|service|site|structure|[cç]a|cela"
)
"""Subjects of « s’appelle » that are not people, as alternatives of a pattern."""

BORN_THINGS = (
    "affaire|blocage|cr[ée]ance|conflit|dette|d[ée]saccord|difficult[ée]|droit|erreur|id[ée]e|indu|litige|"
    "malentendu|obligation|probl[èe]me|projet|quiproquo|retard|situation|trop-per[çc]u"
)
"""What can be « né » without being a person, as alternatives of a pattern."""

PARTICLES = _words(
    "de la l d du des le les el al ben ait bou van von den der dos da di del mac mc saint sainte"
)
"""What a name may begin with without being one by itself."""

NOT_SMALL_NAMES = _words(
    "seule aussi toujours elle nous vous leur cette celle encore alors donc mais dont avec sans comme quand",
    "lequel laquelle pour depuis malade enceinte agee",
)
"""What may stand between « mme » and a verb without being a name, where names have no capital."""
