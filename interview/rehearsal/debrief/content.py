"""What the document of a debrief says: from its values to the fields of its template."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from interview.rehearsal.alone.narration import DASH, speaks
from interview.rehearsal.debrief import words
from interview.rehearsal.debrief.model import Concluded, Debrief, Row, SceneDebrief, Way
from templates.retour_context import (
    AppuiDuRetour,
    ConclusionDuRetour,
    LigneDuRetour,
    RelanceDuRetour,
    RetourContext,
    SituationDuRetour,
)


def context_of(debrief: Debrief, *, changed: bool = False) -> RetourContext:
    """The document of *debrief*; *changed*: the flow is another one since the case was rehearsed."""
    return RetourContext(
        titre=debrief.title,
        date=datetime.datetime.fromtimestamp(debrief.played_at / 1000).date(),
        temps=debrief.time,
        resume=debrief.summary,
        parfait=debrief.perfect,
        rejoue=debrief.since,
        remarque=words.FLOW_CHANGED_SINCE if changed else "",
        situations=tuple(map(_situation, debrief.scenes)),
        discussion=debrief.discussion,
    )


def _situation(scene: SceneDebrief) -> SituationDuRetour:
    same = [each.short for each in scene.rows if each.standing == "same"]
    return SituationDuRetour(
        objet=scene.about,
        resume=scene.summary,
        reference=_conclusion(scene.reference),
        vous=_conclusion(scene.yours) if scene.yours else None,
        pareille=scene.alike,
        decision=scene.decided,
        origine=scene.cause,
        separation=scene.parting_words,
        chemin=scene.leading_words,
        lignes=tuple(_line(index, scene) for index in range(len(scene.rows))),
        comme_la_reference=f"Comme la référence : {' ; '.join(same)}." if same else "",
        appuis=tuple(_grounds(scene)),
        a_essayer=tuple(_ways((each, each.better) for each in scene.rows)),
        essayees=tuple(_ways((each, each.tried) for each in scene.rows)),
        scene=scene.spoken,
    )


def _conclusion(found: Concluded) -> ConclusionDuRetour:
    return ConclusionDuRetour(titre=found.title, raisons=found.reasons, abandon=found.abandoned)


def _line(index: int, scene: SceneDebrief) -> LigneDuRetour:
    """The first parting is told at length above: its line only points to it."""
    row = scene.rows[index]
    return LigneDuRetour(
        question=row.short,
        vous=row.yours,
        reference=row.reference,
        pareil=row.standing == "same",
        ecart=_gap(row, first=index == scene.parting),
        explication=words.told(row) if _explained(row) and index != scene.parting else "",
    )


def _grounds(scene: SceneDebrief) -> Iterator[AppuiDuRetour]:
    """Why each fact holds, where it was not told with a difference already."""
    deciding = [(index, row) for index, row in enumerate(scene.rows) if row.decides]
    for (fact, found), (index, row) in zip(scene.grounds, deciding, strict=True):
        told = index == scene.parting or _explained(row)
        yield AppuiDuRetour(fait=fact, trouve=found, motif="" if told else row.why)


def _explained(row: Row) -> bool:
    """A question that only one of the two was asked follows from a difference told already."""
    return row.standing in ("different", "accepted")


def _gap(row: Row, *, first: bool) -> str:
    if first:
        return "premier écart"
    return row.word if row.standing != "different" else words.EFFECTS[row.effect]


def _ways(rows: Iterable[tuple[Row, tuple[Way, ...]]]) -> Iterator[RelanceDuRetour]:
    for row, ways in rows:
        for each in ways:
            yield RelanceDuRetour(
                question=row.short,
                demander=each.ask,
                dit=each.says if speaks(each.says) else f"{DASH}{each.says}",
                parle=speaks(each.says),
                maniere=row.manner,
                aide=each.helps,
                pourquoi=each.why,
            )
