"""Dossiers kept: at each change, edition by edition, and out of them what is erased."""

import json

import pytest

from store import dossiers

STATE = {
    "subject": {"organism": "cpam"},
    "sheets": [{"references": ["26-AAAAA-1"]}, {"references": ["26-BBBBB-1"]}],
    "proposals": [
        {"words": "Dit par la première.", "references": ["26-AAAAA-1"], "words_of": "26-AAAAA-1"},
        {"words": "Dit par elle.", "references": ["26-AAAAA-1", "26-BBBBB-1"], "words_of": "26-AAAAA-1"},
        {"words": "Dit par l’autre.", "references": ["26-BBBBB-1", "26-AAAAA-1"], "words_of": "26-BBBBB-1"},
        {"words": "Récrit par l’agent.", "references": ["26-AAAAA-1", "26-BBBBB-1"]},
        {"words": "Ajouté par l’agent."},
    ],
    "gathered": {"references": ["26-AAAAA-1", "26-BBBBB-1"]},
    "meeting": {"agenda": ["Voir 26-aaaaa-1 et 26-AAAAA-12", "Rien"]},
}


def _text(value=STATE):
    return json.dumps(value, ensure_ascii=False)


def _forget(base, *names):
    base.connection.execute("BEGIN IMMEDIATE")
    dossiers.forget(base.connection, names)
    base.connection.execute("COMMIT")


def test_what_is_kept_is_read_back_and_the_last_touched_comes_first(base):
    first = dossiers.add(base, _text(), 10)
    second = dossiers.add(base, "{}", 20)
    assert dossiers.read(base, first.number) == first
    assert [each.number for each in dossiers.listed(base)] == [second.number, first.number]
    saved = dossiers.save(base, first, "{}", 30)
    assert dossiers.listed(base)[0] == saved


def test_two_windows_cannot_write_over_each_other(base):
    kept = dossiers.add(base, _text(), 10)
    dossiers.save(base, kept, '{"a": 1}', 11)
    with pytest.raises(dossiers.DossierChanged):
        dossiers.save(base, kept, '{"b": 1}', 12)
    with pytest.raises(dossiers.DossierChanged):
        dossiers.hand(base, kept, "{}", "{}", 13)
    assert dossiers.read(base, kept.number).state == '{"a": 1}'
    assert dossiers.editions(base, kept.number) == []


def test_two_changes_in_one_millisecond_are_two(base):
    kept = dossiers.add(base, "{}", 10)
    again = dossiers.save(base, kept, '{"a": 1}', 10)
    with pytest.raises(dossiers.DossierChanged):
        dossiers.save(base, kept, "{}", 10)
    dossiers.save(base, again, "{}", 10)


def test_editions_are_numbered_from_one_and_stay_as_they_were_handed(base):
    kept = dossiers.add(base, "{}", 10)
    kept = dossiers.hand(base, kept, '{"s": 1}', '{"p": 1}', 20)
    kept = dossiers.hand(base, kept, '{"s": 2}', '{"p": 2}', 30)
    dossiers.save(base, kept, '{"s": 3}', 40)
    told = dossiers.editions(base, kept.number)
    assert [(each.edition, each.at, each.state, each.published) for each in told] == [
        (1, 20, '{"s": 1}', '{"p": 1}'),
        (2, 30, '{"s": 2}', '{"p": 2}'),
    ]
    assert kept.editions == 2


def test_a_dossier_that_is_not_there_is_told_by_its_number(base):
    with pytest.raises(dossiers.NoDossier, match="n°\u00a07"):
        dossiers.read(base, 7)
    with pytest.raises(dossiers.NoDossier):
        dossiers.remove(base, 7)


def test_what_is_removed_goes_with_its_editions(base):
    kept = dossiers.hand(base, dossiers.add(base, _text(), 1), _text(), "{}", 2)
    dossiers.remove(base, kept.number)
    assert base.connection.execute("SELECT count(*) FROM dossier_edition").fetchone()[0] == 0


def test_what_rests_on_an_erased_situation_alone_goes_and_the_rest_stays(base):
    kept = dossiers.hand(base, dossiers.add(base, _text(), 1), _text(), _text(), 2)
    _forget(base, "26-aaaaa-1")
    edition = dossiers.editions(base, kept.number)[0]
    for text in (dossiers.read(base, kept.number).state, edition.state, edition.published):
        told = json.loads(text)
        assert 'AAAAA-1"' not in text.upper()
        assert told["sheets"] == [{"references": ["26-BBBBB-1"]}]
        assert [each["words"] for each in told["proposals"]] == [
            "Dit par l’autre.",
            "Récrit par l’agent.",
            "Ajouté par l’agent.",
        ]
        assert told["gathered"] == {"references": ["26-BBBBB-1"]}
        assert told["meeting"]["agenda"] == ["Voir [effacé] et 26-AAAAA-12", "Rien"]


def test_an_erasure_leaves_the_dossiers_that_name_nobody_erased(base):
    kept = dossiers.add(base, _text(), 1)
    _forget(base, "26-ZZZZZ-1")
    assert dossiers.read(base, kept.number) == kept


def test_the_dossiers_that_name_a_situation_are_known(base):
    kept = dossiers.hand(base, dossiers.add(base, _text(), 1), "{}", _text(), 2)
    dossiers.save(base, kept, "{}", 3)
    assert dossiers.naming(base, ["26-bbbbb-1"]) == [(kept.number, 1)]
    assert dossiers.naming(base, ["26-ZZZZZ-1"]) == []
