"""What is known, the review, the verdict: lines to be read aloud, in words, never by a mark alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.grammar import Column
from interview.line.commands import COMMANDS
from interview.line.console import Console
from interview.views import Known, Prompt, ReviewRow, Verdict, VerdictForm
from interview.wording import capital, cell_in_words
from store import StoreError
from templates.typography import day, french, sentence, stopped


def tell_help(console: Console, commands: Mapping[str, str] = COMMANDS) -> None:
    """Every one of the *commands*, and how to answer."""
    console.say("Pour répondre, tapez le numéro de la réponse, puis Entrée.")
    console.say(french("« 0 » ou « ? » veulent dire « on ne sait pas » ; pour un montant, seulement « ? »."))
    console.say("À toute question, vous pouvez aussi taper :")
    for name, meaning in commands.items():
        console.item(french(f"« :{name} » : {meaning}."))
    console.say("Les premières lettres d’une commande suffisent.")


def tell_why(console: Console, prompt: Prompt) -> None:
    """Why this question, how to bring it up, and what to do in doubt."""
    for title, text in (
        ("Pourquoi cette question", prompt.why),
        ("Comment l’aborder", prompt.approach),
        ("Dans le doute", prompt.in_doubt),
    ):
        if text:
            console.say(french(f"{title} : {text}"))


def tell_known(console: Console, known: Known) -> None:
    """What is known at this point, and on what it rests."""
    console.say(french(f"Ce que l’on sait. {sentence(known.title)} Ménage {known.household}."))
    for form in known.forms:
        rests = f" {' '.join(form.grounds)}" if form.grounds else ""
        console.item(french(f"{form.label} : {form.word}.{rests}"))
    if known.to_check:
        console.say(french(f"À vérifier : {french(' ; ').join(known.to_check)}."))
    if known.set_aside:
        console.say(french(f"Mis de côté, sans être perdu : {french(' ; ').join(known.set_aside)}."))
    console.say(aloud(known.remaining))


def tell_review(console: Console, rows: Sequence[ReviewRow], first: int) -> None:
    """The answers of one situation, numbered from *first*; those set aside have no number."""
    section = ""
    for rank, row in enumerate((each for each in rows if each.state != "parquee"), first):
        if row.section != section:
            section = row.section
            console.say(french(f"{section} :"))
        note = f" ({row.note})" if row.note else ""
        console.item(french(f"{row.short} : {row.answer}{note}"), f"{rank}.")
    for row in rows:
        if row.state == "parquee":
            console.item(french(f"{row.short} : {row.answer} ({row.note})"))


def tell_verdict(console: Console, verdict: Verdict, reached: bool) -> None:
    """The qualification of a situation; *reached* tells a final one from one still being made."""
    console.say(
        french(f"Situation n°\u00a0{verdict.rank} : {capital(verdict.object) or 'objet encore inconnu'}.")
    )
    if not reached and not verdict.forms:
        console.say(
            "À ce stade, aucune forme de non-recours n’est retenue. La qualification n’est pas finie."
        )
        return
    provisional = "" if reached else "À ce stade : "
    console.say(french(f"{provisional}{stopped(verdict.title)}"))
    if verdict.forms:
        console.say(french(f"Certitude : {verdict.certainty_label.lower()}. {verdict.certainty_reason}"))
    for form in verdict.forms:
        _tell_form(console, form)
    if verdict.abandoned:
        console.say("La demande avait été commencée, puis laissée : c’est un abandon.")
    if verdict.no_form:
        console.say(f"{verdict.no_form} {verdict.next_step}".strip())
    if verdict.forms:
        console.items(
            french("Intensité et type :"), (f"{label}. {meaning}" for label, meaning in verdict.typology)
        )
    console.items(french("À vérifier :"), verdict.to_check)
    console.items(french("Ce qui aurait conduit ailleurs :"), verdict.elsewhere)
    if verdict.decided_otherwise and verdict.decision_reason:
        kept = " ; ".join(verdict.decided) or "aucune forme"
        console.say(
            french(f"Vous avez décidé autrement : {kept}. Raison : {stopped(verdict.decision_reason)}")
        )


def _tell_form(console: Console, form: VerdictForm) -> None:
    console.say(f"{form.label}. {stopped(form.definition)}")
    if form.reasons:
        console.say(french(f"Raisons : {french(' ; ').join(form.reasons)}."))
    console.items(french("Cela repose sur :"), form.grounds)


def tell_store_error(console: Console, error: StoreError) -> None:
    """What happened, what is safe, what to do."""
    console.say(french(error.what))
    console.say(french(error.safe))
    console.say(french(error.do))


def row_in_words(columns: Sequence[Column], row: Mapping[str, str]) -> str:
    """One row of a chronology, each cell after its name but the first."""
    parts = [
        day(row[each.code])
        if each.kind == "jour"
        else f"{each.label} : {cell_in_words(each, row[each.code])}"
        for each in columns
        if row.get(each.code)
    ]
    return french(" ".join(stopped(part) for part in parts))


def aloud(progress: str) -> str:
    """Where the interview stands, without the dot that a screen reader would spell."""
    section, dot, rest = progress.partition(" · ")
    return french(f"Section « {section} », {rest}." if dot else f"{progress}.")
