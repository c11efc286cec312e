"""A team's own words at the top and at the foot of its documents: two plain texts in its own folder.

They are Markdown of the same dialect, with two ease: each line end is kept, and a title there becomes
strong text, since a document has one title only. Nothing in them is replaced by anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from templates.document import Block, Document, blocks_of
from templates.faults import TemplateFault
from templates.typography import clean, french

TOP, FOOT = "en-tete.md", "pied.md"
FILES = (TOP, FOOT)
_NOT_A_PARAGRAPH = re.compile(r"\||[-*+] |\d+[.)] ")
_TITLE = re.compile(r"^#{1,6}[ \u00a0]+(.*?)[ #]*$", re.MULTILINE)


def headed(document: Document, folder: Path) -> Document:
    """The document between the top and the foot of *folder*. Raises TemplateFault."""
    top, foot = (text_of(folder / name) for name in FILES)
    if not top and not foot:
        return document
    above, below = _blocks(top), _blocks(foot)
    source = "\n\n".join(each.strip("\n") for each in (top, document.source, foot) if each)
    return msgspec.structs.replace(
        document,
        blocks=(*above, *document.blocks, *below),
        source=f"{source}\n",
        head=len(above),
        foot=len(below),
    )


def text_of(path: Path) -> str:
    """The Markdown of one of the two, "" where there is none. Raises TemplateFault."""
    try:
        raw = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(
            path, "le fichier n’est pas en UTF-8.", "Enregistrez-le de nouveau en UTF-8."
        ) from error
    except OSError as error:
        raise _unreadable(
            path, "le fichier ne peut pas être lu.", "Vérifiez vos droits sur ce fichier."
        ) from error
    return _lined(_TITLE.sub(_strong, french(clean(raw))))


@lru_cache(maxsize=8)
def _blocks(markdown: str) -> tuple[Block, ...]:
    return blocks_of(markdown)


def _strong(title: re.Match[str]) -> str:
    return f"**{title[1].replace('**', '')}**" if title[1] else ""


def _lined(text: str) -> str:
    """Each line end of a paragraph kept; lists and tables as they are."""
    parts = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        plain = not any(map(_NOT_A_PARAGRAPH.match, lines))
        parts.append("\\\n".join(each.removesuffix("\\") for each in lines) if plain else part)
    return "\n\n".join(parts)


def _unreadable(path: Path, problem: str, advice: str) -> TemplateFault:
    return TemplateFault(file=str(path), line=None, field=None, problem=problem, advice=advice, code="M001")
