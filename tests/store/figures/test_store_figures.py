"""The figures, against a recount in plain Python of the records they come from."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import (
    Base,
    FollowUpRecord,
    FormRecord,
    InterviewRecord,
    ReasonRecord,
    StoreError,
    cipher,
)
from store.figures import Figures, Scope, counter, crew, figures, running
from store.figures.counts import Amount, Cascade, CodedAmount, Count, Tally
from tests.generated import fill
from tests.store.figures.drawn import BENEFITS, DAY, DOMAINS, ORGANISMS, START, TODAY, records, write
from tests.store.figures.recount import recount

EVERYTHING = Scope(today=TODAY)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory):
    """A base for each seed, made once, with its records."""
    folder = tmp_path_factory.mktemp("drawn")
    made: dict[int, tuple[Base, list[InterviewRecord]]] = {}

    def base_of(seed: int) -> tuple[Base, list[InterviewRecord]]:
        if seed not in made:
            base, drawn = Base.open(folder / f"{seed}.db"), records(seed)
            base.connection.execute("PRAGMA synchronous = OFF")
            write(base, drawn)
            made[seed] = base, drawn
        return made[seed]

    yield base_of
    for base, _ in made.values():
        base.close()


def same(given: Figures, wanted: Figures) -> None:
    """Heading by heading, so that a failure says which."""
    for name in Figures.__struct_fields__:
        one, other = getattr(given, name), getattr(wanted, name)
        for part in getattr(one, "__struct_fields__", ()):
            assert getattr(one, part) == getattr(other, part), f"{name}.{part}"
        assert one == other, name


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_is_that_of_a_recount(bases, seed):
    """Whatever was kept, the nine headings say what counting the records one by one says."""
    base, drawn = bases(seed)
    same(figures(base.connection, EVERYTHING), recount(drawn, EVERYTHING))


scopes = st.builds(
    Scope,
    today=st.sampled_from((TODAY, "2024-01-01")),
    since=st.none() | st.integers(0, 400).map(lambda n: START + n * DAY),
    until=st.none() | st.integers(0, 400).map(lambda n: START + n * DAY),
    services=st.sampled_from(((), ("asf",), ("asf", "accueil"), ("",), ("nulle_part",))),
    territories=st.sampled_from(((), ("nord",))),
    organisms=st.sampled_from(((), (ORGANISMS[0],), ORGANISMS[:2])),
    benefits=st.sampled_from(((), BENEFITS[:1], BENEFITS[:2])),
    domains=st.sampled_from(((), DOMAINS[:1])),
    nature=st.sampled_from(("", "financiere")),
)


@settings(max_examples=60)
@given(seed=st.integers(0, 11), scope=scopes)
def test_any_scope_gives_the_recount_of_what_it_keeps(bases, seed, scope):
    """A scope keeps what it says, once, and what a situation is tied to may be outside of it."""
    base, drawn = bases(seed)
    same(figures(base.connection, scope), recount(drawn, scope))


@pytest.mark.parametrize("rows", [1, 2, 7, 1000])
def test_parts_of_a_base_add_up_to_the_whole(bases, monkeypatch, rows):
    """However it is cut, counted by several programs, the figures are the same."""
    base, drawn = bases(3)
    monkeypatch.setattr(counter, "PART", rows)
    same(figures(base.connection, EVERYTHING), recount(drawn, EVERYTHING))


def test_real_interviews_give_their_recount(tmp_path: Path):
    """What the program itself writes — corrected, followed up, qualified anew — is counted right."""
    with Base.open(tmp_path / "base.db") as base:
        fill(base, 60, seed=11)
        drawn = [record for each in base.interviews() if (record := base.record(each))]
        found = figures(base.connection, EVERYTHING)
        same(found, recount(drawn, EVERYTHING))
    assert found.volume.situations > 20
    assert found.resolution.ended


def test_every_situation_is_counted_or_said_to_be_left_out(bases):
    """Counted, without non-recours, qualified anew, unfinished: together, all that the base holds."""
    base, _ = bases(5)
    volume = figures(base.connection, EVERYTHING).volume
    left_out = volume.without_non_take_up + volume.superseded + volume.unfinished
    assert volume.situations + left_out == base.counts().situations


def test_an_empty_base_has_empty_figures(tmp_path: Path):
    """Nothing recorded is no error: every count is 0, every sum without bounds."""
    with Base.open(tmp_path / "base.db") as base:
        same(figures(base.connection, EVERYTHING), recount([], EVERYTHING))


@pytest.mark.parametrize("rows", [7, 100_000])
def test_an_encrypted_base_gives_the_same_figures(tmp_path: Path, monkeypatch, rows):
    """Encryption changes where the bytes are, nothing of what they count, alone or with workers."""
    monkeypatch.setattr(counter, "PART", rows)
    drawn = records(7)
    key = cipher.new_key("une phrase de passe inventée")
    with Base.open(tmp_path / "base.db", key=key) as base:
        write(base, drawn)
        same(figures(base.connection, EVERYTHING), recount(drawn, EVERYTHING))


def test_counting_writes_nothing_and_needs_no_right_to(bases):
    """A base opened to be read only is counted as any other."""
    base, drawn = bases(2)
    with Base.open(base.path, read_only=True) as reader:
        same(figures(reader.connection, EVERYTHING), recount(drawn, EVERYTHING))


def test_every_connection_reads_the_same_state(bases):
    """What is committed while those who count begin to read is seen by all of them, or by none."""
    base, _ = bases(4)
    begun = []

    class Late(counter.Counter):
        def begin(self) -> None:
            begun.append(1)
            if len(begun) == 2:
                base.connection.execute("INSERT INTO upkeep (what, at) VALUES ('essai', 1)")
            super().begin()

    with (
        Late(base.path, None, EVERYTHING) as one,
        Late(base.path, None, EVERYTHING) as other,
        closing(counter.open_base(base.path, None)) as watch,
    ):
        running.begin_together(watch, (one, other))
        seen = {
            each._connection.execute("SELECT count(*) FROM upkeep").fetchone()[0] for each in (one, other)
        }
    assert seen == {1}
    assert len(begun) == 4


def test_workers_do_count(bases, monkeypatch):
    """A base of several parts is counted by workers, which this program does not do in their place."""
    base, drawn = bases(3)
    monkeypatch.setattr(counter, "PART", 7)
    monkeypatch.setattr(running, "_alone", None)
    same(figures(base.connection, EVERYTHING), recount(drawn, EVERYTHING))


def test_without_workers_the_figures_are_the_same(bases, monkeypatch):
    """Where no other program can be started, or one ends too soon, this one counts alone."""
    base, drawn = bases(3)
    monkeypatch.setattr(counter, "PART", 7)
    for program in (("-c", ""), ("-c", "print('null')"), ("-P", "-m", "store.figures.no_such_worker")):
        monkeypatch.setattr(crew, "_PROGRAM", program)
        same(figures(base.connection, EVERYTHING), recount(drawn, EVERYTHING))


def test_a_base_that_cannot_be_read_says_so_as_the_store_does(tmp_path: Path):
    """A damaged table raises the error of the house, not that of SQLite."""
    with Base.open(tmp_path / "base.db") as base:
        write(base, records(1))
        base.connection.execute("DROP TABLE typology")
        with pytest.raises(StoreError):
            figures(base.connection, EVERYTHING)


def lost(monthly: int, months: int, answer: str = "oui", **fields: Any) -> dict[str, Any]:
    """A financial situation that is counted, with its shortfall."""
    told = {"nature": "financiere", "core_complete": True, "certitude": "avere"}
    shortfall = {"manque_mensuel": monthly, "manque_mois": months, "recuperable": answer}
    return {**told, "prestation": "c2s", **shortfall, **fields}


def test_what_is_lost_twice_over_in_a_cascade_counts_once(base, make):
    """Tied on the same benefit, near or far: the largest only. On another benefit, it adds up."""
    make.written(
        household="M-1",
        situations=(
            make.situation(1, **lost(5_000, 1, reference="S-1")),
            make.situation(2, **lost(3_000, 1, "non", reference="S-2", causee_par="S-1")),
            make.situation(3, **lost(4_000, 1, reference="S-3", causee_par="S-2")),
            make.situation(4, **lost(900, 2, "non", prestation="rsa", reference="S-4", causee_par="S-1")),
            make.situation(5, **lost(700, 1, reference="S-5")),
        ),
    )
    shortfall = figures(base.connection, EVERYTHING).cost.shortfall
    assert (shortfall.total, shortfall.repeated) == (Amount(3, 7_500), Amount(2, 7_000))
    assert shortfall.recoverable == (
        CodedAmount("non", Amount(1, 1_800)),
        CodedAmount("oui", Amount(2, 5_700)),
    )


def test_of_two_equal_losses_the_same_one_counts_in_every_base(base, make):
    """The reference settles it, not the order in which they reached the base."""
    make.written(situations=(make.situation(1, **lost(1_000, 1, "non", reference="S-9")),))
    make.written(situations=(make.situation(1, **lost(1_000, 1, "oui", reference="S-8", causee_par="S-9")),))
    shortfall = figures(base.connection, EVERYTHING).cost.shortfall
    assert shortfall.recoverable == (CodedAmount("oui", Amount(1, 1_000)),)


def test_a_cascade_said_again_when_qualifying_anew_is_one(base, make):
    """The link of what was qualified anew and that of the later situation tie the same two."""
    counted = {"core_complete": True, "certitude": "avere", "nature": "financiere"}
    make.written(
        household="M-1",
        situations=(
            make.situation(1, **counted, reference="S-1", prestation="rsa"),
            make.situation(2, **counted, reference="S-2", prestation="c2s", causee_par="S-1"),
        ),
    )
    again = {"reference": "S-3", "prestation": "c2s", "causee_par": "S-1", "requalifie": "S-2"}
    make.written(household="M-1", situations=(make.situation(1, **counted, **again),))
    cumulation = figures(base.connection, EVERYTHING).cumulation
    assert cumulation.cascades == (Cascade("rsa", "", "c2s", "", 1),)
    assert (cumulation.households, cumulation.situations, cumulation.cumulative) == (1, 2, 2)


def test_having_several_of_everything_multiplies_nothing(base, make):
    """One situation, two forms, three organisms, repeated actions: its money and its time count once."""
    told = lost(
        1_000,
        3,
        asf_demandee=True,
        asf_montant=20_600,
        minutes=45,
        recupere=5_000,
        suite="droit_ouvert",
        typologie=("complet", "secondaire"),
        formes=tuple(FormRecord(form, True, True) for form in ("non_demande", "non_reception")),
        raisons=tuple(ReasonRecord("non_reception", reason) for reason in ("a", "b", "c")),
        organismes=("caf", "cpam", "ccas"),
        niveaux=("conception_offre", "contexte_social"),
        actions=("courrier", "courrier", "autre"),
        suivis=tuple(
            FollowUpRecord(entry=make.uuid(), kind="action", at=1, code="courrier", minutes=10)
            for _ in range(2)
        ),
    )
    make.written(household="M-1", size=3, concerned=2, situations=(make.situation(1, **told),))
    for scope in (EVERYTHING, Scope(today=TODAY, organisms=("caf", "cpam"))):
        found = figures(base.connection, scope)
        assert found.volume.situations == found.forms.forms.on == found.objects.organisms.on == 1
        assert found.cost.aid == Amount(1, 20_600, 20_600, 20_600)
        assert found.cost.minutes == Amount(1, 45, 45, 45)
        assert found.cost.minutes_afterwards == Amount(2, 20, 10, 10)
        assert found.cost.shortfall.total == Amount(1, 3_000)
        assert found.resolution.recovered == Amount(1, 5_000, 5_000, 5_000)
        assert found.actions.total == 5
        assert found.actions.codes == (Count("courrier", 4), Count("autre", 1))
        assert found.impact.persons == 2
        assert found.forms.reasons[1].reasons == Tally(1, (Count("a", 1), Count("b", 1), Count("c", 1)))


def test_a_loss_out_of_the_scope_hides_none_in_it(base, make):
    """What a larger loss of another year repeats is the only one that this year's figures can say."""
    make.written(situations=(make.situation(1, **lost(5_000, 1, reference="S-1")),), started_at=START)
    effect = make.situation(1, **lost(1_000, 1, reference="S-2", causee_par="S-1"))
    make.written(situations=(effect,), started_at=START + 400 * DAY)
    later = Scope(today=TODAY, since=START + 300 * DAY)
    assert figures(base.connection, later).cost.shortfall.total == Amount(1, 1_000)
    assert figures(base.connection, EVERYTHING).cost.shortfall.total == Amount(1, 5_000)


