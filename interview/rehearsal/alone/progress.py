"""What one learner has rehearsed, over time: where they were with the reference, where they parted. No score.

Computed from their attempts, for them alone. An attempt taken up from a question on comes after the reference
was shown: it is listed, and counts for nothing in what goes over time.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from flows.flow import Flow
from interview.rehearsal.alone.attempts import short_id
from interview.rehearsal.alone.kept import ReadAttempt
from interview.rehearsal.debrief.computing import debrief_of
from interview.rehearsal.debrief.model import MARKS, Debrief, SceneDebrief, Standing
from templates.typography import french

OUTCOMES: dict[Standing, str] = {
    "same": "comme la référence",
    "accepted": "autrement, et cela se défend aussi bien",
    "different": "autrement que la référence",
}


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt, in one line.

    Attributes:
        number: by what it is named.
        outcome: where its conclusions stand, in words, one situation after the other.
        parting: short name of the first question where it parted, "" where it did not.
        again: taken up from a question on, after the reference was shown.
    """

    number: str
    case: str
    title: str
    played_at: int
    seconds: int
    standings: tuple[Standing, ...]
    outcome: str
    parting: str
    again: bool


class Trend(msgspec.Struct, frozen=True):
    """One form or one question, each time it was met, the oldest first.

    Attributes:
        code: of the form or the question; ``label``: in words.
        times: what was answered each time.
    """

    code: str
    label: str
    times: tuple[Standing, ...]

    @property
    def marks(self) -> str:
        """« ≠ ≠ = »."""
        return " ".join(MARKS[each][0] for each in self.times)

    @property
    def words(self) -> str:
        """The last time, and how many there were, in words."""
        met = f"rencontrée {len(self.times)} fois" if len(self.times) > 1 else "rencontrée une fois"
        last = MARKS[self.times[-1]][1]
        return french(f"{met} ; la dernière, {last}" if len(self.times) > 1 else f"{met}, {last}")


class Progress(msgspec.Struct, frozen=True):
    """Everything, the oldest first; ``questions``: where a parting changed something, the latest first."""

    played: tuple[Played, ...]
    forms: tuple[Trend, ...]
    questions: tuple[Trend, ...]


def progress_of(attempts: Iterable[ReadAttempt]) -> Progress:
    """The progress that finished *attempts* tell, given the oldest first."""
    played: list[Played] = []
    forms: dict[str, list[Standing]] = {}
    questions: dict[str, list[Standing]] = {}
    labels: dict[str, str] = {}
    weighty: set[str] = set()
    for each in attempts:
        debrief = debrief_of(each.flow, each.case, each.attempt, each.reference)
        played.append(_played(each, debrief))
        if each.attempt.since is not None:
            continue
        for scene, given in zip(debrief.scenes, each.attempt.given, strict=False):
            _count_forms(each, scene, given.rank, forms, labels)
            for row in scene.rows:
                if row.standing in ("same", "accepted", "different"):
                    questions.setdefault(row.question, []).append(row.standing)
                    labels[row.question] = row.short
                if row.parts and row.effect != "nothing":
                    weighty.add(row.question)
    parted = {code: times for code, times in questions.items() if code in weighty}
    return Progress(
        tuple(played),
        tuple(Trend(code, labels[code], tuple(times)) for code, times in forms.items()),
        tuple(
            Trend(code, labels[code], tuple(times))
            for code, times in sorted(parted.items(), key=lambda pair: _since_parting(pair[1]))
        ),
    )


def _played(each: ReadAttempt, debrief: Debrief) -> Played:
    standings = tuple(scene.standing for scene in debrief.scenes if scene.reached)
    partings = [scene.rows[scene.parting].short for scene in debrief.scenes if scene.parting is not None]
    left = len(debrief.scenes) - len(standings)
    words = [OUTCOMES[standing] for standing in standings]
    words += ["situation non jouée"] * left
    return Played(
        number=short_id(each.attempt.id),
        case=debrief.case,
        title=debrief.title,
        played_at=each.attempt.started_at,
        seconds=each.attempt.seconds,
        standings=standings,
        outcome=french(" ; ".join(words)),
        parting=partings[0] if partings else "",
        again=each.attempt.since is not None,
    )


def _count_forms(
    each: ReadAttempt,
    scene: SceneDebrief,
    rank: int,
    forms: dict[str, list[Standing]],
    labels: dict[str, str],
) -> None:
    """A form is met where either of the two concludes it."""
    from interview.rehearsal.alone.attempts import outcome_of

    given = each.attempt.given[rank - 1]
    yours = set(given.decided if given.decided is not None else given.outcome.forms)
    wanted = set(outcome_of(each.reference, rank).forms)
    for code in _in_order(each.flow, yours | wanted):
        both = code in yours and code in wanted
        standing: Standing = "same" if both else "accepted" if scene.standing == "accepted" else "different"
        forms.setdefault(code, []).append(standing)
        labels[code] = french(each.flow.form(code).label)


def _in_order(flow: Flow, codes: set[str]) -> list[str]:
    return [each.code for each in flow.file.rules.forms if each.code in codes]


def _since_parting(times: list[Standing]) -> int:
    """How many times it was met since it last parted."""
    return times[::-1].index("different")
