"""The lists: the right rows, the most useful first, found however they are typed."""

from msgspec.structs import replace

from store import FormRecord


def test_unfinished_interviews_come_last_touched_first_with_what_they_are_about(base, make):
    old = make.written(position="nature", service="asf", household="M-1")
    young = make.written(
        position="issue",
        situations=(make.situation(1, prestation="rsa"), make.situation(2, domaine="logement_hebergement")),
    )
    make.written(state="termine")
    make.written(state="abandonne")
    found = base.unfinished()
    assert [(i.id, i.position, i.situations, i.prestation, i.domaine) for i in found] == [
        (young.id, "issue", 2, None, "logement_hebergement"),
        (old.id, "nature", 0, None, None),
    ]
    assert (found[1].household, found[1].service, found[0].household) == ("M-1", "asf", "")
    base.append([make.entry(old.id)], replace(old, touched_at=young.touched_at + 1))
    assert [interview.id for interview in base.unfinished()] == [old.id, young.id]


def test_recent_situations_come_last_touched_first_with_the_forms_decided(base, make):
    formes = (
        FormRecord("non_reception", True, True),
        FormRecord("non_connaissance", True, False),
        FormRecord("non_demande", False, True),
    )
    old = make.written(situations=(make.situation(1, formes=formes, abandon=True, core_complete=True),))
    young = make.written(
        situations=(make.situation(1), make.situation(2, causee_par=old.situations[0].reference))
    )
    found = base.recent(2)
    assert [s.reference for s in found] == [s.reference for s in young.situations]
    assert found[1].causee_par == old.situations[0].reference
    last = base.recent()[2]
    assert (last.interview, last.formes) == (old.id, ("non_reception", "non_demande"))
    assert last.abandon is True and last.core_complete is True
    assert found[0].formes == ()


def test_an_interview_is_found_by_its_reference_or_by_that_of_a_situation_in_any_case(base, make):
    record = make.written(reference="R-7KQ2", situations=(make.situation(reference="R-7KQ2-1"),))
    assert base.interview_of("r-7kq2") == record.id
    assert base.interview_of(" R-7kq2-1 ") == record.id
    assert base.interview_of("R-7KQ") is None


def test_households_are_found_by_how_they_begin(base, make):
    make.written(household="M-7KQ2", size=3, concerned=2, situations=(make.situation(), make.situation(2)))
    latest = make.written(household="M-7KQ2", size=3, concerned=2, situations=(make.situation(),))
    make.written(household="M-7KZZ")
    make.written(household="M-80")
    assert [h.id for h in base.households("m-7k")] == ["M-7KQ2", "M-7KZZ"]
    assert len(base.households()) == 3
    assert len(base.households(limit=1)) == 1
    first = base.households("M-7KQ2")[0]
    assert (first.interviews, first.situations, first.size) == (2, 3, 3)
    assert first.touched_at == latest.touched_at
    assert base.households("%") == []


def test_the_situations_of_a_household_come_oldest_first_to_be_linked(base, make):
    early = make.written(household="M-1", situations=(make.situation(1), make.situation(2)))
    make.written(household="M-2", situations=(make.situation(),))
    late = make.written(household="M-1", situations=(make.situation(),))
    wanted = [s.reference for record in (early, late) for s in record.situations]
    assert [s.reference for s in base.situations_of("m-1")] == wanted
    assert base.situations_of("M-9") == []


def test_counts_say_how_much_the_base_holds(base, make):
    assert base.counts() == type(base.counts())(0, 0, 0, 0)
    make.written(household="M-1", situations=(make.situation(1), make.situation(2)))
    make.written(household="M-1", state="termine", situations=(make.situation(),))
    found = base.counts()
    assert (found.interviews, found.unfinished, found.situations, found.households) == (2, 1, 3, 1)
