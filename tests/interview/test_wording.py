"""What codes and conclusions become in French: read once by a person, then held to the letter.

``golden/phrases.md`` is meant to be read aloud; after a change of wording, set ``REPERE_GOLDEN=1``, read
the difference, and keep it only if an agent would say it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.flow import Flow
from interview.conversation import Conversation
from interview.views import Verdict, verdict_of
from interview.wording import (
    certainty_label,
    elsewhere_sentence,
    finding,
    joined,
    link_in_words,
    value_in_words,
)
from tests.flows.reference import Core, complete_cores
from tests.interview.engine.test_coverage import conducted
from tests.support import CASE_6, answer_all, make_workplace, same_as_golden, shipped_machine

GOLDEN = Path(__file__).parent / "golden" / "phrases.md"
NBSP, NARROW = "\u00a0", "\u202f"

SITUATIONS: dict[str, dict[str, Any]] = {
    "Quatre retours": {},
    "Le même dossier, le droit n’étant que probable": {"eligibilite": "probable"},
    "Le même, sans savoir si le droit existe ni si le délai est passé": {
        "eligibilite": "inconnu",
        "regularite": "inconnu",
    },
    "Ni su, ni dit, ni demandé ; la personne pense y avoir droit": {
        "appui_eligibilite": "personne",
        "connaissance": "non",
        "proposition": "non_malgre_contact",
        "demande": "non",
    },
    "Connu, et pas demandé": {"demande": "non"},
    "Connu en partie, commencé puis laissé": {"connaissance": "partielle", "demande": "commencee_abandonnee"},
    "Pas su, et personne pour le dire": {
        "connaissance": "non",
        "proposition": "pas_de_contact",
        "demande": "non",
    },
    "Droit coupé, une condition manquait": {
        "eligibilite": "quasi",
        "appui_eligibilite": "institution",
        "demande": "droit_ouvert",
        "reception": "interrompue",
        "blocage": "rupture",
    },
    "Reçu en retard, et personne n’en avait parlé": {
        "reception": "retard",
        "issue": "regularisee",
        "proposition": "non_malgre_contact",
    },
    "Tout reçu": {"reception": "tout"},
    "Le délai court encore": {"regularite": "normal"},
    "Pas de droit, c’est vérifié": {"eligibilite": "non", "motif_non_eligibilite": "plafond"},
    "Pas de droit, pense-t-on": {"eligibilite": "non", "appui_eligibilite": "estimation"},
    "Presque rien n’est su": {
        "connaissance": "inconnu",
        "proposition": "inconnu",
        "demande": "inconnu",
        "issue": "inconnu",
    },
}


def verdict(answers: dict[str, Any]) -> Verdict:
    conversation = Conversation.start(make_workplace())
    answer_all(conversation, CASE_6 | answers)
    return conversation.verdict()


def paragraph(name: str, said: Verdict) -> str:
    lines = [f"## {name}", "", f"**{said.title}**", ""]
    lines += [each for each in dict.fromkeys((said.certainty_reason, said.no_form, said.next_step)) if each]
    for form in said.forms:
        lines += ["", f"{form.label}. {form.definition}"]
        lines += [f"- {fact}" for fact in (*form.grounds, *form.reasons)]
    if said.to_check:
        lines += ["", "À vérifier", *(f"- {each}" for each in said.to_check)]
    if said.elsewhere:
        lines += ["", "Ce qui aurait conduit ailleurs", *(f"- {each}" for each in said.elsewhere)]
    return "\n".join(lines) + "\n"


def test_a_dozen_situations_are_worded_as_they_were_read() -> None:
    """Title, certainty, grounds, what is to be checked, what would have led elsewhere."""
    text = "\n".join(paragraph(name, verdict(answers)) for name, answers in SITUATIONS.items())
    same_as_golden(GOLDEN, f"# Ce que l’on dit d’une situation\n\n{text}")


def sentences(said: Verdict) -> Iterator[str]:
    yield from (said.certainty_reason, said.no_form, said.next_step, *said.to_check, *said.elsewhere)
    for form in said.forms:
        yield form.definition
        yield from form.grounds


def sampled(count: int) -> list[Core]:
    return random.Random(21).sample(complete_cores(), count)


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[Core, Verdict]]:
    """Verdicts of complete interviews drawn at random, and of one of each way to end without a form."""
    found = []
    for said in [*sampled(150), Core("non", "verifie", "plafond")]:
        interview = conducted(shipped_machine(), said.answers())
        found.append((said, verdict_of(interview, 1)))
    return found


def test_every_sentence_is_whole_and_typed_as_french_is(verdicts: list[tuple[Core, Verdict]]) -> None:
    """A capital, a full stop, no code, no straight apostrophe, the right spaces, no elision forgotten."""
    wrong = re.compile(
        r"_|'|\"|  | [;!?]|(?<![\u00a0]):|\.\.|[a-zé]« |\b(si il|que (il|elle|on) n|de (il|elle|un|une|on)\b|"
        r"la (offre|aide)|le (offre|organisme)|ce (est|était)|"
        r"ne (est|était|avait)|si si|de le\b|à le\b)|\bNone\b"
    )
    for said, shown in verdicts:
        for sentence in sentences(shown):
            if sentence:
                assert re.match(r"[A-ZÀÉÊ]", sentence), (said, sentence)
                assert sentence.endswith("."), (said, sentence)
                assert not wrong.search(sentence), (said, sentence)


def test_what_would_have_led_elsewhere_is_one_conditional_sentence(
    verdicts: list[tuple[Core, Verdict]],
) -> None:
    """« Si … , … » in the conditional; each sentence says something else."""
    for said, shown in verdicts:
        assert len(set(shown.elsewhere)) == len(shown.elsewhere), said
        for sentence in shown.elsewhere:
            assert sentence.startswith("Si "), sentence
            assert re.search(r"(rait|raient)( plus)?\b", sentence), sentence
            assert sentence.count("Si ") == 1, sentence


def test_a_potential_situation_says_what_keeps_it_from_being_established(
    verdicts: list[tuple[Core, Verdict]],
) -> None:
    """Each missing fact once; an established one says that nothing is missing; no form has no certainty."""
    for said, shown in verdicts:
        assert bool(shown.certainty_reason) is (shown.certainty != "aucun"), said
        if shown.certainty == "potentiel":
            facts = re.split(r"(?<=\.) ", shown.certainty_reason)
            assert len(set(facts)) == len(facts)
            weak = said.eligibilite != "oui" or said.appui_eligibilite not in ("verifie", "institution")
            unknown = "On ne sait pas" in shown.certainty_reason
            assert weak or unknown, said


def test_the_certainty_levels_have_their_words(flow: Flow) -> None:
    """Never « avéré » for what is not."""
    assert certainty_label(flow, "avere") == "Avéré"
    assert certainty_label(flow, "potentiel") == "Potentiel"
    assert certainty_label(flow, "aucun") == "Pas de non-recours"


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("connaissance", "partielle", "En partie"),
        ("connaissance", "inconnu", "On ne sait pas"),
        ("niveaux", "inconnu", "On ne sait pas"),
        ("blocage", None, "passée"),
        ("manque_mensuel", 20_650, f"206,50{NBSP}€"),
        ("manque_mensuel", "inconnu", "On ne sait pas"),
        ("depuis", "2025-08", "août 2025"),
        ("accord_date", "2026-03-01", f"1er{NBSP}mars 2026"),
        ("minutes", 45, "45 minutes"),
        ("chronologie", ({"date": "2025"},), "1 ligne"),
        ("chronologie", ({"date": "2025"}, {"date": "2026"}), "2 lignes"),
        ("causee_par", "aucune", "Aucune"),
        (
            "raisons_non_reception",
            ("pieces_manquantes", "oubli_demandeur"),
            f"Pièces dites manquantes{NARROW}; Oubli de la personne",
        ),
        ("synthese", "Des faits.", "Des faits."),
    ],
)
def test_an_answer_is_shown_in_words(flow: Flow, question: str, value: Any, words: str) -> None:
    """Labels, euros, months, counts; never a code."""
    shown = value_in_words(flow, flow.questions[question], value)
    assert re.sub(f"[{NBSP}{NARROW}]", " ", shown) == re.sub(f"[{NBSP}{NARROW}]", " ", words)


def test_one_of_anything_is_in_the_singular(flow: Flow) -> None:
    """« 1 minute », « 1 personne »."""
    for question in ("minutes", "taille_menage"):
        assert not value_in_words(flow, flow.questions[question], 1).endswith("s")


def test_a_link_is_shown_as_a_situation() -> None:
    """By its rank in the interview or by its reference."""
    assert link_in_words(2).replace(NBSP, " ") == "La situation n° 2"
    assert link_in_words("26-K7QX4-1") == "La situation 26-K7QX4-1"


def test_a_list_is_joined_as_one_says_it() -> None:
    """« a, b et c »."""
    assert [joined(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]


def test_a_finding_without_its_own_sentence_is_made_from_the_question(flow: Flow) -> None:
    """« Temps passé : 45 minutes. »"""
    assert finding(flow, "minutes", 45) == f"Temps passé{NBSP}: 45 minutes."
    assert finding(flow, "connaissance", "non") == "La personne ne connaissait pas cette offre."


def test_two_outcomes_never_share_one_sentence(flow: Flow) -> None:
    """What is told apart by the rules is told apart in words."""
    from flows.foresight import elsewhere
    from flows.qualification import qualify

    for said in sampled(60):
        answers = said.answers()
        now = qualify(flow, answers)
        told = {elsewhere_sentence(flow, now, each): each for each in elsewhere(flow, answers, limit=20)}
        assert len(told) == len(elsewhere(flow, answers, limit=20))


def test_the_organism_question_says_who_else_may_handle_the_benefit(flow: Flow) -> None:
    """A farm worker's C2S is with the MSA: the agent is told where the CPAM is proposed."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6, until="organismes")
    prompt = held.prompt()
    assert prompt is not None
    assert prompt.proposed == ("cpam",)
    assert "Mutualité sociale agricole" in prompt.in_doubt
