"""The catalogue file: its structs.

Keys are French in the file and English here. Every fact refers to a dated source; what is not known
is absent, never guessed. Searching it is the business of :mod:`flows.catalogue`, checking it that of
:mod:`flows.checks.catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="minuscules, chiffres et « _ »")]

GRAMMAR = 1
SHARED_GROUPS = ("rsa", "assurance_maladie", "retraite", "prestations_familiales")
"""Groups of the 2015 figures; any other benefit is counted under its own code."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Source(_Part, frozen=True, kw_only=True):
    """Where a fact was read, and when; ``secondaire`` is to be checked before relying on it."""

    title: str = field(name="titre")
    where: str = field(name="ou")
    read_on: str = field(name="lu_le")
    status: Literal["officiel", "secondaire"] = field(name="statut")


class FormerDelay(_Part, frozen=True, kw_only=True):
    """The length a delay had before; ``until`` is the ISO day on which it ceased to hold."""

    months: int = field(name="mois", default=0)
    days: int = field(name="jours", default=0)
    until: str = field(name="jusqu_a")
    source: str


class Delay(_Part, frozen=True, kw_only=True):
    """A length of time and its starting point.

    Attributes:
        since: what it runs from; ``reponse`` is what was answered to an appeal, or its silence.
        effect: what silence is worth at its end.
        stated: source of the rule that it only binds the person if the decision stated it.
        within_a_year: source of the rule that, not stated, it still leaves one year and no more.
        from_day: ISO day since which it has this length, "" when no other is known.
        former: the lengths it had before, the latest first.
    """

    months: int = field(name="mois", default=0)
    days: int = field(name="jours", default=0)
    since: Literal["notification", "decision", "demande", "dossier_complet", "recours", "reponse"] = field(
        name="depuis"
    )
    effect: Literal["rejet", ""] = field(name="vaut", default="")
    stated: str = field(name="si_indique", default="")
    within_a_year: str = field(name="dans_l_annee", default="")
    from_day: str = field(name="en_vigueur", default="")
    former: tuple[FormerDelay, ...] = field(name="avant", default=())
    source: str


class Sequel(_Part, frozen=True, kw_only=True):
    """What opens when a way has failed: whom to turn to (« saisir le tribunal… »), and in what delay."""

    text: str = field(name="texte")
    delay: Delay = field(name="delai")


class Recourse(_Part, frozen=True, kw_only=True):
    """One way to contest.

    Attributes:
        act: what to do, after « le dernier jour pour » (« saisir la commission de recours amiable »).
        delay: to act in.
        answer: what the body owes.
        sequel: what opens when it has refused, or not answered.
        bodies: the organisms whose decisions it contests; () where it is for any that handles the benefit.
        domains: what it is for, where no benefit is named; () where that does not matter.
        last: it is told after the others.
    """

    label: str = field(name="libelle")
    text: str = field(name="texte")
    act: str = field(name="agir", default="")
    delay: Delay | None = field(name="delai", default=None)
    answer: Delay | None = field(name="reponse", default=None)
    sequel: Sequel | None = field(name="ensuite", default=None)
    caution: str = field(name="precision", default="")
    bodies: tuple[str, ...] = field(name="decisions_de", default=())
    domains: tuple[str, ...] = field(name="domaines", default=())
    last: bool = field(name="dernier_recours", default=False)
    sources: tuple[str, ...]


class Former(_Part, frozen=True, kw_only=True):
    """A name of the past; ``until`` is an ISO date, or a year where pages disagree on the day."""

    name: str = field(name="nom")
    long: str = ""
    until: str = field(name="jusqu_a")
    note: str = ""
    source: str


class Local(_Part, frozen=True, kw_only=True):
    """The name an organism bears in one territory (the Carsat is the CNAV in Île-de-France)."""

    name: str = field(name="nom")
    acronym: str = field(name="sigle", default="")
    where: str = field(name="ou")
    source: str


class Note(_Part, frozen=True, kw_only=True):
    """A fact worth knowing, in one sentence."""

    text: str = field(name="texte")
    source: str


class Arrears(_Part, frozen=True, kw_only=True):
    """How far back a benefit can be claimed; 0 month: never backwards."""

    months: int = field(name="mois")
    text: str = field(name="texte")
    source: str


class Amount(_Part, frozen=True, kw_only=True):
    """An amount in euros as it is written (« 651,69 »), from one ISO day until another, excluded."""

    since: str = field(name="depuis")
    until: str = field(name="jusqu_a", default="")
    euros: Annotated[str, Meta(pattern=r"^[0-9]+(,[0-9]{2})?$", description="651,69 ou 651")]
    source: str

    @property
    def cents(self) -> int:
        """The amount, in cents."""
        whole, _, part = self.euros.partition(",")
        return int(whole) * 100 + int(part or 0)


