"""The general part of a dossier: what matters most, then part after part. Never beyond the figures."""

from __future__ import annotations

from collections.abc import Collection

from interview.dossier.cells import PARTS
from interview.dossier.chapters import MADE, Told, shortfall_parts
from interview.dossier.figuring import MASKED, Figured
from interview.dossier.telling import percent
from interview.dossier.words import Words
from interview.figures.inference import lasting
from interview.wording import capital
from store.figures.counts import Figures
from templates.dossier_context import Chapitre
from templates.typography import count, duration, euros, french, integer

UNSHOWN = french(
    "Le nombre de situations n’est pas donné : sur un sujet et une période aussi étroits, il pourrait faire "
    "reconnaître quelqu’un"
)
NONE_YET = french(
    "Aucune situation de non-recours n’est enregistrée sur ce sujet et cette période : il n’y a rien à "
    "chiffrer. Une autre période, ou un sujet plus large, en donnerait peut-être"
)
LEADING = 2
"""Forms told among what matters most."""


class General:
    """The words of the figures.

    Args:
        named: whom or what the dossier is about, in words.
        left_out: codes of the parts that the agent leaves out.
    """

    def __init__(
        self, figures: Figures, found: Figured, words: Words, named: str, left_out: Collection[str] = ()
    ) -> None:
        self._of = Told(figures, found, words)
        self._named = capital(named)
        self._left_out = left_out

    def findings(self) -> tuple[str, ...]:
        """What matters most, one sentence each."""
        if self._of.found.counted.value("situations") == 0:
            return (NONE_YET,)
        told = [self._volume()]
        told += self._leading() if self._tells("formes") else []
        told += [self._spent(), self._lost()] if self._tells("cout") else []
        told += [self._waited()] if self._tells("delais") else []
        return tuple(each for each in told if each)

    def chapters(self) -> tuple[Chapitre, ...]:
        """Every part that has something to show."""
        if self._of.found.words("situations") in (MASKED, "0"):
            return ()
        made = [MADE[code](self._of, title) for code, title in PARTS.items() if self._tells(code)]
        return tuple(each for each in made if each is not None)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _tells(self, part: str) -> bool:
        return part not in self._left_out

    def _volume(self) -> str:
        found = self._of.found
        found.move("situations", "Situations")
        found.move("menages", "Ménages")
        number, homes, whole = (found.shown(each) for each in ("situations", "menages", "ensemble"))
        if number is None:
            words = found.words("situations")
            return (
                UNSHOWN if words == MASKED else french(f"{self._named} : {words} situations de non-recours")
            )
        told = f"{self._named} : {count(number, 'situation')} de non-recours"
        told += f", dans {count(homes, 'ménage')}" if homes else ""
        part = found.share("situations", "ensemble")
        if whole is not None and whole > number:
            told += f", sur les {integer(whole)} de la période, tous sujets confondus"
            told += f" ({percent(part)})" if part is not None else ""
        return french(told)

    def _leading(self) -> list[str]:
        told = []
        codes = (each.code for each in self._of.figures.forms.forms.counts)
        for code in self._of.found.order("formes", codes)[:LEADING]:
            label, name = self._of.words.form(code), f"formes/{code}"
            self._of.found.move(name, label)
            told.append(self._of.out_of(label, name))
        return told

    def _spent(self) -> str:
        cost, found = self._of.figures.cost, self._of.found
        minutes = found.total("minutes", cost.minutes)
        aid = found.total("asf/accordees", cost.aid)
        found.move_sum("asf/accordees", "Aide sociale facultative accordée", aid)
        told = []
        if minutes:
            told.append(
                f"{duration(minutes)} de travail en entretien ({count(cost.minutes.on, 'situation')})"
            )
        if aid:
            given = count(cost.aid.on, "situation")
            told.append(f"{euros(aid)} d’aide sociale facultative accordée ({given})")
        return french(f"Ce que le service a porté : {' et '.join(told)}") if told else ""

    def _lost(self) -> str:
        shortfall, found = self._of.figures.cost.shortfall, self._of.found
        told_of = found.breakdown("manque", shortfall.total, shortfall_parts(shortfall))
        total = told_of["manque"]
        found.move_sum("manque", "Manque pour les ménages", total)
        if not total:
            return ""
        told = [f"Ce qui a manqué aux ménages : {euros(total)} ({count(shortfall.total.on, 'situation')})"]
        for code, label in (("oui", "encore récupérable"), ("non", "perdu")):
            amount = told_of.get(f"manque/{code}")
            if amount:
                told.append(f"{label} : {euros(amount)}")
        return french(" ; ".join(told))

    def _waited(self) -> str:
        if not self._of.enough_delays:
            return ""
        median = lasting(self._of.figures.resolution.waiting).median
        if median is None:
            return ""
        return french(
            f"La moitié des situations sont terminées {count(median, 'jour')} après le début de la "
            "difficulté, celles qui durent encore étant comptées pour le temps déjà passé"
        )
