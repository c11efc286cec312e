# ruff: noqa: E501 -- sentences of a sheet are read better whole
"""Three invented situations, from the shortest sheet to the longest; no one's story, no one's name."""

import datetime

from templates import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Decision,
    Etape,
    FicheContext,
    Forme,
    Sortie,
    Suite,
    Suivi,
    Trait,
    Voie,
)

BARE = FicheContext(reference="S-0000", date=datetime.date(2026, 3, 1), objet="Aides au logement")

SHORT = FicheContext(
    reference="S-2K7M-4",
    date=datetime.date(2026, 3, 1),
    objet="Allocation de solidarité aux personnes âgées (ASPA)",
    organismes=("CARSAT",),
    organisme_a_confirmer=True,
    certitude=Certitude(
        code="potentiel", libelle="potentiel", phrase="Le droit est probable, il reste à vérifier."
    ),
    formes=(
        Forme(
            libelle="Non-connaissance",
            definition="le droit n’était pas connu, ou l’information reçue n’était pas maîtrisée",
            raisons=("manque d’information",),
            appuis=("La personne ne connaissait pas ce droit.", "Personne ne lui en avait parlé."),
        ),
    ),
    issue="en cours",
    a_verifier=("les ressources des douze derniers mois",),
    demande_individuelle="Un rendez-vous pour étudier l’ouverture du droit.",
)

TYPICAL = FicheContext(
    reference="S-8Q3T-7",
    date=datetime.date(2025, 12, 12),
    service="Écrivains publics",
    objet="Complémentaire santé solidaire (C2S)",
    organismes=("CPAM",),
    certitude=Certitude(
        code="avere",
        libelle="avéré",
        phrase="Le droit a été vérifié sur le barème et tous les faits qui décident sont connus.",
    ),
    formes=(
        Forme(
            libelle="Non-réception",
            definition="le droit est connu et demandé, mais il n’est pas obtenu",
            raisons=("pièces manquantes", "erreur administrative"),
            appuis=(
                "La demande a été déposée.",
                "Rien n’a été reçu.",
                "Au regard des règles et des délais, ce n’est pas ce qui devait se passer.",
            ),
        ),
    ),
    typologie=(
        Trait(libelle="secondaire", explication="demandé, mais pas reçu"),
        Trait(libelle="complet", explication="rien n’est reçu"),
    ),
    niveaux=("pratiques institutionnelles",),
    details=("liste de pièces changeante", "courrier culpabilisant"),
    depuis="2025-08",
    issue="en cours",
    autrement=("Si la régularité du traitement était normale, il n’y aurait pas de non-recours.",),
    synthese=(
        "Le dossier, dit complet au guichet, a été renvoyé quatre fois, chaque fois pour une pièce nouvelle. "
        "Un rendez-vous a été refusé pour trois minutes de retard, le bus ayant tardé."
    ),
    chronologie=(
        Etape(
            date="2025-08",
            acteur="La personne",
            canal="guichet",
            fait="Demande déposée, dite complète",
            preuve=True,
            preuve_texte="récépissé",
        ),
        Etape(
            date="2025-09",
            acteur="CPAM",
            canal="courrier",
            fait="Premier retour : avis d’imposition demandé",
            preuve=True,
            preuve_texte="courrier",
        ),
        Etape(
            date="2025-10",
            acteur="CPAM",
            canal="courrier",
            fait="Deuxième et troisième retours : nouvelles pièces",
            preuve=True,
            preuve_texte="courriers",
        ),
        Etape(date="2025-11", acteur="CPAM", canal="courrier", fait="Quatrième retour", preuve=False),
        Etape(
            date="2025-12-01",
            acteur="CPAM",
            canal="guichet",
            fait="Rendez-vous refusé pour trois minutes de retard ; dossier mis dans la boîte aux lettres",
            preuve=False,
        ),
        Etape(
            date="2025-12-02",
            acteur="CPAM",
            canal="courrier",
            fait="Lettre type reprochant à la personne son absence",
            preuve=True,
            preuve_texte="courrier",
        ),
    ),
    consequences=Consequences(
        taille_menage=3,
        personnes_concernees=3,
        manque_mensuel=12_000,
        manque_mois=4,
        manque_total=48_000,
        recuperable_libelle="on ne sait pas ce qui est récupérable",
        asf_demandee=True,
        asf_montant=15_000,
    ),
    actions=(
        Action(libelle="examen approfondi de la situation"),
        Action(libelle="contact téléphonique", n=2),
        Action(libelle="courrier"),
    ),
    minutes=75,
    demande_individuelle="Que le dossier soit instruit avec les pièces déjà reçues, et le droit ouvert à la date de la première demande.",
    proposition_institution="Une liste de pièces unique et complète dès le dépôt, et un seul retour par dossier.",
    voies=(
        Voie(
            texte="Réclamation devant la commission de recours amiable (CRA) dans les 2 mois de la notification ; à vérifier sur la notification",
            source="code de la sécurité sociale, art. R.142-1",
            lu_le="2025-11-20",
        ),
    ),
    accord=Accord(libelle="oui", date="2025-12-12", portee="transmission à la CPAM"),
)

