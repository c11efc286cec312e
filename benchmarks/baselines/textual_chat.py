"""A bare Textual chat: the same screen as the product, asking questions in a loop and remembering nothing.

Transcript of question widgets, the last one with its choices (digits choose), a panel on the right, header
and footer. No rules, no record, no disk: what is left is what Textual itself costs for such a screen.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.message import Message
from textual.widgets import Footer, Header, OptionList, Static

# (text, help, choices): the sizes of the product's questions, three to seven choices of a few words.
QUESTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "De quoi s’agit-il ?",
        "Une aide en argent, ou un autre droit : la suite n’est pas la même.",
        ("Une prestation financière", "Un autre droit ou service", "On ne sait pas"),
    ),
    (
        "La personne y a-t-elle droit ?",
        "On ne peut parler de non-recours que si le droit existe.",
        ("Oui", "Probablement", "À une condition près", "Non", "On ne sait pas"),
    ),
    (
        "Sur quoi cela repose-t-il ?",
        "Une règle vérifiée pèse plus qu’une estimation.",
        ("La règle ou le barème", "Ce qu’en dit l’institution", "Ce qu’en dit la personne", "Une estimation"),
    ),
    (
        "La personne connaissait-elle ce droit avant de venir ?",
        "Ce que la personne savait avant cet échange.",
        ("Oui", "En partie", "Non", "On ne sait pas"),
    ),
    (
        "Quelqu’un le lui avait-il proposé ?",
        "Un professionnel en contact avec elle avait pu en parler.",
        ("Oui", "Non, malgré un contact", "Il n’y a pas eu de contact", "On ne sait pas"),
    ),
    (
        "La demande a-t-elle été faite ?",
        "Une demande empêchée compte comme une demande.",
        (
            "Oui, déposée",
            "Oui, par un tiers",
            "Elle n’a pas pu être déposée",
            "Le droit était déjà ouvert",
            "Commencée puis abandonnée",
            "Non",
            "On ne sait pas",
        ),
    ),
    (
        "Qu’a reçu la personne ?",
        "Au regard de ce qui lui est dû.",
        (
            "Rien",
            "Une partie",
            "En retard",
            "C’est interrompu",
            "Reçu mais inutilisé",
            "Tout",
            "On ne sait pas",
        ),
    ),
    (
        "Est-ce ce qui devait arriver ?",
        "Selon les règles et les délais.",
        ("Non, ce n’est pas normal", "Oui, c’est la règle", "On ne sait pas"),
    ),
    (
        "Qu’est-ce qui bloque ?",
        "Le point où les démarches s’arrêtent.",
        (
            "Pas de réponse",
            "Dossier renvoyé",
            "Refus sans examen",
            "Refus motivé",
            "Rupture de droits",
            "Autre",
        ),
    ),
    (
        "Où en est-on ?",
        "La situation d’aujourd’hui.",
        ("En cours", "Régularisée", "Droit perdu", "On ne sait pas"),
    ),
)

PANEL_LINES = (
    "Encore possibles",
    "  Non-connaissance",
    "  Non-proposition",
    "  Non-demande",
    "  Non-réception",
    "Écartées",
    "  aucune",
    "Repose sur",
)


def title_of(number: int) -> str:
    """The text of the question that comes in this place: unique, so that its painting can be seen."""
    return f"{number}. {QUESTIONS[(number - 1) % len(QUESTIONS)][0]}"


def choices_of(number: int) -> tuple[str, ...]:
    """The labels of the question that comes in this place."""
    return QUESTIONS[(number - 1) % len(QUESTIONS)][2]


class Question(Vertical):
    """One question of the transcript; once answered it keeps its text and the chosen label."""

    class Answered(Message):
        """A choice was made."""

        def __init__(self, number: int, label: str) -> None:
            self.number, self.label = number, label
            super().__init__()

    def __init__(self, number: int) -> None:
        super().__init__(classes="question")
        self.number = number
        self.choices = choices_of(number)

    def compose(self) -> ComposeResult:
        yield Static(title_of(self.number), classes="title", markup=False)
        yield Static(QUESTIONS[(self.number - 1) % len(QUESTIONS)][1], classes="help", markup=False)
        options = OptionList(*(f"{n} {label}" for n, label in enumerate(self.choices, 1)), markup=False)
        options.can_focus = False
        yield options

    def choose(self, index: int) -> None:
        """Post the answer, and close the question on it."""
        if index >= len(self.choices):
            return
        label = self.choices[index]
        self.query_one(OptionList).remove()
        self.mount(Static(f"→ {label}", classes="answer", markup=False))
        self.post_message(self.Answered(self.number, label))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose(event.option_index)


class Chat(App[None]):
    """The screen and the loop."""

    TITLE = "Repère"
    CSS = """
    #transcript { width: 1fr; padding: 0 1; }
    #panel { width: 30; border-left: solid $primary; padding: 0 1; }
    .question { height: auto; margin-bottom: 1; }
    .title { text-style: bold; }
    .help { color: $text-muted; }
    .question OptionList { height: auto; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "listed", "Revenir"),
        Binding("f1", "listed", "Expliquer"),
        Binding("f2", "listed", "Revoir"),
        Binding("ctrl+q", "quit", "Quitter"),
    ]

    LIST_KEYS: ClassVar[dict[str, str]] = {
        "up": "action_cursor_up",
        "down": "action_cursor_down",
        "enter": "action_select",
    }

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total
        self.given: list[str] = []

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            with VerticalScroll(id="transcript", can_focus=False):
                yield Question(1)
            yield Static("\n".join(PANEL_LINES), id="panel", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        # Textual's own way of keeping a transcript at its end.
        self.query_one("#transcript", VerticalScroll).anchor()

    def on_key(self, event: Key) -> None:
        # The keys go to the question in progress from here: moving the focus to each new list costs a quarter
        # of the whole answer, so a program that wants to be fast does not.
        question = self.query(Question).last()
        if event.key.isdigit() and event.key != "0":
            question.choose(int(event.key) - 1)
        elif event.key in self.LIST_KEYS:
            getattr(question.query_one(OptionList), self.LIST_KEYS[event.key])()

    def on_question_answered(self, event: Question.Answered) -> None:
        self.given.append(event.label)
        self.query_one("#panel", Static).update(
            "\n".join((*PANEL_LINES, *(f"  {a}" for a in self.given[-3:])))
        )
        if event.number >= self.total:
            self.exit()
            return
        self.query_one("#transcript", VerticalScroll).mount(Question(event.number + 1))

    def action_listed(self) -> None:
        """For the keys the footer lists as the product's does: this program only goes forward."""
        self.bell()


def main() -> None:
    """Ask as many questions as the first argument says."""
    Chat(int(sys.argv[1]) if len(sys.argv) > 1 else 20).run()


if __name__ == "__main__":
    main()
