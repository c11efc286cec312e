"""Keys typed faster than the screen changes wait for it: none is lost, none goes to the wrong question.

Textual hands each key to the widget that has the keyboard when the key arrives. An agent who knows
the questions, or a slow line that delivers several keys at once, would otherwise answer a question
that is already gone.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App
from textual.events import Key
from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE = 0.5
"""Seconds after which the next key is handed over anyway."""

HandOver = Callable[[Key], Awaitable[None]]


class Pace:
    """The keys that wait for what the one before has caused.

    Args:
        hand_over: gives a key to the widget that has the keyboard.
    """

    def __init__(self, app: App[None], hand_over: HandOver) -> None:
        self._app = app
        self._hand_over = hand_over
        self._waiting: deque[Key] = deque()
        self._following: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether the last key is still having its effect."""
        return self._following is not None

    async def typed(self, key: Key) -> None:
        """A key has come: at once if the screen is still, in its turn otherwise."""
        if self._following is not None:
            self._waiting.append(key)
            return
        target = self._target
        await self._hand_over(key)
        self._following = asyncio.create_task(self._follow(target))

    async def _follow(self, target: Widget) -> None:
        try:
            await self._until_still(target)
            while self._waiting:
                target = self._target
                await self._hand_over(self._waiting.popleft())
                await self._until_still(target)
        finally:
            self._following = None

    @property
    def _target(self) -> Widget:
        return self._app.focused or self._app.screen

    async def _until_still(self, target: Widget) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._done(target), PATIENCE)

    async def _done(self, target: Widget) -> None:
        """The key has gone up, then what it set off has gone up too, and what that mounts is there."""
        for _ in range(2):
            for each in target.ancestors_with_self:
                await _through(each)
        while not _ready(self._app.screen):
            await asyncio.sleep(0.001)


async def _through(pump: MessagePump) -> None:
    """Everything this node had to handle has been handled."""
    handled = asyncio.Event()
    if pump.is_running and pump.call_later(handled.set):
        await handled.wait()


def _ready(screen: Widget) -> bool:
    return screen.is_mounted and all(each.is_mounted for each in screen.query(".asked, Menu, Input"))
