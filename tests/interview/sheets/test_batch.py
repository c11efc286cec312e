"""All the sheets of a period: each through the gate, whole or not at all, the others told with why."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.settings import Settings
from interview.sheets.batch import INTERRUPTED, Batch, write_batch
from store import Base, Filter
from tests.generated import fill
from tests.support import CASE_6, answer_all, make_workplace

Run = Callable[..., tuple[int, str, str]]
SILENT = {name: value for name, value in CASE_6.items() if not name.startswith("accord")}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fiches").mkdir()
    return tmp_path / "fiches"


@pytest.fixture
def repere(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = speak_french(cli, ["--base", str(base.path), *arguments])
        said = capsys.readouterr()
        return code, plain(said.out), plain(said.err)

    return run


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def three(base: Base) -> list[str]:
    """One that may leave, one nobody asked about, one that stopped half-way, one that was refused."""
    place = make_workplace(base)
    said = []
    for given, until in (
        (CASE_6, ""),
        (SILENT, ""),
        (CASE_6, "blocage"),
        ({**SILENT, "accord": "non"}, ""),
    ):
        held = Conversation.start(place)
        answer_all(held, given, until=until and "demande")
        said.append(held.situation_reference(1))
    return said


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_may_leave_is_written_and_the_rest_is_told(base: Base, folder: Path) -> None:
    agreed, silent, begun, refused = three(base)
    batch = write_batch(make_workplace(base), Filter(), "texte", folder)
    assert names(folder) == [f"fiche-{agreed}.txt"]
    assert batch.written == [agreed]
    assert batch.of == batch.seen == 4
    why = {each.reference: plain(each.why) for each in batch.left_out}
    assert "pas enregistré" in why[silent]
    assert "pas encore qualifiée" in why[begun]
    assert "refusé" in why[refused]
    assert all(each.to_do for each in batch.left_out)


def test_a_sheet_of_the_batch_is_the_very_sheet_of_its_command(base: Base, folder: Path, repere: Run) -> None:
    """Same bytes, remembered and noted the same way: erasure reaches it."""
    agreed, *_ = three(base)
    assert repere("fiches", "--du", "2026", "--dossier", str(folder))[0] == 0
    repere("fiche", agreed, "--format", "pdf", "--sortie", "seule.pdf")
    assert (folder / f"fiche-{agreed}.pdf").read_bytes() == Path("seule.pdf").read_bytes()
    noted = base.connection.execute("SELECT count(*) FROM access_log WHERE what = 'fiche'").fetchone()[0]
    assert noted == 2


def test_a_text_that_names_somebody_keeps_its_sheet_in(base: Base, folder: Path) -> None:
    held = Conversation.start(make_workplace(base))
    answer_all(held, {**CASE_6, "synthese": "Mme Verdoyant a déposé son dossier."})
    batch = write_batch(make_workplace(base), Filter(), "texte", folder)
    assert batch.written == []
    assert "qui est la personne" in batch.left_out[0].why


def test_the_command_says_what_was_written_and_what_to_do_for_the_rest(base: Base, repere: Run) -> None:
    agreed, silent, *_ = three(base)
    code, said, told = repere("fiches", "--du", "2026", "--format", "texte")
    assert code == 0
    assert "1 fiche dans " in said
    assert f"« repere fiche {silent} --accord oui »" in said
    assert names(Path("fiches")) == [f"fiche-{agreed}.txt"]
    assert "Progress" not in told


def test_the_filters_are_those_of_the_lists(base: Base, repere: Run) -> None:
    three(base)
    assert repere("fiches", "--du", "2026", "--organisme", "carsat")[0] == 1
    assert repere("fiches", "--du", "2026", "--organisme", "cpam", "--prestation", "cmuc")[0] == 0
    assert repere("fiches", "--au", "2025")[0] == 1
    assert repere("fiches")[0] == 2
    assert repere("fiches", "--du", "hier")[0] == 2


def test_nothing_that_could_be_written_is_a_refusal(base: Base, repere: Run) -> None:
    """Told with why, and the code says it."""
    held = Conversation.start(make_workplace(base))
    answer_all(held, SILENT)
    code, said, _ = repere("fiches", "--du", "2026")
    assert code == 1
    assert said.startswith("Aucune fiche écrite.")
    assert "Que faire" in said


def test_ctrl_c_leaves_whole_files_and_says_how_many(
    base: Base, repere: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet in hand is finished; those after it are not begun."""
    fill(base, 30)
    from interview.sheets import batch as module

    written: list[Path] = []
    real = module.write_whole

    def interrupted(path: Path, content: str | bytes) -> Path:
        written.append(path)
        if len(written) == 3:
            signal.raise_signal(signal.SIGINT)
        return real(path, content)

    monkeypatch.setattr(module, "write_whole", interrupted)
    code, said, told = repere("fiches", "--du", "2026", "--format", "pdf")
    assert code == 1
    assert said.startswith("3 fiches dans ")
    assert "Interrompu." in told
    assert "entières" in told
    found = list(Path("fiches").iterdir())
    assert sorted(found) == sorted(Path("fiches") / each.name for each in written)
    assert all(each.read_bytes().rstrip().endswith(b"%%EOF") for each in found)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_disk_that_refuses_ends_it_with_what_was_written(
    base: Base, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(base, 20)
    from interview.sheets import batch as module

    real = module.write_whole

    def full(path: Path, content: str | bytes) -> Path:
        if len(names(folder)) == 2:
            raise OSError(28, "No space left on device", str(path))
        return real(path, content)

    monkeypatch.setattr(module, "write_whole", full)
    batch: Batch = write_batch(make_workplace(base), Filter(), "texte", folder)
    assert len(batch.written) == len(names(folder)) == 2
    assert "plus de place" in batch.stopped


def test_a_model_at_fault_costs_no_sheet_and_is_told_once(base: Base, folder: Path, tmp_path: Path) -> None:
    place = make_workplace(base, settings=Settings(templates=str(tmp_path)))
    for _ in range(2):
        held = Conversation.start(place)
        answer_all(held, CASE_6)
    (tmp_path / "fiche.md.j2").write_text("# {{ servise }}", encoding="utf-8")
    batch = write_batch(place, Filter(), "texte", folder)
    assert len(batch.written) == 2
    assert len(batch.notices) == 1
    assert "servise" in batch.notices[0]


def test_asked_to_stop_it_stops_before_the_next_sheet(base: Base, folder: Path) -> None:
    fill(base, 10)
    batch = write_batch(make_workplace(base), Filter(), "texte", folder, stop=lambda: True)
    assert (batch.written, names(folder), batch.stopped) == ([], [], INTERRUPTED)


def test_the_progress_counts_up_to_all(base: Base, folder: Path) -> None:
    three(base)
    told: list[tuple[int, int]] = []
    write_batch(make_workplace(base), Filter(), "texte", folder, lambda done, of: told.append((done, of)))
    assert told[-1] == (4, 4)


def test_a_hundred_sheets_take_no_more_memory_than_ten(base: Base, folder: Path) -> None:
    """What is kept of one is let go before the next."""
    import tracemalloc

    fill(base, 40)
    write_batch(make_workplace(base), Filter(), "html", folder)  # what is imported and cached, once
    tracemalloc.start()
    marks: list[int] = []
    write_batch(
        make_workplace(base),
        Filter(),
        "html",
        folder,
        lambda *_: marks.append(tracemalloc.get_traced_memory()[0]),
    )
    tracemalloc.stop()
    assert len(marks) > 30
    assert marks[-1] - marks[10] < 1_500_000
