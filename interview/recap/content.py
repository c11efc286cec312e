"""From what was ticked to the sheet, and the sheet to a file."""

from __future__ import annotations

import datetime
from pathlib import Path

from interview import access
from interview.conversation import Conversation
from interview.fictional_banner import banner_of
from interview.guarding import FIELD_NAMES, RECAP, NamesSomebody, cautioned
from interview.models.own import own_notice
from interview.recap import words
from interview.recap.model import NextStep, Recap, guarded_of
from interview.surroundings import write_whole
from templates import FORMATS, EtapeAVenir, RecapContext, own

PLACE = "notre service"
_PAGE, _TOP, _TITLE, _ITEM, _MORE = 720, 75, 52, 25, 21
"""Points: of a page, of its title with the day, of the title of a part, of a line alone, of each one more."""
_LINE = 58
"""Characters of a line."""


def context_of(held: Conversation, recap: Recap) -> RecapContext:
    """The sheet as it will be read.

    Raises:
        NamesSomebody: a step may name somebody, and nobody said to keep it.
    """
    caution = cautioned(held, guarded_of(recap), RECAP)
    if caution is not None:
        raise NamesSomebody([(FIELD_NAMES[RECAP], each) for each in caution.passages])
    texts = {each.code: each.text for each in recap.lines}

    def part(name: str) -> tuple[str, ...]:
        return tuple(text for code, text in texts.items() if code.startswith(f"{name}-"))

    return RecapContext(
        date=datetime.date.fromisoformat(recap.date),
        datee="date" in texts,
        fictive=banner_of(held.workplace.base),
        lieu=PLACE if "lieu" in texts else "",
        etapes=tuple(_step(each) for each in sorted(recap.steps, key=_by_who)),
        sujets=part("sujet"),
        faits=part("fait"),
        etats=part("etat"),
        service=texts.get("service", ""),
        telephone=texts.get("telephone", ""),
        reference=texts.get("reference", ""),
    )


def written(held: Conversation, recap: Recap, format: str) -> str | bytes:
    """The sheet in one format. Raises SheetFault."""
    return own.written(context_of(held, recap), format, held.workplace.settings.templates_folder).content


def notice_of(held: Conversation, recap: Recap, format: str = "texte") -> str:
    """What to tell where the team's own template or letterhead could not serve, or "". Raises SheetFault."""
    return own_notice(context_of(held, recap), held.workplace.settings.templates_folder, format)


def save_recap(held: Conversation, recap: Recap, format: str, target: Path | None = None) -> Path:
    """Write the sheet to *target*, by default beside where the agent stands.

    Raises:
        SheetFault: the sheet cannot be made.
        StoreError: the base cannot remember it; the file is not written.
        OSError: the file cannot be written.
    """
    content = written(held, recap, format)
    path = target or Path.cwd() / f"recapitulatif-{held.reference}{FORMATS[format].extension}"
    access.remember(held.workplace, path, content, ((held.interview.household, held.reference),))
    access.note(held.workplace, "recapitulatif", held.reference)
    return write_whole(path, content)


def fits_one_page(context: RecapContext) -> bool:
    """Whether the sheet surely is on one page: a safe guess by its lines, made without drawing it."""
    items = [*context.sujets, *context.faits, *context.etats]
    items += [" ".join((each.qui, each.quoi, each.quand, each.numero, " " * 24)) for each in context.etapes]
    items += [each for each in (context.service, context.telephone, context.reference) if each]
    titles = (
        context.etapes or context.etats,
        context.sujets,
        context.faits,
        context.service or context.telephone,
    )
    heights = (_ITEM + (len(each) - 1) // _LINE * _MORE for each in items)
    return _TOP + sum(heights) + _TITLE * sum(map(bool, titles)) <= _PAGE


def _step(step: NextStep) -> EtapeAVenir:
    return EtapeAVenir(quoi=step.what, qui=step.who, quand=step.when, numero=step.phone)


def _by_who(step: NextStep) -> int:
    """What the person does comes first, then what we do."""
    return {words.YOU: 0, words.WE: 1}.get(step.who, 2)
