"""What begins with « : » , at any question."""

import pytest

from interview.line.commands import COMMANDS, Command, command_of

CORE = ("1", "cmuc", "", "1", "2", "1", "1", "1", "1", "1", "1")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_by_the_help_and_understood_in_full(person, name: str) -> None:
    person.holds(":aide")
    assert f"« :{name} » : {COMMANDS[name]}." in person.text
    assert command_of(f": {name.upper()} ") == Command(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [(":q", "quitter"), (":po", "pourquoi"), (":ret", "retour"), (":é", None), (":b", "bilan")],
)
def test_the_first_letters_are_enough_when_only_one_command_begins_so(typed: str, name: str | None) -> None:
    understood = command_of(typed)
    assert understood == Command(name) if name else isinstance(understood, str)


def test_two_commands_that_begin_alike_are_both_named(person) -> None:
    assert "« :re » peut vouloir dire :retour, :revoir, :recapitulatif." in person.holds(":re").text


def test_an_unknown_command_is_told_with_the_nearest_first(person) -> None:
    person.holds(":quiter", ":")
    assert "« :quiter » n’existe pas. Les commandes, la plus proche d’abord : :quitter," in person.text
    assert "Après « : », il faut un mot" in person.text


def test_back_at_the_first_question_says_there_is_nothing_before(person) -> None:
    assert "C’est la première question : il n’y a rien avant." in person.holds(":retour").text


def test_why_gives_the_reason_the_way_to_say_it_and_the_doubt(person) -> None:
    person.holds(":pourquoi")
    for part in ("Pourquoi cette question :", "Comment l’aborder :", "Dans le doute :"):
        assert part in person.text


def test_a_required_question_cannot_be_skipped_and_says_so(person) -> None:
    person.holds(":passer", ":section")
    assert person.text.count("Cette question fait partie du noyau : il lui faut une réponse.") == 2
    assert person.record_count() == 0


def test_skipping_leaves_an_optional_question_then_its_section(person) -> None:
    person.holds(*CORE, ":passer", ":section")
    assert "Passée." in person.text
    assert "Section passée." in person.text
    assert "D’accord ?" not in person.conversation().prompt().text
    assert person.conversation().qualified()


def test_what_is_known_names_every_form_and_what_it_rests_on(person) -> None:
    person.holds("1", "cmuc", "", "1", "2", "1", ":sait")
    assert "- Non-connaissance : écartée. La personne connaissait cette offre." in person.text
    assert "- Non-demande : possible." in person.text


def test_the_verdict_before_its_time_says_that_it_is_not_finished(person) -> None:
    person.holds(":bilan", *CORE[:9], ":bilan")
    assert "La qualification n’est pas finie." in person.text
    assert "À ce stade : Non-réception" in person.text


def test_the_sheet_is_read_then_saved_only_if_asked(person) -> None:
    person.holds(*CORE, ":fiche", "", ":fiche", "odt", "9", "texte", "1", ":fiche md")
    assert "QUALIFICATION" in person.text
    assert "« odt » n’est pas un format : html, pdf, texte, md, docx" in person.text
    assert sorted(each.name for each in person.folder.glob("fiche*")) == ["fiche.md", "fiche.texte"]


def test_a_sheet_waits_for_an_answer_and_is_provisional_until_the_qualification(person) -> None:
    person.holds(":fiche", "1", "c2s", ":fiche md", "1")
    assert "La fiche attend une première réponse." in person.text
    assert "cette fiche est provisoire." in person.text
    assert "Fiche enregistrée : fiche.md" in person.text


def test_a_sheet_that_cannot_be_written_says_so_and_the_interview_goes_on(person) -> None:
    (person.folder / "fiche.md").mkdir()
    person.holds(*CORE, ":fiche md", "1", "2")
    assert "La fiche n’a pas pu être enregistrée" in person.text
    assert person.conversation().interview.answers(1)["blocage"] == "dossier_renvoye"


def test_finishing_waits_for_the_qualification(person) -> None:
    person.holds("1", ":terminer")
    assert "La qualification n’est pas finie. « :quitter » arrête ici" in person.text


def test_finishing_in_the_middle_of_optional_questions_closes_the_interview(person) -> None:
    person.holds(*CORE, ":section", "", "", "", ":terminer", "4")
    assert person.record().state == "termine"


def test_deciding_otherwise_needs_a_reason_kept_beside_the_proposal(person) -> None:
    person.holds(*CORE, ":section", "peut-être", "n", "", "8", "1 4", "", "Jamais informée du renouvellement")
    assert "1, ou Entrée, pour oui ; 2 pour décider autrement" in person.text
    assert "Il faut une raison" in person.text
    situation = person.record().situations[0]
    assert {each.form: (each.proposed, each.decided) for each in situation.formes} == {
        "non_connaissance": (False, True),
        "non_reception": (True, True),
    }
    assert situation.decision_reason == "Jamais informée du renouvellement"


def test_back_from_deciding_otherwise_returns_to_the_proposal(person) -> None:
    person.holds(*CORE, ":section", "n", ":retour", "")
    assert [each.decided for each in person.record().situations[0].formes] == [True]


def test_an_edit_that_changes_the_qualification_asks_for_a_new_decision(person) -> None:
    person.holds(*CORE, ":section", "", "", ":revoir 7", "non", ":section", "")
    assert "Vos réponses ont changé ; la qualification proposée aussi." in person.text
    assert [each.form for each in person.record().situations[0].formes if each.decided] == ["non_demande"]


def test_editing_the_first_situation_from_the_second_then_returning_loses_nothing(person) -> None:
    person.holds(*CORE, ":section", "", "3", "", "1", "rsa", ":revoir 4", "1", ":terminer", "2", "2")
    assert "Reprendre la situation n° 2" in person.text
    interview = person.conversation().interview
    assert interview.answers(1)["appui_eligibilite"] == "verifie"
    assert interview.answers(2)["eligibilite"] == "probable"
