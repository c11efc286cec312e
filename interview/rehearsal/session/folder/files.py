"""The files of a session: what they may hold, read strictly, written whole.

``seance.json`` is what everybody plays; one file of answers for each participant and moment; ``notes.json``
what the group wrote; or one exchange file with all of it. Files come from mails and sticks: their size and
each value are bounded, nothing unknown is passed over, and nothing they say is ever taken for a path.

Of answers, only codes, the path, seconds and the ways of asking that were tried: no field takes a free text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, field

from interview.rehearsal.given import Moment
from templates.typography import french

SESSION, NOTES = "seance.json", "notes.json"
"""Names of the files of a folder; those of answers are given by :func:`answers_name`."""
SESSION_FORMAT, ANSWERS_FORMAT, NOTES_FORMAT = "repere-seance", "repere-reponses", "repere-notes"
EXCHANGE_FORMAT = "repere-seance-complete"
MOST_BYTES = 24 * 1024 * 1024
"""Of any file: a session of 60 cases and 200 participants holds in a third of it."""
MOST_CASES, MOST_PARTICIPANTS, MOST_NOTES, LONGEST_NOTE = 60, 200, 200, 1_000

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=60)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
SessionId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
CaseName = Annotated[str, Meta(pattern=r"^[^/\\\x00-\x1f]+\Z", min_length=1, max_length=100)]
Line = Annotated[str, Meta(pattern=r"^[^\x00-\x1f]*\Z", max_length=200)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}\Z")]
Text = Annotated[str, Meta(max_length=5_000_000)]
Participant = Annotated[int, Meta(ge=1, le=MOST_PARTICIPANTS)]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]
Rank = Annotated[int, Meta(ge=1, le=20)]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class FlowText(_Part, frozen=True, kw_only=True):
    """The flow the cases are played under, whole."""

    id: Line
    version: Line
    fingerprint: Sha256 = field(name="empreinte")
    text: Text = field(name="texte")


class CaseText(_Part, frozen=True, kw_only=True):
    """One case, whole, reference included."""

    name: CaseName = field(name="nom")
    fingerprint: Sha256 = field(name="empreinte")
    text: Text = field(name="texte")


class SessionFile(_Part, frozen=True, kw_only=True):
    """What everybody plays."""

    format: Literal["repere-seance"]
    grammar: Literal[1] = field(name="grammaire")
    id: SessionId
    title: Line = field(name="titre")
    day: Day = field(name="jour")
    flow: FlowText = field(name="parcours")
    cases: Annotated[tuple[CaseText, ...], Meta(min_length=1, max_length=MOST_CASES)] = field(name="cas")


class SituationAnswers(_Part, frozen=True, kw_only=True):
    """One situation, as one participant qualified it.

    Attributes:
        answers: by question: one code, or several.
        path: questions asked until the qualification, in order.
        decided: forms kept where they decided otherwise, None where they did not.
        seconds: by question.
        probes: ways of asking again that were tried: the question, and their rank in the case, from 0.
    """

    rank: Rank = field(name="rang")
    answers: Annotated[
        dict[Code, Code | Annotated[tuple[Code, ...], Meta(max_length=50)]], Meta(max_length=200)
    ] = field(name="reponses")
    path: Annotated[tuple[Code, ...], Meta(max_length=200)] = field(name="chemin")
    decided: Annotated[tuple[Code, ...], Meta(max_length=10)] | None = field(name="decide", default=None)
    seconds: Annotated[dict[Code, Seconds], Meta(max_length=200)] = field(
        name="secondes", default_factory=dict
    )
    probes: Annotated[tuple[tuple[Code, Annotated[int, Meta(ge=0, le=50)]], ...], Meta(max_length=200)] = (
        field(name="relances", default=())
    )


class CaseAnswers(_Part, frozen=True, kw_only=True):
    """One case, as one participant played it."""

    name: CaseName = field(name="nom")
    fingerprint: Sha256 = field(name="empreinte")
    situations: Annotated[tuple[SituationAnswers, ...], Meta(max_length=20)]


class AnswersFile(_Part, frozen=True, kw_only=True):
    """Everything one participant answered at one moment. Who they are is written nowhere."""

    format: Literal["repere-reponses"]
    grammar: Literal[1] = field(name="grammaire")
    session: SessionId = field(name="seance")
    flow: Sha256 = field(name="parcours")
    participant: Participant
    moment: Moment
    cases: Annotated[tuple[CaseAnswers, ...], Meta(max_length=MOST_CASES)] = field(name="cas")

    @property
    def name(self) -> str:
        """Name of the file it is kept in."""
        return answers_name(self.participant, self.moment)


class Note(_Part, frozen=True, kw_only=True):
    """A decision of the group, or a question it leaves open.

    Attributes:
        number: by which it is removed.
        question, case: what it is about, "" for the whole.
        kept: somebody was warned that the text may name somebody, and kept it.
    """

    number: Annotated[int, Meta(ge=1, le=100_000)] = field(name="numero")
    kind: Literal["decision", "ouverte"] = field(name="genre")
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_NOTE)] = field(name="texte")
    question: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_]*)?\Z", max_length=60)] = ""
    case: Annotated[str, Meta(pattern=r"^[^/\\\x00-\x1f]*\Z", max_length=100)] = field(name="cas", default="")
    kept: bool = field(name="texte_garde", default=False)


Notes = Annotated[tuple[Note, ...], Meta(max_length=MOST_NOTES)]


class NotesFile(_Part, frozen=True, kw_only=True):
    """What the group wrote."""

    format: Literal["repere-notes"]
    grammar: Literal[1] = field(name="grammaire")
    session: SessionId = field(name="seance")
    notes: Notes


class ExchangeFile(_Part, frozen=True, kw_only=True):
    """A whole session in one file."""

    format: Literal["repere-seance-complete"]
    grammar: Literal[1] = field(name="grammaire")
    session: SessionFile = field(name="seance")
    answers: Annotated[tuple[AnswersFile, ...], Meta(max_length=2 * MOST_PARTICIPANTS)] = field(
        name="reponses"
    )
    notes: Notes = ()


File = SessionFile | AnswersFile | NotesFile | ExchangeFile
KINDS: dict[str, type[File]] = {
    SESSION_FORMAT: SessionFile,
    ANSWERS_FORMAT: AnswersFile,
    NOTES_FORMAT: NotesFile,
    EXCHANGE_FORMAT: ExchangeFile,
}
IN_WORDS: dict[type, str] = {
    SessionFile: "le fichier d’une séance",
    AnswersFile: "un fichier de réponses",
    NotesFile: "les notes d’une séance",
    ExchangeFile: "une séance entière",
}
_Some = TypeVar("_Some", bound=File)


class SessionFault(Exception):
    """Something that cannot be used, every fault of it in one sentence each; nothing was changed."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(french(each) for each in faults)
        super().__init__("\n".join(self.faults))


