"""A template read without being filled: each field, filter, loop and call held against the contract.

It walks the tree of Jinja2 with what is known of each value, so that a fault in a branch that no example
reaches is found too. What is not known is never a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from templates.expressions import Expressions, Macro, a_kind, names_of, said_of
from templates.fields import ANY, TEXT, Kind
from templates.template_faults import translate


class Walk(Expressions):
    """One document's template, and those it calls."""

    def file(self, name: str) -> None:
        """Walk a template by its name, as it would be found."""
        tree = self._parsed(name)
        if tree is None:
            return
        self._inside(name, tree)
        for macro in self._macros:
            if not any(node == id(macro.node) for node, _ in self._done):
                self._expand(macro, [])

    # ── files ────────────────────────────────────────────────────────────────────────────────────

    def _inside(self, name: str, tree: nodes.Template) -> None:
        before, self._file = self._file, self._path(name)
        self._all(tree.body)
        self._file = before

    def _path(self, name: str) -> str:
        assert self._made.loader is not None  # noqa: S101 — narrows the type
        return self._made.loader.get_source(self._made, name)[1] or name

    def _parsed(self, name: str) -> nodes.Template | None:
        assert self._made.loader is not None  # noqa: S101 — narrows the type
        self.called.add(name)
        try:
            source, path, _ = self._made.loader.get_source(self._made, name)
        except (TemplateNotFound, UnicodeDecodeError, OSError) as error:
            self.faults.append(translate(error, name, (), ()))
            return None
        try:
            return self._made.parse(source, name, path)
        except TemplateSyntaxError as error:
            self.faults.append(translate(error, path or name, (), tuple(self._made.filters)))
            return None

    def _called(self, node: nodes.Node, given: nodes.Expr, *, fields: bool) -> dict[str, Any]:
        """Walk the template that this one calls; gives what it defines."""
        if not isinstance(given, nodes.Const) or not isinstance(given.value, str):
            self._kind(given)
            return {}
        name = given.value
        if name in self.called and fields:
            return {}
        found = name in self._made.list_templates()
        if not found:
            if not getattr(node, "ignore_missing", False):
                problem = f"le modèle «\u00a0{name}\u00a0» est introuvable."
                self._fault(node, "M006", name, problem, "Vérifiez son nom.")
            return {}
        tree = self._parsed(name)
        if tree is None:
            return {}
        inner: dict[str, Any] = {}
        before = self._scopes
        self._scopes = [*(before if fields else [self._globals]), inner]
        self._inside(name, tree)
        self._scopes = before
        return inner

    # ── statements ───────────────────────────────────────────────────────────────────────────────

    def _all(self, body: list[nodes.Node]) -> None:
        for node in body:
            walk: Callable[[Any], None] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
            if walk is not None:
                walk(node)
            else:
                self._rest(node)

    def _rest(self, node: nodes.Node) -> None:
        """A statement that has nothing of its own to hold against the contract."""
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._kind(child)
            else:
                self._all([child])

    def _output(self, node: nodes.Output) -> None:
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData):
                continue
            kind = self._kind(each)
            if isinstance(kind, Kind) and kind.word in ("liste", "groupe"):
                said = said_of(each)
                problem = f"«\u00a0{said}\u00a0» est {a_kind(kind)}\u00a0: cela ne s’écrit pas tel quel."
                advice = (
                    "Parcourez-la avec {% for … %}, ou écrivez-la avec le filtre «\u00a0liste\u00a0»."
                    if kind.word == "liste"
                    else f"Écrivez un de ses champs\u00a0: {', '.join(names_of(kind))}."
                )
                self._fault(each, "M008", said, problem, advice)

    def _for(self, node: nodes.For) -> None:
        kind = self._kind(node.iter)
        item: Any = ANY
        if isinstance(kind, Kind) and kind.of is not None:
            item = kind.of
        elif isinstance(kind, Kind) and kind.word:
            said = said_of(node.iter)
            problem = f"«\u00a0{said}\u00a0» n’est pas une liste, mais {a_kind(kind)}."
            self._fault(node, "M007", said, problem, "Écrivez-le sans {% for … %}.")
        inner: dict[str, Any] = {"loop": Kind("boucle")}
        _bind(inner, node.target, item)
        with_loop = [*self._scopes, inner]
        before, self._scopes = self._scopes, with_loop
        if node.test is not None:
            self._kind(node.test)
        self._all(node.body)
        self._scopes = before
        self._apart(node.else_)

    def _if(self, node: nodes.If) -> None:
        self._kind(node.test)
        self._all(node.body)
        self._all(list(node.elif_))
        self._all(node.else_)

    def _assign(self, node: nodes.Assign) -> None:
        _bind(self._scopes[-1], node.target, self._kind(node.node))

    def _assignblock(self, node: nodes.AssignBlock) -> None:
        self._apart(node.body)
        if node.filter is not None:
            self._kind(node.filter)
        _bind(self._scopes[-1], node.target, TEXT)

    def _macro(self, node: nodes.Macro) -> None:
        for each in node.defaults:
            self._kind(each)
        made = Macro(node, tuple(self._scopes), self._file)
        self._macros.append(made)
        self._scopes[-1][node.name] = made

    def _callblock(self, node: nodes.CallBlock) -> None:
        self._kind(node.call)
        self._apart(node.body, {each.name: ANY for each in node.args})

    def _filterblock(self, node: nodes.FilterBlock) -> None:
        self._apart(node.body)
        self._kind(node.filter)

    def _with(self, node: nodes.With) -> None:
        inner: dict[str, Any] = {}
        for target, value in zip(node.targets, node.values, strict=True):
            _bind(inner, target, self._kind(value))
        self._apart(node.body, inner)

    def _block(self, node: nodes.Block) -> None:
        self._apart(node.body, {"super": ANY, "self": ANY})

    def _include(self, node: nodes.Include) -> None:
        self._called(node, node.template, fields=node.with_context)

    def _extends(self, node: nodes.Extends) -> None:
        self._called(node, node.template, fields=True)

    def _import(self, node: nodes.Import) -> None:
        self._called(node, node.template, fields=node.with_context)
        self._scopes[-1][node.target] = ANY

    def _fromimport(self, node: nodes.FromImport) -> None:
        defined = self._called(node, node.template, fields=node.with_context)
        for each in node.names:
            name, target = each if isinstance(each, tuple) else (each, each)
            self._scopes[-1][target] = defined.get(name, ANY)

    def _apart(self, body: list[nodes.Node], more: dict[str, Any] | None = None) -> None:
        """A body whose own variables end with it."""
        before = self._scopes
        self._scopes = [*before, dict(more or {})]
        self._all(body)
        self._scopes = before


def _bind(scope: dict[str, Any], target: nodes.Node, kind: Any) -> None:
    for each in _targets(target):
        scope[each] = kind if isinstance(target, nodes.Name) else ANY


def _targets(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    for child in target.iter_child_nodes():
        yield from _targets(child)