class Parameter(_Part, frozen=True, kw_only=True):
    """An amount set by a rule, that changes with time: a maximum, a threshold; never what is due to someone.

    Attributes:
        label: what it is, to be read before its value (« montant maximal pour une personne seule »).
        every: what it is counted by (« par mois »), "" for an amount in itself.
        amounts: the latest first.
    """

    label: str = field(name="libelle")
    every: str = field(name="par", default="")
    amounts: tuple[Amount, ...] = field(name="montants")


class Validity(_Part, frozen=True, kw_only=True):
    """Since when the benefit exists in this form."""

    since: str = field(name="depuis")
    until: str = field(name="jusqu_a", default="")
    source: str


class _Entry(_Part, frozen=True, kw_only=True):
    code: Code
    label: str = field(name="libelle")
    article: str = ""
    acronym: str = field(name="sigle", default="")
    aliases: tuple[str, ...] = field(name="alias", default=())
    former: tuple[Former, ...] = field(name="anciens", default=())
    recourses: tuple[str, ...] = field(name="voies", default=())
    sources: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The label and its sigle: « complémentaire santé solidaire (C2S) »."""
        return f"{self.label} ({self.acronym})" if self.acronym else self.label

    @property
    def named(self) -> str:
        """The title after its article: « la complémentaire santé solidaire (C2S) »."""
        space = "" if not self.article or self.article.endswith("’") else " "
        return f"{self.article}{space}{self.title}"


class Benefit(_Entry, frozen=True, kw_only=True):
    """A benefit: the first organism handles the claim, the next ones also have a hand in it."""

    group: str = field(name="groupe")
    nature: Literal["financiere", "non_financiere"]
    organisms: tuple[str, ...] = field(name="organismes")
    variants: tuple[str, ...] = field(name="variantes", default=())
    definition: str
    validity: Validity | None = field(name="validite", default=None)
    answer: Delay | None = field(name="reponse", default=None)
    arrears: Arrears | None = field(name="rappel", default=None)
    notes: tuple[Note, ...] = field(name="a_savoir", default=())
    parameters: tuple[Parameter, ...] = field(name="parametres", default=())


class Organism(_Entry, frozen=True, kw_only=True):
    """A body; ``condition`` says when it stands in for another (« si la personne relève de… »)."""

    condition: str = field(name="si", default="")
    local: tuple[Local, ...] = field(name="locaux", default=())


class Ambiguous(_Part, frozen=True, kw_only=True):
    """One word for several entries, and what to say of each to tell them apart."""

    name: str = field(name="nom")
    meanings: dict[str, str] = field(name="entre")
    sources: tuple[str, ...]


class LocalCatalogue(_Part, frozen=True, kw_only=True):
    """Entries of a town, added to the catalogue by the flow that carries them."""

    sources: dict[str, Source] = field(default_factory=dict)
    recourses: dict[str, Recourse] = field(name="voies", default_factory=dict)
    ambiguous: tuple[Ambiguous, ...] = field(name="ambigus", default=())
    benefits: tuple[Benefit, ...] = field(name="prestations", default=())
    organisms: tuple[Organism, ...] = field(name="organismes", default=())


class CatalogueFile(_Part, frozen=True, kw_only=True):
    """A whole catalogue file."""

    grammar: int = field(name="grammaire")
    id: str = field(name="catalogue")
    version: str
    read_on: str = field(name="lu_le")
    reminder: str = field(name="rappel_voies")
    sources: dict[str, Source]
    recourses: dict[str, Recourse] = field(name="voies")
    ambiguous: tuple[Ambiguous, ...] = field(name="ambigus", default=())
    benefits: tuple[Benefit, ...] = field(name="prestations")
    organisms: tuple[Organism, ...] = field(name="organismes")


Entry = Benefit | Organism


def names_of(entry: Entry, ambiguous: Iterable[Ambiguous] = ()) -> tuple[list[str], list[str]]:
    """The entry's own names, then every other name it is found by."""
    own = [each for each in (entry.acronym, entry.label, entry.code.replace("_", " ")) if each]
    others = [each.name for each in ambiguous if entry.code in each.meanings]
    others += entry.aliases
    others += [each for former in entry.former for each in (former.name, former.long) if each]
    if isinstance(entry, Organism):
        others += [each for local in entry.local for each in (local.acronym, local.name) if each]
    return own, others
