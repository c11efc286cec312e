"""The contract of the récapitulatif: the sheet handed to the person at the end of an interview.

Plain data, already in plain French words. Everything may be empty, and what is empty is left out: the
sheet says only what the agent ticked. There is no field for a name, a conclusion or a judgement.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class EtapeAVenir(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that comes next."""

    quoi: Annotated[str, Meta(description="Ce qu’il faut faire, en quelques mots.")]
    qui: Annotated[
        str, Meta(description="Qui le fait : « vous », « nous », un organisme. Jamais un nom.")
    ] = ""
    quand: Annotated[str, Meta(description="Pour quand : une date AAAA-MM-JJ, ou quelques mots.")] = ""
    numero: Annotated[str, Meta(description="Numéro à appeler, celui d’un service.")] = ""


class RecapContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the récapitulatif may say."""

    date: Annotated[datetime.date, Meta(description="Jour où la feuille est remise.")]
    datee: Annotated[bool, Meta(description="Vrai si ce jour s’écrit sur la feuille.")] = True
    fictive: Annotated[str, Meta(description="Dit que la base est fictive ; vide : elle ne l’est pas.")] = ""
    lieu: Annotated[str, Meta(description="Où l’on s’est vu, par exemple « notre service ».")] = ""
    etapes: Annotated[
        tuple[EtapeAVenir, ...], Meta(description="Ce qui vient ensuite ; d’abord ce que fait la personne.")
    ] = ()
    sujets: Annotated[Lines, Meta(description="Ce dont on a parlé, une phrase chacun.")] = ()
    faits: Annotated[Lines, Meta(description="Ce qui a été fait, une phrase chacun.")] = ()
    etats: Annotated[Lines, Meta(description="Où en est chaque démarche, une phrase chacune.")] = ()
    service: Annotated[str, Meta(description="Nom du service à joindre.")] = ""
    telephone: Annotated[str, Meta(description="Téléphone du service.")] = ""
    reference: Annotated[str, Meta(description="Numéro qui fait retrouver le dossier.")] = ""
