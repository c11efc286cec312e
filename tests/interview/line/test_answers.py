"""Each kind of question: what it takes, what it refuses, and that a refusal loses nothing."""

import pytest

UP_TO_HOUSEHOLD = ("1", "cmuc", "", "1", "2", "1", "1", "1", "1", "1", "1", ":section", "", "")
"""The core of case 6, its reasons skipped, agreed, and on to the optional questions."""


def reached(conversation) -> str:
    return conversation.prompt().question


def skipped_to(person, question: str, *answers: str):
    """The person answers the optional questions before *question* with an empty line, then *answers*."""
    order = ["menage", "mode", "taille_menage", "personnes_concernees", "organismes", "details", "depuis"]
    order += ["causee_par", "manque_mensuel", "asf_demandee", "actions", "minutes", "chronologie", "synthese"]
    order += ["demande_individuelle", "proposition_institution", "accord"]
    return person.holds(*UP_TO_HOUSEHOLD, *[""] * order.index(question), *answers)


@pytest.mark.parametrize("typed", ["1", "financiere", "De l'argent", "de l’arg", "DE L'ARGENT"])
def test_a_choice_is_taken_by_number_code_or_beginning_of_its_label(person, typed: str) -> None:
    person.holds(typed)
    assert person.conversation().interview.answers(1) == {"nature": "financiere"}


@pytest.mark.parametrize("typed", ["0", "?", "inconnu", "on ne sait pas", "ON NE"])
def test_zero_and_its_words_mean_that_one_does_not_know(person, typed: str) -> None:
    person.holds("1", "c2s", typed)
    assert person.conversation().interview.answers(1)["eligibilite"] == "inconnu"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3", "Il n’y a pas de réponse n° 3 : tapez un numéro de 1 à 2."),
        ("0", "Il n’y a pas de réponse n° 0"),
        ("", "Il faut une réponse. Tapez un numéro de 1 à 2."),
        ("9" * 5000, "Il n’y a pas de réponse n° 999999999999 :"),
        ("autre chos", "Noté : Autre chose."),
        ("autre choze", "Vouliez-vous dire 2, « Autre chose » ?"),
        ("x" * 500, f"« {'x' * 40}… » n’est pas une des réponses"),
        ("²", "n’est pas une des réponses"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_and_says_what_is_accepted(person, typed, said) -> None:
    assert said in person.holds(typed).text
    assert person.code == 0


def test_a_beginning_that_fits_two_choices_lists_them(person) -> None:
    person.holds("1", "c2s", "1", "1", "1", "non")
    assert "Plusieurs réponses commencent ainsi : 2, Non, alors qu’un professionnel la voyait" in person.text
    assert reached(person.conversation()) == "proposition"


def test_an_old_name_is_told_with_the_name_of_today_before_it_is_chosen(person) -> None:
    person.holds("1", "CMU-C")
    assert "CMU-C : aujourd’hui la complémentaire santé solidaire (C2S)." in person.text
    assert reached(person.conversation()) == "prestation"


@pytest.mark.parametrize(
    ("script", "kept"),
    [
        (("c2s",), "c2s"),
        (("cmuc", ""), "c2s"),
        (("pension", "2"), None),
        (("zzzzzz", "9", "rsa"), "rsa"),
        (("*", "2"), "prime_activite"),
    ],
)
def test_a_benefit_is_searched_then_chosen_in_the_numbered_matches(person, script, kept) -> None:
    person.holds("1", *script)
    found = person.conversation().interview.answers(1).get("prestation")
    assert found == kept if kept else found is not None


def test_words_that_find_nothing_say_so_and_ask_again(person) -> None:
    assert "Rien ne répond à « zzzzzz »." in person.holds("1", "zzzzzz").text
    assert reached(person.conversation()) == "prestation"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 99", "Il n’y a pas de réponse n° 99"),
        ("0 1", "« 0 » ne va pas avec une autre réponse."),
        ("courrier perdu; 7", "Noté : Courrier perdu ; Courrier culpabilisant."),
        ("6,7", "Noté : Courrier perdu ; Courrier culpabilisant."),
        ("7 7", "Noté : Courrier culpabilisant."),
        ("0", "Noté : On ne sait pas."),
    ],
)
def test_several_choices_are_separated_by_spaces_or_commas(person, typed: str, said: str) -> None:
    assert said in skipped_to(person, "details", typed).text


