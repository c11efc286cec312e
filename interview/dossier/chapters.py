"""The parts of the figures: each one drawn, in a table, in sentences, with what it counts."""

from __future__ import annotations

from collections.abc import Callable

from interview.dossier.cells import period_of, periods
from interview.dossier.figuring import MASKED, Figured
from interview.dossier.telling import NOTHING, SITUATIONS, Listed, out_of
from interview.dossier.words import Words
from interview.figures.definitions import definition
from interview.figures.inference import lasting
from store.figures.counts import Amount, Figures, Shortfall
from templates.chart_context import Graphique, Serie, Tableau
from templates.dossier_context import Chapitre
from templates.typography import NBSP, count, duration, euros, french, integer

SEVERAL = "La somme peut donc dépasser le nombre de situations"
BY_DATE = (
    "Situations à la date du début de l’entretien ; la première et la dernière période peuvent être "
    "incomplètes"
)
MOST_FREQUENT = "Seuls les plus fréquents sont montrés"
KNOWN_ONLY = "Seuls les montants et les temps connus sont comptés"
_QUARTERS = ("1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre")
_RECOVERABLE = {
    "oui": "Encore récupérable",
    "partie": "Récupérable en partie",
    "non": "Perdu",
    "inconnu": "On ne sait pas",
    "non_dit": "Non précisé",
}


class Told:
    """What a part is told from."""

    def __init__(self, figures: Figures, found: Figured, words: Words) -> None:
        self.figures = figures
        self.found = found
        self.words = words

    def out_of(self, label: str, name: str, whole: str = "situations") -> str:
        """« … : 12 situations sur 40 », "" where it is masked."""
        return out_of(self.found, label, name, whole)

    @property
    def enough_delays(self) -> bool:
        """Whether a median can be told: it rests on what ended, and on what has not."""
        return bool(self.found.shown("attente/finies") and self.found.shown("attente"))


Part = Callable[[Told, str], Chapitre | None]


def listed_part(
    title: str, listed: list[Listed], counted: str, notes: tuple[str, ...] = (), told: tuple[str, ...] = ()
) -> Chapitre | None:
    """A part made of lists of counts: the first one drawn, the others in tables; None when nothing shows."""
    charts = [chart for each in listed if (chart := each.chart()) is not None]
    phrases = tuple(each for each in (*told, *(each.sentence() for each in listed)) if each)
    if not charts and not phrases:
        return None
    tables = tuple(each.tableau for each in charts[1:] if each.tableau is not None)
    return Chapitre(
        titre=title,
        phrases=phrases,
        graphique=charts[0] if charts else None,
        tableaux=tables,
        definition=counted,
        notes=notes if charts else (),
    )


def trend(of: Told, title: str) -> Chapitre | None:
    """Situations over time."""
    months = [each.code for each in of.figures.volume.months.counts]
    step = of.found.counted.step
    every = periods(min(months), max(months)) if months else []
    cut = list(dict.fromkeys(period_of(each, step) for each in every))
    values = tuple(of.found.shown(f"temps/{each}") for each in cut)
    if len(cut) < 2 or not any(values):
        return None
    by_month = step == "mois"
    chart = Graphique(
        titre="Situations, selon la date de l’entretien",
        genre="tendance" if by_month else "barres",
        etiquettes=tuple(cut if by_month else map(_quarter, cut)),
        series=(Serie(valeurs=values),),
        unite=SITUATIONS,
        masque=MASKED,
        tete="Mois" if by_month else "Trimestre",
    )
    return Chapitre(titre=title, graphique=chart, definition=BY_DATE)


def forms(of: Told, title: str) -> Chapitre | None:
    """Forms, what was given up, how sure it is."""
    listed = Listed(
        of.found, "formes", of.figures.forms.forms, of.words.form, "Situations par forme", "Forme"
    )
    abandoned = (
        of.out_of("Demandes commencées puis abandonnées", "abandon", "formes/non_demande")
        if of.found.known("abandon")
        else ""
    )
    sure = of.out_of("Droit établi et faits connus (avéré)", "certitude/avere")
    return listed_part(
        title,
        [listed],
        definition("formes"),
        (SEVERAL,),
        (sure, abandoned),
    )


def reasons(of: Told, title: str) -> Chapitre | None:
    """Why, form by form."""
    listed = []
    told = {each.form: each.reasons for each in of.figures.forms.reasons}
    for form in of.found.order("formes", told):

        def label(code: str, of_form: str = form) -> str:
            return of.words.reason(of_form, code)

        name, heading = f"raisons/{form}", f"Raisons : {of.words.form(form).lower()}"
        listed.append(Listed(of.found, name, told[form], label, heading, "Raison"))
        for first in of.found.order(name, (each.code for each in told[form].counts))[:1]:
            of.found.move(f"{name}/{first}", label(first))
    return listed_part(
        title,
        listed,
        definition("raisons"),
        (SEVERAL,),
    )


def levels(of: Told, title: str) -> Chapitre | None:
    """Where the explanation lies."""
    tally = of.figures.forms.levels
    listed = Listed(of.found, "niveaux", tally, of.words.level, "Niveaux d’explication", "Niveau")
    return listed_part(title, [listed], definition("niveaux"), (SEVERAL,))


def details(of: Told, title: str) -> Chapitre | None:
    """What was seen in the field."""
    tally = of.figures.forms.details
    listed = Listed(of.found, "details", tally, of.words.detail, "Constats de terrain", "Constat")
    return listed_part(title, [listed], definition("details"), (MOST_FREQUENT, SEVERAL))


