"""What an invented situation is made of, read from ``recits.yaml``: no name, no number, nobody behind it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import field

Profile = Literal["reception", "abandon", "non_demande", "non_connaissance"]

SERVICE = "notre service"


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a chronology.

    Attributes:
        gap: fewest and most days since the step before.
        actor, channel: cells of the row; ``{org}`` is the organism.
        facts: ways of saying it, one of which is drawn; ``{le}``, ``{de}``, ``{a}`` are the offer.
        proof: the proof held, "oui" or "non".
        event: code of what the step is, "" for none.
        sure: how likely the step is to be there, from 0 to 1.
    """

    gap: tuple[int, int] = field(name="apres")
    actor: str = field(name="qui")
    channel: str = field(name="comment", default="")
    facts: tuple[str, ...] = field(name="fait")
    proof: str = field(name="preuve", default="")
    event: str = field(name="evenement", default="")
    sure: float = field(name="probable", default=1.0)


class Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of story, told in several ways.

    Attributes:
        profile: the forms it leads to.
        weight: how often it comes among those of its profile.
        offers: benefits, or themes where it is not about money, each with its weight.
        organism: code of the organism; ``others``: codes of those that have a hand in it.
        answers: core answers, each with the ones that may be drawn.
        reasons: of its own form, each line drawn whole.
        levels, details: codes; one to three details are drawn.
        steps: the chronology, oldest first; the last one is recent.
        story, ask: ways of telling it, and of asking for this person.
        proposals: keys of :attr:`Content.proposals`, one of which is drawn.
    """

    profile: Profile = field(name="profil")
    weight: int = field(name="poids")
    offers: Mapping[str, int] = field(name="offres")
    organism: str = field(name="organisme")
    others: tuple[str, ...] = field(name="autres", default=())
    answers: Mapping[str, tuple[str, ...]] = field(name="reponses", default_factory=dict)
    reasons: tuple[tuple[str, ...], ...] = field(name="raisons")
    levels: tuple[str, ...] = field(name="niveaux")
    details: tuple[str, ...]
    steps: tuple[Step, ...] = field(name="etapes")
    story: tuple[str, ...] = field(name="recit")
    ask: tuple[str, ...] = field(name="demande")
    proposals: tuple[str, ...] = field(name="propositions")


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every scene, and by key the ways of saying what would keep it from happening again."""

    scenes: tuple[Scene, ...] = field(name="recits")
    proposals: Mapping[str, tuple[str, ...]] = field(name="propositions")


@cache
def content() -> Content:
    """All that may be told, read once."""
    import yaml

    text = files("interview.rehearsal.fictional_year").joinpath("recits.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Content)
