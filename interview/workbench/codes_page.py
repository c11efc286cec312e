"""The page of the documentation that lists every code, written from :mod:`flows.codes`."""

from __future__ import annotations

from flows.codes import FAMILIES, Code
from interview.workbench.reports import set_in_french
from templates import codes as templates
from templates.typography import french

_HEAD = """# Les codes des fautes

« repere parcours verifier » dit les codes P et A, « repere modeles verifier » les codes M.

Chaque faute et chaque conseil porte un code, qui ne change jamais de sens. **P** : une faute, le fichier est
refusé. **A** : un conseil, le fichier marche et pourrait être meilleur ; « --sans-conseils » les tait, et
« --strict » les compte comme des fautes. Toutes les fautes d’un fichier sont dites en une fois, chacune avec
sa ligne ; ce qui n’est que la suite d’une autre faute n’est pas dit. **M** : une faute d’un modèle de
document ou d’un en-tête ; en attendant, le modèle de Repère sert à sa place.

Cette page est écrite par le programme.
"""


def codes_page() -> str:
    """The page, in Markdown: a section a family, an anchor a code (``#p020``)."""
    parts = [_HEAD]
    for title, codes in FAMILIES:
        if codes:
            parts.append(f"## {title}\n")
            parts += [_entry(each) for each in codes]
    parts.append(f"## {templates.TITLE}\n")
    parts += [_entry(each) for each in templates.CODES]
    return "\n".join(parts).rstrip() + "\n"


def _entry(code: Code | templates.Code) -> str:
    anchor = f'<a id="{code.code.lower()}"></a>'
    told = set_in_french(f"{code.meaning} *Que faire :* {code.remedy}")
    return f"### {anchor}{code.code} · {french(code.title)}\n\n{told}\n"
