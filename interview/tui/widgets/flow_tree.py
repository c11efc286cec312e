"""The tree of a flow: sections, questions, exits, rules. It keeps what is open and what is selected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from interview.tui.drawing import POINTER
from interview.tui.keys import key
from interview.workbench.flow_view import Node

Mark = Literal["error", "advice"]
SIGNS: dict[Mark | None, str] = {"error": "! ", "advice": "i ", None: ""}
"""What stands before a node that bears faults: a sign, never a colour alone."""


class FlowTree(Tree[Node]):
    """Posts ``Shown`` when another node is highlighted, ``Followed`` when an exit is."""

    show_root = False
    show_guides = False
    guide_depth = 2
    COMPONENT_CLASSES: ClassVar[set[str]] = {"flow-tree--marked"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "refermer", "left", "fold", "Refermer", "Referme la branche, ou remonte d’un niveau.", show=False
        ),
        key("ouvrir", "right", "unfold", "Ouvrir", "Ouvre la branche, ou descend d’un niveau.", show=False),
        key(
            *("suivre", "enter", "select_cursor", "Suivre"),
            "Ouvre ou referme une branche ; sur une sortie, va là où elle mène.",
            show=False,
        ),
    ]

    class Shown(Message):
        """Another node is highlighted."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    class Followed(Message):
        """An exit was chosen: the node it leads to."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def __init__(self) -> None:
        super().__init__("")
        self._places: dict[str, TreeNode[Node]] = {}
        self._open: dict[str, bool] = {}
        self._marks: Mapping[str, Mark] = {}
        self._whole = True

    @property
    def key(self) -> str:
        """The key of the highlighted node, "" when there is none."""
        node = self.cursor_node
        return node.data.key if node is not None and node.data is not None else ""

    def grow(self, root: Node, marks: Mapping[str, Mark], key: str, otherwise: str, *, whole: bool) -> str:
        """Show another tree, with *key* highlighted if it is still there; gives the key highlighted.

        Args:
            root: what is drawn are its children, under a first line for itself if it is drawn whole.
            otherwise: the key to highlight when *key* is not there any more.
            marks: the gravest fault of each node that bears any, itself or below.
            whole: nothing is filtered out; what was opened by hand stays open.
        """
        self._remember()
        self._marks, self._whole = marks, whole
        top = self.scroll_offset.y
        with self.prevent(Tree.NodeHighlighted):
            self.clear()
            self.root.expand()
            self._places = {}
            if whole:
                self._places[root.key] = self.root.add_leaf("", root)
            for child in root.children:
                self._add(self.root, child)
            self.highlight(key, otherwise)
        self.scroll_to(y=top, animate=False)
        self.call_after_refresh(self._keep_in_view)
        return self.key

    def highlight(self, key: str, otherwise: str = "") -> None:
        """Put the cursor on that node, its branches opened; else on the one it belonged to."""
        wanted = (*_upwards(key), otherwise)
        place = next((self._places[each] for each in wanted if each in self._places), self.root.children[0])
        branch = place.parent
        while branch is not None and branch is not self.root:
            branch.expand()
            branch = branch.parent
        _ = self.last_line  # the lines are built again before one of them is pointed at
        self.move_cursor(place)

    def _keep_in_view(self) -> None:
        if self.cursor_node is not None:
            self.scroll_to_node(self.cursor_node, animate=False)

    def _add(self, parent: TreeNode[Node], node: Node) -> None:
        if node.children:
            opened = self._open.get(node.key, not node.folded) if self._whole else not node.folded
            place = parent.add("", node, expand=opened)
        else:
            place = parent.add_leaf("", node)
        self._places[node.key] = place
        for child in node.children:
            self._add(place, child)

    def _remember(self) -> None:
        if self._whole:
            branches = ((key, each) for key, each in self._places.items() if each.allow_expand)
            self._open |= {key: each.is_expanded for key, each in branches}

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────

    def get_label_width(self, node: TreeNode[Node]) -> int:
        """Never wider than the tree: a long label is cut, and whole on its page."""
        del node
        return 0

    def render_label(self, node: TreeNode[Node], base_style: Style, style: Style) -> Text:
        data = node.data
        if data is None:
            return Text("")
        mark = self._marks.get(data.key)
        arrow = ("▼ " if node.is_expanded else "▶ ") if node.allow_expand else "  "
        pointer = POINTER if node is self.cursor_node else " "
        label = Text(f"{pointer}{arrow}{SIGNS[mark]}{data.label}", style=base_style)
        if mark:
            label.stylize(self.get_component_rich_style("flow-tree--marked", partial=True), 3, 5)
        label.stylize(style)
        depth = -1
        above = node.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        label.truncate(max(self.scrollable_content_region.width - 2 * depth, 8), overflow="ellipsis")
        return label

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Node]) -> None:
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Shown(event.node.data.key))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Node]) -> None:
        event.stop()
        if event.node.data is not None and event.node.data.leads:
            self.post_message(self.Followed(event.node.data.leads))

    def action_fold(self) -> None:
        """Close the branch, or go up to the one above."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def action_unfold(self) -> None:
        """Open the branch, or go down into it."""
        node = self.cursor_node
        if node is not None and node.allow_expand:
            if node.is_expanded:
                self.action_cursor_down()
            else:
                node.expand()


def _upwards(key: str) -> list[str]:
    """That key, then those of what it belonged to: an exit goes back to its question."""
    kind, _, name = key.partition(":")
    if kind == "sortie":
        return [key, f"question:{name.rpartition(':')[0]}"]
    return [key]
