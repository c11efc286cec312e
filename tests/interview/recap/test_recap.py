"""The récapitulatif: nothing is on it unless it was ticked, and nothing on it qualifies, judges or names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.files.history import history
from interview.follow_up import FollowError, Guarded
from interview.following import FollowUp
from interview.guarding import NamesSomebody, unexcused_entries
from interview.privacy.access_document import access_document
from interview.privacy.erasing import erase_household
from interview.rebuilding import Rebuilder
from interview.recap.content import context_of, save_recap, written
from interview.recap.keeping import begun, keep, kept, offered, read_step, ticked, with_step, without
from interview.recap.model import Recap, recap_of, value_of
from interview.recap.plain import remarks
from interview.recap.proposing import proposals
from interview.settings import Settings
from store import Base
from store.privacy import access
from templates import render_document
from tests.generated import fill
from tests.support import CASE_6, answer_all, make_workplace

SETTINGS = Settings(service_name="Accès aux droits", service_phone="0476000000")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as opened:
        yield opened


@pytest.fixture
def held(base: Base) -> Conversation:
    """Case 6 and a second situation of the household, on the RSA, closed on 3 March 2026."""
    made = Conversation.start(make_workplace(base, settings=SETTINGS, author="ag7"))
    answer_all(made, CASE_6)
    made.add_situation()
    second = {"prestation": "rsa", "organismes": ["caf"], "reception": "interrompue", "blocage": "rupture"}
    answer_all(made, {**CASE_6, **second, "demande": "droit_ouvert"})
    made.close()
    return made


def every_line(held: Conversation) -> Recap:
    """A récapitulatif of which every line is ticked."""
    recap = begun(held)
    for each in offered(held, recap):
        recap = ticked(recap, each)
    return recap


def composed(held: Conversation) -> Recap:
    """A few lines, and a step of the agent’s own."""
    recap = begun(held)
    lines = {each.code: each for each in offered(held, recap)}
    for code in ("sujet-1", "fait-1-courrier", "suite-courriers", "telephone"):
        recap = ticked(recap, lines[code])
    step = {"quoi": "Apporter l’avis d’impôt.", "qui": "v", "quand": "15/04", "numero": "3646"}
    return with_step(recap, read_step(held, step))


# ── what is on it ────────────────────────────────────────────────────────────────────────────────────


def test_only_the_day_and_the_place_are_there_before_a_tick(held: Conversation) -> None:
    """A sheet printed without ticking anything says nothing of anybody."""
    recap = begun(held)
    assert recap.empty
    assert str(written(held, recap, "texte")).split("\n") == [
        "Ce que nous avons vu ensemble",
        "",
        "Le 3 mars 2026, dans notre service.",
        "",
    ]


def test_each_line_is_there_only_while_it_is_ticked(held: Conversation) -> None:
    """One line ticked adds its words and nothing else; taken off, they are gone."""
    bare = str(written(held, begun(held), "md"))
    for each in offered(held, begun(held)):
        if each.part == "cadre":
            continue
        recap = ticked(begun(held), each)
        words = each.step.what if each.step else each.text
        assert words[1:-1] in str(written(held, recap, "md")), each
        assert str(written(held, without(recap, each.code), "md")) == bare


def test_nothing_of_the_qualification_can_be_ticked(base: Base) -> None:
    """Whatever was answered: no form, reason, certainty, decision, level, amount, household code."""
    fill(base, 25, seed=11)
    place = make_workplace(base)
    file = place.machine.flow.file
    banned = [each.label for each in file.rules.forms]
    banned += [c.label for q in file.questions if q.id.startswith("raisons_") for c in q.choices]
    banned += [c.label for q in file.questions if q.id in ("niveaux", "details") for c in q.choices]
    banned = [each.lower() for each in banned if each != "Autre"]
    for interview in base.interviews():
        held = Conversation.read(place, interview, place.machine.flow.catalogue)
        answers = held.interview.answers(1)
        own = [str(answers.get(each) or "\0") for each in ("synthese", "proposition_institution")]
        text = "\n".join(each.text for each in proposals(held)).lower()
        found = [each for each in (*banned, *own, held.interview.household.lower()) if each.lower() in text]
        assert found == []
        assert not re.search(r"non-recours|avéré|potentiel|qualifi|€", text)


def test_what_the_agent_knows_now_is_offered_for_the_day(held: Conversation) -> None:
    """An action noted the same day, and what came of it in place of the first answer."""
    held.follow(FollowUp("action", 1, {"code": "recours", "date": "2026-03-03", "minutes": None}))
    held.follow(FollowUp("action", 1, {"code": "autre", "date": "2026-02-03", "minutes": None}))
    held.follow(
        FollowUp("suite", 1, {"code": "rejet", "date": "2026-03-03", "recupere": None, "utile": "inconnu"})
    )
    codes = {each.code: each.text for each in proposals(held, (1,))}
    assert "fait-1-recours" in codes
    assert "fait-1-autre" not in codes
    assert codes["etat-1"] == "La réponse est non pour le moment."


def test_a_deadline_is_offered_with_its_day(base: Base) -> None:
    """Notified on 12 February, contested by 12 April at the latest; nothing once that day is behind."""
    steps = [{"date": "12/02/2026", "fait": "Refus.", "evenement": "notification_voies"}]
    made = Conversation.start(make_workplace(base))
    answer_all(made, {**CASE_6, "chronologie": steps})
    (line,) = [each for each in proposals(made) if each.code == "suite-1-delai"]
    assert line.step is not None
    assert line.step.when == "au plus tard le 12 avril 2026"
    later = msgspec.structs.replace(made.workplace, now=lambda: 1_790_000_000_000)
    again = Conversation.resume(later, made.heading.id)
    assert "suite-1-delai" not in {each.code for each in proposals(again)}


def test_a_situation_alone_is_offered_alone_and_what_is_ticked_stays(held: Conversation) -> None:
    """From the page of one situation, nothing of the other is offered but what stands already."""
    codes = {each.code for each in offered(held, begun(held), (2,))}
    assert "sujet-2" in codes
    assert "sujet-1" not in codes
    recap = ticked(begun(held), next(e for e in proposals(held) if e.code == "sujet-1"))
    assert "sujet-1" in {each.code for each in offered(held, recap, (2,))}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"prestation": "rsa"}, "sujet-1"),
        ({"prestation": "ame", "organismes": ["cpam"]}, "sujet-1"),
        ({"prestation": "c2s"}, "fait-1-courrier"),
        ({"nature": "non_financiere", "domaine": "etat_civil_sejour"}, "sujet-1"),
        ({"nature": "non_financiere", "domaine": "sante"}, "sujet-1"),
        ({"nature": "non_financiere", "domaine": "justice"}, "sujet-1"),
        ({"actions": ["instruction_asf"]}, "fait-1-instruction_asf"),
    ],
)
def test_what_may_harm_at_home_is_offered_with_a_caution(
    base: Base, answers: dict[str, object], code: str
) -> None:
    """Health, money, residence, justice: a mild word beside the tick."""
    made = Conversation.start(make_workplace(base))
    answer_all(made, {**CASE_6, **answers})
    (line,) = [each for each in proposals(made) if each.code == code]
    assert "est-ce sans risque chez elle" in line.caution


def test_what_the_person_does_is_read_first(held: Conversation) -> None:
    """Then what the service does, then the others; in the order they were ticked inside each."""
    recap = every_line(held)
    recap = with_step(recap, read_step(held, {"quoi": "répondre", "qui": "CAF"}))
    who = [each.qui for each in context_of(held, recap).etapes]
    rank = {"vous": 0, "nous": 1}
    assert [rank.get(each, 2) for each in who] == sorted(rank.get(each, 2) for each in who)
    assert who[-1] == "la caisse d’allocations familiales (CAF)"


# ── what is written by the agent ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("15/04", "2026-04-15"),
        ("1er février", "2027-02-01"),
        ("avant le 15 avril", "avant le 15 avril 2026"),
        ("avril 2026", "2026-04"),
        ("la semaine prochaine", "la semaine prochaine"),
        ("dans 3 jours", "dans 3 jours"),
    ],
)
def test_a_day_is_understood_as_people_write_it(held: Conversation, typed: str, when: str) -> None:
    """Without a year, the coming one; what is no date stays as it is."""
    assert read_step(held, {"quoi": "venir", "quand": typed}).when == when


def test_everything_wrong_with_a_step_is_told_at_once(held: Conversation) -> None:
    """No words, a day gone by, and a number that is that of a person’s file."""
    with pytest.raises(FollowError) as refused:
        read_step(held, {"quand": "12/01/2026", "numero": "1 85 05 78 006 084 36", "qui": "x" * 90})
    assert {each.field for each in refused.value.faults} == {"quoi", "quand", "numero", "qui"}


def test_a_text_that_may_name_somebody_is_kept_only_on_purpose(held: Conversation, base: Base) -> None:
    """As everywhere: refused, then kept with a trace in the journal, and it leaves after that only."""
    step = read_step(held, {"quoi": "apporter la lettre de Mme Durand"})
    recap = with_step(begun(held), step)
    with pytest.raises(Guarded) as guarded:
        keep(held, recap)
    assert kept(held) is None
    with pytest.raises(NamesSomebody):
        written(held, recap, "pdf")
    keep(held, recap, guarded.value.caution)
    assert [each.kind for each in base.entries(held.heading.id)][-2:] == ["recapitulatif", "derogation"]
    assert "Durand" in str(written(held, recap, "texte"))
    again = Conversation.resume(held.workplace, held.heading.id)
    assert "Durand" in str(written(again, begun(again), "texte"))
    assert unexcused_entries(held.flow, base.entries(held.heading.id)) == ()


def test_a_number_of_a_service_passes_and_a_mobile_is_asked_about(held: Conversation) -> None:
    """The number of a hotline or of an office names nobody; that of a mobile may."""
    for number in ("04 76 00 00 00", "36 46", "+33 4 76 00 00 00", "115"):
        keep(held, with_step(begun(held), read_step(held, {"quoi": "appeler", "numero": number})))
    with pytest.raises(Guarded):
        keep(held, with_step(begun(held), read_step(held, {"quoi": "appeler", "numero": "06 12 34 56 78"})))


def test_a_row_nobody_excused_is_found_when_journal_rows_are_copied(held: Conversation, base: Base) -> None:
    """What came in from elsewhere does not leave without being looked at."""
    row = {"code": "etape-1", "quoi": "voir M. Durand", "qui": "", "quand": "", "numero": ""}
    held.follow(FollowUp("recapitulatif", 0, {"date": "2026-03-03", "lignes": [], "etapes": [row]}))
    found = unexcused_entries(held.flow, base.entries(held.heading.id))
    assert [passage.text for _, passage in found] == ["Durand"]


def test_sigles_and_long_phrases_are_told_and_not_changed(held: Conversation) -> None:
    """The words stay the agent’s; the full name is given."""
    long = "apporter " + "un papier et " * 8 + "un autre"
    recap = with_step(begun(held), read_step(held, {"quoi": "voir avec la CAF pour le XYZ"}))
    recap = with_step(recap, read_step(held, {"quoi": long}))
    told = " ".join(remarks(held.flow.catalogue, recap, context_of(held, recap)))
    assert "écrivez « caisse d’allocations familiales (CAF) »" in told.replace("\u00a0", " ")
    assert "XYZ" in told
    assert "coupez-la en deux" in told
    assert recap.steps[0].what == "voir avec la CAF pour le XYZ"


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────────


def test_what_was_handed_is_printed_again_the_same(held: Conversation, base: Base) -> None:
    """On another day, after the tables were made again from the journal."""
    recap = keep(held, composed(held))
    before = written(held, recap, "texte")
    base.connection.execute("DELETE FROM interview")
    assert Rebuilder(base, load_catalogue()).rebuild() == 1
    assert list(Rebuilder(base, load_catalogue()).differences()) == []
    again = Conversation.resume(
        msgspec.structs.replace(held.workplace, now=lambda: 1_790_000_000_000), held.heading.id
    )
    assert written(again, begun(again), "texte") == before
    assert recap_of(value_of(recap)) == recap


def test_the_same_is_not_kept_twice_and_the_last_one_stands(held: Conversation, base: Base) -> None:
    """Printing again leaves no entry; a tick more does."""
    recap = keep(held, composed(held))
    count = len(base.entries(held.heading.id))
    keep(held, recap)
    assert len(base.entries(held.heading.id)) == count
    keep(held, without(recap, "sujet-1"))
    assert len(base.entries(held.heading.id)) == count + 1
    standing = kept(held)
    assert standing is not None
    assert not standing.has("sujet-1")


def test_it_is_told_in_the_history_and_in_the_access_document(held: Conversation) -> None:
    """By what it says, to the agent as to the person."""
    keep(held, composed(held))
    place = held.workplace
    (change,) = [each for each in history(place, held.heading.id, 2) if each.what.startswith("Récap")]
    assert "apporter l’avis d’impôt, le 15 avril 2026" in change.after
    text = str(render_document(access_document(place, held.interview.household), "md"))
    assert "apporter l’avis d’impôt" in text


def test_erasing_the_household_takes_the_written_sheet(
    held: Conversation, base: Base, tmp_path: Path
) -> None:
    """And its writing was noted in the access log."""
    path = save_recap(held, keep(held, composed(held)), "html", tmp_path / "feuille.html")
    household = held.interview.household
    assert [each.what for each in access.consultations(base, household)] == ["recapitulatif"]
    assert path.exists()
    erase_household(held.workplace, household, "demande de la personne")
    assert not path.exists()
    assert base.entries(held.heading.id) == []
