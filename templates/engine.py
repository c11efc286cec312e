"""Jinja2 → Markdown. Whatever comes from the context is data; whatever a template writes is Markdown.

The rule is held by the environment, not by the author of a template: `finalize` escapes every printed
value that is not `Markdown`, and only the template's own output (macros, `{% set %}` blocks, filters
made for it) is `Markdown`. A team's own copy of a template runs in a sandbox.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2 import (
    BaseLoader,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from templates import typography
from templates.chart_context import Graphique, Serie, Tableau
from templates.charts import filters as charts
from templates.fictive import marked
from templates.template_faults import MissingField, translate


class Markdown(str):
    """Text that already is Markdown; everything else is data."""

    __slots__ = ()


class Environment(ImmutableSandboxedEnvironment):
    """An environment whose macros and blocks give Markdown, so that they are not escaped twice."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """The fields of the context are frozen and plain: only private names are refused, and quickly."""
        if isinstance(obj, msgspec.Struct):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    @staticmethod
    def concat(parts: Iterable[str]) -> Markdown:
        """Join the pieces of a template's own output."""
        return Markdown("".join(parts))


_LINES = re.compile("\n+")


def printed(value: object) -> str:
    """What `{{ value }}` writes."""
    if type(value) is Markdown:
        return value
    if type(value) is str:
        return typography.escape(_LINES.sub(" ", value) if "\n" in value else value)
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming the field
    return typography.escape(_plain(value))


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return typography.integer(value)
    if isinstance(value, datetime.date):
        return typography.day(value)
    return polish_text(str(value)).replace("\n", " ")


def paragraphs(text: str) -> Markdown:
    """Free text of several lines: blank lines part paragraphs, single ones break the line."""
    blocks = text.split("\n\n")
    return Markdown("\n\n".join("\\\n".join(map(typography.escape, block.split("\n"))) for block in blocks))


@lru_cache(maxsize=2048)  # most of a sheet is labels, which come back on the next one
def polish_text(text: str) -> str:
    """Free text as a French typesetter would set it."""
    return typography.french(typography.clean(text))


def polished(struct: msgspec.Struct) -> dict[str, Any]:
    """The fields of a context, every text polished, blank items of lists left out.

    A chart keeps them: each of its values answers to the label of the same rank.
    """
    polish = _polish_whole if isinstance(struct, Graphique | Tableau | Serie) else _polish
    return {name: polish(getattr(struct, name)) for name in struct.__struct_fields__}


def _polish(value: Any) -> Any:
    if type(value) is str:
        return polish_text(value)
    if type(value) is tuple:
        return tuple(item for item in map(_polish, value) if item != "")
    if isinstance(value, msgspec.Struct):
        return type(value)(**polished(value))
    return value


def _polish_whole(value: Any) -> Any:
    return tuple(map(_polish_whole, value)) if type(value) is tuple else _polish(value)


class OwnFirst(BaseLoader):
    """A team's own copies, then the shipped templates; a copy made since is found at once."""

    def __init__(self, folder: Path, shipped: BaseLoader) -> None:
        self._folder = folder
        self._own = FileSystemLoader(folder)
        self._shipped = shipped

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template, where it is, and whether it is still the one to use."""
        try:
            return self._own.get_source(environment, template)
        except TemplateNotFound:
            source, path, fresh = self._shipped.get_source(environment, template)
        own = self._folder / template
        return source, path, lambda: not own.exists() and (fresh is None or fresh())

    def list_templates(self) -> list[str]:
        """The names of both."""
        return sorted({*self._own.list_templates(), *self._shipped.list_templates()})


@lru_cache(maxsize=8)
def environment(overrides: Path | None) -> Environment:
    """The environment for one folder of own copies; the shipped templates come after them."""
    shipped: BaseLoader = PackageLoader("templates", package_path="")
    loader = OwnFirst(overrides, shipped) if overrides else shipped
    made = Environment(
        loader=loader,
        undefined=MissingField,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters.update(
        jour=typography.day,
        quand=typography.when,
        euros=typography.euros,
        duree=typography.duration,
        compte=typography.count,
        phrases=typography.sentences,
        phrase=typography.sentence,
        point=typography.stopped,
        liste=typography.listed,
        borne=typography.bounded,
        paragraphes=paragraphs,
        dessin=lambda value: Markdown(charts.drawn(value)),
        tableau=lambda value: Markdown(charts.tabled(value)),
    )
    return made


def render(name: str, context: msgspec.Struct, overrides: Path | None = None) -> str:
    """The Markdown of one document, or a `TemplateFault` that says where and what to do."""
    made = environment(overrides)
    fields = polished(context)
    template: Template | None = None
    try:
        template = made.get_template(name)
        return marked(_tidy(template.render(fields)), printed(fields.get("fictive", "")))
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        file = template.filename if template and template.filename else name
        raise translate(error, file, tuple(fields), tuple(made.filters)) from error


_GAPS = re.compile("\n{3,}")


def _tidy(markdown: str) -> str:
    """One blank line between blocks, one line end at the end."""
    return _GAPS.sub("\n\n", markdown).strip("\n") + "\n"
