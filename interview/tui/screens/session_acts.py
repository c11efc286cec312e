"""The small windows of a session: noting, writing, bringing files in, answering here in turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal, cast

import msgspec
from textual.binding import BindingType
from textual.content import Content

from interview.failures import failure_words
from interview.follow_up import FollowError, FollowFault, Guarded
from interview.guarding import Caution, NamesSomebody
from interview.rehearsal.given import Moment
from interview.rehearsal.session.answers.answering import Round, next_number
from interview.rehearsal.session.answers.sitting import Sitting, begun, ready
from interview.rehearsal.session.folder import bringing, notes
from interview.rehearsal.session.folder.bringing import NumberTaken, brought_in, free_number
from interview.rehearsal.session.folder.files import MOST_PARTICIPANTS, SessionFault
from interview.rehearsal.session.folder.finding import aside_in_words
from interview.rehearsal.session.folder.gathering import Session, opened
from interview.rehearsal.session.folder.preparing import answer_line
from interview.tui.drawing import READING_WIDTH, STRONG, wrapped
from interview.tui.keys import key
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.caution import KEEP, caution_dialog
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.screens.session_round import RoundScreen
from interview.tui.widgets.menu import option
from templates.typography import clean, count, french

NOTE_TITLE = "Noter ce que dit le groupe"
NOTE_KINDS = (
    option("decision", "Une décision du groupe"),
    option("ouverte", "Une question laissée ouverte"),
)
NOTED = french("✓ Noté.")
KEEP_NOTE = option(KEEP, "Garder tel quel", french("la note dira que vous l’avez relue"))
REMOVE_TITLE = french("Retirer cette note ?")
REMOVE = (option("non", "La garder"), option("oui", "La retirer"))
WHOLE = "toute la séance"
_ABOUT = "sur:"  # a bare « 0 » would be the key of « on ne sait pas »
WRITE_TITLE = french("Écrire dans un fichier")
WRITE_TOLD = french("Le fichier est écrit à côté de la séance. Il compte les réponses et ne nomme personne.")
_WITH, _WITHOUT = (
    french("Compte rendu, avec la référence de chaque cas"),
    french("Compte rendu, sans la référence"),
)
_FLOW = french("Parcours")
WRITE = (
    option("pdf", "PDF", "à imprimer", _WITH),
    option("html", "Page web", "s’ouvre partout", _WITH),
    option("docx", "Word", "à annoter", _WITH),
    option("pdf:sans", "PDF", "le groupe cherche encore", _WITHOUT),
    option("html:sans", "Page web", "", _WITHOUT),
    option("docx:sans", "Word", "", _WITHOUT),
    option("propositions", "Proposer d’autres mots", "là où une question divise", _FLOW),
)
BRING_TITLE = "Rassembler des réponses rapportées"
BRING_HOW = french(
    "Un fichier de réponses, un dossier (ses sous-dossiers compris), ou une séance en un fichier."
)
BRING_LABEL = french("Où sont-elles ?")
BROUGHT = french("✓ {told}.")
UNDER = french(", sous le n° {number}")
ANOTHER_LABEL = french("Si c’est quelqu’un d’autre, quel numéro lui donner ?")
ANOTHER_HOW = french("Celui-ci est libre. Échap revient au fichier : rien n’est ajouté.")
APART_HOW = french("Rapportez ce fichier seul : un numéro libre lui sera proposé.")
NOTHING_NEW = french("Tout était déjà là.")
TURN_TITLE = "Répondre sur cet ordinateur"
AGAIN_TITLE = "Répondre à nouveau, après la discussion"
NUMBER_LABEL = french("Numéro du participant")
NUMBER_HOW = french("Jamais un nom. Un numéro déjà commencé reprend où il en était.")
NOT_A_NUMBER = french("Un nombre de 1 à {most}.")
NOBODY_BEFORE = french("Personne n’a encore répondu avant la discussion : rien à reprendre.")
TURN_OVER = french("Tout est joué, merci. Laissez la place : Entrée revient à l’écran du formateur.")
SECOND_TITLE = french("Second tour : « {title} »")
SECOND_TOLD = french("Chacun répond à nouveau, après la discussion ; ses premières réponses sont proposées.")
SECOND_HOW = french("Chacun sur son ordinateur tape :")
SECOND = (option("ici", "Faire répondre ici", "à tour de rôle"), option("", "Revenir"))
EXPECTED_TITLE = "Combien serez-vous ?"
EXPECTED_LABEL = french("Nombre de participants attendus")
EXPECTED_KEPT = french("✓ C’est retenu.")


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────


class NoteForm(FollowForm):
    """A decision of the group, or a question it leaves open."""

    def caution(self, caution: Caution) -> Dialog:
        return caution_dialog(caution, KEEP_NOTE)


def note_form(place: Path, about: list[tuple[str, str, str]]) -> NoteForm:
    """What is noted, and what it is about.

    Args:
        about: question, case and words of each thing it may be about, the nearest first; "" for none.
    """
    places = tuple(option(f"{_ABOUT}{rank}", words) for rank, (_, _, words) in enumerate(about))
    steps = (
        Step(field="genre", label=french("Qu’est-ce que c’est ?"), options=NOTE_KINDS, start="decision"),
        Step(field="sur", label=french("Sur quoi porte-t-elle ?"), options=places, start=f"{_ABOUT}0"),
        Step(field="texte", label=french("En une phrase, sans nommer personne"), hint="Une phrase"),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        question, case, _ = about[int(given["sur"].removeprefix(_ABOUT))]
        kind = cast("Literal['decision', 'ouverte']", given["genre"])

        def change(session: Session) -> Session:
            text = given["texte"]
            return notes.noted(session, kind, text, question=question, case=case, keep=excused is not None)

        try:
            _changed(place, change)
        except NamesSomebody as error:
            raise Guarded(_caution(error, given["texte"])) from None
        return NOTED

    return NoteForm(NOTE_TITLE, lambda _: steps, keep)


def _caution(error: NamesSomebody, typed: str) -> Caution:
    """What was found, in the text as it would be kept."""
    said = french(clean(typed).replace("\n", " "))
    found = tuple(msgspec.structs.replace(each, path=("texte",)) for _, each in error.found)
    return Caution("texte", 0, {"texte": said}, found)


def remove_note(place: Path, number: int) -> None:
    """Take a note away. Raises FollowError."""
    _changed(place, lambda session: notes.removed(session, number))


def _changed(place: Path, change: Callable[[Session], Session]) -> None:
    """Change the session as it is on the disk now. Raises FollowError, NamesSomebody."""
    try:
        session = opened(place)
        after = change(session)
        if after is not session:
            bringing.kept(after, session)
    except SessionFault as error:
        raise _refused(error) from None
    except OSError as error:
        raise FollowError(FollowFault("texte", failure_words(error))) from None


def _refused(error: SessionFault, field: str = "texte") -> FollowError:
    return FollowError(FollowFault(field, "\n".join(error.faults)))


# ── files ────────────────────────────────────────────────────────────────────────────────────────────


def bring_form(place: Path, expected: int = 0) -> FollowForm:
    """Files brought by mail or on a stick; whoever took the number of another is given a free one.

    Args:
        expected: how many people are awaited: their numbers were given out.
    """
    first = Step(field="chemin", label=BRING_LABEL, hint="/media/cle/reponses", how=BRING_HOW)
    taken: dict[str, int] = {}  # by what was typed, the number that may be given instead

    def steps(given: Given) -> tuple[Step, ...]:
        free = taken.get(given.get("chemin", ""))
        if free is None:
            return (first,)
        another = Step(
            field="numero", label=ANOTHER_LABEL, start=str(free), how=ANOTHER_HOW, check=check_number
        )
        return first, another

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        typed, number = given["chemin"], int(given.get("numero") or 0)
        try:
            before = opened(place)
            after, brought = brought_in(before, [path_of(typed)], number)
            if after != before:
                bringing.kept(after, before)
        except NumberTaken as error:
            free = free_number(before, expected)
            if not (error.alone and free):
                raise _refused(SessionFault([*error.faults, APART_HOW]), "chemin") from None
            taken[typed] = free
            raise _refused(error, "numero") from None
        except SessionFault as error:
            raise _refused(error, "chemin") from None
        except OSError as error:
            raise FollowError(FollowFault("chemin", failure_words(error))) from None
        parts = [
            count(len(names), noun)
            for names, noun in ((brought.added, "fichier ajouté"), (brought.completed, "fichier complété"))
            if names
        ]
        if brought.notes:
            parts.append(count(brought.notes, "note"))
        under = UNDER.format(number=number) if number else ""
        told = BROUGHT.format(told=", ".join(map(_agreed, parts)) + under) if parts else NOTHING_NEW
        return f"{told} {french(aside_in_words(brought.aside))}" if brought.aside else told

    return FollowForm(BRING_TITLE, steps, keep)


def _agreed(told: str) -> str:
    """« 2 fichier ajoutés » is « 2 fichiers ajoutés »."""
    number, _, noun = told.partition(" ")
    return told if number in ("0", "1") else f"{number} {noun.replace('fichier ', 'fichiers ')}"


def path_of(typed: str) -> Path:
    """The path that was typed or pasted, with or without quotation marks."""
    return Path(typed.strip().strip("\"'« »\u00a0")).expanduser()


def write_dialog() -> Dialog:
    """What can be written."""
    return Dialog(WRITE_TITLE, [WRITE_TOLD], WRITE)


# ── answering here ───────────────────────────────────────────────────────────────────────────────────


class TurnScreen(RoundScreen):
    """The round of one participant on the machine of the trainer: its end gives the machine back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Laisser la place", "Revient au formateur ; tout est gardé."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Comment se passe la séance."),
    ]

    def action_close(self) -> None:
        """Back to the trainer: what is answered is kept."""
        self.dismiss(None)

    def _about(self, width: int) -> list[Content]:
        if self.over:
            return wrapped(Content.styled(TURN_OVER, STRONG), min(width, READING_WIDTH))
        return super()._about(width)


