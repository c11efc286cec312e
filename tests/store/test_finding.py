"""Finding situations: the right rows, whatever is typed, in pages that neither repeat nor forget."""

import pytest
from msgspec.structs import replace

from store import ChronologyRow, Filter, FormRecord
from store import finding as store_finding

KEPT = (FormRecord("non_reception", True, True), FormRecord("non_demande", True, False))


@pytest.fixture
def one(make):
    """Writes an interview of one situation; *about* is the interview, the rest the situation."""

    def write(about=None, **fields):
        record = make.written(situations=(make.situation(**fields),), **(about or {}))
        return record.situations[0].reference

    return write


def found(base, **wanted):
    return [row.reference for row in base.find(Filter(**wanted)).rows]


@pytest.mark.parametrize(
    ("about", "fields", "wanted"),
    [
        ({"service": "asf"}, {}, {"service": "asf"}),
        ({"territory": "nord"}, {}, {"territory": "nord"}),
        ({"state": "abandonne"}, {}, {"state": "abandonne"}),
        ({"household": "M-1"}, {}, {"household": "m-1"}),
        ({"started_at": 500}, {}, {"since": 500, "until": 501}),
        ({}, {"prestation": "rsa"}, {"benefits": ("rsa", "aah")}),
        ({}, {"domaine": "sante"}, {"domain": "sante"}),
        ({}, {"certitude": "avere"}, {"certainty": "avere"}),
        ({}, {"formes": KEPT}, {"form": "non_reception"}),
        ({}, {"organismes": ("caf", "cpam")}, {"organism": "cpam"}),
        ({}, {"relance_le": "2026-03-06", "retard_le": "2026-03-24"}, {"to_chase_on": "2026-03-06"}),
        ({}, {"relance_le": "2026-03-06", "retard_le": "2026-03-24"}, {"late_on": "2026-03-24"}),
        ({}, {"synthese": "Un dossier égaré."}, {"words": "EGARE"}),
    ],
)
def test_each_criterion_finds_what_has_it_and_nothing_else(base, one, about, fields, wanted):
    reference = one(about, **fields)
    one({"service": "autre", "household": "M-2"}, prestation="c2s", organismes=("caf",))
    assert found(base, **wanted) == [reference]


def test_the_end_of_a_period_is_not_part_of_it(base, one):
    one({"started_at": 501})
    assert found(base, since=500, until=501) == []


def test_criteria_add_up(base, one):
    both = one({"service": "asf"}, prestation="rsa", synthese="un dossier")
    one({"service": "asf"}, prestation="c2s", synthese="un dossier")
    one({"service": "autre"}, prestation="rsa", synthese="un dossier")
    one({"service": "asf"}, prestation="rsa", synthese="rien")
    assert found(base, service="asf", benefits=("rsa",), words="dossier") == [both]


def test_a_form_that_was_proposed_but_not_kept_does_not_count(base, one):
    one(formes=KEPT)
    assert found(base, form="non_demande") == []


def test_it_is_not_to_chase_up_the_day_before_nor_late_before_the_second_delay(base, one):
    one(relance_le="2026-03-06", retard_le="2026-03-24")
    assert found(base, to_chase_on="2026-03-05") == []
    assert found(base, late_on="2026-03-23") == []


def test_a_situation_is_open_while_a_form_is_kept_and_nothing_has_ended_it(base, one):
    waiting = one(formes=KEPT, core_complete=True)
    silent = one(formes=KEPT, core_complete=True, suite="sans_nouvelles")
    ended = one(formes=KEPT, core_complete=True, suite="droit_ouvert")
    settled = one(formes=KEPT, core_complete=True, issue="regularisee")
    none = one(core_complete=True)
    one(core_complete=False)
    assert sorted(found(base, openness="ouvertes")) == sorted([waiting, silent])
    assert sorted(found(base, openness="closes")) == sorted([ended, settled, none])
    assert {row.reference for row in base.find(Filter()).rows if row.ouverte} == {waiting, silent}


def test_a_situation_qualified_anew_is_closed_in_favour_of_the_later_one(base, one):
    """Only one of the two counts, and only once the later one is qualified."""
    first = one(formes=KEPT, core_complete=True, relance_le="2026-03-06", retard_le="2026-03-24")
    unfinished = one(requalifie=first)
    assert first in found(base, openness="ouvertes")
    later = one(formes=KEPT, core_complete=True, requalifie=first)
    assert found(base, openness="ouvertes") == [later]
    assert found(base, to_chase_on="2026-12-31") == []
    rows = {row.reference: row for row in base.find(Filter()).rows}
    assert (rows[first].requalifie_par, rows[later].requalifie, rows[unfinished].requalifie_par) == (
        later,
        first,
        None,
    )


