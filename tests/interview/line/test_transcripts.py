"""Whole interviews, from the first line to the last, as someone read them and found them right."""

from collections.abc import Callable

import pytest

from templates import FicheContext

Golden = Callable[[str, str], None]

FOUR_RETURNS = (
    *("1", "cmuc", "", "1", "2", "1", "1", "1", "1", "1", "1"),
    *("2", "1 2", "1"),  # where it was blocked, reasons, levels
    "",  # agreed
    "",  # complete the sheet
    *("", "2", "3", "3"),  # household
    *("", "5, 7", "août 2025", ""),  # organism, details, since, cause
    *("", "1", "150"),  # shortfall unknown: skipped; aide sociale facultative
    *("1 3 4", "45"),
    *("08/2025", "la personne", "guichet", "Demande déposée, dite complète", "récépissé", ""),
    *("novembre 2025", "la CPAM", "courrier", "Quatrième retour du dossier", "oui", ""),
    *("1/12/2025", "la CPAM", "guichet", "Rendez-vous refusé pour trois minutes de retard", "non", ""),
    "",
    *("Le dossier, dit complet au guichet, est revenu quatre fois.", "Le bus avait du retard.", "."),
    *("Que le dossier soit instruit avec les pièces déjà reçues.", "."),
    *("Une liste de pièces unique dès le dépôt.", "."),
    *("1", "aujourd'hui", "La CPAM seulement.", "."),
    *("2", "3"),  # read the sheet, save it as text
    "1",  # finish
)


def heading_only(conversation, rank: int) -> FicheContext:
    """A sheet cut to its heading: whole sheets have golden files of their own."""
    reference, today = conversation.situation_reference(rank), conversation.workplace.today()
    return FicheContext(reference=reference, date=today, objet="Complémentaire santé solidaire (C2S)")


def test_case_6_four_returns_is_an_established_non_reception(person, golden: Golden) -> None:
    person.make_sheet = heading_only
    person.holds(*FOUR_RETURNS)
    golden("06-quatre-retours.md", person.markdown("Cas 6 : quatre retours"))
    record = person.record()
    situation = record.situations[0]
    assert (record.state, record.position, person.code) == ("termine", "", 0)
    assert (situation.prestation, situation.certitude) == ("c2s", "avere")
    assert [each.form for each in situation.formes] == ["non_reception"]
    assert [each.reason for each in situation.raisons] == ["pieces_manquantes", "erreur_administrative"]
    assert [(each.date, each.preuve) for each in situation.chronologie] == [
        ("2025-08", True),
        ("2025-11", True),
        ("2025-12-01", False),
    ]
    assert situation.accord_date == "2026-03-03"
    assert (person.folder / "fiche.texte").read_text("utf-8").startswith("Fiche mémoire")


def test_case_8_a_right_that_does_not_exist_is_no_non_recours(person, golden: Golden) -> None:
    person.holds("1", "fsl", "4", "1", "1", "", "")
    golden("08-le-f5.md", person.markdown("Cas 8 : le F5"))
    situation = person.record().situations[0]
    assert (situation.certitude, situation.formes, person.record().state) == ("aucun", (), "termine")


def test_back_edit_unknown_quit_and_resume_keep_every_answer(person, golden: Golden) -> None:
    person.holds(
        *("1", "cmuc", "", "1", "2", "1", "1", "1", "1"),
        *(":retour", "2"),  # received: a part rather than nothing
        *("1", ":revoir", "7", "non"),  # no claim was made: what was received is set aside
        *("0", ":quitter"),
    )
    person.holds("1", ":sait", ":revoir 7", "1", ":bilan", ":quitter")
    golden("retour-revoir-reprise.md", person.markdown("Retour, correction, on ne sait pas, reprise"))
    record = person.record()
    assert (record.state, record.situations[0].issue) == ("en_cours", "inconnu")
    assert person.conversation().interview.answers(1)["reception"] == "partie"


def test_transcripts_are_never_rewritten_on_a_build_machine(
    golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPERE_GOLDEN", "1")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="refused when CI is set"):
        golden("never.md", "Rien.")
