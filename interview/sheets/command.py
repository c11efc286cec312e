"""``repere fiche``: the sheet of one situation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse

if TYPE_CHECKING:
    from interview.conversation import Conversation

FORMATS = ("html", "pdf", "docx", "texte", "md", "aplus")
FILE_FORMATS = ("pdf", "docx")
"""Those a terminal cannot show: they go to a file, asked for or not."""
DESPITE = ("obligation-legale", "danger", "autre")

SHE_AGREES = "Si elle en est d’accord :"
SHE_AGREES_NOW = "Si elle a changé d’avis :"
NOT_ASKED = "Sinon, avec votre motif, écrit sur la fiche :"
SHE_REFUSED = "Pour passer outre (obligation-legale, danger ou autre), ce sera écrit sur la fiche :"


@click.command(name="fiche", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format de la fiche (texte)."
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@click.option(
    "--accord",
    type=click.Choice(("oui", "non")),
    help="Noter ce que la personne répond aujourd’hui : la fiche peut-elle sortir du service ?",
)
@click.option(
    "--motif", metavar="TEXTE", default="", help="Pourquoi la fiche sort sans son accord, sans aucun nom."
)
@click.option(
    "--malgre-refus", "despite", type=click.Choice(DESPITE), help="Ce qui oblige à passer outre son refus."
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    reference: str,
    format_: str,
    sortie: Path | None,
    accord: str | None,
    motif: str,
    despite: str | None,
) -> None:
    """Écrire la fiche mémoire d’une situation.

    REF est la référence d’une situation (26-K7QX4-1) ou d’un entretien (26-K7QX4 : sa première
    situation). Le texte va à l’écran ; un PDF ou un document Word va dans un fichier. Une fiche ne sort
    qu’avec l’accord de la personne, ou avec un motif écrit.
    """
    from interview.lookup_reference import only_situation_of, situation_of
    from interview.sheets.gate import GateClosed
    from interview.sheets.saving import notice_of, print_sheet, save_sheet
    from interview.surroundings import open_base, workplace

    noting = bool(accord or motif or despite)
    if accord and (motif or despite):
        raise click.UsageError("--accord s’emploie sans --motif ni --malgre-refus : c’est l’un ou l’autre.")
    with open_base(base_of(context), create=False) as base:
        find = only_situation_of if noting else situation_of
        held, rank = find(workplace(base), reference)
        if not held.core_complete(rank):
            raise refuse(
                f"La situation {held.situation_reference(rank)} n’est pas encore qualifiée : il lui manque "
                "des réponses. Reprenez l’entretien avec « repere »."
            )
        if noting:
            _note(held, rank, accord or "", motif, (despite or "").replace("-", "_"))
        if accord == "non":
            if _asked_for_a_sheet(context):
                raise refuse(REFUSED)
            narrate(REFUSED)
            return
        try:
            if sortie is None and format_ not in FILE_FORMATS:
                text, told = print_sheet(held, rank, format_)
                click.echo(text)
            else:
                told = f"Fiche écrite : {save_sheet(held, rank, format_, sortie)}"
        except GateClosed as closed:
            raise refuse(_what_to_do(held, rank, closed)) from None
        if notice := notice_of(held, rank, format_):
            narrate(notice)
        _narrate_what_to_check(held, rank, format_)
        if told:
            narrate(told)


def _note(held: Conversation, rank: int, accord: str, motif: str, despite: str) -> None:
    """Keep what opens or closes the gate, and say so."""
    from interview.follow_words import departure_in_words
    from interview.following import Departure
    from interview.sheets.leave import let_out, record_answer
    from templates.faults import SheetFault

    try:
        if accord:
            record_answer(held, rank, accord)
            if accord == "oui":
                narrate(AGREED)
        else:
            let_out(held, rank, motif, despite)
            told = departure_in_words(Departure(motif.strip(), despite)).rstrip(".")
            narrate(f"Noté : {told[:1].lower()}{told[1:]}.")
    except SheetFault as fault:
        raise refuse(f"{fault} Rien n’a été noté, ni écrit.") from None


AGREED = "Noté : la personne est d’accord, aujourd’hui, pour que cette fiche sorte du service."
REFUSED = "Noté : la personne refuse que cette fiche sorte du service. Aucune fiche n’a été écrite."


def _asked_for_a_sheet(context: click.Context) -> bool:
    """Whether a format or a file was asked for, and not only that a refusal be noted."""
    given = (context.get_parameter_source(each) for each in ("format_", "sortie"))
    return any(each is click.core.ParameterSource.COMMANDLINE for each in given)


def _what_to_do(held: Conversation, rank: int, closed: Exception) -> str:
    """The refusal, and the very commands that would go on."""
    from interview.sheets.gate import can_be_asked, gate_of

    name = held.situation_reference(rank)
    refused = gate_of(held, rank).agreement.refused
    lines = [str(closed), "Rien n’a été écrit."]
    if can_be_asked(held):
        lines.append(f"  {SHE_AGREES_NOW if refused else SHE_AGREES} « repere fiche {name} --accord oui »")
    if refused:
        lines.append(f'  {SHE_REFUSED} « repere fiche {name} --malgre-refus danger --motif "…" »')
    else:
        lines.append(f'  {NOT_ASKED} « repere fiche {name} --motif "…" »')
    return "\n".join(lines)


def _narrate_what_to_check(held: Conversation, rank: int, format_: str) -> None:
    """Whom the agreement covers, and what in the sheet deserves another look."""
    from interview.remarks import remarks_of
    from interview.sheets.content import sheet_of
    from interview.sheets.gate import gate_of

    gate = gate_of(held, rank)
    if gate.scope:
        narrate(f"Son accord vaut pour : {gate.scope}")
    if gate.remark:
        narrate(gate.remark)
    if format_ != "aplus" and (left_out := sheet_of(held, rank).abrege):
        narrate(left_out)
    for each in remarks_of(held, rank):
        narrate(f"À relire : {each.sentence}")
