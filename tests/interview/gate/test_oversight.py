"""What a sheet may not name, the oversight of the person, the command."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.sheets.content import sheet_of
from interview.sheets.gate import (
    gate_of,
    negligence_only,
    negligence_only_in,
    negligence_only_of,
)
from store import Base
from templates import FORMATS, render_fiche
from tests.interview.gate.support import MOTIF, NAMED, held_with, plain

# ── non-nominative ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_leaves_a_line_to_fill_by_hand(base: Base, format: str) -> None:
    """The name is never typed: the sheet has a blank for it. (The text for a form has none.)"""
    if format == "aplus":
        pytest.skip("the form of Administration+ has its own fields for the person")
    written = render_fiche(sheet_of(held_with(base, "oui"), 1), format)
    assert "compléter à la main" in plain(_text(written, format))


def _text(written: str | bytes, format: str) -> str:
    if isinstance(written, str):
        return written
    from io import BytesIO

    if format == "pdf":
        from pypdf import PdfReader

        return "".join(page.extract_text() for page in PdfReader(BytesIO(written)).pages)
    from docx import Document

    return "\n".join(each.text for each in Document(BytesIO(written)).paragraphs)


# ── the person's own oversight ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reasons", "only"),
    [
        ({"non_reception": ["oubli_demandeur"]}, True),
        ({"non_reception": ["oubli_demandeur", "negligence_demandeur"]}, True),
        ({"non_reception": ["oubli_demandeur", "non_etablie"]}, True),
        ({"non_reception": ["oubli_demandeur", "lenteur_administrative"]}, False),
        ({"non_reception": ["oubli_demandeur"], "non_connaissance": ["complexite"]}, False),
        ({"non_reception": ["oubli_demandeur"], "non_connaissance": []}, False),
        ({"non_reception": ["non_etablie"]}, False),
        ({}, False),
    ],
)
def test_only_oversight_known_of_every_form_is_negligence(reasons: dict[str, list[str]], only: bool) -> None:
    assert negligence_only(reasons) is only


def test_negligence_is_told_and_stops_no_sheet(base: Base) -> None:
    """It is for whoever composes a dossier; the same from the interview and from the base."""
    held = held_with(base, "oui", raisons_non_reception=["oubli_demandeur"])
    assert negligence_only_of(held, 1)
    assert gate_of(held, 1).open
    assert "pas une situation sur laquelle interpeller" in gate_of(held, 1).remark
    record = base.record(held.heading.id)
    assert record is not None
    assert negligence_only_in(record.situations[0])
    kept = msgspec.structs.replace(record.situations[0], formes=())
    assert not negligence_only_in(kept)
    assert gate_of(held_with(base, "oui"), 1).remark == ""


# ── the command ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def silent(base: Base) -> tuple[str, str]:
    """The path of a base and the reference of a situation nobody was asked about."""
    held = held_with(base)
    held.close()
    return str(base.path), held.situation_reference(1)


def run(*words: str) -> int:
    return speak_french(cli, list(words))


def test_the_command_refuses_with_what_to_type(
    silent: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, name = silent
    assert run("fiche", name, "--base", path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"repere fiche {name} --accord oui" in plain(err)
    assert f'repere fiche {name} --motif "…"' in plain(err)
    assert "Traceback" not in err


def test_the_command_records_her_agreement_then_writes(
    silent: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The next time nothing has to be said."""
    path, name = silent
    assert run("fiche", name, "--accord", "oui", "--base", path) == 0
    assert "Accord de la personne : oui" in plain(capsys.readouterr().out)
    assert run("fiche", name, "--base", path) == 0


def test_the_command_records_a_reason_then_writes(
    silent: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, name = silent
    target = tmp_path / "f.pdf"
    words = ("fiche", name, "--motif", MOTIF, "--format", "pdf", "--sortie", str(target), "--base", path)
    assert run(*words) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert "Noté : transmise sans accord recueilli" in plain(capsys.readouterr().err)


def test_the_command_records_a_refusal_and_writes_nothing(
    silent: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Then a plain reason is refused; a stronger one is not."""
    path, name = silent
    assert run("fiche", name, "--accord", "non", "--base", path) == 0
    assert capsys.readouterr().out == ""
    assert run("fiche", name, "--motif", MOTIF, "--base", path) == 1
    assert "Rien n’a été noté" in capsys.readouterr().err
    assert run("fiche", name, "--base", path) == 1
    assert "--malgre-refus danger" in capsys.readouterr().err
    assert run("fiche", name, "--malgre-refus", "obligation-legale", "--base", path) == 0
    assert "malgré le refus de la personne : obligation légale." in plain(capsys.readouterr().out)


@pytest.mark.parametrize("asked", [("--format", "pdf"), ("--sortie", "fiche.pdf")])
def test_a_sheet_asked_for_together_with_a_refusal_is_refused_once_the_refusal_is_kept(
    silent: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, str],
) -> None:
    """A script that waits for a file must not take a 0 for it; the refusal stands all the same."""
    path, name = silent
    monkeypatch.chdir(tmp_path)
    assert run("fiche", name, "--accord", "non", *asked, "--base", path) == 1
    assert "Noté : la personne refuse" in (told := plain(capsys.readouterr().err))
    assert "Aucune fiche n’a été écrite." in told
    assert not list(tmp_path.glob("*fiche*.pdf"))
    assert run("fiche", name, "--base", path) == 1
    assert "--malgre-refus danger" in capsys.readouterr().err


def test_the_command_keeps_no_reason_that_names_somebody(
    silent: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, name = silent
    assert run("fiche", name, "--motif", NAMED, "--base", path) == 1
    assert "écrivez-le autrement" in capsys.readouterr().err
    assert run("fiche", name, "--base", path) == 1


def test_an_agreement_and_a_reason_do_not_go_together(
    silent: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, name = silent
    assert run("fiche", name, "--accord", "oui", "--motif", MOTIF, "--base", path) == 2
    assert "l’un ou l’autre" in plain(capsys.readouterr().err)


def test_the_command_tells_what_the_agreement_covers_and_what_to_look_at_again(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the sheet, never in it."""
    held = held_with(base, "oui", accord_portee="La CPAM.", accord_date="01/03/2026", manque_mensuel="50")
    assert run("fiche", held.situation_reference(1), "--base", str(base.path)) == 0
    out, err = capsys.readouterr()
    assert "Son accord vaut pour : La CPAM." in plain(err)
    assert "pas le nombre de mois" in plain(err)
    assert "pas le nombre de mois" not in plain(out)
    assert run("dossiers", "voir", held.situation_reference(1), "--base", str(base.path)) == 0
    assert "pas le nombre de mois" in plain(capsys.readouterr().out)
