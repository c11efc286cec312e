"""``repere modeles`` as a team meets it, and what every face says when a model is at fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.models.examples import example
from interview.recap.content import notice_of as recap_notice
from interview.recap.keeping import begun
from interview.settings import Settings, read_settings, settings_path
from interview.sheets.saving import notice_of, print_sheet, save_sheet
from store import Base
from templates.checking import models
from tests.support import CASE_6, answer_all, make_workplace

Run = Callable[..., tuple[int, str, str]]
WRONG = "# Notre fiche\n{{ servise }}\n"


@pytest.fixture
def repere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with settings of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = speak_french(cli, list(arguments))
        said = capsys.readouterr()
        return code, plain(said.out), plain(said.err)

    return run


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def folder_of() -> Path:
    found = read_settings().templates_folder
    assert found is not None
    return found


def held_with(base: Base | None, folder: Path, answers: dict[str, Any] | None = None) -> Conversation:
    """Case 6, in a team that has its own models."""
    settings = Settings(templates=str(folder))
    held = Conversation.start(make_workplace(base, settings=settings))
    answer_all(held, {**CASE_6, **(answers or {})})
    return held


# ── the commands ─────────────────────────────────────────────────────────────────────────────────


def test_a_first_copy_makes_the_folder_and_sets_it(repere: Run) -> None:
    """The copy is the shipped text, it says where it is, and it serves at once."""
    code, said, told = repere("modeles", "copier", "fiche")
    path = Path(said.strip())
    assert code == 0
    assert path == folder_of() / "fiche.md.j2"
    assert path.read_text("utf-8").startswith("{# La fiche mémoire")
    assert "modeles" in told
    assert "votre copie, pareille" in repere("modeles", "liste")[1]


def test_a_copy_is_never_written_over(repere: Run) -> None:
    repere("modeles", "copier", "fiche")
    path = folder_of() / "fiche.md.j2"
    path.write_text("# à moi", encoding="utf-8")
    code, _, told = repere("modeles", "copier", "fiche")
    assert (code, "existe déjà" in told) == (1, True)
    assert path.read_text("utf-8") == "# à moi"


def test_the_other_settings_and_their_comments_stay(repere: Run) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('# notre service\nservice = "asf"\n', encoding="utf-8")
    repere("modeles", "copier", "pied")
    text = settings_path().read_text("utf-8")
    assert "# notre service" in text
    assert read_settings().service == "asf"


def test_a_folder_already_set_is_the_one_that_serves(repere: Run, tmp_path: Path) -> None:
    own = tmp_path / "partage" / "modeles"
    repere("reglages", "modeles", str(own))
    _, said, told = repere("modeles", "copier", "en-tete")
    assert Path(said.strip()) == own / "en-tete.md"
    assert "maintenant le vôtre" not in told


def test_a_letterhead_begins_with_what_the_settings_say(repere: Run) -> None:
    repere("reglages", "nom_service", "Accès aux droits")
    repere("reglages", "telephone_service", "04 76 00 00 00")
    repere("modeles", "copier", "en-tete")
    assert repere("modeles", "apercu", "en-tete")[1].startswith(
        "Accès aux droits\nTéléphone : 04 76 00 00 00\n\nFiche"
    )


def test_an_unknown_name_gives_the_nearest(repere: Run) -> None:
    for command in ("copier", "champs", "apercu"):
        code, _, told = repere("modeles", command, "dossié")
        assert (code, "Documents : dossier," in told) == (1, True), told


def test_the_fields_of_every_document_are_told(repere: Run) -> None:
    """With their kind and their help; then the filters."""
    for name in models():
        code, said, _ = repere("modeles", "champs", name)
        assert code == 0
        assert "Filtres" in said
    said = repere("modeles", "champs", "dossier.md.j2")[1]
    assert "illustrations[].chronologie[].fait (texte)\n    Ce qui s’est passé." in said
    assert "rencontre (groupe, ou rien)" in said
    rows = json.loads(repere("modeles", "champs", "fiche", "--json")[1])
    found = {each["champ"]: each for each in rows}
    assert found["minutes"]["sorte"] == "nombre"
    assert found["minutes"]["facultatif"]
    assert found["formes[].raisons"]["sorte"] == "liste de textes"


def test_every_fault_is_told_at_once_and_the_code_is_1(repere: Run) -> None:
    repere("modeles", "copier", "fiche")
    repere("modeles", "copier", "dossier")
    (folder_of() / "fiche.md.j2").write_text(WRONG, encoding="utf-8")
    (folder_of() / "dossier.md.j2").write_text("# {{ titr }}", encoding="utf-8")
    code, said, told = repere("modeles", "verifier")
    assert code == 1
    assert [line.split()[0] for line in said.splitlines()] == ["M003", "M003"]
    assert "fiche.md.j2, ligne 2 : le champ « servise » n’existe pas." in said
    assert "2 fautes" in told
    assert len(repere("modeles", "verifier", "dossier")[1].splitlines()) == 1
    assert "en faute" in repere("modeles", "liste")[1]
    assert json.loads(repere("modeles", "verifier", "--json")[1])[0]["line"] == 2


def test_what_is_sound_is_told_sound(repere: Run) -> None:
    assert "rien à vérifier" in repere("modeles", "verifier")[2]
    for name in models():
        repere("modeles", "copier", name)
    code, said, told = repere("modeles", "verifier")
    assert (code, said) == (0, "")
    assert "Aucune faute" in told
    (folder_of() / "acces.md.j2").unlink()
    assert repere("modeles", "verifier", "acces")[0] == 1


def test_an_example_of_every_document_can_be_seen(repere: Run, tmp_path: Path) -> None:
    """Nothing of a base is needed, and nothing of it shows."""
    for name in models():
        code, said, told = repere("modeles", "apercu", name)
        assert (code, told) == (0, ""), told
        assert len(said) > 300, name
        assert "None" not in said
    assert "EXEMPLE" in repere("modeles", "apercu", "fiche")[1]
    repere("modeles", "apercu", "dossier", "--format", "pdf", "--sortie", "vu.pdf")
    assert (tmp_path / "vu.pdf").read_bytes().startswith(b"%PDF")
    assert repere("modeles", "apercu", "aplus", "--format", "pdf")[0] == 2


def test_the_examples_are_those_of_the_contracts() -> None:
    for name, model in models().items():
        assert isinstance(example(name, Settings()), model.struct)
        assert isinstance(example(name, Settings(), every=True), model.struct)


# ── a model at fault costs nothing ───────────────────────────────────────────────────────────────


def test_a_sheet_is_written_all_the_same_and_it_is_told(repere: Run, base: Base, tmp_path: Path) -> None:
    """On every way out: a file, the standard output, the preview of the screen, the plain prompts."""
    own = tmp_path / "m"
    own.mkdir()
    held = held_with(base, own)
    sound = print_sheet(held, 1, "texte")[0]
    (own / "fiche.md.j2").write_text(WRONG, encoding="utf-8")
    assert print_sheet(held, 1, "texte")[0] == sound
    save_sheet(held, 1, "html", tmp_path / "f.html")
    assert "Fiche mémoire" in (tmp_path / "f.html").read_text("utf-8")
    told = plain(notice_of(held, 1))
    assert (
        "fiche.md.j2, ligne 2 : le champ « servise » n’existe pas. Champ le plus proche : « service »."
        in told
    )
    assert "Le modèle de Repère a servi" in told
    held.close()
    repere("reglages", "modeles", str(own))
    code, said, told = repere("--base", str(base.path), "fiche", held.situation_reference(1))
    assert code == 0
    assert "Fiche mémoire" in said
    assert "servise" in told


def test_the_plain_prompts_tell_it_too(tmp_path: Path) -> None:
    from interview.line.sheets import offer_sheet
    from interview.sheets.content import sheet_of

    own = tmp_path / "m"
    own.mkdir()
    (own / "fiche.md.j2").write_text(WRONG, encoding="utf-8")
    held, said = held_with(None, own), []

    class Said:
        def say(self, text: str = "", *_: object) -> None:
            said.append(plain(text))

        raw = item = say

        def items(self, *_: object) -> None:
            pass

    class Asking:
        conversation, console = held, Said()

        def line(self, _: str) -> str:
            return "texte"

    def save(held: Conversation, rank: int, format: str, target: Path | None) -> Path:
        return save_sheet(held, rank, format, tmp_path / "f.txt")

    offer_sheet(Asking(), (sheet_of, save), "")  # type: ignore[arg-type]
    assert sum("servise" in each for each in said) == 2
    assert (tmp_path / "f.txt").exists()


def test_the_sheet_for_the_person_is_written_all_the_same(tmp_path: Path) -> None:
    own = tmp_path / "m"
    own.mkdir()
    (own / "recapitulatif.md.j2").write_text("# {{ sujet }}", encoding="utf-8")
    held = held_with(None, own)
    assert "sujet" in recap_notice(held, begun(held))


def test_a_letterhead_is_counted_in_what_must_hold_on_the_pages(tmp_path: Path) -> None:
    """The sheet of a team with a letterhead still holds on two pages."""
    from interview.sheets.content import sheet_of, whole_sheet_of
    from interview.sheets.fitting import fitted
    from templates.length import pages
    from templates.own import drawn

    (tmp_path / "en-tete.md").write_text("CCAS\n" + "Une ligne\n" * 9, encoding="utf-8")
    tight = 0
    fields = ("synthese", "demande_individuelle", "proposition_institution")
    for words in (150, 165, 180, 195):
        held = held_with(None, tmp_path, dict.fromkeys(fields, "Un fait de plus. " * words))
        assert pages(drawn(sheet_of(held, 1), tmp_path).document) <= 2
        tight += pages(drawn(fitted(whole_sheet_of(held, 1)), tmp_path).document) > 2
    assert tight, "no length of this test is one where the letterhead counts"