def test_organisms_are_added_one_by_one_and_an_empty_line_ends(person) -> None:
    skipped_to(person, "organismes", "caf", "xyzxyz", "assurance maladie", "1", "")
    assert person.conversation().interview.answers(1)["organismes"] == ("caf", "cpam")


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("taille_menage", "beaucoup", "Écrivez un nombre entier, en chiffres."),
        ("taille_menage", "21", "Un nombre de 1 à 20."),
        ("taille_menage", "0", "Noté : On ne sait pas."),
        ("manque_mensuel", "environ 100", "Écrivez un montant en euros"),
        ("manque_mensuel", "206,50", "Noté : 206,50 €."),
        ("manque_mensuel", "0", "Noté : 0 €."),
        ("manque_mensuel", "?", "Noté : On ne sait pas."),
        ("depuis", "hier", "Écrivez un mois"),
        ("depuis", "9" * 5000, "C’est trop long. Un mois, par exemple 08/2025"),
        ("depuis", "13/2025", "Écrivez un mois"),
        ("depuis", "08/2025", "Noté : août 2025."),
        ("depuis", "0", "Noté : On ne sait pas."),
    ],
)
def test_numbers_amounts_and_months_are_read_as_written_or_kindly_refused(person, question, typed, said):
    assert said in skipped_to(person, question, typed).text


def test_persons_concerned_cannot_outnumber_the_household(person) -> None:
    skipped_to(person, "taille_menage", "3", "4")
    assert "3 au plus : c’est la taille du ménage." in person.text
    assert reached(person.conversation()) == "personnes_concernees"


def test_a_date_takes_today_and_refuses_a_bare_month(person) -> None:
    skipped_to(person, "accord", "1", "08/2025", "aujourd’hui")
    assert "Écrivez une date, par exemple 12/08/2025." in person.text
    assert "Noté : 3 mars 2026." in person.text


def test_a_mistyped_household_number_is_refused_and_a_known_one_is_found_by_its_beginning(person) -> None:
    skipped_to(person, "menage", "7K3Q-2PA", "zz", "")
    assert "un caractère est sans doute mal recopié" in person.text
    assert "Aucun ménage connu ne commence par « ZZ »." in person.text
    first = person.record().household
    person.holds("", *UP_TO_HOUSEHOLD, first[:3].lower(), "1")
    assert person.record(2).household == first


def test_rows_are_kept_one_by_one_corrected_and_removed(person) -> None:
    row_a = ("pas une date", "12/08/2025", "la personne", "", "", "Dépôt du dossier", "récépissé", "0")
    row_b = ("09/2025", "", "", "Rappel", "", "")
    skipped_to(person, "chronologie", *row_a, *row_b, "2", "2024", "", "", "", "oui", "", "-1", "")
    assert "« pas une date » n’est pas une date. Jour, mois ou année : 12/08/2025" in person.text
    assert "Il faut « Ce qui s’est passé »." in person.text
    answers = person.conversation().interview.answers(1)
    assert answers["chronologie"] == ({"date": "2024", "fait": "Rappel", "preuve": "oui"},)
    assert reached(person.conversation()) == "synthese"


@pytest.mark.parametrize(("typed", "told"), [("o", "oui"), ("N", "non")])
def test_a_row_is_told_as_it_is_kept(person, typed: str, told: str) -> None:
    skipped_to(person, "chronologie", "2025", "", "", "Dépôt", typed, "0", "")
    assert f"Preuve : {told}." in person.text.replace("\u00a0", " ")


