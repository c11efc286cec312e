"""The phrase that opens an encrypted file: asked in the terminal, or taken where the person put it.

Never on the command line, where other programs of the machine can read it, and never written by us.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from store import BaseEncrypted, WrongPhrase
from store.errors import translated
from templates.typography import french

VARIABLE = "REPERE_PHRASE"
"""That of the base."""
FILE_VARIABLE = "REPERE_PHRASE_FICHIER"
"""That of a file handed over: its phrase is told to someone, that of the base never is."""
SERVICE = "repere"
TRIES = 3
SHORTEST = 12
"""Characters: a phrase of four words is longer, and easier to remember than eight signs."""

Ask = Callable[[str], str]
"""Shows a label, and gives the line typed after it, which is not shown. Raises EOFError."""

ASKED = french("Phrase de passe de « {name} » : ")
AGAIN = french("Ce n’est pas cette phrase. Vérifiez les majuscules et le clavier.")
TOO_SHORT = french(
    "Cette phrase est trop courte : il faut au moins {least} caractères. Quatre mots sans rapport entre "
    "eux, que vous retiendrez, protègent mieux qu’un mot compliqué."
)
DIFFERENT = french("Les deux phrases ne sont pas les mêmes.")
NO_TERMINAL = french(
    "Il faut une phrase de passe, et aucun terminal n’est là pour la demander. Lancez cette commande dans "
    "un terminal, ou donnez la phrase dans la variable {variable}."
)
NO_KEYRING = french(
    "Le trousseau du système ne peut pas être utilisé ({why}). Installez Repère avec son option "
    "« trousseau » (« uv tool install 'repere[trousseau]' »), ou tapez la phrase à chaque ouverture."
)


class PhraseRefused(ValueError):
    """No phrase can be used; the message says why, in French."""


def terminal() -> Ask | None:
    """How to ask in the terminal; None where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from getpass import getpass

    return lambda label: getpass(label, stream=sys.stderr)


def unlock(path: Path, *, ask: Ask | None, keyring: bool = False, variable: str = VARIABLE) -> None:
    """Find the phrase of the encrypted base at *path*; this process can then open it.

    Looked for in *variable*, then in the keyring if the team uses it, then asked.

    Args:
        ask: None where nobody can answer.
        keyring: whether the settings say to look there.

    Raises:
        WrongPhrase: that of *variable*, or the last of those that were typed.
        BaseEncrypted: there was nowhere to take one from.
        StoreError: the file cannot be read.
    """
    given = os.environ.get(variable)
    if given:
        try_phrase(path, given)
        return
    kept = in_keyring(path) if keyring else None
    if kept is not None and accepted(path, kept):
        return
    if ask is None:
        raise BaseEncrypted(path)
    label = ASKED.format(name=path.name)
    for left in reversed(range(TRIES)):
        try:
            try_phrase(path, ask(label))
        except WrongPhrase:
            if not left:
                raise
            label = f"{AGAIN}\n{ASKED.format(name=path.name)}"
        except EOFError:
            raise BaseEncrypted(path) from None
        else:
            return


def still_locked(path: Path, *, keyring: bool) -> bool:
    """Whether the base at *path* is encrypted, and its phrase has to be asked.

    Raises:
        WrongPhrase: that of ``REPERE_PHRASE``.
        StoreError: the file cannot be read.
    """
    from store import opening

    with translated(path, "ouverture"):
        if not path.is_file() or not opening.is_encrypted(path):
            return False
    try:
        unlock(path, ask=None, keyring=keyring)
    except WrongPhrase:
        raise
    except BaseEncrypted:
        return True
    return False


def try_phrase(path: Path, phrase: str) -> None:
    """Let this process open the base at *path* if *phrase* is right. Raises WrongPhrase, StoreError."""
    from store import opening

    with translated(path, "ouverture"):
        opening.unlock(path, phrase)


def accepted(path: Path, phrase: str) -> bool:
    """Whether *phrase* is right; this process can then open the base. Raises StoreError."""
    try:
        try_phrase(path, phrase)
    except WrongPhrase:
        return False
    return True


def new_phrase(name: str, ask: Ask | None, variable: str = VARIABLE) -> str:
    """A phrase for something to be encrypted, asked twice, or that of *variable*.

    Raises:
        PhraseRefused: too short, typed otherwise the second time, or nobody can be asked.
    """
    phrase = os.environ.get(variable, "")
    typed = not phrase
    if typed:
        if ask is None:
            raise PhraseRefused(NO_TERMINAL.format(variable=variable))
        phrase = _long_enough(ask, ASKED.format(name=name))
    if len(phrase) < SHORTEST:
        raise PhraseRefused(TOO_SHORT.format(least=SHORTEST))
    if typed and ask is not None and ask(french("La même, une seconde fois : ")) != phrase:
        raise PhraseRefused(DIFFERENT)
    return phrase


def _long_enough(ask: Ask, label: str) -> str:
    """What is typed, asked again a few times while it is too short: one goes on typing unseen."""
    shown = french(f"({SHORTEST} caractères au moins) ") + label
    for _ in range(TRIES - 1):
        phrase = ask(shown)
        if len(phrase) >= SHORTEST:
            return phrase
        shown = f"{TOO_SHORT.format(least=SHORTEST)}\n{label}"
    return ask(shown)


# ── the keyring of the system ────────────────────────────────────────────────────────────────────


def in_keyring(path: Path) -> str | None:
    """The phrase kept there for the base at *path*; None when there is none, or no keyring."""
    try:
        import keyring

        found: str | None = keyring.get_password(SERVICE, _account(path))
    except Exception:  # each system has errors of its own, and the phrase can still be typed
        return None
    return found


def keep_in_keyring(path: Path, phrase: str) -> None:
    """Put the phrase there. Raises PhraseRefused: there is no keyring."""
    try:
        import keyring

        keyring.set_password(SERVICE, _account(path), phrase)
    except Exception as error:
        raise PhraseRefused(NO_KEYRING.format(why=type(error).__name__)) from error


def drop_from_keyring(path: Path) -> None:
    """Take the phrase out of there, if it was."""
    try:
        import keyring

        keyring.delete_password(SERVICE, _account(path))
    except Exception:  # nothing was there, or no keyring is
        return


def _account(path: Path) -> str:
    return str(path.absolute())
