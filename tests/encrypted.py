"""The same tests on encrypted bases: ``pytest -p tests.encrypted tests/store tests/interview``.

Every base made is encrypted, and a test that looks into one with plain ``sqlite3`` gets in too.
"""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from store import cipher, opening
from store.cipher import Key

KEY = Key(bytes(range(200, 216)), bytes(range(32)))

MODULES = ("test_cipher", "test_handing", "test_killed", "test_cli")  # plain bases, or other processes
MODULES += ("test_fictional",)  # it forgets the keys of other tests
APART = (
    "test_a_base_of_ours_without_its_tables",  # makes a plain file of its own
    "test_a_base_stopped_at_an_older_version",  # as above
    "test_each_kind_of_file",  # it tells a plain base by its header
    "test_what_was_said_before_the_journal_was_sealed",  # as above
    "test_a_damaged_base_is_told",  # a spoilt page is told as unreadable rather than damaged
    "test_neither_importing_nor_opening",  # another process, which has no key
    "test_several_programs_starting_together",  # as above
    "test_every_accepted_entry_survives",  # as above
    "test_two_programs_writing",  # as above
    "test_a_kill_at_any_instant",  # as above
    "test_a_copy_can_be_made_in_a_thread",  # as above
    "test_a_restored_base_stays_as_protected",  # it chooses which base is encrypted
    "test_a_restored_base_is_the_copy",  # they put back a plain copy: the key is given with the base
    "test_who_looked_at_what_stays_known",  # as above
    "test_two_programs_do_not_put_copies_back",  # as above
    "test_a_household_erased_since_does_not_come_back_with_the_copy",  # as above
    "test_a_copy_is_one_private_file",  # it reads the header of a plain file
    "test_a_sound_base_is_told_and_the_day",  # it says that the base is plain
    "test_no_byte_of_an_erased_household",  # they look for words that cannot be read here
    "test_the_search_for_bytes_finds",  # as above
    "test_what_is_deleted_is_overwritten",  # as above
    "test_an_index_that_is_not_made_anew",  # as above
)


def pytest_configure() -> None:
    import store.cipher_connection  # noqa: F401 — before a test leaves its rights behind

    cipher.remember(KEY)
    plain_check, plain_connect = opening._check_identity, sqlite3.connect

    def check(path: Path, key: Key | None, *, may_be_empty: bool) -> Key | None:
        found = plain_check(path, key, may_be_empty=may_be_empty)
        return KEY if found is None and path.stat().st_size == 0 else found

    def connect(database: Any, *given: Any, **options: Any) -> sqlite3.Connection:
        file = Path(unquote(str(database).removeprefix("file://").partition("?")[0]))
        if file.is_file() and file.read_bytes()[:16] == KEY.salt:
            found = cipher.connect(file.as_uri(), KEY, options.get("timeout", 5.0))
            if "isolation_level" not in options:
                found.isolation_level = ""
            return found
        made: sqlite3.Connection = plain_connect(database, *given, **options)
        return made

    opening._check_identity = check
    sqlite3.connect = connect  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [each for each in items if not each.name.startswith(APART) and each.path.stem not in MODULES]