def objects(of: Told, title: str) -> Chapitre | None:
    """Benefits and domains, where there are several."""
    told, words = of.figures.objects, of.words
    listed = [
        Listed(
            of.found, "prestations", told.benefits, words.benefit, "Situations par prestation", "Prestation"
        ),
        Listed(of.found, "domaines", told.domains, words.domain, "Situations par domaine", "Domaine"),
    ]
    if len(told.benefits.counts) + len(told.domains.counts) < 2:
        return None
    counted = [definition("prestations_detail")] if told.benefits.counts else []
    counted += [definition("domaines")] if told.domains.counts else []
    return listed_part(title, listed, " ".join(counted))


def people(of: Told, title: str) -> Chapitre | None:
    """Persons and households."""
    found, told = of.found, []
    persons, homes = found.shown("personnes"), found.shown("personnes/menages")
    found.move("personnes", "Personnes concernées")
    if persons and homes:
        concerned = "concernées" if persons > 1 else "concernée"
        told.append(
            f"{count(persons, 'personne')} {concerned}, dans {count(homes, 'ménage')} dont on connaît "
            "le nombre de personnes concernées"
        )
    several, whole = found.shown("cumul/menages"), found.shown("menages")
    if several and whole:
        verb = "connaissent" if several > 1 else "connaît"
        told.append(f"{count(several, 'ménage')} sur {integer(whole)} {verb} plusieurs de ces situations")
    return listed_part(title, [], definition("personnes"), told=tuple(french(each) for each in told))


def outcomes(of: Told, title: str) -> Chapitre | None:
    """What came of it, after how long."""
    found, resolution = of.found, of.figures.resolution
    found.move("finies", "Situations terminées")
    told = [of.out_of("Situations terminées", "finies")]
    if of.enough_delays:
        told.append(lasting(resolution.waiting).reading.rstrip("."))
    recovered = found.total("recupere", resolution.recovered)
    found.move_sum("recupere", "Montants récupérés", recovered)
    if recovered:
        number = count(resolution.recovered.on, "situation")
        told.append(french(f"Montants récupérés : {euros(recovered)} ({number})"))
    listed = Listed(
        found, "suites", resolution.outcomes, of.words.outcome, "Ce qu’il en est advenu", "Suite", "finies"
    )
    counted = f"{definition('terminees')} {definition('attente')}"
    return listed_part(title, [listed], counted, told=tuple(told))


def cost(of: Told, title: str) -> Chapitre | None:
    """What the service bore, what households lack."""
    found, told = of.found, of.figures.cost
    rows = (
        [("Aide sociale facultative demandée", found.words("asf/demandees"), NOTHING)]
        if told.aid_asked
        else []
    )
    parts = shortfall_parts(told.shortfall)
    totals = found.breakdown("manque", told.shortfall.total, parts)
    totals["asf/accordees"] = found.total("asf/accordees", told.aid)
    amounts = [
        ("Aide sociale facultative accordée", "asf/accordees", told.aid),
        ("Manque pour les ménages", "manque", told.shortfall.total),
    ]
    for name, amount in parts.items() if len(parts) > 1 else ():
        code = name.removeprefix("manque/")
        amounts.append((f"dont : {_RECOVERABLE.get(code, code).lower()}", name, amount))
    for label, name, amount in amounts:
        if amount.on:
            total = totals[name]
            rows.append((label, found.words(name), MASKED if total is None else euros(total)))
    if told.minutes.on:
        spent = found.total("minutes", told.minutes)
        rows.append(
            ("Temps passé en entretien", found.words("minutes"), MASKED if spent is None else duration(spent))
        )
    if all(each[2] in (MASKED, NOTHING) for each in rows):
        return None
    table = Tableau(
        tete=("Poste", "Situations", "Total"),
        lignes=tuple(tuple(french(cell) for cell in row) for row in rows),
        legende="Ce que ces situations ont coûté",
    )
    return Chapitre(
        titre=title,
        tableaux=(table,),
        definition=definition("manque"),
        notes=(KNOWN_ONLY,),
    )


def shortfall_parts(shortfall: Shortfall) -> dict[str, Amount]:
    """What is lost, by what can still be recovered of it."""
    told = {each.code or "non_dit": each.amount for each in shortfall.recoverable}
    return {f"manque/{code}": told[code] for code in _RECOVERABLE if code in told}


def cascades(of: Told, title: str) -> Chapitre | None:
    """What it brings about."""
    told = tuple(
        of.out_of(label, name)
        for label, name in (
            ("Situations qui en ont causé une autre", "causent"),
            ("Situations causées par une autre", "causees"),
        )
        if of.found.shown(name)
    )
    counted = f"{definition('causent')} {definition('causees')}"
    return listed_part(title, [], counted, told=told)


def _quarter(code: str) -> str:
    return f"{_QUARTERS[int(code[-1]) - 1]}{NBSP}{code[:4]}"


MADE: dict[str, Part] = {
    "tendance": trend,
    "formes": forms,
    "raisons": reasons,
    "niveaux": levels,
    "details": details,
    "objets": objects,
    "personnes": people,
    "delais": outcomes,
    "cout": cost,
    "cascades": cascades,
}
"""What tells each part, by its code in ``cells.PARTS``."""
