"""A dossier put together, composed, handed: what it says, what it never says, what it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.conversation import Conversation, Workplace
from interview.dossier.cells import counted
from interview.dossier.content import NotYet, composed, general_of, handed
from interview.dossier.figuring import MASKED
from interview.dossier.gathering import candidates, gather
from interview.dossier.general import NONE_YET, UNSHOWN
from interview.dossier.saving import edition_of, found_or_begun, hand, write
from interview.dossier.service import Dossier
from interview.dossier.state import Subject
from interview.dossier.subject import Typed, period_in_words, subject_of
from interview.figures.audit import audit
from interview.figures.tables import Relation, Release
from interview.follow_up import FollowError, Guarded
from interview.privacy.erasing import erase_household
from interview.rebuilding import Rebuilder
from store import Base, dossiers
from store.dossiers import DossierChanged
from templates import markdown_of, render_document

from .conftest import CPAM, Clock, Hold

Begin = Callable[..., Dossier]
VERSO, RECEIPT = "Scanner le verso des pièces.", "Un accusé de réception à chaque dépôt."


def text_of(dossier: Dossier) -> str:
    return (
        str(render_document(composed(dossier).context, "texte")).replace("\u00a0", " ").replace("\u202f", " ")
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def reference(held: Conversation) -> str:
    return held.situation_reference(1)


# ── whom and what ────────────────────────────────────────────────────────────────────────────────────


def test_a_subject_is_typed_as_people_say_it(place: Workplace) -> None:
    flow = place.machine.flow
    told = subject_of(flow, Typed(organism="Sécu", benefit="CMU-C", since="2026", until="30/06/2026"))
    assert told == Subject(organism="cpam", benefits=("c2s",), since="2026", until="2026-06-30")
    assert flat(period_in_words(told)) == "de 2026 au 30 juin 2026"


def test_every_fault_of_a_subject_is_told_at_once(place: Workplace) -> None:
    with pytest.raises(FollowError) as refused:
        subject_of(place.machine.flow, Typed(organism="zzz", domain="zzz", since="45"))
    assert [each.field for each in refused.value.faults] == ["organism", "domain", "since"]
    with pytest.raises(FollowError, match="au moins l’un des trois"):
        subject_of(place.machine.flow, Typed(since="2026"))
    with pytest.raises(FollowError, match="finit avant de commencer"):
        subject_of(place.machine.flow, Typed(organism="caf", since="2026", until="2025"))


# ── kept at each change ──────────────────────────────────────────────────────────────────────────────


def test_a_program_that_dies_between_two_keys_loses_nothing(
    place: Workplace, hold: Hold, dossier: Begin
) -> None:
    held = hold(proposition_institution=VERSO)
    begun = dossier()
    begun.take(reference(held))
    gather(begun)
    begun.reword(0, "Scanner les deux faces.")
    begun.set_meeting("agenda", "Les retours ; Le verso")
    begun.add_promise("Former les guichets", "12/2026")
    begun.show_part("details", shown=False)
    assert Dossier.open(place, begun.number).state == begun.state


def test_two_windows_on_one_dossier_cannot_undo_each_other(place: Workplace, dossier: Begin) -> None:
    here = dossier()
    there = Dossier.open(place, here.number)
    here.add_proposal("Un interlocuteur unique")
    with pytest.raises(DossierChanged):
        there.add_proposal("Un guichet le samedi")
    assert there.state.proposals == ()
    assert len(Dossier.open(place, here.number).state.proposals) == 1


def test_tables_made_again_from_the_journal_leave_the_dossiers(
    place: Workplace, base: Base, hold: Hold, dossier: Begin
) -> None:
    begun = dossier()
    begun.take(reference(hold()))
    hand(begun)
    Rebuilder(base, place.machine.flow.catalogue).rebuild()
    again = Dossier.open(place, begun.number)
    assert (again.state, again.kept.editions) == (begun.state, 1)


# ── what is typed ────────────────────────────────────────────────────────────────────────────────────


def test_a_name_is_told_before_it_is_kept_and_once_excused_stays(dossier: Begin) -> None:
    begun = dossier()
    with pytest.raises(Guarded) as told:
        begun.add_proposal("Ne plus renvoyer le dossier de Mme Martin")
    assert begun.state.proposals == ()
    begun.add_proposal("Ne plus renvoyer le dossier de Mme Martin", told.value.caution)
    begun.reword(0, "Ne jamais renvoyer le dossier de Mme Martin")
    composed(begun)


def test_a_professional_may_be_named_for_the_meeting_and_a_household_number_may_not(dossier: Begin) -> None:
    begun = dossier()
    begun.set_meeting("contact", "Mme Martin, responsable, 04 76 00 00 00")
    with pytest.raises(Guarded):
        begun.set_meeting("contact", "dossier 2 85 05 78 006 084 36")
    with pytest.raises(Guarded):
        begun.set_meeting("agenda", "Le dossier de Mme Martin")


def test_a_proposal_that_may_name_somebody_is_not_gathered(hold: Hold, dossier: Begin) -> None:
    held = hold(proposition_institution="Rappeler Mme Martin quand son dossier manque d’une pièce.")
    hold(proposition_institution=VERSO)
    begun = dossier()
    assert gather(begun).withheld == (reference(held),)
    assert [each.words for each in begun.state.proposals] == [VERSO]


# ── proposals ────────────────────────────────────────────────────────────────────────────────────────


def test_what_few_propose_is_counted_in_masked_words(hold: Hold, dossier: Begin) -> None:
    for _ in range(5):
        hold(proposition_institution=VERSO)
    hold(proposition_institution=RECEIPT)
    begun = dossier()
    gather(begun)
    text = flat(text_of(begun))
    assert "Scanner le verso des pièces. Entendue dans 5 situations." in text
    assert "Un accusé de réception à chaque dépôt. Entendue dans moins de 5 situations." in text


def test_what_was_left_out_does_not_come_back_when_more_is_gathered(hold: Hold, dossier: Begin) -> None:
    hold(proposition_institution=VERSO)
    begun = dossier()
    assert gather(begun).new == 1
    begun.keep_proposal(0, kept=False)
    hold(proposition_institution=VERSO)
    hold(proposition_institution=RECEIPT)
    assert gather(begun).new == 1
    assert [(each.kept, len(each.references)) for each in begun.state.proposals] == [(False, 2), (True, 1)]
    assert "verso" not in text_of(begun)


# ── the sheets ───────────────────────────────────────────────────────────────────────────────────────


def test_only_what_may_leave_leaves_and_every_reason_is_told_at_once(hold: Hold, dossier: Begin) -> None:
    refused = hold(accord="non")
    own = hold(raisons_non_reception=["negligence_demandeur"])
    begun = dossier()
    for held in (refused, own):
        begun.take(reference(held))
    with pytest.raises(NotYet) as told:
        composed(begun)
    assert len(told.value.reasons) == 2
    assert reference(refused) in told.value.reasons[0]
    assert "tiennent à la personne" in told.value.reasons[1]
    begun.leave(reference(refused))
    begun.take(reference(own), "Le courrier était illisible.")
    assert "Mise ici en connaissance de cause : Le courrier était illisible." in flat(text_of(begun))


def test_the_list_says_who_may_leave_and_why_not(hold: Hold, dossier: Begin) -> None:
    yes, no = hold(), hold(accord="non")
    told = {each.reference: each.gate for each in candidates(dossier())}
    assert told[reference(yes)] is not None
    assert told[reference(yes)].open  # type: ignore[union-attr]
    assert not told[reference(no)].open  # type: ignore[union-attr]


def test_a_dossier_begun_by_a_command_takes_what_is_proposed_and_may_leave(
    place: Workplace, hold: Hold
) -> None:
    kept = {reference(hold(proposition_institution=VERSO)) for _ in range(2)}
    hold(accord="non")
    begun, new = found_or_begun(place, CPAM)
    assert new
    assert {each.reference for each in begun.state.sheets} == kept
    assert len(begun.state.proposals) == 1
    assert found_or_begun(place, CPAM)[0].number == begun.number


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────


def test_nothing_to_count_is_said_kindly(dossier: Begin) -> None:
    text = flat(text_of(dossier(Subject(organism="caf"))))
    assert NONE_YET.replace("\u00a0", " ") in text
    assert "Au fil du temps" not in text


def test_three_situations_show_no_figure_at_all(hold: Hold, dossier: Begin) -> None:
    for _ in range(3):
        hold(asf_demandee="oui", asf_montant="120")
    begun = dossier()
    made = composed(begun).general
    assert made.constats == (UNSHOWN,)
    assert made.masquage == ""
    assert made.chapitres == ()


def test_a_part_left_out_is_neither_shown_nor_counted(hold: Hold, dossier: Begin) -> None:
    for _ in range(6):
        hold()
    begun = dossier()
    assert "Les raisons" in text_of(begun)
    begun.show_part("raisons", shown=False)
    made = composed(begun)
    assert "Les raisons" not in text_of(begun)
    assert not any(each.name.startswith("raisons") for each in made.published.release.cells)


def test_a_sum_that_the_sheets_would_give_away_is_masked(hold: Hold, dossier: Begin) -> None:
    several = [hold(asf_demandee="oui", asf_montant="100") for _ in range(6)]
    begun = dossier()
    assert "600 € d’aide sociale facultative accordée" in flat(text_of(begun))
    for held in several[:3]:
        begun.take(reference(held))
    assert "600 €" not in text_of(begun)


def test_no_masked_count_can_be_found_back_from_what_two_editions_show(
    hold: Hold, dossier: Begin, clock: Clock
) -> None:
    """The figures of both editions, with all a reader knows of them, leave every small count in doubt."""
    for rank in range(12):
        hold("droit_ouvert" if rank % 3 else "", raisons_non_reception=["pieces_manquantes"])
    begun = dossier()
    first = hand(begun)
    clock.days(90)
    for _ in range(2):
        hold(raisons_non_reception=["lenteur_administrative"], connaissance="non")
    second = composed(begun)
    assert second.general.edition == 2
    assert MASKED in str(second.general.changements) or "au moins" in str(second.general)
    assert "14" not in " ".join(second.general.constats)
    one, two = first.published.release, second.published.release
    cells = tuple(each for each in one.cells if each.name not in one.hidden)
    assert any(each.name in two.hidden for each in cells)
    bounds = audit(two)
    small = {each.name for each in two.cells if 0 < each.value < 5}
    assert all(bounds[name][1] - bounds[name][0] >= 3 for name in small)


def test_the_counts_of_a_dossier_hold_together(hold: Hold, dossier: Begin) -> None:
    """Every relation told to the masking is true of the counts: else it would refuse to work."""
    for rank in range(8):
        hold("rejet" if rank % 2 else "", causee_par="aucune")
    figuring = general_of(dossier())
    release = Release(figuring.found.counted.cells, figuring.found.counted.relations)
    values = {each.name: each.value for each in release.cells}
    for each in release.relations:
        parts = [values[name] for name in each.parts]
        assert holds(each, values[each.whole], parts), each
    assert counted(figuring.figures, 8, ("cout",)).value("asf/demandees") == 0


def holds(relation: Relation, whole: int, parts: list[int]) -> bool:
    if relation.kind == "somme":
        return sum(parts) == whole
    return all(each <= whole for each in parts) and (relation.kind == "inclusion" or sum(parts) >= whole)


# ── editions ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_next_edition_says_what_changed(hold: Hold, dossier: Begin, clock: Clock) -> None:
    for _ in range(12):
        hold()
    begun = dossier()
    hand(begun)
    begun.add_promise("Un référent nommé", "01/04/2026")
    begun.add_promise("Scanner le verso")
    begun.add_promise("Rappeler sous huit jours", "2027")
    begun.set_promise(1, "tenu")
    clock.days(60)
    for _ in range(7):
        hold()
    text = flat(text_of(begun))
    assert "Ce qui a changé" in text or "CE QUI A CHANGÉ" in text
    assert "7 situations de plus : 19 en tout, au lieu de 12." in text
    assert "3 engagements : 1 tenu, 1 en retard, 1 en attente." in text
    assert "Situations. Édition n° 1 : 12. Aujourd’hui : 19. Écart : + 7." in text


def test_an_edition_stays_as_it_was_handed(hold: Hold, dossier: Begin) -> None:
    held = [hold() for _ in range(6)]
    begun = dossier()
    begun.take(reference(held[0]))
    begun.set_meeting("place", "Salle du conseil")
    first = hand(begun)
    assert not first.general.brouillon
    begun.set_meeting("place", "Ailleurs")
    begun.leave(reference(held[0]))
    for _ in range(5):
        hold()
    assert edition_of(begun, 1).context == first.context
    assert composed(begun).general.edition == 2


def test_a_file_is_remembered_for_every_household_it_speaks_of_before_it_is_written(
    place: Workplace, base: Base, hold: Hold, dossier: Begin, tmp_path: Path
) -> None:
    from store.privacy.access import consultations, files_of

    shown = hold()
    quoted = hold(proposition_institution=VERSO)
    other = hold()
    begun = dossier()
    begun.take(reference(shown))
    gather(begun)
    path = write(begun, composed(begun), "html", tmp_path / "d.html")
    for held, known in ((shown, 1), (quoted, 1), (other, 0)):
        household = held.interview.household
        assert [each.path for each in files_of(base, household)] == [path] * known
        assert [each.what for each in consultations(base, household)] == ["dossier"] * known


# ── erasure ──────────────────────────────────────────────────────────────────────────────────────────


def test_erasing_a_household_reaches_dossiers_editions_and_files(
    place: Workplace, base: Base, hold: Hold, dossier: Begin, tmp_path: Path
) -> None:
    gone = hold(proposition_institution="Ne pas perdre le recto.", synthese="Un récit propre à ce ménage.")
    stays = hold(proposition_institution=VERSO)
    begun = dossier()
    for held in (gone, stays):
        begun.take(reference(held))
    gather(begun)
    begun.set_meeting("agenda", f"Revenir sur {reference(gone)}")
    path = write(begun, hand(begun), "html", tmp_path / "d.html")
    assert "Un récit propre" in path.read_text(encoding="utf-8")
    erase_household(place, gone.interview.household, "demande")
    assert not path.exists()
    again = Dossier.open(place, begun.number)
    kept = [*dossiers.listed(base), *dossiers.editions(base, begun.number)]
    every = " ".join([*(each.state for each in kept), handed_text(again)])
    for word in (reference(gone), gone.interview.household, "recto", "Un récit propre"):
        assert word not in every
    assert reference(stays) in every
    assert [each.reference for each in again.state.sheets] == [reference(stays)]
    composed(again)
    raw = base.path.read_bytes()
    assert b"Ne pas perdre le recto" not in raw


def handed_text(dossier: Dossier) -> str:
    return " ".join(markdown_of(handed(each).context) + each.published for each in dossier.editions())


def test_no_household_is_named_in_the_general_part(hold: Hold, dossier: Begin) -> None:
    held = [hold(proposition_institution=VERSO) for _ in range(7)]
    begun = dossier()
    begun.take(reference(held[0]))
    gather(begun)
    text = markdown_of(composed(begun).general)
    for each in held:
        assert each.reference not in text
        assert each.interview.household not in text
    assert not re.search(r"\d\d-[0-9A-Z]{5}", text)


def test_the_access_document_says_which_dossiers_speak_of_a_household(
    place: Workplace, hold: Hold, dossier: Begin
) -> None:
    from interview.privacy.access_document import access_document

    shown, other = hold(), hold()
    begun = dossier()
    begun.take(reference(shown))
    hand(begun)
    told = [each.texte for each in access_document(place, shown.interview.household).documents]
    assert [flat(each) for each in told] == [
        "Dossier d’interpellation n° 1, en préparation, gardé dans la base",
        "Dossier d’interpellation n° 1, édition n° 1, gardé dans la base",
    ]
    assert access_document(place, other.interview.household).documents == ()
