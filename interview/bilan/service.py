"""From what is typed to figures fit to be shown, for the command, the report and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from interview.bilan.releases import Handed, earlier, handed
from interview.dossier.service import base_of
from interview.dossier.state import Subject
from interview.dossier.subject import Typed, named, period_in_words, scope_of, subject_of, where_in_words
from interview.fictional_banner import banner_of
from interview.figures.labels import Labels
from interview.figures.published import published
from interview.figures.secret import secret_of
from interview.figures.shown import Mode, Published
from interview.figures.tables import THRESHOLD
from interview.wording import capital
from store.errors import translated
from store.figures import Figures, figures
from templates.typography import french

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from flows.flow import Flow
    from interview.conversation import Workplace


class Bilan(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a subject, and those they are compared with.

    Attributes:
        subject: what is counted (period, service, territory, organism, benefits, domain; all of it by
            default).
        figures: in words, whole or masked as ``figures.mode`` says.
        compared, before: another period of the same subject, and its figures; None without comparison.
        today: day they were drawn up.
        end: instant they were drawn up, in milliseconds.
        about: the organism, the benefit, the domain, the service and the territory, in words.
        fictional: a sentence for a base of invented people, "" for another.
    """

    subject: Subject
    figures: Published
    compared: Subject | None = None
    before: Published | None = None
    today: datetime.date
    end: int
    about: str = ""
    fictional: str = ""

    @property
    def period(self) -> str:
        """« du 1er janvier 2026 au 31 mars 2026 », « sans limite de dates »."""
        return period_in_words(self.subject)

    @property
    def leaving(self) -> tuple[Handed, ...]:
        """What its readers come to hold."""
        told = [handed(self.subject, self.figures.release, self.figures.threshold, self.end)]
        if self.compared is not None and self.before is not None:
            told.append(handed(self.compared, self.before.release, self.before.threshold, self.end))
        return tuple(told)


def asked(flow: Flow, typed: Typed, since: str = "", until: str = "") -> tuple[Subject, Subject | None]:
    """What is meant by what is typed, and the same over the other period *since*–*until*, if there is one.

    Raises:
        FollowError: every fault at once; its fields are those of ``Typed``.
    """
    subject = subject_of(flow, typed, general=True)
    if not since.strip() and not until.strip():
        return subject, None
    return subject, subject_of(flow, msgspec.structs.replace(typed, since=since, until=until), general=True)


def year_before(subject: Subject) -> Subject | None:
    """The same subject one year earlier; None for a period without two bounds."""
    if not subject.since or not subject.until:
        return None
    return msgspec.structs.replace(
        subject, since=_year_before(subject.since), until=_year_before(subject.until)
    )


def bilan_of(
    place: Workplace,
    subject: Subject,
    *,
    mode: Mode = "complet",
    compared: Subject | None = None,
    threshold: int = THRESHOLD,
    say: Callable[[int, int], None] | None = None,
) -> Bilan:
    """The figures of *subject*, as of today.

    Args:
        mode: ``complet`` for the service's own eyes; ``partageable`` hides what could point at somebody, here
            and beside what was handed out before.
        compared: the same subject over another period.
        threshold: counts under it are hidden, in ``partageable`` mode.
        say: told how far the counting is, once for each period; what it raises stops it.

    Raises:
        StoreError: the base cannot be read.
    """
    base, now = base_of(place), place.now()
    before = None if compared is None else _published(place, compared, mode, threshold, now, say=say)
    also = () if compared is None or before is None else (handed(compared, before.release, threshold, now),)
    return Bilan(
        subject=subject,
        figures=_published(place, subject, mode, threshold, now, also, say),
        compared=compared,
        before=before,
        today=place.today(),
        end=now,
        about=about(place.machine.flow, subject),
        fictional=banner_of(base),
    )


def about(flow: Flow, subject: Subject) -> str:
    """What is counted beside the period, in words; "" for all of it."""
    told = [capital(each) for each in named(flow, subject)]
    return french(" · ".join(each for each in (*told, where_in_words(subject)) if each))


def _published(
    place: Workplace,
    subject: Subject,
    mode: Mode,
    threshold: int,
    now: int,
    also: tuple[Handed, ...] = (),
    say: Callable[[int, int], None] | None = None,
) -> Published:
    base = base_of(place)
    masks = mode == "partageable"
    return published(
        _counted(place, subject, say),
        Labels(place.machine.flow),
        mode,
        threshold=threshold,
        already_published=earlier(base, subject, now, also) if masks else (),
        secret=secret_of(base) if masks else b"",
    )


def _counted(place: Workplace, subject: Subject, say: Callable[[int, int], None] | None) -> Figures:
    base = base_of(place)
    with translated(base.path, "lecture"):
        return figures(base.connection, scope_of(place, subject), say)


def _year_before(told: str) -> str:
    before = f"{int(told[:4]) - 1:04d}{told[4:]}"
    return f"{before[:4]}-02-28" if before.endswith("-02-29") else before
