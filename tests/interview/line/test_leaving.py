"""However it stops, what was answered is kept, and the next start is offered the same question."""

import sqlite3

import msgspec
import pytest

from interview.line import run_line
from interview.line.console import plainer
from interview.sheets.content import sheet_of
from store import Base

CORE = ("1", "cmuc", "", "1", "2", "1", "1", "1", "1", "1", "1")
TO_ROWS = (*CORE, ":section", "", "", *[""] * 12)


@pytest.mark.parametrize("end", [":quitter", EOFError(), KeyboardInterrupt()])
def test_leaving_in_any_way_keeps_every_answer_and_says_how_to_resume(person, end) -> None:
    person.holds("1", "c2s", end)
    assert person.code == 0
    assert "Tout est enregistré. Pour reprendre l’entretien" in person.text
    assert person.conversation().prompt().question == "eligibilite"


@pytest.mark.parametrize("end", [":quitter", EOFError(), KeyboardInterrupt(), ":retour", ":revoir"])
def test_leaving_in_the_middle_of_a_text_keeps_its_lines_and_its_question(person, end) -> None:
    person.holds(*TO_ROWS, "", "Une ligne.", "Une autre.", end)
    conversation = person.conversation()
    assert conversation.interview.answers(1)["synthese"] == "Une ligne.\nUne autre."
    assert conversation.prompt().question == ("chronologie" if end == ":retour" else "synthese")


@pytest.mark.parametrize("end", [":quitter", EOFError(), KeyboardInterrupt(), ":retour"])
def test_leaving_in_the_middle_of_the_rows_keeps_those_that_are_finished(person, end) -> None:
    person.holds(*TO_ROWS, "2025", "", "", "Dépôt", "", "0", end)
    conversation = person.conversation()
    assert conversation.interview.answers(1)["chronologie"] == ({"date": "2025", "fait": "Dépôt"},)
    assert conversation.prompt().question == ("minutes" if end == ":retour" else "chronologie")


def test_a_finished_row_is_in_the_base_before_the_next_is_asked(person) -> None:
    seen: list[int] = []

    def look() -> str:
        seen.append(len(person.record().situations[0].chronologie))
        return ""

    person.holds(*TO_ROWS, "2025", "", "", "Dépôt", "", "0", look)
    assert seen == [1]


def test_an_interview_without_an_answer_leaves_no_trace(person) -> None:
    person.holds(":quitter")
    assert "Aucune réponse n’avait été donnée" in person.text
    assert person.record_count() == 0


def test_resuming_asks_the_same_question_and_an_empty_line_begins_another(person) -> None:
    person.holds("1", "c2s")
    person.holds("7", "1", "2")
    assert person.conversation().interview.answers(1)["eligibilite"] == "probable"
    person.holds("", "2")
    assert person.record_count() == 2


def test_an_interview_is_resumed_by_its_reference_too(person) -> None:
    person.holds("1", "c2s")
    person.holds(person.record().reference.lower(), "2")
    assert person.record_count() == 1


def test_a_finished_interview_given_by_its_id_is_opened_again(person) -> None:
    person.holds("1", "fsl", "4", "1", "1", "", "")
    person.holds(":retour", "2", ":quitter", resume=person.record().id)
    assert person.record().state == "en_cours"
    assert person.conversation().interview.answers(1)["motif_non_eligibilite"] == "residence_sejour"


def test_an_id_the_base_does_not_hold_is_refused(person, workplace) -> None:
    person.holds(resume=workplace.new_id())
    assert (person.code, "Cet entretien n’est pas dans la base." in person.text) == (1, True)


def test_a_locked_base_tells_what_is_safe_then_takes_the_same_answer_again(person, base: Base) -> None:
    holder = sqlite3.connect(base.path, isolation_level=None)

    def locked() -> str:
        holder.execute("BEGIN IMMEDIATE")
        return "c2s"

    def freed() -> str:
        holder.execute("ROLLBACK")
        return ""

    person.holds("1", locked, "", freed, ":quitter")
    holder.close()
    assert person.text.count("est occupée par un autre programme.") == 2
    assert "seul ce qui vient d’être saisi ne l’est pas encore" in person.text
    assert (person.code, person.conversation().prompt().question) == (0, "eligibilite")


def test_leaving_while_the_base_refuses_says_what_is_missing_and_fails(person, base: Base) -> None:
    holder = sqlite3.connect(base.path, isolation_level=None)

    def locked() -> str:
        holder.execute("BEGIN IMMEDIATE")
        return "c2s"

    person.holds("1", locked, ":quitter")
    holder.close()
    assert (person.code, "La dernière saisie n’a pas pu être enregistrée" in person.text) == (1, True)
    assert person.conversation().prompt().question == "prestation"


def test_another_answer_can_be_given_after_the_base_refused_one(person, base: Base) -> None:
    holder = sqlite3.connect(base.path, isolation_level=None)

    def locked() -> str:
        holder.execute("BEGIN IMMEDIATE")
        return "c2s"

    def freed() -> str:
        holder.execute("ROLLBACK")
        return "autre"

    person.holds("1", locked, freed, "rsa", ":quitter")
    holder.close()
    assert person.conversation().interview.answers(1)["prestation"] == "rsa"


def test_what_is_not_text_stops_with_a_sentence_and_keeps_what_came_before(person) -> None:
    person.holds("1", UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"))
    assert (person.code, "n’est pas un texte en UTF-8" in person.text) == (1, True)
    assert person.conversation().prompt().question == "prestation"


def test_an_output_that_cannot_write_french_gets_plainer_letters(workplace) -> None:
    heard: list[str] = []

    def say(line: str) -> None:
        line.encode("ascii")
        heard.append(line)

    def ask(label: str) -> str:
        label.encode("ascii")
        raise EOFError

    assert run_line(workplace, make_sheet=sheet_of, save_sheet=lambda *_: None, ask=ask, say=say) == 0
    assert '" :quitter " arrete sans rien perdre.' in " ".join(heard)
    assert plainer("«\u00a0Où\u202f?\u00a0» … cœur") == '" Ou ? " ... coeur'


def test_without_a_base_nothing_is_promised(workplace, person) -> None:
    person.workplace = msgspec.structs.replace(workplace, base=None)
    person.holds("1", ":quitter")
    assert "Rien ne sera enregistré de cet entretien." in person.text
    assert "Rien n’en est enregistré." in person.text
