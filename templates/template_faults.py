"""From an exception raised inside a template to a `TemplateFault` its author can act on."""

from __future__ import annotations

from difflib import get_close_matches
from types import TracebackType

import msgspec
from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from templates.faults import TemplateFault

_SEPARATOR = "\x1f"


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
            where, line, None, f"le modèle «\u00a0{error.name}\u00a0» est introuvable.", "Vérifiez son nom."
        )
    if isinstance(error, UnicodeDecodeError):
        return _fault(
            where,
            None,
            None,
            "le fichier n’est pas en UTF-8.",
            "Enregistrez-le de nouveau en choisissant UTF-8.",
        )
    return _fault(
        where,
        line,
        None,
        f"le modèle ne peut pas être rempli ({type(error).__name__}\u00a0: {error}).",
        "Corrigez cette ligne, ou retirez votre copie du modèle pour retrouver celui d’origine.",
    )


def _syntax(error: TemplateSyntaxError, file: str, filters: tuple[str, ...]) -> TemplateFault:
    where = error.filename or error.name or file
    message = error.message or ""
    if message.startswith("No filter named"):
        name = message.split("'")[1]
        problem = f"le filtre «\u00a0{name}\u00a0» n’existe pas."
        return _fault(where, error.lineno, name, problem, _nearest(name, filters, "Filtre"))
    problem = f"le modèle est mal écrit ({message})."
    return _fault(
        where, error.lineno, None, problem, "Vérifiez les accolades et les balises {% … %} de cette ligne."
    )


def _undefined(error: UndefinedError, where: str, line: int | None, fields: tuple[str, ...]) -> TemplateFault:
    top, _, rest = (error.message or "").partition(_SEPARATOR)
    name, *neighbours = rest.split(_SEPARATOR)
    known = fields if top else tuple(neighbours)
    problem = f"le champ «\u00a0{name}\u00a0» n’existe pas."
    return _fault(where, line, name, problem, _nearest(name, known, "Champ"))


def _nearest(name: str, known: tuple[str, ...], noun: str) -> str:
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


def _fault(where: str, line: int | None, field: str | None, problem: str, advice: str) -> TemplateFault:
    return TemplateFault(file=where, line=line, field=field, problem=problem, advice=advice)
