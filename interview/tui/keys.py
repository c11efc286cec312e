"""The keys: each binding has an id, a French label and a sentence that explains it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from templates.typography import french

NAMES = {
    "escape": "Échap",
    "ctrl+z": "Ctrl+Z",
    "tab": "Tab",
    "enter": "Entrée",
    "question_mark": "?",
    "slash": "/",
    "delete": "Suppr",
    "space": "Espace",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "Page préc.",
    "pagedown": "Page suiv.",
    "shift+tab": "Maj+Tab",
}


def key(
    name: str, keys: str, action: str, label: str, told: str, *, show: bool = True, priority: bool = False
) -> Binding:
    """One binding. ``told`` is what the help says of it."""
    return Binding(keys, action, french(label), id=name, tooltip=french(told), show=show, priority=priority)


def key_names(binding: Binding) -> str:
    """« F2 ou Ctrl+R »."""
    return " ou ".join(_named(each) for each in binding.key.split(","))


def first_key(binding: Binding) -> str:
    """« F2 »."""
    return _named(binding.key.split(",")[0])


def told(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """Each binding that a person may use: its keys, and the sentence that explains it."""
    named = [each for each in bindings if isinstance(each, Binding) and each.tooltip]
    return [(key_names(each), each.tooltip) for each in named]


def shown(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """The keys that the last line of the screen shows, in order."""
    return [
        (first_key(each), each.description) for each in bindings if isinstance(each, Binding) and each.show
    ]


def _named(name: str) -> str:
    if name in NAMES:
        return NAMES[name]
    return "+".join(part.capitalize() for part in name.split("+"))