def test_words_are_looked_for_in_all_that_was_written_in_free_text(base, one):
    step = ChronologyRow("2026-03", "la CPAM", "guichet", "Rendez-vous refusé")
    texts = {
        "synthese": "éclaircie",
        "demande_individuelle": "réexamen",
        "proposition_institution": "guichetière",
        "decision_reason": "hésitation",
    }
    reference = one(chronologie=(step,), **texts)
    for typed in (*texts.values(), "refuse", "cpam", "GUICHET rendez", "réex", "reexam"):
        assert found(base, words=typed) == [reference], typed


@pytest.mark.parametrize("written", ["sa sœur", "sa soeur", "SA SŒUR"])
@pytest.mark.parametrize("typed", ["sœur", "soeur", "SOE", "sœu", "soeur sa", "se\u0301"])
def test_ligatures_and_accents_are_found_however_they_are_typed(base, one, written, typed):
    """Keyboards differ: the ligature, its two letters, an accent in one character or in two."""
    reference = one(synthese=f"{written} est séparée")
    assert found(base, words=typed) == [reference]


def test_only_the_last_word_may_be_unfinished(base, one):
    reference = one(synthese="dossier renvoyé")
    assert found(base, words="dossier renv") == [reference]
    assert found(base, words="doss renvoyé") == []


@pytest.mark.parametrize(
    "typed", ['"', "AND", "NOT dossier", "a*b(", "text:", "^dossier", "- : ()", "''; --"]
)
def test_signs_of_the_search_language_are_plain_characters(base, one, typed):
    """Whatever is typed, the search answers; it never takes it as an order."""
    one(synthese="le dossier")
    base.find(Filter(words=typed))


def test_words_also_find_a_reference_a_household_and_the_benefits_they_name(base, one, make):
    reference = one({"household": "7K3Q-2P6"}, reference="26-AB12C-1")
    benefit = one(prestation="c2s")
    assert found(base, words="26-ab") == [reference]
    assert found(base, words=" 7k3q-2p6 ") == [reference]
    assert found(base, words="cmu", named=("c2s",)) == [benefit]
    assert found(base, words="%") == []


def test_a_corrected_text_is_found_by_its_new_words_only(base, make):
    record = make.written(situations=(make.situation(synthese="avant"),))
    changed = replace(record.situations[0], synthese="après")
    base.append([make.entry(record.id)], replace(record, situations=(changed,)))
    assert found(base, words="avant") == []
    assert found(base, words="apres") == [changed.reference]


@pytest.mark.parametrize("wanted", [{}, {"words": "commun"}, {"words": "commun", "service": "asf"}])
@pytest.mark.parametrize("common", [2, 3_000])
def test_pages_put_end_to_end_are_the_whole_list_once(base, one, monkeypatch, wanted, common):
    """Neither repeated nor forgotten, even among rows touched together, by both ways of searching."""
    monkeypatch.setattr(store_finding, "COMMON", common)
    written = [one({"touched_at": 10 + rank // 3, "service": "asf"}, synthese="commun") for rank in range(11)]
    pages, after = [], None
    while True:
        page = base.find(Filter(**wanted), after, limit=4)
        assert page.total == 11
        pages += [row.reference for row in page.rows]
        after = page.after
        if after is None:
            break
    assert pages == written[::-1]


def test_a_common_word_finds_what_a_rare_one_would(base, one, monkeypatch):
    """The two ways of searching give the same rows."""
    references = [one(synthese="commun", prestation="rsa" if rank % 2 else "c2s") for rank in range(6)]
    one(synthese="autre", prestation="rsa")
    for wanted in ({"words": "commun"}, {"words": "commun", "named": ("rsa",)}):
        rare = found(base, **wanted)
        monkeypatch.setattr(store_finding, "COMMON", 1)
        assert found(base, **wanted) == rare
        monkeypatch.undo()
    assert found(base, words="commun") == references[::-1]


def test_the_total_stops_counting_where_it_no_longer_helps(base, one, monkeypatch):
    monkeypatch.setattr(store_finding, "COUNTED", 3)
    for _ in range(6):
        one()
    assert base.find(Filter(), limit=2).total == 4
    assert base.find(Filter(), limit=50).total == 6


def test_a_filter_on_benefits_never_walks_their_index_for_each_interview(base, one):
    """Without statistics, the planner once took that index inside the loop: 23 s instead of 3 ms."""
    one(prestation="rsa")
    seen: list[str] = []
    base.connection.set_trace_callback(seen.append)
    base.find(Filter(benefits=("rsa",)))
    base.connection.set_trace_callback(None)
    plans = [
        " ".join(row[3] for row in base.connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
        for sql in seen
        if "FROM interview i" in sql
    ]
    assert plans
    assert not any("situation_by_prestation" in plan for plan in plans)
