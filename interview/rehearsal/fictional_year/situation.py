"""The answers of one invented situation: a scene, told on a given day."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

import msgspec

from flows.catalogue import Catalogue
from interview.rehearsal.fictional_year import shares
from interview.rehearsal.fictional_year.scene import SERVICE, Scene, Step, content
from interview.rehearsal.fictional_year.shares import drawn, one_of
from interview.working_days import is_working_day

_CORE: Mapping[str, Mapping[str, str]] = {
    "reception": {"connaissance": "oui", "proposition": "oui", "regularite": "anormal"},
    "abandon": {"connaissance": "oui", "proposition": "oui", "demande": "commencee_abandonnee"},
    "non_demande": {"connaissance": "oui", "proposition": "oui", "demande": "non"},
    "non_connaissance": {"connaissance": "non", "proposition": "pas_de_contact", "demande": "non"},
}
_OF_ORGANISM = {
    "caf": "la CAF",
    "cpam": "la CPAM",
    "carsat": "la Carsat",
    "mdph": "la MDPH",
    "ccas": "le CCAS",
}


class Told(msgspec.Struct, frozen=True):
    """A situation to be held.

    Attributes:
        answers: by question, as they would be typed.
        offer: code of the benefit or of the theme.
    """

    answers: Mapping[str, Any]
    offer: str


class Visit(msgspec.Struct, frozen=True):
    """When and where the situation is told, and how many live in the household."""

    day: datetime.date
    service: str
    size: int


class Teller:
    """Draws situations.

    Args:
        catalogue: what benefits and organisms are called.
        rng: everything is drawn from it.
    """

    def __init__(self, catalogue: Catalogue, rng: random.Random) -> None:
        self._catalogue = catalogue
        self._rng = rng

    def tell(self, visit: Visit, cause: str = "") -> Told:
        """A situation; *cause* is the offer whose loss brings it, "" for none."""
        scene, offer = self._scene(cause)
        if self._rng.random() < shares.NO_NON_TAKE_UP and not cause:
            return Told(self._nothing_lacks(visit, scene, offer), offer)
        return Told(self._answers(visit, scene, offer), offer)

    def _scene(self, cause: str) -> tuple[Scene, str]:
        wanted = shares.CASCADES.get(cause, ())
        profile = drawn(self._rng, shares.PROFILES)
        fitting = [each for each in content().scenes if not wanted or set(each.offers) & set(wanted)]
        chosen = [each for each in fitting if each.profile == profile] or fitting
        scene = drawn(self._rng, {rank: each.weight for rank, each in enumerate(chosen)})
        offers = {
            code: weight for code, weight in chosen[scene].offers.items() if not wanted or code in wanted
        }
        return chosen[scene], drawn(self._rng, offers)

    def _answers(self, visit: Visit, scene: Scene, offer: str) -> dict[str, Any]:
        rng, words = self._rng, self.words(scene, offer)
        steps = self._steps(visit.day, scene, words)
        since = steps[0]["date"][:7]
        answers = {
            **self._core(scene, offer),
            **self._why(scene),
            **self._household(visit),
            "organismes": [scene.organism, *(each for each in scene.others if rng.random() < 0.5)],
            "depuis": since,
            "chronologie": steps if rng.random() < 0.92 else [],
            "synthese": one_of(rng, scene.story).format(**words),
            "demande_individuelle": one_of(rng, scene.ask).format(**words),
            **self._service(visit),
            **self._agreement(visit),
        }
        answers |= self._shortfall(offer, since, visit.day)
        if rng.random() < 0.8:
            answers["proposition_institution"] = one_of(
                rng, content().proposals[one_of(rng, scene.proposals)]
            )
        return {question: value for question, value in answers.items() if value not in ("", [])}

    def _core(self, scene: Scene, offer: str) -> dict[str, Any]:
        rng, profile = self._rng, scene.profile
        core: dict[str, Any] = {**self._offered(offer), **_CORE[profile]}
        core |= {"eligibilite": drawn(rng, shares.ELIGIBLE), "appui_eligibilite": drawn(rng, shares.RESTS_ON)}
        core |= {question: one_of(rng, choices) for question, choices in scene.answers.items()}
        core["issue"] = drawn(rng, shares.ISSUES)
        if rng.random() < shares.PARTLY_KNOWN.get(profile, 0):
            core |= {"connaissance": "partielle", "raisons_non_connaissance": [self._unknown_because()]}
        if rng.random() < shares.NOT_TOLD[profile]:
            core |= {
                "proposition": "non_malgre_contact",
                "raisons_non_proposition": ["non_connaissance_agent"],
            }
        return core

    def _offered(self, offer: str) -> dict[str, str]:
        if offer in self._catalogue.benefits:
            return {"nature": "financiere", "prestation": offer}
        return {"nature": "non_financiere", "domaine": offer}

    def _unknown_because(self) -> str:
        return "maitrise_insuffisante" if self._rng.random() < 0.66 else "manque_information"

    def _why(self, scene: Scene) -> dict[str, Any]:
        rng = self._rng
        form = "non_demande" if scene.profile == "abandon" else scene.profile
        question = "raisons_non_reception" if form == "reception" else f"raisons_{form}"
        details = rng.sample(scene.details, rng.randint(1, min(3, len(scene.details))))
        levels = scene.levels if rng.random() < 0.3 else scene.levels[:1]
        return {question: list(one_of(rng, scene.reasons)), "niveaux": list(levels), "details": details}

    def _household(self, visit: Visit) -> dict[str, Any]:
        rng = self._rng
        concerned = visit.size if rng.random() < 0.6 else rng.randint(1, visit.size)
        modes = shares.MODES.get(visit.service, shares.MODES[""])
        return {
            "mode": drawn(rng, modes),
            "taille_menage": str(visit.size),
            "personnes_concernees": str(concerned),
        }

    def _service(self, visit: Visit) -> dict[str, Any]:
        """What the service did and spent; municipal help mostly where it is the trade of the service."""
        rng, aids = self._rng, visit.service == "asf"
        low, high, usual = shares.MINUTES.get(visit.service, shares.MINUTES[""])
        actions = rng.sample(
            ("information_orientation", "contact_telephonique", "courrier"), rng.randint(1, 2)
        )
        actions += ["examen_approfondi"] if rng.random() < 0.4 else []
        helped = rng.random() < (0.9 if aids else 0.05)
        granted = round(min(max(rng.lognormvariate(5.2, 0.5), 50), 600) / 10) * 10
        answers: dict[str, Any] = {
            "minutes": str(round(rng.triangular(low, high, usual) / 5) * 5),
            "asf_demandee": "oui" if helped else "non",
        }
        if helped:
            answers["asf_montant"] = str(granted if rng.random() < 0.92 else 0)
            actions.append("instruction_asf")
        return {**answers, "actions": actions}

    def _agreement(self, visit: Visit) -> dict[str, Any]:
        code = drawn(self._rng, shares.AGREEMENTS)
        if code != "oui":
            return {"accord": code}
        scope = "L’envoi de cette fiche, sans nom." if self._rng.random() < 0.5 else ""
        return {"accord": code, "accord_date": visit.day.isoformat(), "accord_portee": scope}

    def _shortfall(self, offer: str, since: str, day: datetime.date) -> dict[str, Any]:
        """Euros a month and months, where the agent could know them."""
        rng = self._rng
        if offer not in shares.MONTHLY or rng.random() < 0.25:
            return {}
        year, month = map(int, since.split("-"))
        months = max(1, (day.year - year) * 12 + day.month - month)
        low, high = shares.MONTHLY[offer]
        return {
            "manque_mensuel": str(round(rng.randint(low, high) / 5) * 5),
            "manque_mois": str(months),
            "recuperable": drawn(rng, {"oui": 5, "partie": 2, "non": 2, "inconnu": 2}),
        }

    def _steps(self, day: datetime.date, scene: Scene, words: Mapping[str, str]) -> list[dict[str, str]]:
        """The chronology, oldest first; it ends a few days before *day* at most."""
        rng = self._rng
        kept = [each for each in scene.steps if each.sure == 1 or rng.random() < each.sure]
        at = _open_on(day - datetime.timedelta(days=rng.randint(0, 6)))
        rows: list[dict[str, str]] = []
        for rank, step in reversed(list(enumerate(kept))):
            met = rank == len(kept) - 1 and step.actor == SERVICE
            rows.append(self._row(step, day if met else at, words))
            at = _open_on(at - datetime.timedelta(days=rng.randint(*step.gap)))
        return rows[::-1]

    def _row(self, step: Step, day: datetime.date, words: Mapping[str, str]) -> dict[str, str]:
        vague = not step.event and step.actor != SERVICE and self._rng.random() < 0.25
        cells = {
            "date": day.isoformat()[:7] if vague else day.isoformat(),
            "acteur": step.actor.format(**words),
            "canal": step.channel,
            "fait": one_of(self._rng, step.facts).format(**words),
            "preuve": step.proof,
            "evenement": step.event,
        }
        return {name: cell for name, cell in cells.items() if cell}

    def _nothing_lacks(self, visit: Visit, scene: Scene, offer: str) -> dict[str, Any]:
        """Not a non-recours: no right, or a delay that still runs."""
        rng, org = self._rng, self.words(scene, offer)["org"]
        common = {**self._offered(offer), **self._household(visit), "organismes": [scene.organism]}
        common |= {"actions": ["information_orientation"], "minutes": "20", "accord": "non_demande"}
        if rng.random() < 0.5:
            return common | {
                "eligibilite": "non",
                "appui_eligibilite": "verifie",
                "motif_non_eligibilite": one_of(rng, ("plafond", "condition_non_remplie")),
            }
        asked = _open_on(visit.day - datetime.timedelta(days=rng.randint(8, 25)))
        first = {
            "date": asked.isoformat(),
            "acteur": "la personne",
            "fait": "Elle dépose sa demande.",
            "evenement": "demande",
        }
        return common | {
            "eligibilite": "probable",
            "appui_eligibilite": "estimation",
            "connaissance": "oui",
            "proposition": "oui",
            "demande": "deposee",
            "reception": "rien",
            "regularite": "normal",
            "issue": "en_cours",
            "chronologie": [first],
            "synthese": "La demande est récente : le délai court encore.",
            "demande_individuelle": f"Rien à ce stade. Nous reverrons la personne si {org} ne répond pas.",
        }

    def words(self, scene: Scene, offer: str) -> dict[str, str]:
        """What ``{org}``, ``{le}``, ``{de}`` and ``{a}`` stand for."""
        body = self._catalogue.organisms[scene.organism]
        org = _OF_ORGANISM.get(scene.organism) or _with_article(body.article, body.label)
        benefit = self._catalogue.benefits.get(offer)
        if benefit is None:
            return {"org": org}
        name = benefit.acronym or benefit.label
        contracted = {"le": ("du ", "au "), "les": ("des ", "aux ")}.get(benefit.article)
        the = _with_article(benefit.article, name)
        of, to = (each + name for each in contracted) if contracted else (f"de {the}", f"à {the}")
        return {"org": org, "le": the, "de": of, "a": to}


def _with_article(article: str, name: str) -> str:
    return f"{article}{'' if not article or article.endswith('’') else ' '}{name}"


def _open_on(day: datetime.date) -> datetime.date:
    """That day, or the last working day before it."""
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day
