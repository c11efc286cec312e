"""Households handed over from one base to another: the same rows everywhere, in whatever order they came."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.following import FollowUp
from interview.handing.handover import (
    ALTERED,
    GREW_TWICE,
    TAKEN,
    Brought,
    HandoverRefused,
    Unsound,
    bring_in,
    chosen,
    hand_over,
    opened,
)
from interview.rebuilding import Rebuilder
from store import Base, BaseEncrypted, WrongPhrase, cipher, opening
from store.cipher import Key
from store.privacy import marks
from tests.support import CASE_6, START, answer_all, make_workplace

PHRASE = "quatre mots sans rapport"
CATALOGUE = load_catalogue()


@pytest.fixture(autouse=True, scope="module")
def quick_keys() -> Iterator[None]:
    """The same encryption with a key that costs nothing to derive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "ITERATIONS", 1)
        yield


class Desk:
    """The machine of one agent: her base, her clock, her own draws."""

    def __init__(self, folder: Path, name: str, number: int, ahead: int = 0) -> None:
        self.base = Base.open(folder / f"{name}.db")
        self.folder = folder
        self.name = name
        ids, instants = count(1), count(START + number + ahead, 1000)
        self.place = make_workplace(
            self.base,
            seed=number,
            now=lambda: next(instants),
            new_id=lambda: UUID(
                int=(next(instants) << 80) | (7 << 76) | (2 << 62) | number << 32 | next(ids)
            ),
            author=name,
        )

    def hold(self, **answers: Any) -> Conversation:
        held = Conversation.start(self.place)
        answer_all(held, CASE_6 | answers)
        held.close()
        return held

    def again(self, interview: UUID) -> Conversation:
        return Conversation.resume(self.place, interview)

    def act(self, interview: UUID, **value: Any) -> None:
        told = {"code": "courrier", "date": "2026-03-04", "minutes": 20, **value}
        self.again(interview).follow(FollowUp("action", 1, told))

    def give(self, *codes: str) -> Path:
        path = self.folder / f"{self.name}-{os.urandom(4).hex()}.repere"
        hand_over(self.base, chosen(self.base, codes or None), path, PHRASE, START)
        return path

    def take(self, path: Path, *, keep: bool = True) -> Brought:
        opening.unlock(path, PHRASE)
        with opened(path) as source:
            return bring_in(self.base, source, CATALOGUE, keep=keep)

    def said(self) -> dict[str, Any]:
        """All that the base says, whatever the numbers of its rows."""
        flows = {each.row: each.sha256 for each in self.base.archived_flows()}
        told: dict[str, Any] = {}
        for interview in self.base.interviews():
            record = self.base.record(interview)
            assert record is not None
            entries = [replace(each, flow=0) for each in self.base.entries(interview)]
            told[str(interview)] = (entries, replace(record, flow=0), flows[record.flow])
        told["menages"] = self.base.households(limit=1000)
        told["recherche"] = self.base.connection.execute("SELECT text FROM search ORDER BY text").fetchall()
        return told

    def sound(self) -> bool:
        return not self.base.damages() and not list(Rebuilder(self.base, CATALOGUE).differences())


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    made = Desk(tmp_path, "ana", 1), Desk(tmp_path, "bea", 2)
    yield made
    for each in made:
        each.base.close()


def test_an_agent_on_leave_and_her_colleague_end_with_the_same_base(desks: tuple[Desk, Desk]) -> None:
    """One exports, the other takes it, follows up, and gives it back."""
    one, two = desks
    held = one.hold()
    first = two.take(one.give())
    assert [(each.reference, each.is_new, each.forked) for each in first.kept] == [
        (held.reference, True, False)
    ]
    two.act(held.heading.id)
    two.again(held.heading.id).follow(FollowUp("suite", 1, {"code": "droit_ouvert", "recupere": 12000}))
    back = one.take(two.give())
    assert [(each.is_new, each.forked, each.new) for each in back.kept] == [(False, False, 2)]
    assert one.said() == two.said()
    record = one.base.record(held.heading.id)
    assert record is not None and record.situations[0].suite == "droit_ouvert"
    assert one.sound() and two.sound()


