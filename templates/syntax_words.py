"""What Jinja2 says of a badly written template, in French."""

from __future__ import annotations

import re

_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "end of template": "la fin du fichier",
    "name": "un nom",
    "string": "un texte entre guillemets",
    "integer": "un nombre",
}
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"Unexpected end of template\. .*needs to be closed is '(\w+)'\.", "« {} » n’est jamais refermé"),
        (r"Unexpected end of template\..*", "le fichier finit au milieu d’une balise"),
        (
            r"Encountered unknown tag '(\w+)'\..*to be closed is '(\w+)'\.",
            "« {} » ici, alors que « {} » reste ouvert",
        ),
        (r"Encountered unknown tag '(\w+)'\..*", "la balise « {} » n’existe pas, ou rien n’est ouvert ici"),
        (r"expected token '(.+?)', got '(.+?)'", "« {} » attendu ici, on trouve « {} »"),
        (r"Expected an expression, got '(.+?)'", "un champ attendu ici, on trouve « {} »"),
        (r"unexpected char (.+?) at \d+", "le signe {} n’a pas sa place ici"),
        (r"unexpected '(.+?)', expected '(.+?)'", "« {1} » attendu, on trouve « {0} »"),
        (r"unexpected '(.+?)'", "« {} » de trop"),
        (r"Missing end of comment tag", "le commentaire n’est jamais refermé par #}}"),
        (r"Missing end of raw directive", "« raw » n’est jamais refermé"),
        (r"No test named '(.+?)'.*", "le test « {} » n’existe pas"),
        (r"tag name expected", "un nom de balise est attendu après {{%"),
    )
)


def in_french(message: str) -> str:
    """The message in French; one that is not known says only where to look."""
    for pattern, told in _PHRASES:
        if found := pattern.match(message):
            text = told.format(*(_TOKENS.get(each, each) for each in found.groups()))
            return text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return "une balise ne peut pas être lue"
