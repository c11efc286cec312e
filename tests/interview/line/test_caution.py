"""A text that may name somebody, line by line: told, then masked, corrected or kept."""

import pytest

from .test_leaving import TO_ROWS

NAMED = "Mme Verdoyant attend."
TO_TEXT = (*TO_ROWS, "")


def test_masking_replaces_the_passage_and_goes_on(person) -> None:
    """The passage is read between brackets; nothing is kept before the choice."""
    person.holds(*TO_TEXT, NAMED, ".", "m", ":quitter")
    assert "- Un nom : Mme [Verdoyant] attend." in person.text
    assert person.conversation().interview.answers(1)["synthese"] == "Mme [nom masqué] attend."


def test_correcting_asks_for_each_passage_and_nothing_else(person) -> None:
    """The rest of the text is not typed again; an empty line masks."""
    person.holds(*TO_TEXT, NAMED, "Tél. 06 39 98 12 34.", ".", "c", "X", "", ":quitter")
    assert person.conversation().interview.answers(1)["synthese"] == "Mme X attend.\nTél. [téléphone masqué]."


def test_a_correction_that_names_somebody_is_told_again(person) -> None:
    """Whatever is typed instead is looked at in its turn."""
    person.holds(*TO_TEXT, NAMED, ".", "c", "Tartempion", "m", ":quitter")
    assert "Mme [Tartempion] attend." in person.text
    assert person.conversation().interview.answers(1)["synthese"] == "Mme [nom masqué] attend."


def test_keeping_is_recorded_without_the_text(person) -> None:
    """One event after the answer: the field and the kinds."""
    person.holds(*TO_TEXT, NAMED, ".", "x", "g", ":quitter")
    assert "Tapez m, c ou g." in person.text
    base = person.workplace.base
    told = [each for each in base.entries(base.interviews()[0]) if each.kind in ("reponse", "derogation")]
    assert (told[-2].value, told[-1].value) == (NAMED, {"champ": "synthese", "motifs": ["nom"]})


@pytest.mark.parametrize("end", [":quitter", EOFError(), KeyboardInterrupt(), ":retour"])
@pytest.mark.parametrize("typed", [(NAMED,), (NAMED, ".")], ids=["unfinished", "finished"])
def test_leaving_without_a_choice_masks_and_says_so(person, typed, end) -> None:
    """Nothing of what was typed is lost but the passage, and never in silence."""
    person.holds(*TO_TEXT, *typed, end, end)
    assert "ces passages ont été masqués" in person.text
    assert person.conversation().interview.answers(1)["synthese"] == "Mme [nom masqué] attend."


def test_a_row_is_looked_at_before_it_is_kept(person) -> None:
    """Only the row that is new is told; the one kept on purpose before is not."""
    row = ("2025", "Mme Verdoyant", "", "Dépôt", "", "0")
    person.holds(*TO_ROWS, *row, "g", "2026", "M. Tartempion", "", "Rappel", "", "", "m", "", ":quitter")
    rows = person.conversation().interview.answers(1)["chronologie"]
    assert [each["acteur"] for each in rows] == ["Mme Verdoyant", "M. [nom masqué]"]
    assert person.text.count("Mme [Verdoyant]") == 1


def test_a_row_left_without_a_choice_is_not_kept(person) -> None:
    """« :retour » at the choice leaves the row, and says it."""
    person.holds(*TO_ROWS, "2025", "Mme Verdoyant", "", "Dépôt", "", "0", ":retour", "", ":quitter")
    assert "Ligne laissée." in person.text
    assert "chronologie" not in person.conversation().interview.answers(1)


def test_leaving_at_the_choice_keeps_the_row_masked(person) -> None:
    """The row was finished: what names nobody in it is not lost."""
    person.holds(*TO_ROWS, "2025", "Mme Verdoyant", "", "Dépôt", "", "0", ":quitter")
    (row,) = person.conversation().interview.answers(1)["chronologie"]
    assert (row["acteur"], row["fait"]) == ("Mme [nom masqué]", "Dépôt")


def test_the_sheet_of_a_text_that_names_somebody_is_not_read_out(person) -> None:
    """A text kept by another program: the refusal says the field and the passage."""
    person.holds(*TO_TEXT, "Rien.", ".", ":quitter")
    person.conversation().answer(NAMED, "synthese")
    person.holds("1", ":fiche", "", ":quitter", resume=None)
    assert "La fiche n’a pas pu être écrite" in person.text
    assert "Synthèse : un nom, « Mme [Verdoyant] attend. »" in person.text