LONG = FicheContext(
    reference="S-5H9W-1",
    date=datetime.date(2026, 2, 20),
    service="Aides sociales facultatives",
    objet="Revenu de solidarité active (RSA)",
    organismes=("CAF", "Conseil départemental", "Préfecture"),
    certitude=Certitude(
        code="potentiel",
        libelle="potentiel",
        phrase="Le droit est probable ; l’institution ne l’a pas reconnu.",
    ),
    formes=(
        Forme(
            libelle="Non-réception",
            definition="le droit est connu et demandé, mais il n’est pas obtenu",
            raisons=(
                "pièce non exigible",
                "discrimination",
                "renvoi entre institutions",
                "lenteur administrative",
            ),
            appuis=(
                "Le droit était ouvert ; il a été interrompu.",
                "Au regard des règles et des délais, ce n’est pas ce qui devait se passer.",
                "Une pièce que la règle ne demande pas a été exigée.",
            ),
        ),
        Forme(
            libelle="Non-demande",
            definition="le droit est connu, mais il n’a pas été demandé, ou la demande a été abandonnée",
            raisons=("coût ou risque au regard de l’avantage",),
            appuis=(
                "La demande de complément a été commencée puis abandonnée.",
                "La personne craint un nouvel indu.",
            ),
            abandon=True,
        ),
    ),
    typologie=(
        Trait(libelle="partiel", explication="une partie seulement est reçue"),
        Trait(libelle="cumulatif", explication="cette situation en cause une autre"),
        Trait(libelle="cumulé", explication="le ménage a plusieurs situations"),
    ),
    decision=Decision(
        proposees=("Non-réception", "Non-demande", "Non-proposition"),
        retenues=("Non-réception", "Non-demande"),
        raison="Le droit avait bien été proposé lors d’un premier rendez-vous, dont la trace a été retrouvée.",
    ),
    niveaux=("pratiques institutionnelles", "conception de l’offre"),
    details=("changement de titulaire du dossier", "peur des indus", "jamais le même interlocuteur"),
    depuis="2025-03",
    issue="droit perdu",
    a_verifier=(
        "la date exacte de la fin du droit",
        "le motif écrit de l’indu",
        "le titre de séjour demandé est-il exigible pour un citoyen de l’Union européenne ?",
    ),
    autrement=(
        "Si le droit avait été vérifié sur la règle, la situation serait avérée.",
        "Si tout avait été reçu, il n’y aurait pas de non-recours.",
    ),
    synthese=(
        "Le droit est ouvert après six mois de travail. Le dossier passe ensuite à un autre membre du ménage, "
        "sans explication ; le droit prend fin et un indu est réclamé.\n\n"
        "Un titre de séjour est demandé. La préfecture en délivre un qui interdit le travail ; l’organisme "
        "confirme alors la fin du droit."
    ),
    chronologie=tuple(
        Etape(
            date=f"2025-{3 + number // 2:02d}-{5 + number:02d}",
            acteur=("CAF", "La personne", "Préfecture", "Conseil départemental")[number % 4],
            canal=("courrier", "guichet", "téléphone", "espace en ligne")[number % 4],
            fait=(
                "Demande de pièces déjà fournies lors du dépôt",
                "Passage au guichet pour expliquer la situation ; aucun écrit n’est remis",
                "Appel : renvoi vers un autre organisme, sans date de réponse",
                "Réponse écrite qui ne traite pas la question posée et demande un titre de séjour",
            )[number % 4],
            preuve=(True, False, None, True)[number % 4],
            preuve_texte=("courrier", "", "", "copie d’écran")[number % 4],
        )
        for number in range(16)
    ),
    consequences=Consequences(
        taille_menage=4,
        personnes_concernees=4,
        manque_mensuel=62_350,
        manque_mois=11,
        manque_total=685_850,
        recuperable=400_000,
        perdu=285_850,
        asf_demandee=True,
        asf_montant=30_000,
        droits_en_cascade=(
            "Complémentaire santé solidaire (C2S)",
            "Aides au logement",
            "Tarif réduit de transport",
        ),
        causee_par="Changement de titulaire du dossier (S-1B2C-9)",
    ),
    actions=(
        Action(libelle="examen approfondi de la situation", n=2),
        Action(libelle="contact téléphonique", n=5),
        Action(libelle="courrier", n=3),
        Action(libelle="instruction d’une aide sociale facultative"),
        Action(libelle="saisine du médiateur"),
    ),
    suivis=(
        Suivi(libelle="Recours", date="2026-01-12", minutes=40),
        Suivi(libelle="Appel à l’organisme", date="2026-02-01"),
    ),
    suite=Suite(libelle="Droit ouvert", date="2026-02-16", recupere=120_650, utile="utile à la personne"),
    requalifie="S-1A2B-3",
    requalifiee_par="S-4C5D-6",
    minutes=190,
    demande_individuelle=(
        "Le réexamen du droit depuis la date de son interruption.\n"
        "La suspension du recouvrement de l’indu pendant ce réexamen."
    ),
    proposition_institution="Expliquer par écrit tout changement de titulaire, et ne demander que les pièces que la règle prévoit.",
    voies=(
        Voie(
            texte="Recours préalable obligatoire devant le président du conseil départemental ; à vérifier sur la notification",
            source="code de l’action sociale et des familles, art. L.262-47",
            lu_le="2026-02-02",
        ),
        Voie(
            texte="Délégué du Défenseur des droits : gratuit, après de premières démarches ; ne suspend pas les délais"
        ),
    ),
    accord=Accord(
        libelle="oui", date="2026-02-18", portee="transmission au conseil départemental et à la CAF"
    ),
    sortie=Sortie(libelle="Transmise sans accord recueilli", motif="Personne hospitalisée, délai qui expire"),
)
SITUATIONS = {"courte": SHORT, "typique": TYPICAL, "longue": LONG}
