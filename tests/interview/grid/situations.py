"""Rows of the grid at random, for properties: any row that the grid may hold."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from interview.files.phrases import date_of
from interview.grid.columns import INTENSITIES, Row
from store import InterviewRecord
from tests.support import shipped_flow

_FLOW = shipped_flow()
_FORMS = [each.code for each in _FLOW.file.rules.forms]


def _codes(question: str) -> list[str]:
    return [each.code for each in _FLOW.questions[question].choices]


def _some(codes: list[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=most, unique=True).map(tuple)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_REASONS = {each.code: _codes(each.reasons) if each.reasons else [] for each in _FLOW.file.rules.forms}
_DAYS = (datetime.date(2010, 1, 1), datetime.date(2020, 12, 31))
_TEXTS = st.sampled_from(
    ("Dossier renvoyé deux fois.", "=1+1", "+33 à vérifier", "'=déjà marqué", "« guichet » ; fermé")
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One row, whose reference and household are to be given."""
    nature = draw(_maybe(st.sampled_from(("financiere", "non_financiere"))))
    certainty = draw(_maybe(st.sampled_from(("avere", "potentiel", "aucun"))))
    none = certainty == "aucun"
    forms = () if none else tuple(each for each in _FORMS if draw(st.booleans()))
    size = draw(_maybe(st.integers(1, 20)))
    asked = draw(_maybe(st.booleans()))
    suite = draw(_maybe(st.sampled_from(("droit_ouvert", "rejet", "perdu", "sans_nouvelles"))))
    money = st.integers(0, 900_000)
    return Row(
        reference="A-1",
        date=draw(st.dates(*_DAYS)).isoformat(),
        service=draw(_maybe(st.sampled_from(("asf", "ecrivains_publics")))),
        agent=draw(_maybe(st.sampled_from(("A1", "A2")))),
        territoire=draw(_maybe(st.just("centre"))),
        menage=None,
        taille_menage=size,
        personnes_concernees=draw(_maybe(st.integers(1, size or 20))),
        nature=nature,
        prestation=draw(_maybe(st.sampled_from(("rsa", "c2s", "aah")))) if nature == "financiere" else None,
        domaine=draw(_maybe(st.sampled_from(_codes("domaine")))) if nature == "non_financiere" else None,
        organismes=draw(_some(["caf", "cpam", "carsat"])),
        formes=forms,
        abandon=draw(st.booleans()) if "non_demande" in forms else None,
        raisons=tuple(
            (form, reason) for form in forms for reason in _REASONS[form] if draw(st.integers(0, 3)) == 0
        ),
        intensite=None if none else draw(_maybe(st.sampled_from(("complet", "partiel")))),
        certitude=certainty,
        actions=tuple(draw(st.lists(st.sampled_from(_codes("actions")), max_size=3))),
        minutes=draw(_maybe(st.integers(1, 600))),
        asf_demandee=asked,
        asf_montant=draw(_maybe(money)) if asked else None,
        manque_mensuel=draw(_maybe(money)) if nature == "financiere" else None,
        manque_mois=draw(_maybe(st.integers(1, 60))) if nature == "financiere" else None,
        issue=draw(_maybe(st.sampled_from(_codes("issue")))),
        suite=suite,
        suite_date=draw(_maybe(st.sampled_from(("2019", "2019-04", "2019-04-30")))) if suite else None,
        recupere=draw(_maybe(money)) if suite == "droit_ouvert" else None,
        synthese=draw(_maybe(_TEXTS)),
    )


def recounted(record: InterviewRecord, rank: int, author: str) -> Row:
    """A situation as a row of the grid, put together from its record alone: an account apart from the SQL.

    Args:
        author: code of the agent who held the interview.
    """
    situation = record.situations[rank - 1]
    done = [each for each in situation.suivis if each.kind == "action"]
    spent = [each for each in (situation.minutes, *(each.minutes for each in done)) if each is not None]
    forms = tuple(each.form for each in situation.formes if each.decided)
    return Row(
        reference=situation.reference,
        date=date_of(record.started_at).isoformat(),
        service=record.service or None,
        agent=author or None,
        territoire=record.territory or None,
        menage=record.household or None,
        taille_menage=record.size,
        personnes_concernees=record.concerned,
        nature=situation.nature,
        prestation=situation.prestation,
        domaine=situation.domaine,
        organismes=situation.organismes,
        formes=forms,
        abandon=situation.abandon if "non_demande" in forms else None,
        raisons=tuple((each.form, each.reason) for each in situation.raisons),
        intensite=next((each for each in INTENSITIES if each in situation.typologie), None),
        certitude=situation.certitude,
        causee_par=situation.causee_par,
        actions=(*situation.actions, *(each.code for each in done)),
        minutes=sum(spent) if spent else None,
        asf_demandee=situation.asf_demandee,
        asf_montant=situation.asf_montant,
        manque_mensuel=situation.manque_mensuel,
        manque_mois=situation.manque_mois,
        issue=situation.issue,
        suite=situation.suite,
        suite_date=situation.suite_date,
        recupere=situation.recupere,
        synthese=situation.synthese,
    )
