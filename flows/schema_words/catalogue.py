"""Words for the keys of a catalogue file."""
# ruff: noqa: E501 — a sentence stands whole on its line, to be found and reread

from __future__ import annotations

from flows import catalogue_file as catalogue
from flows.schema_words.entry import CODE, LABEL, SOURCE, SOURCES, Words

CATALOGUE: dict[type, Words] = {
    catalogue.CatalogueFile: Words(
        title="Catalogue",
        about="Les prestations, les organismes, leurs anciens noms, et les voies pour contester.",
        keys={
            "grammaire": "Version de la grammaire de ce fichier : 1.",
            "catalogue": "Identifiant du catalogue.",
            "version": "Version du catalogue, entre guillemets (« 2026.1 »).",
            "lu_le": "Quand les sources ont été lues pour la dernière fois : 2026, 2026-11 ou 2026-11-21.",
            "rappel_voies": "La phrase rappelée avec toute voie de recours.",
            "sources": "Où les faits ont été lus. Chaque source porte un nom, repris par « source » et « sources ».",
            "voies": "Les manières de contester. Chaque voie porte un nom, repris par « voies » des entrées.",
            "ambigus": "Les mots qui désignent deux choses, comme « ASF ».",
            "prestations": "Les aides.",
            "organismes": "À qui les fiches s’adressent.",
        },
        dates=("lu_le",),
    ),
    catalogue.Source: Words(
        title="Source",
        about="Où un fait a été lu, et quand.",
        keys={
            "titre": "Titre de la page, du texte ou du rapport.",
            "ou": "Adresse ou référence.",
            "lu_le": "Quand on l’a lu : 2026, 2026-11 ou 2026-11-21.",
            "statut": "officiel ou secondaire ; une source secondaire est à vérifier avant de s’en prévaloir.",
        },
        values={
            "statut": {
                "officiel": "texte de loi, site officiel ou copie d’une page officielle",
                "secondaire": "à vérifier avant de s’en prévaloir",
            }
        },
        dates=("lu_le",),
        start={"titre": "${1:Titre}", "ou": "${2:adresse}", "lu_le": "${3:2026-11}", "statut": "secondaire"},
    ),
    catalogue.Recourse: Words(
        title="Voie",
        about="Une manière de contester.",
        keys={
            "libelle": LABEL,
            "texte": "Ce que la fiche en dit, en une phrase ou deux.",
            "agir": "Ce qu’il y a à faire, à l’infinitif : « saisir la commission de recours amiable ».",
            "delai": "Le délai pour agir.",
            "reponse": "Le délai de réponse de l’organisme.",
            "ensuite": "Ce qui s’ouvre quand cette voie a échoué, ou est restée sans réponse.",
            "precision": "Ce à quoi il faut faire attention.",
            "decisions_de": "Les organismes dont elle conteste les décisions. Sans ce mot : tous.",
            "domaines": "Les domaines auxquels elle sert, quand aucune aide n’est nommée. Sans ce mot : tous.",
            "dernier_recours": "true : cette voie est dite après les autres.",
            "sources": SOURCES,
        },
    ),
    catalogue.Delay: Words(
        title="Délai",
        about="Une durée, en mois ou en jours, et son point de départ.",
        keys={
            "mois": "Nombre de mois. L’un des deux : mois, ou jours.",
            "jours": "Nombre de jours. L’un des deux : mois, ou jours.",
            "depuis": "À partir de quand le délai court.",
            "vaut": "Ce que vaut le silence à la fin du délai.",
            "si_indique": "La source qui dit que ce délai n’engage la personne que si la décision l’indiquait.",
            "dans_l_annee": "La source qui dit qu’à défaut, il faut quand même agir dans l’année.",
            "en_vigueur": "Le jour depuis lequel cette durée s’applique : 2019-01-01.",
            "avant": "Les durées d’avant, la plus récente d’abord.",
            "source": SOURCE,
        },
        values={
            "depuis": {
                "notification": "le jour où la décision a été reçue",
                "decision": "le jour de la décision",
                "demande": "le jour de la demande",
                "dossier_complet": "le jour où le dossier est complet",
                "recours": "le jour du recours",
                "reponse": "le jour de la réponse au recours, ou celui où le silence vaut rejet",
            },
            "vaut": {"rejet": "le silence vaut rejet", "": "on ne le dit pas"},
        },
        dates=("en_vigueur",),
    ),
    catalogue.FormerDelay: Words(
        title="Durée d’avant",
        about="La durée qu’un délai avait avant que la règle change.",
        keys={
            "mois": "Nombre de mois. L’un des deux : mois, ou jours.",
            "jours": "Nombre de jours. L’un des deux : mois, ou jours.",
            "jusqu_a": "Le jour où elle a cessé de s’appliquer : 2019-01-01.",
            "source": SOURCE,
        },
        dates=("jusqu_a",),
    ),
    catalogue.Sequel: Words(
        title="Ensuite",
        about="Ce qui s’ouvre quand une voie a échoué.",
        keys={
            "texte": "Ce qu’il y a à faire, à l’infinitif : « saisir le tribunal judiciaire ».",
            "delai": "Le délai pour le faire.",
        },
    ),
    catalogue.Parameter: Words(
        title="Paramètre",
        about="Un montant fixé par une règle, qui change avec le temps ; jamais ce qui est dû à quelqu’un.",
        keys={
            "libelle": "Ce que c’est : « montant maximal pour une personne seule ».",
            "par": "Ce qu’il compte : « par mois », « par an ».",
            "montants": "Ses montants, le plus récent d’abord.",
        },
    ),
    catalogue.Amount: Words(
        title="Montant",
        about="Un montant, et depuis quand.",
        keys={
            "depuis": "Le jour depuis lequel il s’applique : 2026-04-01.",
            "jusqu_a": "Le jour où il a cessé, si l’on ne connaît pas le suivant.",
            "euros": "Le montant en euros, entre guillemets : « 651,69 ».",
            "source": SOURCE,
        },
        dates=("depuis", "jusqu_a"),
    ),
    catalogue.Benefit: Words(
        title="Prestation",
        about="Une aide, qui la traite, et ce que l’on en sait.",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "article": "L’article qui la précède dans une phrase : « la », « le », « l’ », « les ».",
            "sigle": "Son sigle : « C2S ».",
            "alias": "Les autres mots par lesquels on la cherche, ceux des gens compris.",
            "anciens": "Ses noms d’avant, traduits en nom d’aujourd’hui.",
            "voies": "Noms des voies pour contester, de la liste « voies ».",
            "sources": SOURCES,
            "groupe": "Le groupe des chiffres de 2015 ; à défaut, le code de la prestation.",
            "nature": "De l’argent, ou autre chose.",
            "organismes": "Codes d’organismes : le premier traite la demande, les suivants interviennent aussi.",
            "variantes": "Codes d’organismes qui prennent la place du premier quand leur « si » est rempli.",
            "definition": "Ce que c’est, en une phrase.",
            "validite": "Depuis quand elle existe sous cette forme.",
            "reponse": "Le délai de réponse de l’organisme à une demande.",
            "rappel": "Jusqu’où elle peut être payée en arrière.",
            "a_savoir": "Des faits utiles, une phrase chacun.",
            "parametres": "Les montants que la règle fixe : maximum, seuil.",
        },
        values={
            "nature": {
                "financiere": "de l’argent versé, ou des frais en moins",
                "non_financiere": "autre chose que de l’argent",
            }
        },
        start={
            "code": "${1:code}",
            "libelle": "${2:Libellé}",
            "groupe": "${1:code}",
            "nature": "financiere",
            "organismes": ["${3:organisme}"],
            "definition": "${4:Ce que c’est, en une phrase.}",
        },
    ),
    catalogue.Organism: Words(
        title="Organisme",
        about="À qui une fiche s’adresse ; notre propre service peut en être un.",
        keys={
            "code": CODE,
            "libelle": LABEL,
            "article": "L’article qui le précède dans une phrase : « la », « le », « l’ », « les ».",
            "sigle": "Son sigle : « CPAM ».",
            "alias": "Les autres mots par lesquels on le cherche.",
            "anciens": "Ses noms d’avant, traduits en nom d’aujourd’hui.",
            "voies": "Noms des voies pour contester, de la liste « voies ».",
            "sources": SOURCES,
            "si": "Quand cet organisme en remplace un autre : « si la personne relève du régime agricole ».",
            "locaux": "Le nom qu’il porte dans certains territoires.",
        },
        start={"code": "${1:code}", "libelle": "${2:Libellé}"},
    ),
    catalogue.Former: Words(
        title="Ancien nom",
        about="Un nom d’avant, que le programme traduit en nom d’aujourd’hui.",
        keys={
            "nom": "Le nom ou le sigle d’avant.",
            "long": "Le nom en toutes lettres.",
            "jusqu_a": "Jusqu’à quand il a servi : 2015, 2015-12 ou 2015-12-31.",
            "note": "Ce qu’il faut en savoir.",
            "source": SOURCE,
        },
        dates=("jusqu_a",),
    ),
    catalogue.Local: Words(
        title="Nom local",
        about="Le nom d’un organisme là où il en porte un autre.",
        keys={
            "nom": "Le nom porté là.",
            "sigle": "Son sigle.",
            "ou": "Le territoire.",
            "source": SOURCE,
        },
    ),
    catalogue.Note: Words(
        title="À savoir",
        about="Un fait utile, en une phrase.",
        keys={"texte": "Le fait.", "source": SOURCE},
    ),
    catalogue.Arrears: Words(
        title="Rappel",
        about="Jusqu’où une prestation peut être payée en arrière.",
        keys={
            "mois": "Nombre de mois ; 0 : jamais en arrière.",
            "texte": "Ce que la fiche en dit.",
            "source": SOURCE,
        },
    ),
    catalogue.Validity: Words(
        title="Validité",
        about="Depuis quand la prestation existe sous cette forme.",
        keys={
            "depuis": "Depuis quand : 2019, 2019-11 ou 2019-11-01.",
            "jusqu_a": "Jusqu’à quand, si elle a disparu.",
            "source": SOURCE,
        },
        dates=("depuis", "jusqu_a"),
    ),
    catalogue.Ambiguous: Words(
        title="Mot à deux sens",
        about="Un mot pour plusieurs entrées, et de quoi les distinguer.",
        keys={
            "nom": "Le mot.",
            "entre": "Pour chaque code d’entrée, ce qu’il faut dire pour la reconnaître.",
            "sources": SOURCES,
        },
    ),
}
