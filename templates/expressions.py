"""What is known of each value that a template uses, and what is wrong with how it is used."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
from jinja2 import Environment, nodes

from templates.faults import TemplateFault
from templates.fields import ANY, NUMBER, TEXT, YES_NO, Kind, fields_of
from templates.filter_help import ACCEPTS, GIVES_TEXT
from templates.template_faults import nearest_of

_PYTHON: dict[str, type] = {"texte": str, "nombre": int, "oui ou non": int}
_LOOP = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"),
    *("previtem", "nextitem", "changed", "cycle"),
)
_SAME = ("select", "reject", "selectattr", "rejectattr", "sort", "unique", "list", "reverse")
_ONE_OF = ("first", "last", "min", "max", "random")
_NUMBERS = ("length", "count", "int", "round", "abs", "wordcount")
_ATTRIBUTE_FIRST = ("selectattr", "rejectattr", "groupby")
_ATTRIBUTE_NAMED = ("map", "sort", "unique", "min", "max", "sum", "join")
_GUARDS = ("defined", "undefined")


class Macro(msgspec.Struct, frozen=True):
    """A macro, and what it sees."""

    node: nodes.Macro
    scopes: tuple[dict[str, Any], ...]
    file: str


class Expressions:
    """The expressions of one document's template; see :class:`templates.walking.Walk`."""

    def __init__(self, made: Environment, fields: dict[str, Kind]) -> None:
        self.faults: list[TemplateFault] = []
        self.called: set[str] = set()
        self._made = made
        self._fields = fields
        self._globals: dict[str, Any] = dict.fromkeys(made.globals, ANY)
        self._scopes: list[dict[str, Any]] = [self._globals, dict(fields)]
        self._file = ""
        self._guarded = 0
        self._done: set[tuple[int, tuple[Any, ...]]] = set()
        self._macros: list[Macro] = []

    def _all(self, body: list[nodes.Node]) -> None:
        """Walk statements."""
        raise NotImplementedError

    # ── expressions ──────────────────────────────────────────────────────────────────────────────

    def _kind(self, node: nodes.Node | None) -> Any:
        """What is known of an expression, its faults told on the way."""
        walk = _EXPRESSIONS.get(type(node))
        if walk is not None:
            return walk(self, node)
        if node is not None:
            for child in node.iter_child_nodes():
                self._kind(child)
        return ANY

    def _name(self, node: nodes.Name) -> Any:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name not in ("caller", "varargs", "kwargs", "self", "super") and not self._guarded:
            self._unknown(node, node.name, list(self._fields))
        return ANY

    def _getattr(self, node: nodes.Getattr) -> Any:
        return self._attribute(node, self._kind(node.node), node.attr, said_of(node.node))

    def _getitem(self, node: nodes.Getitem) -> Any:
        kind = self._kind(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(node, kind, node.arg.value, said_of(node.node))
        self._kind(node.arg)
        if isinstance(node.arg, nodes.Slice) or not isinstance(kind, Kind):
            return kind
        return kind.of or (TEXT if kind == TEXT else ANY)

    def _attribute(self, node: nodes.Node, kind: Any, name: str, said: str) -> Any:
        """The field *name* of a value."""
        if not isinstance(kind, Kind) or not kind.word or self._guarded:
            return ANY
        if kind.struct is not None:
            known = fields_of(kind.struct)
            if name in known:
                return known[name].kind
            self._unknown(node, name, list(known))
        elif kind.word == "boucle":
            if name not in _LOOP:
                self._unknown(node, name, list(_LOOP))
        elif name.startswith("_") or not _has(kind, name):
            problem = (
                f"«\u00a0{said}\u00a0» est {a_kind(kind)}\u00a0: «\u00a0{name}\u00a0» n’en est pas un champ."
            )
            advice = "Parcourez-la d’abord avec {% for … %}." if kind.of else "Écrivez ce champ seul."
            self._fault(node, "M003", name, problem, advice)
        return ANY

    def _filter(self, node: nodes.Filter) -> Any:
        guard = node.name in ("default", "d")
        self._guarded += guard
        kind = self._kind(node.node) if node.node is not None else TEXT
        self._guarded -= guard
        for each in (*node.args, *(pair.value for pair in node.kwargs)):
            self._kind(each)
        if node.name not in self._made.filters:
            problem = f"le filtre «\u00a0{node.name}\u00a0» n’existe pas."
            advice = nearest_of(node.name, tuple(self._made.filters), "Filtre")
            self._fault(node, "M004", node.name, problem, advice)
            return ANY
        self._accepted(node, kind)
        return self._given(node, kind, self._by_attribute(node, kind))

    def _accepted(self, node: nodes.Filter, kind: Any) -> None:
        """Whether the filter takes what it is given."""
        wanted = ACCEPTS.get(node.name)
        if wanted is None or not isinstance(kind, Kind) or not kind.word:
            return
        name = kind.struct.__name__ if kind.struct is not None else kind.word
        if name not in wanted:
            said = said_of(node.node)
            problem = f"le filtre «\u00a0{node.name}\u00a0» ne convient pas à «\u00a0{said}\u00a0», "
            problem += f"qui est {a_kind(kind)}."
            fit = [each for each, kinds in ACCEPTS.items() if name in kinds]
            advice = f"Filtres qui conviennent\u00a0: {', '.join(fit)}." if fit else "Retirez-le."
            self._fault(node, "M005", node.name, problem, advice)

    def _by_attribute(self, node: nodes.Filter, kind: Any) -> Any:
        """What the items of a list hold under the name that the filter takes, or ANY."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if not named and node.name in _ATTRIBUTE_FIRST:
            named = node.args[:1]
        if not named or not isinstance(named[0], nodes.Const) or not isinstance(kind, Kind):
            return ANY
        found: Any = kind.of or ANY
        for part in str(named[0].value).split("."):
            found = self._attribute(node, found, part, f"{said_of(node.node)}[]")
        return found

    def _given(self, node: nodes.Filter, kind: Any, inner: Any) -> Any:
        """What a filter gives."""
        if node.name == "map":
            return Kind("liste", of=inner if isinstance(inner, Kind) else ANY)
        if node.name in _SAME:
            return kind if isinstance(kind, Kind) and kind.of is not None else ANY
        if node.name in _ONE_OF:
            return kind.of if isinstance(kind, Kind) and kind.of is not None else ANY
        if node.name in _NUMBERS:
            return NUMBER
        return TEXT if node.name in GIVES_TEXT else ANY

    def _test(self, node: nodes.Test) -> Any:
        guard = node.name in _GUARDS
        self._guarded += guard
        self._kind(node.node)
        self._guarded -= guard
        for each in node.args:
            self._kind(each)
        if node.name not in self._made.tests:
            problem = f"le test «\u00a0{node.name}\u00a0» n’existe pas."
            advice = nearest_of(node.name, tuple(self._made.tests), "Test")
            self._fault(node, "M004", node.name, problem, advice)
        return YES_NO

    def _call(self, node: nodes.Call) -> Any:
        given: list[Any] = [self._kind(each) for each in node.args]
        named = {each.key: self._kind(each.value) for each in node.kwargs}
        called = self._kind(node.node)
        if isinstance(called, Macro):
            self._expand(called, given, named)
            return TEXT
        return ANY

    def _expand(self, macro: Macro, given: list[Any], named: dict[str, Any] | None = None) -> None:
        """Walk a macro with what it was given; each different call once."""
        names = [each.name for each in macro.node.args]
        known = {**dict.fromkeys(names, ANY), **dict(zip(names, given, strict=False)), **(named or {})}
        key = (id(macro.node), tuple(map(repr, known.values())))
        if key in self._done:
            return
        self._done.add(key)
        scopes, file = self._scopes, self._file
        self._scopes, self._file = [*macro.scopes, {**known, "caller": ANY}], macro.file
        self._all(macro.node.body)
        self._scopes, self._file = scopes, file

    def _choice(self, node: nodes.CondExpr) -> Any:
        self._kind(node.test)
        return _joined(self._kind(node.expr1), self._kind(node.expr2) if node.expr2 else ANY)

    def _either(self, node: nodes.BinExpr) -> Any:
        return _joined(self._kind(node.left), self._kind(node.right))

    def _yes_no(self, node: nodes.Node) -> Any:
        for child in node.iter_child_nodes():
            self._kind(child)
        return YES_NO

    def _text(self, node: nodes.Node) -> Any:
        for child in node.iter_child_nodes():
            self._kind(child)
        return TEXT

    def _const(self, node: nodes.Const) -> Any:
        value = node.value
        if isinstance(value, bool):
            return YES_NO
        return TEXT if isinstance(value, str) else NUMBER if isinstance(value, int | float) else ANY

    # ── faults ───────────────────────────────────────────────────────────────────────────────────

    def _unknown(self, node: nodes.Node, name: str, known: list[str]) -> None:
        problem = f"le champ «\u00a0{name}\u00a0» n’existe pas."
        self._fault(node, "M003", name, problem, nearest_of(name, tuple(known), "Champ"))

    def _fault(self, node: nodes.Node, code: str, field: str, problem: str, advice: str) -> None:
        fault = TemplateFault(
            file=self._file, line=node.lineno, field=field, problem=problem, advice=advice, code=code
        )
        if str(fault) not in map(str, self.faults):
            self.faults.append(fault)


_EXPRESSIONS: dict[type, Callable[[Expressions, Any], Any]] = {
    nodes.Name: Expressions._name,
    nodes.Const: Expressions._const,
    nodes.Getattr: Expressions._getattr,
    nodes.Getitem: Expressions._getitem,
    nodes.Filter: Expressions._filter,
    nodes.Test: Expressions._test,
    nodes.Call: Expressions._call,
    nodes.CondExpr: Expressions._choice,
    nodes.Or: Expressions._either,
    nodes.And: Expressions._either,
    nodes.Not: Expressions._yes_no,
    nodes.Compare: Expressions._yes_no,
    nodes.Concat: Expressions._text,
}


def _joined(one: Any, other: Any) -> Any:
    """What is known of a value that is one or the other."""
    return one if one == other else ANY


def _has(kind: Kind, name: str) -> bool:
    """Whether a value of that kind has something of that name, a method of a text for instance."""
    python: dict[str, type] = {**_PYTHON, "date": datetime.date, "liste": tuple}
    return hasattr(python.get(kind.word, object), name)


def a_kind(kind: Kind) -> str:
    """« un texte », « une liste de textes », « un groupe de champs »."""
    if kind.word == "groupe":
        return "un groupe de champs"
    return f"{'une' if kind.word in ('liste', 'date') else 'un'} {kind.in_words()}"


def names_of(kind: Kind) -> list[str]:
    return list(fields_of(kind.struct)) if kind.struct is not None else []


def said_of(node: nodes.Node | None) -> str:
    """The expression as its author wrote it, nearly."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{said_of(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter):
        return f"{said_of(node.node)}|{node.name}"
    if isinstance(node, nodes.Getitem):
        return f"{said_of(node.node)}[…]"
    return "cette expression"
