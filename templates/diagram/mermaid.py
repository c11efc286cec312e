"""The drawing as Mermaid, for a wiki, a forge or a Markdown page that draws it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templates.diagram.model import Arrow, Diagram, Group, Place

_LINKS = {"suite": "-->", "sortie": "-->", "passee": "-.->"}
_FOLLOWED = "==>"
_STYLES = (
    "classDef noyau stroke:#1a1a1a,stroke-width:2px,fill:#eaf1f8,color:#1a1a1a",
    "classDef facultative stroke:#555555,stroke-width:1px,fill:#ffffff,color:#1a1a1a",
    "classDef fin stroke:#1a1a1a,stroke-width:2px,fill:#f0f0f0,color:#1a1a1a",
    "classDef suivie stroke:#0b4f8a,stroke-width:5px,fill:#dcebf8,color:#1a1a1a",
    "classDef ecartee stroke:#767676,stroke-width:1px,stroke-dasharray:4 4,fill:#ffffff,color:#595959",
    "classDef ailleurs stroke:#767676,stroke-dasharray:2 3,fill:#ffffff,color:#1a1a1a",
)
_ESCAPED = {
    "#": "#35;",
    "&": "#amp;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "`": "#96;",
    "\\": "#92;",
    "|": "#124;",
    "$": "#36;",
    "\n": " ",
}
_READ_AS_CODE = re.compile(r"\s*[;{}]")


def mermaid(diagram: Diagram) -> str:
    """The diagram as a Mermaid flowchart, from top to bottom.

    Ids are ranks (``q7``, ``fin1``): no word of a flow can be taken for a word of Mermaid.
    """
    writer = _Writer(diagram)
    return "\n".join(writer.lines()) + "\n"


def quoted(text: str) -> str:
    """A label Mermaid shows as it is, whatever it holds."""
    return '"' + "".join(_ESCAPED.get(sign, sign) for sign in text) + '"'


class _Writer:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        places = [place for group in diagram.groups for place in group.places]
        self.ids = {place.id: f"q{rank}" for rank, place in enumerate(places, 1)}
        self.ids |= {place.id: f"fin{rank}" for rank, place in enumerate(diagram.endings, 1)}
        self.inside = {place.id for group in diagram.shown for place in group.places}

    def lines(self) -> Iterator[str]:
        title = self.diagram.title if self.diagram.path is None else self.diagram.path.title
        yield f"---\ntitle: {quoted_title(title)}\n---"
        yield "flowchart TD"
        yield f"  accTitle: {_plain(self.diagram.title)}"
        yield f"  accDescr: {_plain(self.diagram.subtitle)}"
        for rank, group in enumerate(self.diagram.shown, 1):
            yield from self._group(rank, group)
        yield from self._outside()
        for group in self.diagram.shown:
            for place in group.places:
                for arrow in place.arrows:
                    yield f"  {self._link(place, arrow)}"
        for style in _STYLES:
            yield f"  {style}"

    def _group(self, rank: int, group: Group) -> Iterator[str]:
        yield f"  subgraph s{rank}[{quoted(group.title)}]"
        for place in group.places:
            yield f"    {self.ids[place.id]}[{self._label(place)}]:::{self._class(place)}"
        yield "  end"

    def _outside(self) -> Iterator[str]:
        """Ends, and the places of hidden groups that a shown one leads to."""
        shown = [place for group in self.diagram.shown for place in group.places]
        reached = dict.fromkeys(arrow.to for place in shown for arrow in place.arrows)
        for name in reached:
            place = self.diagram.places[name]
            if self.diagram.is_ending(name):
                yield f"  {self.ids[name]}([{self._label(place)}]):::{self._class(place, 'fin')}"
            elif name not in self.inside:
                yield f"  {self.ids[name]}[{quoted(place.name)}]:::ailleurs"

    def _label(self, place: Place) -> str:
        parts = [f"{'■ ' if self.diagram.is_ending(place.id) else ''}{place.name}"]
        parts += [each for each in (place.mark,) if each]
        if place.guard:
            parts.append(f"posée {place.guard}")
        if self.diagram.left_out(place.id):
            parts.append("non posée" if place.number else "non atteinte")
        elif self.diagram.answers.get(place.id):
            parts.append(f"● {self.diagram.answers[place.id]}")
        return '"' + "<br/>".join(quoted(each)[1:-1] for each in parts) + '"'

    def _class(self, place: Place, usual: str = "") -> str:
        if self.diagram.left_out(place.id):
            return "ecartee"
        return "suivie" if place.id in self.diagram.answers else usual or place.mark or "facultative"

    def _link(self, place: Place, arrow: Arrow) -> str:
        link = _FOLLOWED if self.diagram.followed(place.id, arrow) else _LINKS[arrow.kind]
        label = f"|{quoted(arrow.label)}|" if arrow.label else ""
        return f"{self.ids[place.id]} {link}{label} {self.ids[arrow.to]}"


def quoted_title(text: str) -> str:
    """A title for the YAML heading of a diagram."""
    return '"' + _plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(text: str) -> str:
    """A line of the heading, which has no escapes: the signs Mermaid would read there are left out."""
    return " ".join(_READ_AS_CODE.sub(",", text).replace("#", "").split())