def test_a_period_ends_just_before_its_last_instant(base, make):
    """What began at *until* belongs to the next period, what began at *since* to this one."""
    told = {"core_complete": True, "certitude": "avere"}
    make.written(situations=(make.situation(1, **told),), started_at=START)
    for since, until, counted in ((START, None, 1), (START + 1, None, 0), (None, START, 0)):
        scope = Scope(today=TODAY, since=since, until=until)
        assert figures(base.connection, scope).volume.situations == counted


def test_what_was_qualified_anew_twice_is_the_latest(base, make):
    """Of two later situations that qualify the same one anew, what it caused is tied to the latest."""
    told = {"core_complete": True, "certitude": "avere"}
    first = make.situation(1, **told, reference="S-1", prestation="rsa")
    caused = make.situation(2, **told, reference="S-2", prestation="c2s", causee_par="S-1")
    make.written(household="M-1", situations=(first, caused))
    for reference, benefit, begun in (("S-3", "aspa", START + DAY), ("S-4", "ame", START)):
        anew = make.situation(1, **told, reference=reference, prestation=benefit, requalifie="S-1")
        make.written(household="M-1", situations=(anew,), started_at=begun)
    cascades = figures(base.connection, EVERYTHING).cumulation.cascades
    assert cascades == (Cascade("aspa", "", "c2s", "", 1),)
