"""At the gate in plain prompts, and what a second look tells there."""

from interview.sheets.gate import gate_of

from .test_commands import CORE


def test_her_agreement_is_a_number_then_the_sheet_is_written(person) -> None:
    person.holds(*CORE, ":fiche texte", "1", ":fiche md")
    assert "L’accord de la personne n’est pas enregistré" in person.text
    assert "Son accord est noté, à la date d’aujourd’hui." in person.text
    assert sorted(each.name for each in person.folder.glob("fiche*")) == ["fiche.md", "fiche.texte"]


def test_an_empty_line_keeps_the_sheet_in(person) -> None:
    """So does a number that is not one of the list, which is told."""
    person.holds(*CORE, ":fiche texte", "9", "")
    assert "Tapez un numéro de 1 à 3, ou Entrée." in person.text
    assert "La fiche n’est pas sortie : rien n’a été écrit." in person.text
    assert not list(person.folder.glob("fiche*"))


def test_a_reason_is_guarded_and_an_empty_one_gives_up(person) -> None:
    person.holds(*CORE, ":fiche texte", "2", "", ":fiche texte", "2", "M. Tartempion est absent.", "m")
    assert "rien n’a été écrit" in person.text
    assert "M. [Tartempion] est absent." in person.text
    assert person.conversation().followed.departures[1].motif == "M. [nom masqué] est absent."
    assert (person.folder / "fiche.texte").exists()


def test_a_refusal_leaves_only_stronger_reasons(person) -> None:
    person.holds(*CORE, ":fiche texte", "3", ":fiche texte", "3", "", ":fiche texte", "2", "")
    assert "Son refus est noté." in person.text
    assert "La personne a refusé que cette fiche sorte du service." in person.text
    assert person.conversation().followed.departures[1].despite == "danger"
    assert gate_of(person.conversation(), 1).open


def test_review_numbers_the_answer_to_correct(person) -> None:
    """The remark is told after the answers, with the number to type."""
    held = person.holds(*CORE, ":quitter").conversation()
    while held.interview.place != "manque_mensuel":
        held.skip()
    held.answer("50")
    person.holds(":revoir", "", ":quitter", resume=held.heading.id)
    held = person.conversation()
    assert "À relire :" not in person.text
    held.skip()
    rows = [row.question for row in held.review() if row.state != "parquee"]
    person.holds("", ":revoir", "", ":terminer", "4", "r", "", ":quitter", resume=held.heading.id)
    assert f"(Réponse n° {rows.index('manque_mois') + 1}.)" in person.text
    assert "Entrée pour terminer quand même ; r pour revoir les réponses" in " ".join(
        person.markdown("").replace("\u00a0", " ").split()
    )


def test_a_command_typed_at_the_line_of_another_is_carried_out(person) -> None:
    """« :terminer » asks what comes next; « :revoir » is an answer like another."""
    held = person.holds(*CORE, "", ":quitter").conversation()
    while held.prompt() is not None:
        held.skip()
    person.holds(":terminer", ":revoir", "", ":quitter", resume=held.heading.id)
    assert person.code == 0
    assert "Numéro de la réponse à changer" in " ".join(person.markdown("").replace("\u00a0", " ").split())
