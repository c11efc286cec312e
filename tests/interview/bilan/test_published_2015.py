"""The figures published in 2015 come back to the decimal: as JSON, on screen, in every document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.templates.reading import docx_text, page, pdf_text, squeezed

from .conftest import Run

SAID = (
    "182 situations de non-recours, dans 148 ménages.",
    "63,2 % des situations relèvent de la non-réception (115 sur 182).",
    "37,4 % des situations relèvent de la non-demande (68 sur 182).",
    "Dans 13,7 % des situations, la demande a été commencée puis abandonnée (25 sur 182).",
    "25 ménages sur 148 ont au moins deux situations (16,9 %) : 59 situations, dont 36 cumulatives "
    "et 48 complètes.",
    "361 actions du service, soit 2,0 par situation.",
    "12 578 €, 206 € en moyenne.",
    "33 minutes en moyenne",
)
ROWS = (
    ("Non-réception", "115", "63,2 %"),
    ("Non-demande", "68", "37,4 %"),
    ("Non-connaissance", "57", "31,3 %"),
    ("Non-proposition", "4", "2,2 %"),
    ("De l’argent", "130", "72,2 %"),
    ("ASF", "69", "37,9 %"),
    ("Ecrivains publics", "113", "62,1 %"),
)


def holds(text: str, words: str) -> bool:
    """Whether the text says these words, whatever parts them: spaces, line ends, cells."""
    return squeezed(words) in squeezed(text)


@pytest.fixture
def told(of_2015: Path, run: Run) -> dict[str, Any]:
    code, out, _ = run(of_2015, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_json_has_the_published_totals(told: dict[str, Any]) -> None:
    assert told["volume"]["situations"] == 182
    assert told["volume"]["menages"] == 148
    assert told["volume"]["par_service"] == {"asf": 69, "ecrivains_publics": 113}
    assert {code: each["n"] for code, each in told["formes"].items()} == {
        "non_reception": 115,
        "non_demande": 68,
        "non_connaissance": 57,
        "non_proposition": 4,
    }
    assert (
        told["cumul"]
        | {
            "menages_2_et_plus": 25,
            "situations": 59,
            "cumulatives": 36,
            "menages_cumulatifs": 16,
            "completes": 48,
        }
        == told["cumul"]
    )
    assert told["actions"]["n"] == 361
    cost = told["cout"]
    assert (cost["asf_n"], cost["asf_total"], round(cost["asf_moyenne"])) == (61, 12_578, 206)
    assert (cost["minutes"]["moyenne"], cost["minutes"]["min"], cost["minutes"]["max"]) == (33, 10, 90)


def test_the_json_has_the_published_shares_with_what_they_are_out_of(told: dict[str, Any]) -> None:
    reception = told["formes"]["non_reception"]
    assert (round(reception["pct"], 1), reception["sur"]) == (63.2, 182)
    assert (round(told["abandon"]["pct"], 1), told["abandon"]["n"], told["abandon"]["sur"]) == (13.7, 25, 182)
    money = told["nature"]["financiere"]
    assert (round(money["pct"], 1), money["n"], money["sur"]) == (72.2, 130, 180)


def test_every_percentage_of_the_json_has_what_it_is_out_of_beside_it(told: dict[str, Any]) -> None:
    """And is that division."""

    def shares(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                shares(each)
        if not isinstance(value, dict):
            return
        if value.get("pct") is not None and "n" in value:
            assert value["pct"] == pytest.approx(100 * value["n"] / value["sur"])
        for each in value.values():
            shares(each)

    shares(told)


def test_the_screen_says_them(of_2015: Path, run: Run) -> None:
    code, out, err = run(of_2015)
    assert (code, err) == (0, "")
    for each in SAID:
        assert holds(out, each), each
    for label, number, share in ROWS:
        assert holds(out, f"{label} {number} {share}"), label
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("format_", ["html", "pdf", "docx", "texte"])
def test_the_report_says_them(format_: str, copy_2015: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "rapport"
    code, out, _ = run(copy_2015, "--format", format_, "--complet", "--sortie", str(target))
    assert (code, out) == (0, "")
    content = target.read_bytes()
    read = {
        "html": lambda: "".join(page(content.decode()).texts("body")),
        "pdf": lambda: pdf_text(content),
        "docx": lambda: docx_text(content),
        "texte": content.decode,
    }[format_]
    written = read()
    for each in SAID:
        assert holds(written, each), each
    for label, number, share in ROWS:
        assert holds(written, f"{label} {number} {share}"), label


def test_what_is_handed_hides_the_four_of_non_proposition(copy_2015: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "rapport.html"
    run(copy_2015, "--format", "html", "--sortie", str(target))
    written = "".join(page(target.read_text("utf-8")).texts("body"))
    assert holds(written, "Non-proposition masqué")
    assert holds(written, "63,2 % des situations relèvent de la non-réception (115 sur 182).")
    assert holds(written, "Partageable, les nombres sous 5 sont masqués.")
