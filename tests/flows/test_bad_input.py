"""Whatever file is given, the answer is a coded message, in bounded time: never a traceback, never a hang.

Each file is verified in a process of its own, killed after :data:`PATIENCE` seconds: far more than any of
them needs, far less than a quadratic reading would take.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows.faults import MAX_FAULTS, MAX_WORD
from flows.reading import MAX_DEPTH, MAX_VALUES
from interview.workbench.verify import examine

ROOT = Path(__file__).parents[2]
NET = (ROOT / "tests/flows/data/net.yaml").read_text("utf-8")
PATIENCE = 60
_PROGRAM = """
import re, sys
from datetime import date
from pathlib import Path
from interview.workbench.reports import as_json, as_sarif, as_text
from interview.workbench.verify import examine
report = examine(Path(sys.argv[1]), date(2026, 12, 1))
as_text(report, 80), as_json(report), as_sarif(report, "0")
longest = max((len(str(each)) for each in report.faults), default=0)
print(*sorted({each.code for each in report.errors}), len(report.faults), longest)
status = Path("/proc/self/status")  # what getrusage tells begins with the memory of the parent
told = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text()) if status.exists() else None
print(told[1] if told else 0)
"""


class Verified:
    """What a process said: the codes of the errors, the number of faults, the longest message, the memory."""

    def __init__(self, path: Path) -> None:
        run = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        said, memory = run.stdout.splitlines()
        *self.codes, self.count, self.longest = said.split()
        self.megabytes = int(memory) // 1024


def flow_with(old: str, new: str) -> str:
    assert old in NET
    return NET.replace(old, new, 1)


QUESTION = "section: suite, type: entier, texte: Q, bref: Q"
LAST = "  - {id: fin, libelle: Terminé}"
TEXTS: dict[str, tuple[str, str]] = {
    "vide": ("", "P005"),
    "commentaire": ("# rien\n", "P005"),
    "mot": ("bonjour\n", "P012"),
    "liste": ("- a\n- b\n", "P012"),
    "autre_fichier": ("services:\n  web: {image: x}\n", "P012"),
    "tabulation": (flow_with("    section: objet", "\tsection: objet"), "P004"),
    "guillemet_ouvert": (flow_with("bref: Demande", 'bref: "Demande'), "P004"),
    "crochets_en_ligne": ("questions: " + "[" * 100_000, "P008"),
    "accolades_en_ligne": ("questions: " + "{a: " * 100_000, "P008"),
    "tirets_en_ligne": ("- " * 100_000, "P008"),
    "points_d_interrogation": ("? " * 100_000, "P009"),
    "cles_composees": ("questions:\n" + "? [a]\n: b\n" * 10, "P009"),
    "renvois": ("a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(40)), "P007"),
    "renvoi_seul": ("*a\n", "P007"),
    "etiquette": (flow_with('version: "1"', "version: !!python/object/apply:os.system [ls]"), "P010"),
    "nul": (flow_with("bref: Demande", "bref: Dem\x00ande"), "P004"),
    "ligne_de_4_mo": (flow_with("bref: Demande", "bref: " + "x" * 4_000_000), ""),
    "cle_de_4_mo": (flow_with(LAST, LAST + "\n" + "x" * 4_000_000 + ": 1"), "P004"),
    "cle_d_un_mo": (flow_with(LAST, LAST + "\n? " + "x" * 1_000_000 + "\n: 1"), "P020"),
    "deux_cent_mille_cles": (NET + "".join(f"k{n}: 1\n" for n in range(200_000)), "P020"),
    "un_million_de_valeurs": ("questions: [" + "0," * 1_000_000 + "0]\n", "P011"),
    "quatre_cent_mille_valeurs": (
        flow_with("questions:\n", "questions: [" + "0," * 400_000 + "0]\nquestionz:\n"),
        "P022",
    ),
    "nombre_sans_fin": (flow_with("maximum: 20", "maximum: " + "9" * 100_000), "P022"),
    "grammaire_a_venir": (flow_with("grammaire: 1", "grammaire: 2"), "P030"),
    "grammaire_du_passe": (flow_with("grammaire: 1", "grammaire: 0"), "P030"),
    "grammaire_en_mots": (flow_with("grammaire: 1", "grammaire: une"), "P022"),
    "questions_en_chaine": (
        flow_with(
            "fins:\n",
            "".join(f"  - {{id: q{n}, {QUESTION}, suite: [{{vers: q{n - 1}}}]}}\n" for n in range(1, 3000))
            + "fins:\n",
        ),
        "P038",
    ),
    "toutes_vers_la_premiere": (
        flow_with(
            "fins:\n",
            "".join(f"  - {{id: q{n}, {QUESTION}, suite: [{{vers: connaissance}}]}}\n" for n in range(12_000))
            + "fins:\n",
        ),
        "P046",
    ),
    "longues_listes_de_choix": (
        flow_with(
            "      - {code: appel, libelle: Appel}\n",
            "      - {code: appel, libelle: Appel}\n"
            + "".join(f"      - {{code: c{n}, libelle: C, sous: appel}}\n" for n in range(40_000)),
        ).replace(
            "avere: {question: connaissance, est: oui}",
            f"avere: {{un_de: [{'{question: gestes, est: c1},' * 10_000}]}}",
        ),
        "P058",
    ),
    "faits_qui_se_multiplient": (
        flow_with(
            "  formes:\n",
            "  faits:\n    - {code: f0, libelle: f, si: {un_de: ["
            + "{question: demande, est: non}," * 4_000
            + "]}}\n"
            + "".join(f"    - {{code: f{n}, libelle: f, si: {{fait: f0}}}}\n" for n in range(1, 20_000))
            + "  formes:\n",
        ),
        "P058",
    ),
    "faits_en_chaine": (
        flow_with(
            "  formes:\n",
            "  faits:\n    - {code: f0, libelle: f, si: {question: demande, est: non}}\n"
            + "".join(f"    - {{code: f{n}, libelle: f, si: {{fait: f{n - 1}}}}}\n" for n in range(1, 3000))
            + "  formes:\n",
        ),
        "P058",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_gone_wrong_is_told_by_its_code(name: str, tmp_path: Path) -> None:
    """One process, one bounded wait, the code that says what is wrong, and messages a person can read."""
    text, code = TEXTS[name]
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    said = Verified(path)
    assert said.codes == [] if not code else code in said.codes
    assert int(said.count) <= 2 * (MAX_FAULTS + 1)
    assert int(said.longest) < len(str(path)) + 12 * MAX_WORD + 500


RAW: dict[str, tuple[bytes, str]] = {
    "latin_1": (NET.encode("latin-1", "replace"), "P003"),
    "utf_16": (NET.encode("utf-16"), "P003"),
    "binaire": (bytes(range(256)) * 1000, "P003"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "P003"),
    "cinquante_mo": (b"a: b\n" * 10_000_000, "P002"),
    "nuls": (bytes(10_000), "P004"),
    "signature_et_fins_de_windows": (NET.replace("\n", "\r\n").encode("utf-8-sig"), ""),
}


@pytest.mark.parametrize("name", RAW)
def test_bytes_gone_wrong_are_told_by_their_code(name: str, tmp_path: Path) -> None:
    """A wrong encoding, a picture, a film: told as such; a signature and CRLF change nothing."""
    data, code = RAW[name]
    path = tmp_path / f"{name}.yaml"
    path.write_bytes(data)
    said = Verified(path)
    assert said.codes == ([code] if code else [])
    assert said.megabytes < 200


def test_what_is_no_plain_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    """A pipe nobody writes to, an endless device, a socket: refused before they are opened."""
    pipe = tmp_path / "tube.yaml"
    os.mkfifo(pipe)
    assert Verified(pipe).codes == ["P001"]
    assert Verified(Path("/dev/zero")).codes == ["P001"]
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "prise.yaml"))
        assert Verified(tmp_path / "prise.yaml").codes == ["P001"]


def test_an_empty_folder_and_one_far_too_large_are_told(tmp_path: Path) -> None:
    """A folder given by mistake is neither silent nor read for hours; links out of it are not followed."""
    (tmp_path / "vide").mkdir()
    (tmp_path / "vide" / "lien.yaml").symlink_to(ROOT / "tests/flows/broken/cle_double.yaml")
    (tmp_path / "vide" / "ailleurs").symlink_to(ROOT / "tests/flows/broken")
    assert Verified(tmp_path / "vide").codes == ["P001"]
    (tmp_path / "trop").mkdir()
    for number in range(1_001):
        (tmp_path / "trop" / f"{number}.yaml").touch()
    assert Verified(tmp_path / "trop").codes == ["P014"]


def test_a_file_whose_faults_are_too_many_says_so(tmp_path: Path) -> None:
    """The first ones are told, and that there are others; too much advice refuses nothing."""
    path = tmp_path / "beaucoup.yaml"
    path.write_text(NET + "".join(f"k{n}: 1\n" for n in range(500)), encoding="utf-8")
    said = Verified(path)
    assert said.codes == ["P013", "P020"]
    question = f"  - {{{{id: q{{}}, {QUESTION}}}}}\n"
    path.write_text(flow_with("fins:\n", "".join(map(question.format, range(500))) + "fins:\n"), "utf-8")
    assert {each.code for each in examine(path, date(2026, 12, 1)).faults} >= {"A002", "A050"}
    assert not examine(path, date(2026, 12, 1)).errors


def test_the_bounds_are_those_that_the_documentation_states() -> None:
    """Whoever reads the list of codes reads the numbers of the program."""
    from flows.codes import code_named

    assert f"{MAX_DEPTH} niveaux" in code_named("P008").meaning
    assert f"{MAX_VALUES:,}".replace(",", " ") in code_named("P011").meaning
    assert f"{MAX_FAULTS} premières" in code_named("P013").meaning
