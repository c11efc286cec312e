"""Lines of text for the widgets: hanging indents, marks, groups. Styles are semantic names only."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from interview.tui.picking import Picker

MUTED = "$foreground 70%"
STRONG = "bold"
CURRENT = "bold $primary"
POINTER = "❯"
READING_WIDTH = 90


_KEEP = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})
_BACK = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f"})


def wrapped(content: Content | str, width: int) -> list[Content]:
    """*content* cut in lines of that width, never at a no-break space (Textual would cut there)."""
    whole = Content(content) if isinstance(content, str) else content
    cut = Content(whole.plain.translate(_KEEP), spans=list(whole.spans)).wrap(max(width, 12))
    return [Content(line.plain.translate(_BACK), spans=list(line.spans)) for line in cut] or [Content("")]


def hanging(prefix: str | Content, body: Content, width: int) -> list[Content]:
    """*body* wrapped beside *prefix*, the next lines aligned under its first word."""
    head = Content(prefix) if isinstance(prefix, str) else prefix
    lines = wrapped(body, max(width - head.cell_length, 12))
    margin = " " * head.cell_length
    return [head + lines[0], *(Content(margin) + each for each in lines[1:])]


def option_body(label: str, help_text: str, style: str = "") -> Content:
    """« Libellé — aide », the help being quieter."""
    parts: list[tuple[str, str]] = [(label, style)]
    if help_text:
        parts.append((f" — {help_text}", MUTED))
    return Content.assemble(*parts)


def picker_lines(picker: Picker, width: int, *, airy: bool = False) -> tuple[list[Content], int]:
    """The lines of a list, and the rank of the first line of the highlighted option (-1: none)."""
    lines: list[Content] = []
    place = -1
    group = ""
    for position, option in enumerate(picker.shown):
        if option.group and option.group != group:
            group = option.group
            lines += [Content("")] if airy else []
            lines.append(Content.styled(group, f"{STRONG} {MUTED}"))
        at = position == picker.cursor
        place = len(lines) if at else place
        prefix = _prefix(picker, at, picker.key_of(position), picker.holds(option.code))
        style = STRONG if at or picker.holds(option.code) else ""
        lines += hanging(prefix, option_body(option.label, option.help, style), width)
    if picker.zero:
        at = picker.cursor == len(picker.shown)
        place = len(lines) if at else place
        prefix = _prefix(picker, at, "0", picker.unknown)
        lines += hanging(prefix, Content.styled(picker.zero, STRONG if at or picker.unknown else ""), width)
    return lines, place


def _prefix(picker: Picker, at: bool, key: str, taken: bool) -> Content:
    pointer = POINTER if at else " "
    box = ("[x] " if taken else "[ ] ") if picker.multiple else ""
    return Content.assemble((f"{pointer} ", CURRENT), (f"{key:>1}", CURRENT), (f"  {box}", ""))


def stacked(lines: Sequence[Content | str]) -> Content:
    """Several lines as one content."""
    return Content("\n").join([Content(each) if isinstance(each, str) else each for each in lines])
