"""The commands that protect a base by a phrase, and hand households over: what they say, do and refuse."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from textual.widgets import Input

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.handing import phrases
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.tui.app import RepereApp
from interview.tui.screens.home import HomeScreen
from interview.tui.screens.phrase import PhraseScreen
from store import Base, BaseEncrypted, WrongPhrase, cipher, opening
from store.backup import save
from tests.support import CASE_6, answer_all, make_workplace

PHRASE = "quatre mots sans rapport"
ROOT = Path(__file__).parents[2]
LONG = bool(os.environ.get("REPERE_LONG"))


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No phrase of the machine, no key of another test, settings of one's own, keys quick to derive."""
    monkeypatch.setattr(cipher, "ITERATIONS", 1)
    monkeypatch.setattr(cipher, "_KEYCHAIN", {})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "reglages"))
    for name in (phrases.VARIABLE, phrases.FILE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A base with one interview, closed, and a copy of it."""
    path = tmp_path / "essai.db"
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
        save(base, tmp_path / "sauvegardes", 1_772_528_400_000)
    return path


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Someone at the terminal types these lines; gives the labels that were shown."""

    def typed(*lines: str) -> list[str]:
        left, shown = list(lines), []

        def ask(label: str) -> str:
            shown.append(label)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(phrases, "terminal", lambda: ask)
        return shown

    return typed


def run(*arguments: str) -> int:
    return speak_french(cli, list(arguments))


def forget_all() -> None:
    """As if the program had been started again."""
    cipher._KEYCHAIN.clear()


def household(path: Path) -> str:
    with Base.open(path, create=False) as base:
        return base.households()[0].id


def test_a_base_is_encrypted_with_its_copies_then_opens_only_with_its_phrase(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typing(PHRASE, PHRASE)
    assert run("base", "chiffrer", "--base", str(path)) == 0
    told = capsys.readouterr()
    assert "Copies chiffrées avec la même phrase : 1." in told.out
    assert "Un disque SSD ou une clé USB peut en garder des traces" in told.err
    (copy,) = (path.parent / "sauvegardes").iterdir()
    assert opening.is_encrypted(path) and opening.is_encrypted(copy)
    forget_all()
    shown = typing("fausse phrase", PHRASE)
    assert run("base", "verifier", "--base", str(path)) == 0
    assert len(shown) == 2 and "Ce n’est pas cette phrase" in shown[1]
    forget_all()
    typing(PHRASE)
    assert run("base", "dechiffrer", "--base", str(path)) == 0
    assert not opening.is_encrypted(path) and not opening.is_encrypted(copy)
    with Base.open(path) as base:
        assert base.damages() == []


def test_three_wrong_phrases_are_a_refusal_and_change_nothing(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typing(PHRASE, PHRASE)
    run("base", "chiffrer", "--base", str(path))
    forget_all()
    content = path.read_bytes()
    typing("une", "deux", "trois", PHRASE)
    assert run("base", "etat", "--base", str(path)) == 1
    assert "Cette phrase de passe n’ouvre pas" in capsys.readouterr().err
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("trop court", "encore", "et encore"), "trop courte"),
        ((PHRASE, PHRASE + "s"), "ne sont pas les mêmes"),
    ],
)
def test_a_phrase_too_short_or_mistyped_encrypts_nothing(
    path: Path,
    typing: Callable[..., list[str]],
    capsys: pytest.CaptureFixture[str],
    lines: tuple[str, ...],
    told: str,
) -> None:
    typing(*lines)
    assert run("base", "chiffrer", "--base", str(path)) == 1
    assert told in capsys.readouterr().err
    assert not opening.is_encrypted(path)


def test_a_phrase_too_short_is_asked_again(path: Path, typing: Callable[..., list[str]]) -> None:
    """The shortest length is said before; whoever goes on typing types nothing in the clear."""
    shown = typing("court", PHRASE, PHRASE)
    assert run("base", "chiffrer", "--base", str(path)) == 0
    assert "12 caractères au moins" in shown[0]
    assert "trop courte" in shown[1]
    assert opening.is_encrypted(path)


