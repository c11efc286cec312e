"""Counting French: syllables against a labelled list, words, sentences, and the published score."""

from __future__ import annotations

import pytest

from interview.workbench.readability import GRADES, HARDEST, Reading, read, syllables, words_of

# As spoken with care: a final « e » is mute, one inside a word is counted; « i » before a vowel glides.
LABELLED = """
le 1 une 1 des 1 aide 1 droit 1 oui 1 lui 1 nuit 1 pied 1 bien 1 moins 1 vie 1 pluie 1 œil 1 œuvre 1
août 1 langue 1 quelque 1 terme 1 cette 1 pays 2 argent 2 personne 2 offre 1 demande 2 famille 2
travail 2 recueil 2 accueil 2 prestation 3 organisme 3 réponse 2 question 2 besoin 2 client 2 pension 2
mission 2 social 2 partiel 2 mairie 2 reçues 2 versées 2 souvent 2 moment 2 guichet 2 équipe 2 fatigue 2
crayon 2 moyen 2 juillet 2 soixante 2 réel 2 chaos 2 maïs 2 naïf 2 créer 2 géant 2 Noël 2 patience 2
audience 2 nation 2 ancien 2 spécial 2 loyer 2 connaissance 3 logement 3 prière 2 février 3 ouvrier 3
oublier 3 document 3 qualité 3 poésie 3 aérien 3 employeur 3 essayer 3 étudiant 3 paysan 3 quotidien 3
société 3 inconnu 3 rendez-vous 3 aujourd’hui 3 réunion 3 supérieur 3 situation 4 hébergement 4
allocation 4 récupérable 4 complémentaire 4 expérience 3 coopérer 4 européen 4 sécurité 4 éligibilité 6
renouvellement 5 administration 5 universitaire 5 établissement 5 incompréhensible 5 départemental 5
l’aide 1 qu’elle 1 d’un 1 n’est 1 s’est-il 2 étaient 2 voient 1 arrivèrent 3 finissent 2 parlent 1
versent 1 coûtent 1
"""
KNOWN_WRONG = {"parlent", "versent", "coûtent"}
"""Verbs in « -ent » that nothing in their spelling tells from a noun such as « moment »."""


def labelled() -> list[tuple[str, int]]:
    pieces = LABELLED.split()
    return [(word, int(count)) for word, count in zip(pieces[::2], pieces[1::2], strict=True)]


def test_syllables_of_a_labelled_list_are_right_but_for_the_words_known_wrong() -> None:
    """Of about 120 words, three verbs are one syllable too long: less than 1 % of all syllables."""
    words = labelled()
    assert len(words) > 100
    wrong = {word for word, count in words if syllables(word) != count}
    assert wrong == KNOWN_WRONG
    expected, found = sum(count for _, count in words), sum(syllables(word) for word, _ in words)
    assert abs(found - expected) <= expected * 0.015


def test_a_sigle_without_a_vowel_is_spelled_and_every_word_has_a_syllable() -> None:
    assert syllables("RSTT") == 4
    assert syllables("CAF") == 1
    assert syllables("12") == syllables("«") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Oui » ; non ?", 2),
        ("L’aide n’est pas versée.", 4),
        ("un rendez-vous, aujourd’hui…", 3),
        ("C2S, article R. 142-1", 4),
        ("", 0),
    ],
)
def test_a_word_holds_its_elision_and_its_hyphens(text: str, words: int) -> None:
    assert len(words_of(text)) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Oui", 1),
        ("Oui. Non ! Peut-être ?", 3),
        ("« Vous avez un courrier, ou le nom de cette aide ? » Un ancien nom suffit.", 2),
        ("Il attend… depuis un mois.", 1),
        ("Une ligne\nUne autre", 2),
        (" … ", 0),
    ],
)
def test_a_sentence_ends_where_the_next_one_begins(text: str, sentences: int) -> None:
    assert read([text]).sentences == sentences


def test_each_text_is_a_sentence_of_its_own() -> None:
    assert read(["Oui", "Non", ""]).sentences == 2
    assert read(["Une phrase de cinq mots.", "Deux mots"]).longest == 5


def test_the_score_is_the_published_formula() -> None:
    """207 − 1.015 × words per sentence − 73.6 × syllables per word (Kandel and Moles, 1958)."""
    counted = Reading(words=100, sentences=10, syllables=150, longest=12)
    assert counted.score == round(207 - 1.015 * 10 - 73.6 * 1.5)
    assert counted.firm
    assert not Reading(words=99, sentences=9, syllables=150, longest=12).firm


def test_the_grade_goes_from_very_easy_to_very_hard() -> None:
    easy = read(["Elle a dit oui. Il est là. On la voit."])
    hard = read(["L’administration départementale réexaminera ultérieurement l’éligibilité individuelle."])
    assert easy.grade == GRADES[0][1]
    assert hard.grade == HARDEST
    assert read([""]).grade == ""
    assert read([""]).score is None


def test_longer_words_and_longer_sentences_are_harder() -> None:
    short = read(["Le droit est là. La caisse le dit."]).score
    joined = read(["Le droit est là, la caisse le dit."]).score
    longer = read(["La prestation est indiscutable. L’organisme gestionnaire l’affirme."]).score
    assert short is not None and joined is not None and longer is not None
    assert short > joined > longer