def turn_form(
    place: Path,
    apart: Rehearsing,
    moment: Moment,
    case: str,
    begun_by: Callable[[tuple[Sitting, Round]], None],
) -> FollowForm:
    """Whose turn it is; *begun_by* is given their round.

    Raises:
        SessionFault: the session cannot be used.
        StoreError, OSError: the file of rehearsals or the session cannot be read.
    """
    session = opened(place)
    sitting = Sitting(
        place=place,
        workplace=apart.place,
        keep=apart.shelf.keep,
        moment=moment,
        cases=(case,) if case else (),
    )
    start = next_number(session, apart.shelf.keep) if moment == "avant" else _first_again(session, case)
    step = Step(field="numero", label=NUMBER_LABEL, start=str(start), how=NUMBER_HOW, check=check_number)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        try:
            ready(sitting)
            at = begun(sitting, int(given["numero"]))
        except SessionFault as error:
            raise _refused(error, "numero") from None
        begun_by((sitting, at))
        return given["numero"]

    return FollowForm(TURN_TITLE if moment == "avant" else AGAIN_TITLE, lambda _: (step,), keep)


def _first_again(session: Session, case: str) -> int:
    """The first number that answered before, and not yet after on that case."""
    done = {
        each.participant
        for each in session.answers
        if each.moment == "apres" and (not case or case in [one.name for one in each.cases])
    }
    first = [each for each in session.participants if session.of(each, "avant") and each not in done]
    if not session.participants:
        raise SessionFault([NOBODY_BEFORE])
    return (first or [session.participants[0]])[0]


def check_number(typed: str) -> None:
    """Whether it is the number of a participant, or of several. Raises FollowError."""
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:6]) <= MOST_PARTICIPANTS):
        raise FollowError(FollowFault("numero", NOT_A_NUMBER.format(most=MOST_PARTICIPANTS)))


def second_dialog(session: Session, rank: int) -> Dialog:
    """How everybody answers that case again."""
    case = session.cases[rank]
    line = answer_line(session.place, after=True, case=case.name)
    told: list[str | Content] = [SECOND_TOLD, Content.assemble(f"{SECOND_HOW}\n", (line, STRONG))]
    return Dialog(SECOND_TITLE.format(title=french(case.title)), told, SECOND)


def expected_form(before: int, keep_number: Callable[[int], None]) -> FollowForm:
    """How many people are awaited: only for the screen to say how many are still missing."""
    step = Step(field="numero", label=EXPECTED_LABEL, start=str(before or ""), check=check_number)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        keep_number(int(given["numero"]))
        return EXPECTED_KEPT

    return FollowForm(EXPECTED_TITLE, lambda _: (step,), keep)
