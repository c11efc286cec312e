"""The grammar of a local flow: what a team changes of another flow, without copying it.

Three verbs: ``modifier`` (the words, never the codes), ``ajouter`` and ``retirer``. Everything else is
read from the flow named by ``etend``, at each start: a new version of it is followed at once.

.. code-block:: yaml

    grammaire: 1
    parcours: ccas-exemple            # its own name
    version: "2026.1"
    titre: Non-recours, à Exemple-sur-Rive
    etend: non-recours                # the shipped flow, or <name>.yaml in the same folder
    etabli_sur: "2026.1"              # version of that flow when this file was last reread
    modifier:
      questions:
        connaissance:
          au_lieu_de: {texte: "Avant cet échange, …"}   # optional: told when the flow says otherwise
          texte: …
          choix: {partielle: {libelle: …}}
    ajouter:
      choix:
        raisons_non_demande:
          - {code: trajet_trop_long, libelle: …, sous: manque_capacites}
      questions:
        - {apres: demande, id: aide_mairie, section: demarche, type: choix, …}
      catalogue:
        prestations: [{code: cheque_rentree, …}]
    retirer:
      choix: {domaine: [loisirs_vacances_culture]}
"""

from __future__ import annotations

from msgspec import field

from flows.catalogue_file import LocalCatalogue
from flows.grammar import (
    Choice,
    Code,
    Column,
    Condition,
    Exit,
    Fact,
    FlowId,
    Question,
    Section,
    Source,
    TypologyRule,
    _Part,
)


class ColumnWords(_Part, frozen=True, kw_only=True):
    """Words of one column; what is left out stays as it is."""

    label: str | None = field(name="libelle", default=None)
    help: str | None = field(name="aide", default=None)


class ChoiceWords(_Part, frozen=True, kw_only=True):
    """Words of one choice; what is left out stays as it is.

    Attributes:
        instead: the words replaced, by key: it is told when the extended flow no longer says them.
        same_meaning: version since which the code means the same (see ``Choice``).
    """

    label: str | None = field(name="libelle", default=None)
    help: str | None = field(name="aide", default=None)
    finding: str | None = field(name="constat", default=None)
    supposition: str | None = field(name="hypothese", default=None)
    same_meaning: str | None = field(name="meme_sens", default=None)
    instead: dict[str, str] = field(name="au_lieu_de", default_factory=dict)


class QuestionWords(_Part, frozen=True, kw_only=True):
    """Words of one question; what is left out stays as it is.

    Attributes:
        choices, columns: words of its choices and columns, by code.
        instead: the words replaced, by key: it is told when the extended flow no longer says them.
        same_meaning: version since which the question asks the same (see ``Question``).
    """

    text: str | None = field(name="texte", default=None)
    short: str | None = field(name="bref", default=None)
    why: str | None = field(name="pourquoi", default=None)
    approach: str | None = field(name="aborder", default=None)
    in_doubt: str | None = field(name="si_doute", default=None)
    unit: str | None = field(name="unite", default=None)
    choices: dict[str, ChoiceWords] = field(name="choix", default_factory=dict)
    columns: dict[str, ColumnWords] = field(name="colonnes", default_factory=dict)
    same_meaning: str | None = field(name="meme_sens", default=None)
    instead: dict[str, str] = field(name="au_lieu_de", default_factory=dict)


class FormWords(_Part, frozen=True, kw_only=True):
    """Words of one form of non-take-up."""

    label: str | None = field(name="libelle", default=None)
    article: str | None = field(name="avec_article", default=None)
    definition: str | None = None


class RuleWords(_Part, frozen=True, kw_only=True):
    """Words of one trait, or of one level of certainty."""

    label: str | None = field(name="libelle", default=None)
    meaning: str | None = field(name="explication", default=None)


class NoFormWords(_Part, frozen=True, kw_only=True):
    """Words of one sentence that says why there is no non-take-up."""

    sentence: str | None = field(name="phrase", default=None)
    next_step: str | None = field(name="suite", default=None)


class Changes(_Part, frozen=True, kw_only=True):
    """``modifier``: words only, each under the name of what bears them."""

    questions: dict[str, QuestionWords] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(name="fins", default_factory=dict)
    facts: dict[str, str] = field(name="faits", default_factory=dict)
    forms: dict[str, FormWords] = field(name="formes", default_factory=dict)
    certainties: dict[str, RuleWords] = field(name="certitudes", default_factory=dict)
    typology: dict[str, RuleWords] = field(name="typologie", default_factory=dict)
    no_form: dict[str, NoFormWords] = field(name="aucun", default_factory=dict)


class AddedQuestion(Question, frozen=True, kw_only=True):
    """A question of the team's own, asked just after another (``apres``) or just before it (``avant``).

    Asked after another, it takes over its exits, so that the interview goes on where it would have
    gone; unless ``suites`` says which answer leads to it.
    """

    after: str = field(name="apres", default="")
    before: str = field(name="avant", default="")


class AddedSection(Section, frozen=True, kw_only=True):
    """A section of the team's own, and its place among the others."""

    after: str = field(name="apres", default="")
    before: str = field(name="avant", default="")


class AddedNoForm(_Part, frozen=True, kw_only=True):
    """A reason of the team's own why there is no non-take-up, looked at before the others."""

    code: Code
    sentence: str = field(name="phrase")
    next_step: str = field(name="suite", default="")
    when: Condition = field(name="si")


class Additions(_Part, frozen=True, kw_only=True):
    """``ajouter``.

    Attributes:
        choices: choices by question.
        exits: exits looked at before those of an existing question.
        sources: references of the flow, for the yearly review.
        catalogue: benefits, organisms, ways to contest, and their sources.
    """

    choices: dict[str, tuple[Choice, ...]] = field(name="choix", default_factory=dict)
    questions: tuple[AddedQuestion, ...] = ()
    sections: tuple[AddedSection, ...] = ()
    exits: dict[str, tuple[Exit, ...]] = field(name="suites", default_factory=dict)
    facts: tuple[Fact, ...] = field(name="faits", default=())
    typology: tuple[TypologyRule, ...] = field(name="typologie", default=())
    no_form: tuple[AddedNoForm, ...] = field(name="aucun", default=())
    sources: tuple[Source, ...] = ()
    catalogue: LocalCatalogue | None = None


class Removals(_Part, frozen=True, kw_only=True):
    """``retirer``: optional questions never asked, choices no longer offered (by question)."""

    questions: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(name="choix", default_factory=dict)


class LocalFlow(_Part, frozen=True, kw_only=True):
    """A local flow file, before it is completed by the one it extends.

    Attributes:
        extends: id of the flow it extends.
        reviewed: version of that flow when this file was written, or last reread.
    """

    grammar: int = field(name="grammaire")
    id: FlowId = field(name="parcours")
    version: str
    title: str = field(name="titre")
    extends: FlowId = field(name="etend")
    reviewed: str = field(name="etabli_sur")
    changes: Changes = field(name="modifier", default_factory=Changes)
    additions: Additions = field(name="ajouter", default_factory=Additions)
    removals: Removals = field(name="retirer", default_factory=Removals)


__all__ = [
    "AddedNoForm",
    "AddedQuestion",
    "AddedSection",
    "Additions",
    "Changes",
    "ChoiceWords",
    "Column",
    "ColumnWords",
    "FormWords",
    "LocalFlow",
    "NoFormWords",
    "QuestionWords",
    "Removals",
    "RuleWords",
]