def test_a_file_taken_twice_brings_nothing_the_second_time(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.hold()
    path = one.give()
    two.take(path)
    before = two.said()
    made = two.take(path)
    assert (made.kept, made.left, made.known) == ((), (), 1)
    assert two.said() == before


def test_what_went_on_in_both_is_kept_side_by_side_and_told(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    held = one.hold()
    two.take(one.give())
    one.act(held.heading.id, code="courrier")
    two.act(held.heading.id, code="contact_telephonique")
    (kept,) = one.take(two.give()).kept
    assert kept.forked and (kept.here, kept.new) == (1, 1)
    two.take(one.give())
    assert one.said() == two.said()
    record = one.base.record(held.heading.id)
    assert record is not None
    assert {each.code for each in record.situations[0].suivis} == {"courrier", "contact_telephonique"}
    assert one.sound() and two.sound()


def test_after_branches_met_the_next_answer_is_the_last_whatever_the_clocks_say(tmp_path: Path) -> None:
    """A clock ahead on another machine never puts what it said after what corrects it."""
    one, two = Desk(tmp_path, "ana", 1, ahead=9_000_000), Desk(tmp_path, "bea", 2, ahead=500_000)
    slow = Desk(tmp_path, "cid", 3)
    held = slow.hold(minutes="10")
    first = slow.give()
    for desk, minutes in ((one, "20"), (two, "30")):
        desk.take(first)
        answered(desk, held.heading.id, minutes)
    for desk in (one, two):
        slow.take(desk.give())
    answered(slow, held.heading.id, "40")
    for desk in (one, two):
        desk.take(slow.give())
    for desk in (one, two, slow):
        record = desk.base.record(held.heading.id)
        assert record is not None and record.situations[0].minutes == 40
        assert desk.said() == slow.said()
    for desk in (one, two, slow):
        desk.base.close()


def answered(desk: Desk, interview: UUID, minutes: str) -> None:
    again = desk.again(interview)
    again.go_to("minutes")
    again.answer(minutes)


def test_two_situations_added_apart_are_never_mixed_into_one(desks: tuple[Desk, Desk]) -> None:
    """The interview is left as it is on each side, with the reason; the rest of the file comes."""
    one, two = desks
    held = one.hold()
    two.take(one.give())
    for desk, benefit in ((one, "aides_logement"), (two, "rsa")):
        again = desk.again(held.heading.id)
        again.add_situation()
        answer_all(again, CASE_6 | {"prestation": benefit})
    other = two.hold()
    before = one.base.record(held.heading.id)
    made = one.take(two.give())
    assert [(each.reference, each.reason) for each in made.left] == [(held.reference, GREW_TWICE)]
    assert [each.reference for each in made.kept] == [other.reference]
    assert one.base.record(held.heading.id) == before


def test_a_reference_drawn_twice_is_refused_alone_and_told(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    one, two = desks
    mine = one.hold()
    twin = Desk(tmp_path, "twin", 1)
    twin.place = replace(twin.place, new_id=two.place.new_id)
    theirs, other = twin.hold(), twin.hold()
    assert theirs.reference == mine.reference and theirs.heading.id != mine.heading.id
    made = one.take(twin.give())
    assert [(each.reference, each.reason) for each in made.left] == [(mine.reference, TAKEN)]
    assert [each.reference for each in made.kept] == [other.reference]
    twin.base.close()
    assert one.sound()


def test_a_trial_tells_the_same_and_keeps_nothing(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.hold()
    path = one.give()
    before = two.said()
    tried = two.take(path, keep=False)
    assert two.said() == before and not two.base.archived_flows()
    assert two.take(path) == tried


def test_only_what_was_chosen_is_in_the_file_and_nothing_of_its_base(desks: tuple[Desk, Desk]) -> None:
    one, _ = desks
    wanted, other = one.hold(), one.hold()
    one.base.connection.execute(
        "INSERT INTO access_log (at, who, what, reference) VALUES (1, 'ana', 'fiche', 'x')"
    )
    path = one.give(wanted.interview.household.lower())
    opening.unlock(path, PHRASE)
    with opened(path) as source:
        assert source.interviews() == [wanted.heading.id]
        secrets = "SELECT id, secret FROM identity"
        assert (
            source.connection.execute(secrets).fetchall() != one.base.connection.execute(secrets).fetchall()
        )
        for table in ("access_log", "written_file", "erasure", "erased_household"):
            assert source.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert other.reference.encode() not in path.read_bytes()
    assert not [each for each in one.folder.iterdir() if ".part" in each.name]


def test_every_wrong_code_is_told_at_once(desks: tuple[Desk, Desk]) -> None:
    one, _ = desks
    one.hold()
    with pytest.raises(HandoverRefused) as caught:
        chosen(one.base, ["7K3Q-2P6", "trop court", "7K3Q-2P7"])
    assert len(str(caught.value).splitlines()) == 3


def test_only_households_met_since_a_day_are_chosen(desks: tuple[Desk, Desk]) -> None:
    one, _ = desks
    old, new = one.hold(), one.hold()
    record = one.base.record(new.heading.id)
    assert record is not None
    assert list(chosen(one.base, None, record.touched_at)) == [new.interview.household]
    assert set(chosen(one.base, None)) == {old.interview.household, new.interview.household}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE journal SET value = '\"non\"' WHERE question = 'demande'", "a été changée"),
        ("DELETE FROM journal WHERE question = 'demande'", "il manque"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "il devait contenir"),
        ("UPDATE flow_archive SET sha256 = zeroblob(32)", "archivé"),
    ],
)
def test_a_file_that_was_changed_brings_nothing(desks: tuple[Desk, Desk], statement: str, told: str) -> None:
    """Even by someone who has the phrase: seals and slip are checked before anything is written."""
    one, two = desks
    one.hold()
    path = one.give()
    key = opening.unlock(path, PHRASE)
    raw = cipher.connect(opening.uri(path, "rw"), key, 1)
    raw.execute("INSERT INTO erasing VALUES (1)")
    for trigger in ("journal_no_update", "flow_archive_no_update"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute(statement)
    raw.close()
    with pytest.raises(Unsound) as caught:
        two.take(path)
    assert any(told in each.detail for each in caught.value.damages)
    assert two.base.interviews() == []


def test_an_entry_rewritten_and_sealed_again_is_refused(desks: tuple[Desk, Desk]) -> None:
    """A forged file whose seals hold still cannot change an entry the base already has."""
    one, two = desks
    held = one.hold()
    two.take(one.give())
    forged = Desk(one.folder, "faux", 9)
    flow = one.base.archived_flows()[0]
    row = forged.base.archive_flow(flow.flow, flow.version, flow.sha256, flow.source)
    entries = [
        replace(each, flow=row, value="non" if each.question == "asf_demandee" else each.value, author="faux")
        for each in one.base.entries(held.heading.id)
    ]
    record = one.base.record(held.heading.id)
    assert record is not None
    forged.base.append(entries, replace(record, flow=row))
    made = two.take(forged.give())
    forged.base.close()
    assert [each.reason for each in made.left] == [ALTERED]
    assert two.said() == one.said()


def test_a_household_erased_here_does_not_come_back(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    held, other = one.hold(), one.hold()
    marks.mark(two.base.connection, [held.interview.household], START)
    made = two.take(one.give())
    assert made.erased == 1
    assert two.base.interviews() == [other.heading.id]
    assert hashlib.sha256(flow_text(two)).digest() == two.base.archived_flows()[0].sha256


def flow_text(desk: Desk) -> bytes:
    return desk.base.archived_flows()[0].source.encode()


def test_a_file_needs_its_phrase_and_a_whole_base_is_not_a_file(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.hold()
    path = one.give()
    with pytest.raises(BaseEncrypted), opened(path):
        pass
    with pytest.raises(WrongPhrase):
        opening.unlock(path, "autre chose, vraiment")
    key = Key(bytes(range(16)), bytes(32))
    cipher.remember(key)
    Base.open(one.folder / "entiere.db", key=key).close()
    with pytest.raises(HandoverRefused, match="base entière"), opened(one.folder / "entiere.db"):
        pass
    assert two.base.interviews() == []


# Small random histories. Three desks share an interview, go on with it each on their own, and exchange
# files in any order: whatever the order, whoever has received everything says the same.

STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("courrier", "minutes", "suite", "nouveau", "rappel"))),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40 if os.environ.get("REPERE_LONG") else 8)
@given(steps=STEPS, order=st.permutations([0, 1, 2]), seed=st.integers(0, 999))
def test_whatever_the_order_of_the_exchanges_every_base_says_the_same(
    steps: list[tuple[int, str]],
    order: list[int],
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("echanges")
    desks = [Desk(folder, name, number) for number, name in enumerate(("ana", "bea", "cid"), 1)]
    held = desks[0].hold()
    seeded = desks[0].give()
    for desk in desks[1:]:
        desk.take(seeded)
    for number, step in steps:
        go_on(desks[number], held.heading.id, step)
    files = [desk.give() for desk in desks]
    forward, backward = Desk(folder, "forward", 5), Desk(folder, "backward", 6)
    for place in order:
        forward.take(files[place])
    for place in [*reversed(order), random.Random(seed).choice(order)]:
        backward.take(files[place])
    assert forward.said() == backward.said()
    for place in order:
        desks[0].take(files[place])
    assert desks[0].said() == forward.said()
    assert forward.sound() and backward.sound() and desks[0].sound()
    for desk in (*desks, forward, backward):
        desk.base.close()


def go_on(desk: Desk, interview: UUID, step: str) -> None:
    if step == "nouveau":
        desk.hold()
    elif step == "minutes":
        answered(desk, interview, str(desk.place.now() % 59))
    elif step == "suite":
        desk.again(interview).follow(FollowUp("suite", 1, {"code": "rejet", "date": "2026-04-01"}))
    elif step == "rappel":
        desk.again(interview).follow(FollowUp("rappel", 1, ["2026-05-01", "2026-05-20"]))
    else:
        desk.act(interview)
