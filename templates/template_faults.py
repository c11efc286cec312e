"""From an exception raised inside a template to a `TemplateFault` its author can act on."""

from __future__ import annotations

from difflib import get_close_matches
from types import TracebackType

import msgspec
from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from templates.faults import TemplateFault
from templates.syntax_words import in_french

_SEPARATOR = "\x1f"
OWN_WORDS = "le filtre "
"""How the errors raised by the filters of the house begin: they are in French already."""


class MissingField(StrictUndefined):
    """An undefined field whose error carries its name and its neighbours instead of an English sentence."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        neighbours: tuple[str, ...] = ()
        if isinstance(self._undefined_obj, msgspec.Struct):
            neighbours = self._undefined_obj.__struct_fields__
        top = "1" if self._undefined_obj is missing else ""
        return _SEPARATOR.join((top, str(self._undefined_name), *neighbours))


def translate(
    error: Exception, file: str, fields: tuple[str, ...], filters: tuple[str, ...]
) -> TemplateFault:
    """The fault a template's author reads; `file` is where the template was found."""
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error, file, filters)
    where, line = _place(error.__traceback__, file)
    if isinstance(error, UndefinedError):
        return _undefined(error, where, line, fields)
    if isinstance(error, TemplateNotFound):
        return _fault(
            where,
            line,
            None,
            f"le modèle «\u00a0{error.name}\u00a0» est introuvable.",
            "Vérifiez son nom.",
            "M006",
        )
    if isinstance(error, UnicodeDecodeError):
        return _fault(
            where,
            None,
            None,
            "le fichier n’est pas en UTF-8.",
            "Enregistrez-le de nouveau en choisissant UTF-8.",
            "M001",
        )
    said = str(error)
    why = said if said.startswith(OWN_WORDS) else f"une valeur ne convient pas ici ({type(error).__name__})"
    return _fault(
        where,
        line,
        None,
        f"le modèle ne peut pas être rempli\u00a0: {why}.",
        "Corrigez cette ligne, ou retirez votre copie du modèle pour retrouver celui d’origine.",
        "M009",
    )


def _syntax(error: TemplateSyntaxError, file: str, filters: tuple[str, ...]) -> TemplateFault:
    where = error.filename or error.name or file
    message = error.message or ""
    if message.startswith("No filter named"):
        name = message.split("'")[1]
        problem = f"le filtre «\u00a0{name}\u00a0» n’existe pas."
        return _fault(where, error.lineno, name, problem, nearest_of(name, filters, "Filtre"), "M004")
    problem = f"le modèle est mal écrit\u00a0: {in_french(message)}."
    advice = "Vérifiez les accolades et les balises {% … %} de cette ligne."
    return _fault(where, error.lineno, None, problem, advice, "M002")


def _undefined(error: UndefinedError, where: str, line: int | None, fields: tuple[str, ...]) -> TemplateFault:
    top, _, rest = (error.message or "").partition(_SEPARATOR)
    name, *neighbours = rest.split(_SEPARATOR)
    known = fields if top else tuple(neighbours)
    problem = f"le champ «\u00a0{name}\u00a0» n’existe pas."
    return _fault(where, line, name, problem, nearest_of(name, known, "Champ"), "M003")


def nearest_of(name: str, known: tuple[str, ...], noun: str) -> str:
    """What to look at instead of *name*: the nearest of the *known*, or their list."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"{noun} le plus proche\u00a0: «\u00a0{near[0]}\u00a0»."
    listing = f"\u00a0: {', '.join(sorted(known))}" if known and noun == "Champ" else " dans le guide"
    return f"Voyez la liste{listing}."


def _place(trace: TracebackType | None, file: str) -> tuple[str, int | None]:
    """The last frame of the traceback that lies in a template: Jinja gives it the template's own lines."""
    where, line = file, None
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            where, line = name, trace.tb_lineno
        trace = trace.tb_next
    return where, line


def _fault(
    where: str, line: int | None, field: str | None, problem: str, advice: str, code: str
) -> TemplateFault:
    return TemplateFault(file=where, line=line, field=field, problem=problem, advice=advice, code=code)
