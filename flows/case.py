"""What makes a scenario a case to rehearse: the setting, the person’s voice, and why the reference is so.

A case is a scenario with a ``formation`` key. Its answers are the reference; what is here says how the person
tells it, what is in hand, and how far another answer may be right. Nothing of it changes what is concluded.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import field

Level = Literal["premier", "confirme", "delicat"]
Manner = Literal["clair", "a_cote", "contradictoire", "se_tait"]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Paper(_Part, frozen=True, kw_only=True):
    """A paper in hand, that whoever rehearses may read at any moment."""

    title: str = field(name="titre")
    text: str = field(name="texte")


class Probe(_Part, frozen=True, kw_only=True):
    """One way of asking again, and what the person then says.

    Attributes:
        ask: what the agent says.
        says: what the person answers to that.
        helps: whether it was a way of asking that lets the person speak.
        why: what makes it good or poor, told in the debrief.
    """

    ask: str = field(name="demander")
    says: str = field(name="dit")
    helps: bool = field(name="aide")
    why: str = field(name="pourquoi", default="")


class Voice(_Part, frozen=True, kw_only=True):
    """What the person says when a question is brought up, and what they only say if asked well."""

    says: str = field(name="dit")
    manner: Manner = field(name="maniere", default="clair")
    probes: tuple[Probe, ...] = field(name="relances", default=())


class Variance(_Part, frozen=True, kw_only=True):
    """Answers other than the reference, and what they are worth.

    Attributes:
        answers: codes; for a question of several answers, codes that may be there or not.
        accepted: whether they are as right as the reference.
        why: why they are right; or why they are not, or why they change nothing.
    """

    question: str
    answers: tuple[str, ...] = field(name="reponses")
    accepted: bool = field(name="admis", default=False)
    why: str = field(name="pourquoi")


class Case(_Part, frozen=True, kw_only=True):
    """What is told of a case before it is rehearsed, and talked over after.

    Attributes:
        setting: who comes, where, for what, as an agent would see it.
        level: how hard it is.
        trains: what it teaches, without saying the answer.
        minutes: how long it takes.
        papers: what the person has brought.
        discussion: what to talk over once it is qualified.
        follows: name of the case of which it is a later visit.
        near: name of the case that differs by one fact; ``fact`` says which.
    """

    setting: str = field(name="cadre")
    level: Level = field(name="niveau")
    trains: str = field(name="exerce")
    minutes: int = 15
    papers: tuple[Paper, ...] = field(name="documents", default=())
    discussion: tuple[str, ...] = ()
    follows: str = field(name="suite_de", default="")
    near: str = field(name="proche_de", default="")
    fact: str = field(name="fait_qui_change", default="")
