"""The grammar of a flow file: what a trainer may write, as frozen structs.

Keys are French in the file and English here. Nothing in a file is ever evaluated: conditions are
built from a closed set of operators (``est``, ``parmi``, ``hors``, ``tous``, ``un_de``) and from named
facts. The meaning of a condition is in :mod:`flows.conditions`, the checks across the file in
:mod:`flows.loader`.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

from flows.catalogue_file import LocalCatalogue

GRAMMAR = 1
UNKNOWN = "inconnu"
NOTHING_TO_ASK = "Rien à demander."

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="minuscules, chiffres et « _ »")]
FlowId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*$", description="minuscules, chiffres et « - »")]
Kind = Literal[
    "choix",
    "choix_multiple",
    "catalogue",
    "catalogue_multiple",
    "entier",
    "montant",
    "mois",
    "date",
    "lignes",
    "texte",
    "menage",
    "lien",
]
Scope = Literal["situation", "entretien"]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Condition(_Part, frozen=True, kw_only=True):
    """One test. Exactly one shape: a question with an operator, a fact, ``tous`` or ``un_de``."""

    question: str | None = None
    equals: str | None = field(name="est", default=None)
    among: tuple[str, ...] | None = field(name="parmi", default=None)
    outside: tuple[str, ...] | None = field(name="hors", default=None)
    fact: str | None = field(name="fait", default=None)
    every: tuple[Condition, ...] | None = field(name="tous", default=None)
    some: tuple[Condition, ...] | None = field(name="un_de", default=None)


class Exit(_Part, frozen=True, kw_only=True):
    """Where a question leads: the first exit whose condition holds is taken."""

    to: str = field(name="vers")
    when: Condition | None = field(name="si", default=None)


class Choice(_Part, frozen=True, kw_only=True):
    """One accepted answer: a frozen code under a label that may be reworded.

    Attributes:
        finding: the same fact stated in the sheet (« La personne ne connaissait pas ce droit. »).
        supposition: the same fact after « si » (« la personne ne connaissait pas ce droit »).
        group: code of the family it is shown under, for long lists.
        under: a choice of the same question that this local one is counted with (a reason of a team's
            own under a reason of 2015), so that figures stay comparable.
        same_meaning: version of the flow since which the code means the same, stated by whoever
            rewrote the label from end to end.
    """

    code: Code
    label: str = field(name="libelle")
    help: str = field(name="aide", default="")
    finding: str = field(name="constat", default="")
    supposition: str = field(name="hypothese", default="")
    group: str = field(name="groupe", default="")
    under: str = field(name="sous", default="")
    same_meaning: str = field(name="meme_sens", default="")


class ColumnChoice(_Part, frozen=True, kw_only=True):
    """One accepted code of a column of kind ``choix``.

    Attributes:
        words: words or groups of words that make this choice proposed, where they are written in the
            column that ``Column.guessed_from`` names.
        unless: words beside which those above mean something else.
    """

    code: Code
    label: str = field(name="libelle")
    words: tuple[str, ...] = field(name="mots", default=())
    unless: tuple[str, ...] = field(name="sauf", default=())


class Column(_Part, frozen=True, kw_only=True):
    """One column of a question of kind ``lignes``.

    ``jour`` is a day, a month or a year; ``preuve`` is « oui », « non », or what proves it; ``choix`` is
    one of ``choices``, proposed from the words of the column ``guessed_from``.
    """

    code: Code
    label: str = field(name="libelle")
    kind: Literal["jour", "texte", "preuve", "choix"] = field(name="type", default="texte")
    required: bool = field(name="requise", default=False)
    help: str = field(name="aide", default="")
    choices: tuple[ColumnChoice, ...] = field(name="choix", default=())
    guessed_from: str = field(name="propose_par", default="")

    def choice(self, code: str) -> ColumnChoice | None:
        """The choice of that code."""
        return next((each for each in self.choices if each.code == code), None)


class Question(_Part, frozen=True, kw_only=True):
    """One question put to the agent.

    Attributes:
        short: a few words for the panel and the review (« Connaissance du droit »).
        why: « pourquoi cette question ».
        approach: « comment l'aborder avec la personne »; « Rien à demander. » where the agent
            answers alone: it is then written in the file, and not shown.
        in_doubt: what to choose when the agent hesitates.
        required: part of the core; anything else can be skipped.
        unknown: « On ne sait pas » is one of the listed answers.
        prefilled: question of kind catalogue whose entry gives the proposed answer.
        at_most: another question whose number is the ceiling of this one.
        when: asked only if this holds; passed over otherwise.
        follows: asked only if that other question was answered, other than by « on ne sait pas ».
        exits: where it leads; by default, to the next question of the file.
        same_meaning: version of the flow since which the question asks the same, stated by whoever
            rewrote it from end to end.
    """

    id: Code
    section: str
    kind: Kind = field(name="type")
    text: str = field(name="texte")
    short: str = field(name="bref")
    why: str = field(name="pourquoi", default="")
    approach: str = field(name="aborder", default="")
    in_doubt: str = field(name="si_doute", default="")
    required: bool = field(name="requise", default=False)
    unknown: bool = field(name="inconnu", default=False)
    scope: Scope = field(name="portee", default="situation")
    choices: tuple[Choice, ...] = field(name="choix", default=())
    columns: tuple[Column, ...] = field(name="colonnes", default=())
    catalogue: Literal["prestations", "organismes", ""] = ""
    prefilled: str = field(name="prerempli_par", default="")
    minimum: int = 0
    maximum: int = 0
    at_most: str = field(name="au_plus", default="")
    unit: str = field(name="unite", default="")
    when: Condition | None = field(name="si", default=None)
    follows: str = field(name="si_repondu", default="")
    exits: tuple[Exit, ...] = field(name="suite", default=())
    same_meaning: str = field(name="meme_sens", default="")

    @property
    def multiple(self) -> bool:
        """Whether the answer is a list of codes."""
        return self.kind in ("choix_multiple", "catalogue_multiple")

    @property
    def codes(self) -> tuple[str, ...]:
        """Accepted codes of a question with choices, ``inconnu`` included where it is listed."""
        return tuple(choice.code for choice in self.choices)

    def choice(self, code: str) -> Choice | None:
        """The choice of that code."""
        return next((choice for choice in self.choices if choice.code == code), None)


class Section(_Part, frozen=True, kw_only=True):
    """A group of questions, for progress; ``qualifie`` marks the last one before the qualification."""

    id: Code
    title: str = field(name="titre")
    qualifies: bool = field(name="qualifie", default=False)


class Fact(_Part, frozen=True, kw_only=True):
    """A named condition (« démarche faite »), to be used in guards and rules."""

    code: Code
    label: str = field(name="libelle")
    when: Condition = field(name="si")


class FormRule(_Part, frozen=True, kw_only=True):
    """One form of non-take-up and the facts that conclude it.

    Attributes:
        article: its name inside a sentence (« la non-connaissance »).
        reasons: question that collects its reasons.
        active: a form switched off is accepted in data but never concluded.
    """

    code: Code
    label: str = field(name="libelle")
    definition: str
    when: Condition = field(name="si")
    reasons: str = field(name="raisons", default="")
    article: str = field(name="avec_article", default="")
    active: bool = field(name="active", default=True)


class TypologyRule(_Part, frozen=True, kw_only=True):
    """One derived trait. ``contexte`` names a fact of the household rather than an answer."""

    code: Code
    label: str = field(name="libelle")
    meaning: str = field(name="explication")
    when: Condition | None = field(name="si", default=None)
    context: Literal["plusieurs_situations", "lien_causal", ""] = field(name="contexte", default="")


class NoForm(_Part, frozen=True, kw_only=True):
    """Why there is no non-take-up: the first whose condition holds is told."""

    code: Code
    sentence: str = field(name="phrase")
    next_step: str = field(name="suite", default="")
    when: Condition | None = field(name="si", default=None)


class CertaintyLabel(_Part, frozen=True, kw_only=True):
    """A level of certainty and how it is explained."""

    code: Literal["avere", "potentiel", "aucun"]
    label: str = field(name="libelle")
    meaning: str = field(name="explication")


class Rules(_Part, frozen=True, kw_only=True):
    """The decision table."""

    facts: tuple[Fact, ...] = field(name="faits", default=())
    forms: tuple[FormRule, ...] = field(name="formes")
    abandoned: Condition = field(name="abandon")
    established: Condition = field(name="avere")
    certainties: tuple[CertaintyLabel, ...] = field(name="certitudes")
    typology: tuple[TypologyRule, ...] = field(name="typologie", default=())
    no_form: tuple[NoForm, ...] = field(name="aucun")


class Ending(_Part, frozen=True, kw_only=True):
    """An end of the path, and what it means."""

    id: Code
    label: str = field(name="libelle")


class Source(_Part, frozen=True, kw_only=True):
    """Where a rule comes from, when it was read, and until when it is known to hold (ISO dates)."""

    title: str = field(name="titre")
    read_on: str = field(name="lu_le")
    valid_until: str = field(name="valable_jusqu_a", default="")
    note: str = ""


class Ancestor(_Part, frozen=True, kw_only=True):
    """A flow that a local one was made from, and its version that day."""

    id: FlowId = field(name="parcours")
    version: str


class FlowFile(_Part, frozen=True, kw_only=True):
    """A whole flow file.

    Attributes:
        ancestors: the flows a local one was made from, nearest first; written when a local file is
            completed (see :mod:`flows.extending`).
        local_catalogue: benefits, organisms and ways to contest that only this flow knows.
    """

    grammar: int = field(name="grammaire")
    id: FlowId = field(name="parcours")
    version: str
    title: str = field(name="titre")
    unknown_label: str = field(name="libelle_inconnu", default="On ne sait pas")
    sources: tuple[Source, ...] = ()
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    endings: tuple[Ending, ...] = field(name="fins")
    rules: Rules = field(name="regles")
    ancestors: tuple[Ancestor, ...] = field(name="issu_de", default=())
    local_catalogue: LocalCatalogue | None = field(name="catalogue_local", default=None)
