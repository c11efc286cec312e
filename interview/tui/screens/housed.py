"""What the screens share: the application they live in, and how a refusal of the base is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen

from flows.faults import ContentError
from interview.engine import MoveError
from interview.fictional_banner import banner_of
from interview.tui.screens.dialogs import store_dialog
from store import StoreError
from templates.typography import french

if TYPE_CHECKING:
    from interview.tui.app import RepereApp

NO_RECORD = "Cet entretien n’est plus dans la base."

T = TypeVar("T")
R = TypeVar("R")


class Housed(Screen[R]):
    """A screen of this application. ``no_record``: what is told of something that is no longer kept."""

    no_record: ClassVar[str] = NO_RECORD

    @property
    def house(self) -> RepereApp:
        """The application, by its own type."""
        return cast("RepereApp", self.app)

    def on_mount(self) -> None:
        """A base that holds nobody says so around every screen; so does a rehearsal."""
        self.mark_fictional()
        self.house.frame(self)

    def mark_fictional(self) -> None:
        """Frame the screen with the words, where the base is open and fictional."""
        if self.house.opened and (told := banner_of(self.house.workplace().base)):
            self.border_title = told
            self.add_class("fictional")

    def tell(self, sentence: str) -> None:
        """A passing remark; says nothing that is not also on the screen."""
        self.notify(french(sentence), timeout=6, markup=False)

    def attempt(self, act: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do something that the base keeps; when it refuses, say so and offer to try again."""
        try:
            result = act()
        except (MoveError, ContentError) as error:
            self.tell(str(error))
        except LookupError:
            self.tell(self.no_record)
        except StoreError as error:
            self.app.push_screen(store_dialog(error), partial(self._after_failure, act, done))
        else:
            done(result)

    def _after_failure(self, act: Callable[[], T], done: Callable[[T], None], choice: str | None) -> None:
        if choice == "reessayer":
            self.attempt(act, done)
        elif choice == "quitter":
            self.house.leave()
        else:
            self.after_failure(choice)

    def after_failure(self, choice: str | None) -> None:
        """What a screen of its own kind does once a refusal of the base was read."""
