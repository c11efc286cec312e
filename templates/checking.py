"""A folder of own templates, checked: every fault of every file at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from templates import FORMATS, TEMPLATES, Context, FicheContext
from templates.document import Heading, parse
from templates.faults import SheetFault, TemplateFault
from templates.fields import emptied, fields_of, filled
from templates.letterhead import FILES, text_of
from templates.template_faults import nearest_of

SUFFIX = ".md.j2"
_TRIED = ("pdf", "docx", "html")
_MOST_OF_A_PAGE = 0.2


class Model(msgspec.Struct, frozen=True):
    """One document that a team may write its own way.

    Attributes:
        name: as it is typed (``fiche``).
        label: what it is.
        struct: the contract of what it may use.
        template: the name of its file.
    """

    name: str
    label: str
    struct: type[msgspec.Struct]
    template: str


_LABELS = {
    "fiche": "la fiche mémoire",
    "aplus": "la fiche en texte, pour Administration+",
    "recapitulatif": "la feuille remise à la personne",
    "dossier": "le dossier d’interpellation",
    "bilan": "le bilan d’une période",
    "retour": "le retour d’un cas joué en formation",
    "seance": "le compte rendu d’une séance de formation",
    "acces": "ce qui est gardé d’un ménage, pour qui le demande",
    "parcours": "un parcours imprimé",
    "textes": "les textes d’un parcours, à relire",
    "references": "les sources d’un parcours, à relire",
}


def models() -> dict[str, Model]:
    """Every document, by its name, the most used first."""
    files: dict[str, type[msgspec.Struct]] = {name: struct for struct, name in TEMPLATES.items()}
    files |= {each.template: FicheContext for each in FORMATS.values() if each.template}
    named = {name.removesuffix(SUFFIX): name for name in files}
    order = [*_LABELS, *(each for each in named if each not in _LABELS)]
    return {
        name: Model(name, _LABELS.get(name, name), files[named[name]], named[name])
        for name in order
        if name in named
    }


def check(folder: Path, names: Iterable[str] = ()) -> list[TemplateFault]:
    """Every fault of the own copies of *folder*, of those documents only where *names* tells some.

    Raises nothing of the templates: their faults are what it gives.
    """
    if not folder.is_dir():
        return [
            _fault(folder, "M001", "le dossier n’existe pas.", "Vérifiez le réglage «\u00a0modeles\u00a0».")
        ]
    asked = tuple(names)
    faults: list[TemplateFault] = []
    called: set[str] = set()
    for model in models().values():
        if (folder / model.template).exists() and (not asked or model.name in asked):
            faults += check_model(model, folder, called)
    if not asked:
        faults += _unused(folder, called)
    for name in FILES:
        if not asked or name.partition(".")[0] in asked:
            faults += check_letterhead(folder / name)
    return faults


def check_model(model: Model, folder: Path | None, called: set[str] | None = None) -> list[TemplateFault]:
    """The faults of one template: read against its contract, then filled with examples.

    Args:
        folder: the team's own, None for the shipped template.
        called: where the names of the templates it calls are added.
    """
    from templates.engine import environment
    from templates.walking import Walk

    walk = Walk(environment(folder), {name: each.kind for name, each in fields_of(model.struct).items()})
    walk.file(model.template)
    if called is not None:
        called |= walk.called
    if walk.faults:
        return sorted(walk.faults, key=lambda each: (each.file, each.line or 0))
    return _tried(model, folder)


def check_letterhead(path: Path) -> list[TemplateFault]:
    """The faults of the letterhead, or of its foot; none where there is no such file."""
    import datetime

    from templates.length import pages

    try:
        text = text_of(path)
    except TemplateFault as fault:
        return [fault]
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        if "{{" in line or "{%" in line:
            problem = "rien n’est remplacé dans ce fichier\u00a0: les accolades s’imprimeraient."
            faults.append(_fault(path, "M014", problem, "Écrivez le texte en toutes lettres.", number))
    if text and pages(parse(text, datetime.date(2026, 1, 1))) > _MOST_OF_A_PAGE:
        problem = "ce texte prend plus d’un cinquième de page."
        faults.append(_fault(path, "M013", problem, "Gardez le nom du service et de quoi le joindre."))
    return faults


def _tried(model: Model, folder: Path | None) -> list[TemplateFault]:
    """What goes wrong with examples: everything told, nothing told, each field missing in turn."""
    from templates.engine import environment, render

    whole = filled(model.struct)
    template = model.template if model.template != TEMPLATES[model.struct] else ""
    path = environment(folder).get_template(model.template).filename or model.template
    faults: dict[tuple[str, int | None], TemplateFault] = {}
    examples = emptied(whole)
    for missing, context in (("", whole), *examples):
        try:
            render(model.template, context, folder)
        except TemplateFault as fault:
            faults.setdefault((fault.file, fault.line), _without(missing, fault))
    if faults:
        return list(faults.values())
    shaped: dict[str, TemplateFault] = {}
    for context in (whole, examples[0][1]):
        shaped |= {str(each): each for each in _shaped(context, folder, template, path)}  # type: ignore[arg-type]
    return list(shaped.values())


def _without(missing: str, fault: TemplateFault) -> TemplateFault:
    """The same fault, saying which field was missing when it came."""
    if not missing and fault.code == "M009":
        return fault  # a field read statically exists: one that is not found is one that is missing
    empty = f"quand «\u00a0{missing}\u00a0» est vide" if missing else "quand la plupart des champs sont vides"
    problem = f"le modèle ne peut pas être rempli {empty}."
    advice = "Entourez cette ligne de {% if … %} et {% endif %}."
    return _fault(Path(fault.file), "M009", problem, advice, fault.line)


def _shaped(context: Context, folder: Path | None, template: str, path: str) -> list[TemplateFault]:
    """What is wrong with the document once filled: it has no title, or a format refuses it."""
    from templates import tree_of

    document = tree_of(context, folder, template)
    if not any(isinstance(each, Heading) and each.level == 1 for each in document.blocks):
        advice = "Commencez le modèle par une ligne qui commence par «\u00a0#\u00a0»."
        return [_fault(Path(path), "M010", "ce document n’a pas de titre.", advice)]
    found = []
    for name in () if template else _TRIED:
        try:
            FORMATS[name].write(document)
        except SheetFault as fault:
            problem = f"ce document ne peut pas être écrit en {FORMATS[name].label}\u00a0: {fault}"
            advice = "Repartez d’une copie neuve, et refaites vos changements un à un."
            found.append(_fault(Path(path), "M011", problem, advice))
    return found


def _unused(folder: Path, called: set[str]) -> list[TemplateFault]:
    """Files that look like templates, and serve nobody."""
    known = {each.template for each in models().values()}
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() or path.name in known | called | set(FILES) or path.name.startswith("."):
            continue
        if path.name.endswith((".j2", ".md", ".txt")):
            advice = nearest_of(path.name, tuple(sorted(known | set(FILES))), "Fichier")
            found.append(_fault(path, "M012", "aucun document ne se sert de ce fichier.", advice))
    return found


def _fault(path: Path, code: str, problem: str, advice: str, line: int | None = None) -> TemplateFault:
    return TemplateFault(file=str(path), line=line, field=None, problem=problem, advice=advice, code=code)
