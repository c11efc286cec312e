"""A return in lines: the two conclusions side by side, where they part, a question in full, the dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from textual.content import Content

from interview.rehearsal.debrief.model import MARKS, Concluded, Debrief, Row, SceneDebrief, Way
from interview.rehearsal.debrief.words import told
from interview.tui.drawing import CURRENT, MUTED, STRONG, hanging, wrapped
from interview.tui.widgets.menu import option
from interview.tui.widgets.person import agent_lines, person_lines
from interview.views import Option
from interview.wording import capital
from templates.typography import french

Write = Callable[[Debrief, int], list[Content]]

BLANK = Content("")
HEADING = "bold $primary"
YOU, REFERENCE = "Vous", "La référence"
PARTING = "Là où vos chemins se séparent"
LEADING = "Ce qui y aurait conduit"
GROUNDS = french("Ce sur quoi repose la référence")
FOUND, MISSED = french("✓ : noté aussi chez vous"), "autrement chez vous"
DISCUSSION = "Pour en parler"
ROWS = "Question par question"
NOT_REACHED_THEN = french("Ce qui l’annonçait : ")
TRIED, BETTER = "Ce que vous avez demandé", "Ce qui aurait aidé à l’entendre"
HELPED, DID_NOT = "a aidé", "n’a pas aidé"
REPLAY = french("R rejoue à partir d’ici : les réponses d’avant restent les vôtres.")
GAP = 3
ONE_COLUMN = 56
"""Columns under which the two conclusions are one under the other."""


def top_lines(debrief: Debrief, width: int) -> list[Content]:
    """What comes before the questions: the whole in a sentence, each conclusion, the parting."""
    lines = wrapped(Content.styled(debrief.summary, STRONG), width)
    quiet = " ".join(each for each in (debrief.since, french(f"Temps : {debrief.time}.")) if each)
    lines += wrapped(Content.styled(quiet, MUTED), width)
    for scene in debrief.scenes:
        lines += _scene(scene, len(debrief.scenes) > 1, width, debrief.summary)
    return lines


def bottom_lines(debrief: Debrief, width: int) -> list[Content]:
    """What comes after the questions: what to talk over."""
    if not debrief.discussion:
        return []
    lines = [BLANK, Content.styled(DISCUSSION, HEADING)]
    return lines + [line for each in debrief.discussion for line in hanging("• ", Content(each), width)]


def row_options(debrief: Debrief) -> list[Option]:
    """The questions, each on a line: its mark, both answers, what the difference changes."""
    several = len(debrief.scenes) > 1
    return [
        option(
            f"{scene.rank}:{each.question}",
            f"{each.mark} {each.short}",
            _beside(each),
            _group(scene, several),
        )
        for scene in debrief.scenes
        for each in scene.rows
    ]


def row_lines(row: Row, width: int) -> list[Content]:
    """One question in full."""
    lines = wrapped(Content.styled(row.short, HEADING), width)
    lines += wrapped(Content.styled(f"{row.mark} {row.word}", MUTED), width)
    if row.spoken:
        lines += [BLANK, *person_lines(row.spoken, width)]
    if row.manner:
        lines += hanging("  ", Content.styled(row.manner, f"italic {MUTED}"), width)
    if row.standing == "same":
        lines += [BLANK, *wrapped(Content.styled(row.yours, STRONG), width)]
        lines += wrapped(row.why, width) if row.why else []
    else:
        lines += [BLANK, *wrapped(told(row), width)]
    lines += _ways(TRIED, row.tried, width, judged=True)
    lines += _ways(BETTER, row.better, width, judged=False)
    return lines


def dialogue_lines(debrief: Debrief, width: int) -> list[Content]:
    """Everything that was said, with what was noted of it."""
    lines = [*wrapped(Content.styled(debrief.title, HEADING), width)]
    for scene in debrief.scenes:
        if len(debrief.scenes) > 1:
            lines += [BLANK, *wrapped(Content.styled(_scene_title(scene), STRONG), width)]
        for row in scene.rows:
            if row.yours:
                lines += [BLANK, *_spoken(row, width)]
                lines += hanging(
                    "✓ ", Content.assemble((f"{row.short}  ", MUTED), (row.yours, STRONG)), width
                )
    return lines


def _spoken(row: Row, width: int) -> Iterator[Content]:
    if row.spoken:
        yield from person_lines(row.spoken, width)
    if row.manner:
        yield from hanging("  ", Content.styled(row.manner, f"italic {MUTED}"), width)
    for each in row.tried:
        yield from agent_lines(each.ask, width)
        yield from person_lines(each.says, width)


# ── one situation ────────────────────────────────────────────────────────────────────────────────────


def _scene(scene: SceneDebrief, several: bool, width: int, summary: str) -> Iterator[Content]:
    head = wrapped(Content.styled(_scene_title(scene), STRONG), width) if several else []
    head += wrapped(scene.summary, width) if scene.summary != summary else []
    if scene.spoken:
        head += hanging("  ", Content.assemble((NOT_REACHED_THEN, MUTED), scene.spoken), width)
    yield from [BLANK, *head] if head else []
    yield BLANK
    yield from _side_by_side(scene, width)
    for said in (scene.decided, scene.cause):
        if said:
            yield from wrapped(said, width)
    for heading, said in ((PARTING, scene.parting_words), (LEADING, scene.leading_words)):
        if said:
            yield BLANK
            yield Content.styled(heading, HEADING)
            yield from wrapped(said, width)
    yield from _better(scene, width)
    yield from _grounds(scene, width)


def _better(scene: SceneDebrief, width: int) -> Iterator[Content]:
    """Other words for what was answered otherwise: the questions they belong to, then the words."""
    told = [each for each in scene.missed if each.better]
    if told:
        yield BLANK
        yield Content.styled(BETTER, HEADING)
    for row in told:
        yield from hanging("• ", Content(french(f"Sur « {row.short} »")), width)
        for each in row.better:
            yield from agent_lines(each.ask, width)
            if each.why:
                yield from hanging("  ", Content.styled(each.why, MUTED), width)


def _side_by_side(scene: SceneDebrief, width: int) -> list[Content]:
    """Both conclusions, beside each other where there is room."""
    mark, word = MARKS[scene.standing]
    reference = _concluded(REFERENCE, scene.reference)
    if scene.yours is None:
        return _stack(reference, width)
    yours = _concluded(YOU, scene.yours)
    if width < ONE_COLUMN:
        return [*_stack(yours, width), *_stack(reference, width)]
    room = (width - GAP) // 2
    pairs = zip_longest(_stack(yours, room), _stack(reference, room), fillvalue=BLANK)
    sign = f" {mark} " if word else " " * GAP
    return [
        left + Content(" " * (room - left.cell_length)) + (sign if rank == 1 else " " * GAP) + right
        for rank, (left, right) in enumerate(pairs)
    ]


def _concluded(who: str, found: Concluded) -> list[Content]:
    said = [*found.reasons, *([found.abandoned] if found.abandoned else [])]
    return [Content.styled(who, MUTED), Content.styled(found.title, CURRENT), *map(Content, said)]


def _stack(parts: list[Content], width: int) -> list[Content]:
    return [line for each in parts for line in wrapped(each, width)]


def _grounds(scene: SceneDebrief, width: int) -> Iterator[Content]:
    if not scene.grounds or scene.alike:
        return
    yield BLANK
    yield from wrapped(Content.assemble((GROUNDS, HEADING), (f"  {FOUND}", MUTED)), width)
    for said, found in scene.grounds:
        tail = "" if found else f" — {MISSED}"
        yield from hanging("✓ " if found else "≠ ", Content.assemble(capital(said), (tail, STRONG)), width)


def _scene_title(scene: SceneDebrief) -> str:
    return french(f"Situation n° {scene.rank} : {capital(scene.about)}")


def _group(scene: SceneDebrief, several: bool) -> str:
    return _scene_title(scene) if several else ROWS


# ── one question ─────────────────────────────────────────────────────────────────────────────────────


def _beside(row: Row) -> str:
    if row.standing == "same":
        return row.yours
    parts = [f"vous : {row.yours or 'pas posée'}", f"référence : {row.reference or 'pas posée'}"]
    return french(" ; ".join(parts))


def _ways(heading: str, ways: tuple[Way, ...], width: int, *, judged: bool) -> Iterator[Content]:
    if not ways:
        return
    yield BLANK
    yield Content.styled(heading, HEADING)
    for each in ways:
        yield from agent_lines(each.ask, width)
        yield from person_lines(each.says, width)
        verdict = f"{HELPED if each.helps else DID_NOT}. " if judged else ""
        yield from hanging("  ", Content.styled(capital(f"{verdict}{each.why}".strip()), MUTED), width)