class _Headed(msgspec.Struct):
    format: str = ""
    grammar: Any = field(name="grammaire", default=1)


def answers_name(participant: int, moment: Moment) -> str:
    """« reponses-03-avant.json »."""
    return f"reponses-{participant:02d}-{moment}.json"


def read_file(path: Path) -> File:
    """The file at *path*, whatever kind it says it is. Raises SessionFault, OSError."""
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SessionFault(
            [f"« {path.name} » dépasse {MOST_BYTES // 1024**2} Mo : ce n’est pas un fichier de séance."]
        )
    return read_content(content, path.name)


def read_content(content: bytes, name: str) -> File:
    """The file written in *content*; *name* is only told. Raises SessionFault."""
    try:
        headed = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Headed)
        kind = KINDS[headed.format]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
        raise SessionFault(
            [f"« {name} » n’est pas un fichier de séance, ou il est abîmé. {_ANOTHER}"]
        ) from None
    if headed.grammar != 1:
        raise SessionFault(
            [f"« {name} » vient d’une version plus récente de Repère : mettez le vôtre à jour."]
        )
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        place = str(error).partition(" - at `")[2].rstrip("`").removeprefix("$.").removeprefix("$")
        where = f" (à « {place} »)" if place else ""
        raise SessionFault([f"« {name} » : ce n’est pas ce que Repère écrit{where}. {_ANOTHER}"]) from None


_ANOTHER = "Demandez une autre copie."


def expected(read: File, kind: type[_Some], name: str) -> _Some:
    """*read*, once it is known to be of that kind. Raises SessionFault."""
    if not isinstance(read, kind):
        raise SessionFault([f"« {name} » est {IN_WORDS[type(read)]} ; il fallait {IN_WORDS[kind]}."])
    return read


def write_file(path: Path, file: File) -> Path:
    """Write *file* whole, so that it can also be read by a person. Raises OSError."""
    from interview.surroundings import write_whole

    return write_whole(path, msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n")


def fingerprint_of(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
