"""Charts of every kind, with invented figures, and how their inks are compared."""

import msgspec

from templates.chart_context import Graphique, Serie

MONTHS = tuple(f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(36))

FORMS = Graphique(
    titre="Formes constatées",
    unite="situations",
    etiquettes=("Non-réception", "Non-demande", "Non-connaissance", "Non-proposition"),
    series=(Serie(valeurs=(1263, 37, 0, None)),),
    tete="Forme",
    notes=("une situation peut avoir plusieurs formes",),
)
GROUPS = Graphique(
    titre="Délais, par année",
    genre="barres_groupees",
    unite="%",
    etiquettes=("Moins de deux mois", "Bien plus de quatre mois malgré les relances faites par le service"),
    series=tuple(
        Serie(nom=name, valeurs=values)
        for name, values in (
            ("2023", (20.5, 79.5)),
            ("2024", (None, 60)),
            ("2025", (0, 100)),
            ("2026", (8, 92)),
        )
    ),
)
TREND = Graphique(
    titre="Situations de chaque mois",
    genre="tendance",
    unite="situations",
    etiquettes=MONTHS,
    series=(Serie(valeurs=tuple(None if at in (4, 5, 6, 20) else 10 + at * 7 % 23 for at in range(36))),),
)
LINES = Graphique(
    titre="Deux organismes inventés",
    genre="tendance",
    unite="situations",
    etiquettes=MONTHS[:12],
    series=(
        Serie(nom="Caisse A", valeurs=tuple(range(5, 17))),
        Serie(nom="Caisse B", valeurs=(*range(16, 6, -1), None, 15)),
    ),
)
CURVE = Graphique(
    titre="Demandes encore sans réponse",
    genre="courbe",
    unite="%",
    abscisse="jours depuis la demande",
    abscisses=(0, 15, 62, 365),
    series=(
        Serie(nom="Sans relance", valeurs=(100, 96, 41, 12.5)),
        Serie(nom="Avec", valeurs=(100, 70, 30, 14)),
    ),
)
THIRTY = Graphique(
    titre="Trente motifs",
    unite="personnes",
    etiquettes=tuple(
        f"Motif {at}, au nom assez long pour aller à la ligne même au large" for at in range(30)
    ),
    series=(Serie(valeurs=tuple(at * 37 % 101 for at in range(30))),),
)
ALONE = Graphique(titre="Une valeur", unite="€", etiquettes=("Aide",), series=(Serie(valeurs=(123456,)),))
ZERO = Graphique(titre="Zéro", etiquettes=("a", "b"), series=(Serie(valeurs=(0, 0)),))
HIDDEN = Graphique(titre="Masqué", etiquettes=("a", "b"), series=(Serie(valeurs=(None, None)),))
HIDDEN_TREND = msgspec.structs.replace(TREND, series=(Serie(valeurs=(None,) * 36),))
ONE_MONTH = msgspec.structs.replace(TREND, etiquettes=("2026-03",), series=(Serie(valeurs=(7,)),))
NOTHING = Graphique(titre="Rien", series=())
ALL = {
    each.titre + each.genre + str(at): each
    for at, each in enumerate(
        (FORMS, GROUPS, TREND, LINES, CURVE, THIRTY, ALONE, ZERO, HIDDEN, HIDDEN_TREND, ONE_MONTH, NOTHING)
    )
}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours written #rrggbb."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