def test_encrypting_again_finishes_what_was_left_plain(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a power cut between the base and its copies."""
    (copy,) = (path.parent / "sauvegardes").iterdir()
    plain = copy.read_bytes()
    typing(PHRASE, PHRASE)
    run("base", "chiffrer", "--base", str(path))
    copy.write_bytes(plain)
    typing(PHRASE)
    assert run("base", "chiffrer", "--base", str(path)) == 0
    assert "déjà chiffrée" in capsys.readouterr().out
    assert opening.is_encrypted(copy)


def test_without_a_terminal_the_phrase_comes_from_the_environment(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(phrases, "terminal", lambda: None)
    assert run("base", "chiffrer", "--base", str(path)) == 1
    assert "REPERE_PHRASE" in capsys.readouterr().err
    monkeypatch.setenv(phrases.VARIABLE, PHRASE)
    assert run("base", "chiffrer", "--base", str(path)) == 0
    forget_all()
    monkeypatch.delenv(phrases.VARIABLE)
    assert run("base", "etat", "--base", str(path)) == 1
    assert "est chiffrée" in capsys.readouterr().err
    monkeypatch.setenv(phrases.VARIABLE, PHRASE)
    assert run("base", "etat", "--base", str(path)) == 0


def test_the_phrase_goes_to_the_keyring_only_when_asked_and_is_taken_from_there(
    path: Path, typing: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, str], str] = {}
    ring = types.ModuleType("keyring")
    ring.set_password = lambda service, name, phrase: kept.update({(service, name): phrase})  # type: ignore[attr-defined]
    ring.get_password = lambda service, name: kept.get((service, name))  # type: ignore[attr-defined]
    ring.delete_password = lambda service, name: kept.pop((service, name))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    typing(PHRASE, PHRASE)
    assert run("base", "chiffrer", "--trousseau", "--base", str(path)) == 0
    assert list(kept.values()) == [PHRASE]
    forget_all()
    shown = typing()
    assert run("base", "etat", "--base", str(path)) == 0
    assert shown == []
    assert run("base", "dechiffrer", "--base", str(path)) == 0
    assert kept == {}


def test_no_keyring_on_this_machine_is_told_before_anything_is_done(
    path: Path,
    typing: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    typing(PHRASE, PHRASE)
    assert run("base", "chiffrer", "--trousseau", "--base", str(path)) == 1
    assert "trousseau du système ne peut pas être utilisé" in capsys.readouterr().err
    assert not opening.is_encrypted(path)


async def test_the_screen_asks_for_the_phrase_then_shows_what_was_asked_for(path: Path) -> None:
    key = cipher.new_key(PHRASE)
    from store import encrypting

    encrypting.recast(path, None, key)
    app = RepereApp(
        lambda: make_workplace(Base.open(path)),
        make_sheet=sheet_of,
        save_sheet=save_sheet,
        locked=(path.name, lambda typed: phrases.try_phrase(path, typed)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, PhraseScreen)
        assert app.screen.query_one(Input).password
        await pilot.press(*"fausse", "enter")
        assert isinstance(app.screen, PhraseScreen)
        assert "Ce n’est pas cette phrase" in str(app.screen.query_one("#told").render())
        assert app.screen.query_one(Input).value == ""
        await pilot.press(*PHRASE.replace(" ", "_"))
        app.screen.query_one(Input).value = PHRASE
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert app.workplace().base is not None
        app.workplace().base.close()  # type: ignore[union-attr]


def test_only_an_encrypted_base_without_a_phrase_at_hand_has_to_be_asked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import encrypting

    assert not phrases.still_locked(path, keyring=False)
    assert not phrases.still_locked(path.with_name("absente.db"), keyring=False)
    encrypting.recast(path, None, cipher.new_key(PHRASE))
    assert phrases.still_locked(path, keyring=False)
    with pytest.raises(BaseEncrypted):
        Base.open(path)
    monkeypatch.setenv(phrases.VARIABLE, "autre chose")
    with pytest.raises(WrongPhrase):
        phrases.still_locked(path, keyring=False)
    monkeypatch.setenv(phrases.VARIABLE, PHRASE)
    assert not phrases.still_locked(path, keyring=False)
    Base.open(path).close()


def test_a_text_that_would_say_who_the_person_is_does_not_leave_unless_it_is_kept_on_purpose(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Even one that was replaced since: the journal leaves whole. The access log then says so."""
    with Base.open(path) as base:
        later = make_workplace(base, new_id=uuid4)
        held = Conversation.resume(later, base.interviews()[0])
        held.reopen()
        held.answer("Mme Lagarde a rappelé.", "synthese")
        held.answer("Elle a rappelé.", "synthese")
    file = path.with_name("pour-bea.repere")
    order = ("exporter", "--tout", "--vers", str(file), "--base", str(path))
    assert run(*order) == 1
    told = capsys.readouterr().err
    assert "Synthèse" in told and "Lagarde" in told and "Rien n’a été écrit" in told
    assert not file.exists()
    typing(PHRASE, PHRASE)
    assert run(*order, "--garder-textes") == 0
    with Base.open(path) as base:
        whats = base.connection.execute("SELECT what FROM access_log").fetchall()
    assert whats == [("export_textes_gardes",)]


def test_a_household_is_handed_over_and_taken_by_the_commands_alone(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The agent on leave and her colleague: a trial, then for real, then once more by mistake."""
    file, colleague = path.with_name("pour-bea.repere"), path.with_name("bea.db")
    typing(PHRASE, PHRASE)
    assert run("exporter", "--menages", household(path), "--vers", str(file), "--base", str(path)) == 0
    assert "1 ménage et 1 entretien" in capsys.readouterr().out
    with Base.open(path) as base:
        (noted,) = base.connection.execute("SELECT what, reference FROM access_log").fetchall()
        assert noted == ("export", household(path))
        assert base.connection.execute("SELECT path FROM written_file").fetchall() == [(str(file),)]
    forget_all()
    typing(PHRASE, PHRASE, PHRASE)
    assert run("importer", str(file), "--essai", "--base", str(colleague)) == 0
    told = capsys.readouterr()
    assert "nouvel entretien" in told.out and "rien n’a été gardé" in told.err
    assert run("importer", str(file), "--base", str(colleague)) == 0
    assert "Entretiens nouveaux : 1" in capsys.readouterr().out
    with Base.open(path) as one, Base.open(colleague) as two:
        assert [two.record(each) for each in two.interviews()] == [
            one.record(each) for each in one.interviews()
        ]
    assert run("importer", str(file), "--base", str(colleague)) == 0
    assert "déjà là : 1" in capsys.readouterr().out


def test_what_cannot_be_handed_over_or_taken_is_refused_with_its_reason(
    path: Path, typing: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    file = path.with_name("f.repere")
    base = ("--base", str(path))
    typing()
    assert run("exporter", "--vers", str(file), *base) == 2
    assert run("exporter", "--menages", "7K3Q-2P7", "--vers", str(file), *base) == 1
    assert "Rien n’a été écrit." in capsys.readouterr().err
    assert run("exporter", "--tout", "--vers", str(path), *base) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert run("importer", str(path), *base) == 1
    assert "base entière" in capsys.readouterr().err
    assert run("importer", str(file), *base) == 1
    assert "n’existe pas" in capsys.readouterr().err
    typing(PHRASE, PHRASE, "autre", "encore autre", "toujours pas")
    assert run("exporter", "--tout", "--vers", str(file), *base) == 0
    forget_all()
    elsewhere = path.with_name("jamais.db")
    assert run("importer", str(file), "--base", str(elsewhere)) == 1
    assert "n’ouvre pas" in capsys.readouterr().err
    assert not elsewhere.exists()


@pytest.mark.skipif(not LONG, reason="the whole of the conversation again: REPERE_LONG=1")
def test_everything_holds_on_an_encrypted_base() -> None:
    """The tests of the base and of the conversation, each base being encrypted."""
    again = [str(ROOT / "tests" / name) for name in ("store", "privacy")]
    again += [str(each) for each in sorted((ROOT / "tests" / "interview").glob("test_*.py"))]
    command = [sys.executable, "-m", "pytest", "-p", "tests.encrypted", "-q", *again]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert run.returncode == 0, run.stdout[-4000:]


def test_the_journal_and_its_tables_hold_on_an_encrypted_base() -> None:
    """The heart of it, in every run; the whole in the long one."""
    again = [str(ROOT / "tests" / "store" / f"test_{name}.py") for name in ("journal", "projection", "lists")]
    command = [sys.executable, "-m", "pytest", "-p", "tests.encrypted", "-q", "-n0", *again]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout[-4000:]
