"""From a prompt to the widget that asks it. Fields are imported when the first one is asked."""

from __future__ import annotations

from interview.conversation import Conversation
from interview.tui import sources
from interview.tui.widgets.choice import ChoiceQuestion
from interview.tui.widgets.question import Question
from interview.views import Prompt
from store import StoreError
from templates.typography import french


def question_widget(held: Conversation, prompt: Prompt) -> Question:
    """The widget that asks *prompt*. Where the base cannot be read, it says so and offers the rest."""
    earlier = sources.answer_in_words(held, prompt.question)
    kind = prompt.kind
    if kind in ("choix", "choix_multiple"):
        return ChoiceQuestion(prompt, prompt.options, earlier)
    if kind == "lien":
        return _link(held, prompt, earlier)
    if kind in ("catalogue", "catalogue_multiple", "menage"):
        return _search(held, prompt, earlier)
    if kind == "lignes":
        from interview.tui.widgets.rows import RowsQuestion

        return RowsQuestion(prompt)
    if kind == "texte":
        from interview.tui.widgets.text import TextQuestion

        return TextQuestion(prompt)
    from interview.tui.widgets.field import FieldQuestion

    return FieldQuestion(prompt, earlier, held.workplace.today())


def _link(held: Conversation, prompt: Prompt, earlier: str) -> Question:
    own = sources.links_within(held)
    try:
        return ChoiceQuestion(prompt, sources.link_options([*own, *sources.links_of_the_base(held)]), earlier)
    except StoreError as error:
        question = ChoiceQuestion(prompt, sources.link_options(own), earlier)
        question.refusal = french(error.what)
        return question


def _search(held: Conversation, prompt: Prompt, earlier: str) -> Question:
    from interview.tui.widgets.search import SearchQuestion

    if prompt.kind == "menage":
        return SearchQuestion(
            prompt, lambda typed: sources.household_candidates(held, prompt, typed), {}, earlier
        )
    start = prompt.value if prompt.value is not None else prompt.proposed
    codes = tuple(start) if prompt.multiple and isinstance(start, list | tuple) else ()
    if isinstance(prompt.proposed, str):
        codes = (prompt.proposed,)
    return SearchQuestion(
        prompt,
        lambda typed: sources.catalogue_candidates(held, prompt.catalogue, typed),
        sources.labels_of(held, prompt, codes),
        earlier,
    )