def test_removing_every_row_leaves_the_question_without_an_answer(person) -> None:
    skipped_to(person, "chronologie", "2025", "", "", "Dépôt", "", "0", "-1", "")
    assert "chronologie" not in person.conversation().interview.answers(1)
    assert reached(person.conversation()) == "synthese"


@pytest.mark.parametrize(
    ("fact", "typed", "kept"),
    [
        ("Notification de refus", ("",), "notification"),
        ("Notification de refus", ("0",), None),
        ("Notification de refus", ("recours",), "recours"),
        ("Notification de refus", ("9", "4"), "notification_voies"),
        ("Lettre reçue", ("",), None),
        ("Lettre reçue", ("Dossier complet",), "dossier_complet"),
    ],
)
def test_what_a_step_is_is_proposed_from_its_words_and_the_agent_has_the_last_word(
    person, fact: str, typed: tuple[str, ...], kept: str | None
) -> None:
    """Enter takes the proposal, which is told first; a number, a code or a label chooses; 0 is none of it."""
    skipped_to(person, "chronologie", "03/03/2026", "", "", fact, "", *typed, "")
    asked = " ".join(person.markdown("").replace("\u00a0", " ").split())
    assert ("(Entrée : Décision notifiée" in asked) == (fact == "Notification de refus")
    (row,) = person.conversation().interview.answers(1)["chronologie"]
    assert row.get("evenement") == kept
    assert ("« 9 » n’est pas proposé." in person.text) == (typed[0] == "9")


def test_back_in_the_middle_of_a_row_only_leaves_that_row(person) -> None:
    skipped_to(person, "chronologie", "2025", "la CAF", ":retour", "2024", "", "", "Dépôt", "", "0", "")
    assert person.conversation().interview.answers(1)["chronologie"] == ({"date": "2024", "fait": "Dépôt"},)


def test_a_text_has_several_lines_and_can_be_continued_later(person) -> None:
    skipped_to(person, "synthese", "Un.", "", "Deux.", ".", ":retour", "+", "Trois.", ".")
    assert person.conversation().interview.answers(1)["synthese"] == "Un.\n\nDeux.\nTrois."


def test_a_line_too_many_is_refused_and_those_before_are_kept(person) -> None:
    skipped_to(person, "synthese", "a" * 3000, "b" * 3000, "fin", ".")
    assert "Le texte dépasserait 4000 caractères : cette ligne n’est pas gardée." in person.text
    assert person.conversation().interview.answers(1)["synthese"] == "a" * 3000 + "\nfin"


def test_a_second_situation_is_linked_to_the_first_and_names_it(person) -> None:
    person.holds(*UP_TO_HOUSEHOLD[:-1], "3", "peut-être", "o", "1", "rsa", ":quitter")
    assert "Tapez 1 (oui) ou 2 (non)." in person.text
    assert person.record().situations[1].causee_par == person.record().situations[0].reference


def test_a_link_to_an_earlier_situation_of_the_household_is_chosen_in_a_list(person) -> None:
    second = ("3", "n", "1", "rsa", "1", "2", "1", "1", "1", "1", "1", "1", ":section", "", "")
    person.holds(*UP_TO_HOUSEHOLD[:-1], *second, *[""] * 7, "5", "2")
    assert "2. Complémentaire santé solidaire (C2S) (cet entretien)" in person.text
    assert "Il n’y a pas de réponse n° 5" in person.text
    assert person.record().situations[1].causee_par == person.record().situations[0].reference


def test_invisible_characters_and_stray_keys_never_reach_the_record(person) -> None:
    skipped_to(person, "synthese", "D\u200bépôt\udcff\x1b du dossier", ".")
    assert person.conversation().interview.answers(1)["synthese"] == "Dépôt du dossier"
