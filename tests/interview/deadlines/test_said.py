"""Deadlines of a situation, in the words of its sheet."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.deadlines import EVENTS
from interview.conversation import Conversation
from interview.files.finding import listing
from interview.files.situation_view import situation_view
from interview.follow_up import a_relancer, conclude
from interview.sheets.content import sheet_of
from interview.sheets.ways import in_short
from store import Base, Filter
from templates import render_fiche
from tests.interview.deadlines.support import DAY, at, happens, plain, told, ways
from tests.support import CASE_6, START, answer_all, make_workplace, shipped_flow

# ── what is said ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("benefit", "today", "steps", "said"),
    [
        (
            "retraite",
            "2026-03-20",
            (("2026-03-04", "notification"),),
            "Décision notifiée le 4 mars 2026 : à faire au plus tard le "
            "lundi 4 mai 2026, si la notification indiquait les voies et délais ; il reste 45 jours.",
        ),
        (
            "retraite",
            "2026-03-20",
            (("2026-03-04", "notification_voies"),),
            "au plus tard le lundi 4 mai 2026 ; il reste 45 jours.",
        ),
        (
            "retraite",
            "2026-03-20",
            (("2026-03-04", "notification_sans_voies"),),
            "n’indiquait ni voie ni délai : le délai ne peut pas être opposé.",
        ),
        (
            "retraite",
            "2026-06-02",
            (("2026-03-04", "notification"), ("2026-03-20", "recours")),
            "Sans réponse depuis 74 jours (recours du 20 mars 2026) : rejet implicite depuis le 20 mai 2026. "
            "Depuis ce rejet : saisir le pôle social du tribunal judiciaire au plus tard le",
        ),
        (
            "rsa",
            "2026-03-20",
            (("2026-03", "notification"),),
            "à faire avant mai 2026 par prudence (le délai finit dans ce mois, jour inconnu), si la notif",
        ),
        (
            "aah",
            "2026-03-20",
            (("2026-01-10", "demande"),),
            "Demande du 10 janvier 2026 : sans réponse le 10 mai 2026, ce sera un rejet implicite.",
        ),
    ],
)
def test_each_day_is_told_with_what_it_follows_from(benefit, today, steps, said) -> None:
    assert said in told(benefit, today, *steps)


def test_what_would_follow_from_a_silence_is_not_told_while_an_answer_may_come() -> None:
    assert "10 juillet 2026" not in told("aah", "2026-05-09", ("2026-01-10", "demande"))
    assert "10 juillet 2026" in told("aah", "2026-05-10", ("2026-01-10", "demande"))


def test_no_day_is_given_where_no_step_says_what_it_is() -> None:
    assert "Délai : 2 mois après la notification, si elle indiquait" in told("retraite", "2026-03-20")
    assert "2026" not in told("retraite", "2026-03-20", ("2026-03-03", ""))


def test_the_sheet_tells_the_ways_and_what_is_to_be_checked_once(base: Base, held: Conversation) -> None:
    happens(held, "2026-03-02", "notification")
    text = plain(render_fiche(sheet_of(held, 1), "texte"))
    assert "au plus tard le samedi 2 mai 2026" in text
    assert text.count("à vérifier sur la notification") == 1
    view = situation_view(at(base, 1), held.heading.id, 1)
    assert len(view.deadlines) == 1
    assert "2 mai 2026" in plain(view.deadlines[0])


NOTIFIED = ("2026-03-04", "notification")


@pytest.mark.parametrize(
    ("benefit", "today", "steps", "said", "unsaid"),
    [
        # the agent knows the month of the appeal only: the decision of the 10th is not its answer
        (
            "retraite",
            "2026-05-11",
            (("2026-03", "recours"), ("2026-03-10", "notification")),
            "Recours de mars 2026",
            "sur le recours",
        ),
        # both on one day, the appeal written first
        (
            "retraite",
            "2026-04-11",
            (("2026-03-10", "recours"), ("2026-03-10", "notification")),
            "sans réponse le 10 mai 2026",
            "sur le recours",
        ),
        # an appeal written again moves nothing
        (
            "retraite",
            "2026-04-11",
            (NOTIFIED, ("2026-03-10", "recours"), ("2026-04-08", "recours")),
            "sans réponse le 10 mai 2026",
            "8 juin",
        ),
        # what follows the answer, or the silence, is the court: nothing more is known
        (
            "retraite",
            "2026-06-20",
            (NOTIFIED, ("2026-03-10", "recours"), ("2026-05-02", "notification"), ("2026-06-10", "recours")),
            "",
            "2026",
        ),
        (
            "retraite",
            "2026-06-20",
            (NOTIFIED, ("2026-03-10", "recours"), ("2026-05-10", "recours")),
            "",
            "2026",
        ),
        # a decision after the answer is a new one, and the answer keeps its own delay
        (
            "retraite",
            "2026-06-20",
            (
                NOTIFIED,
                ("2026-03-10", "recours"),
                ("2026-05-04", "notification"),
                ("2026-06-01", "notification"),
            ),
            "4 mai 2026 sur le recours : saisir le pôle social du tribunal judiciaire au plus tard le "
            "samedi 4 juillet 2026 (jour fermé, reporté au lundi 6 juillet 2026)",
            "1er juin 2026 sur le recours",
        ),
        # of two decisions each has its delay; the first is no longer told once it has passed
        ("rsa", "2026-03-20", (NOTIFIED, ("2026-03-10", "notification")), "lundi 4 mai 2026", ""),
        ("rsa", "2026-05-05", (NOTIFIED, ("2026-03-10", "notification")), "dimanche 10 mai 2026", "passé"),
        # an appeal to the préfecture has not the four months of a request
        ("", "2026-06-20", (("2026-06-01", "notification"), ("2026-06-10", "recours")), "", "octobre"),
        # known to the month: before it, in it, after it
        (
            "rsa",
            "2026-05-20",
            (("2026-03", "notification"),),
            "sans attendre (le délai finit en mai 2026",
            "",
        ),
        (
            "rsa",
            "2026-06-01",
            (("2026-03", "notification"),),
            "sans attendre (le délai finit en mai 2026",
            "",
        ),
        ("rsa", "2026-06-02", (("2026-03", "notification"),), "délai passé en mai 2026", "à faire"),
        ("aah", "2026-05-31", (("2026-01", "demande"),), "ce sera un rejet implicite", "juillet"),
        ("aah", "2026-06-01", (("2026-01", "demande"),), "rejet implicite depuis mai 2026", "passé"),
        # not stated: the administrative judge leaves a year, the judicial one sets none
        ("rsa", "2026-09-01", (("2026-03-04", "notification_sans_voies"),), "et dans l’année", "passé"),
        ("rsa", "2027-03-05", (("2026-03-04", "notification_sans_voies"),), "après un an", "dans l’année"),
        ("retraite", "2027-03-05", (("2026-03-04", "notification_sans_voies"),), "sans attendre.", "an,"),
        # the silence of the caisse on an appeal is worth a refusal for these too
        (
            "prime_activite",
            "2026-05-20",
            (NOTIFIED, ("2026-03-20", "recours")),
            "rejet implicite depuis",
            "Délai",
        ),
        # what our own service owes is no refusal
        ("aide_juridictionnelle", "2026-03-05", (NOTIFIED,), "Huit jours seulement", ""),
    ],
)
def test_a_sceptical_reader_finds_neither_a_false_day_nor_a_false_way(
    benefit, today, steps, said, unsaid
) -> None:
    organisms = () if benefit else ("prefecture",)
    text = told(benefit, today, *steps, organisms=organisms)
    assert said in text
    assert not unsaid or unsaid not in text


@pytest.mark.parametrize(
    ("benefit", "organisms", "domain", "way", "there"),
    [
        ("reversion", ("caisse_complementaire",), "", "Commission de recours amiable", False),
        ("reversion", ("carsat",), "", "Commission de recours amiable", True),
        ("reversion", ("ccas",), "", "Commission de recours amiable", True),
        ("aah", ("mdph",), "", "(CRA)", False),
        ("aah", ("caf",), "", "(CRA)", True),
        ("aah", ("caf",), "", "MDPH", True),
        ("aides_logement", ("caf", "ccas"), "", "domiciliation", False),
        ("", ("ccas",), "domiciliation", "domiciliation", True),
        ("", ("ccas",), "energie", "domiciliation", False),
        ("ame", ("cpam", "prefecture"), "", "titre de séjour", False),
        ("", ("prefecture",), "mobilite", "titre de séjour", False),
        ("", ("prefecture",), "etat_civil_sejour", "titre de séjour", True),
    ],
)
def test_a_way_is_told_only_for_what_it_contests(benefit, organisms, domain, way, there) -> None:
    assert (way in told(benefit, "2026-03-20", NOTIFIED, organisms=organisms, domain=domain)) is there


def test_the_caution_of_a_residence_permit_stands_beside_its_day() -> None:
    text = told("", "2026-06-20", ("2026-06-01", "notification"), organisms=("prefecture",))
    assert "3 août 2026" in text
    assert "plus court si le refus oblige à quitter le territoire" in text


def test_a_right_that_was_opened_has_no_deadline_left_and_a_refusal_keeps_its_own(
    base: Base, held: Conversation
) -> None:
    happens(held, "2026-03-02", "notification")
    refused = plain(conclude(held, 1, "rejet"))
    assert (
        "le délai pour contester court encore : saisir la commission de recours amiable (CRA) au plus"
        in refused
    )
    assert "au plus tard le samedi 2 mai 2026" in plain(render_fiche(sheet_of(held, 1), "texte"))
    assert situation_view(at(base, 1), held.heading.id, 1).deadlines
    assert plain(conclude(held, 1, "droit_ouvert")).endswith("Il n’y a plus rien à relancer.")
    assert "2 mai 2026" not in plain(render_fiche(sheet_of(held, 1), "texte"))
    assert situation_view(at(base, 1), held.heading.id, 1).deadlines == ()


@pytest.mark.parametrize(
    ("days", "said"),
    [(59, "Délai : 2 mai 2026"), (62, "Délai : 2 mai 2026"), (63, "Délai passé le 2 mai 2026")],
)
def test_home_and_the_list_agree_on_the_day_a_carried_deadline_ends(
    base: Base, held: Conversation, days: int, said: str
) -> None:
    """Saturday 2 May is carried to Monday the 4th: on that day it still leads, on the next it has passed."""
    happens(held, "2026-03-02", "notification")
    silent = Conversation.start(held.workplace)
    answer_all(silent, {name: each for name, each in CASE_6.items() if name != "chronologie"})
    silent.close()
    happens(silent, "2026-02-01", "notification")
    happens(silent, "2026-03-01", "recours")
    first, *_ = a_relancer(at(base, days)).lines
    wanted = Filter(to_chase_on=at(base, days).today().isoformat())
    rows = {each.reference: plain(each.due) for each in listing(at(base, days), wanted).lines}
    assert rows[held.situation_reference(1)] == said
    assert (first.reference == held.situation_reference(1)) is (days != 63)


_DATES = st.dates(datetime.date(2014, 1, 1), datetime.date(2027, 12, 31)).flatmap(
    lambda each: st.sampled_from(
        (each.isoformat(), each.isoformat(), each.isoformat()[:7], each.isoformat()[:4])
    )
)
_BENEFITS = st.sampled_from(("", *(each.code for each in shipped_flow().catalogue.file.benefits)))
_ORGANISMS = st.lists(
    st.sampled_from([each.code for each in shipped_flow().catalogue.file.organisms]), max_size=3, unique=True
)
_ISO_DAY = re.compile(r"\b(?:1er|[0-9]{1,2}) (?:janv|févr|mars|avri|mai|juin|juil|août|sept|octo|nove|déce)")


@settings(max_examples=150, deadline=None)
@given(
    _BENEFITS,
    _ORGANISMS,
    st.lists(st.tuples(_DATES, st.sampled_from(EVENTS)), max_size=5),
    st.dates(datetime.date(2016, 1, 1), datetime.date(2028, 12, 31)),
)
def test_whatever_happened_each_sentence_has_its_source_and_no_day_is_made_up(
    benefit: str, organisms: list[str], steps: list[tuple[str, str]], today: datetime.date
) -> None:
    """A source and its date with every way; no day without a day; nothing before its event; clean French."""
    found = ways(benefit, today.isoformat(), *steps, organisms=tuple(organisms))
    for way in found.ways:
        assert way.source and way.lu_le
        assert "à vérifier sur la notification" not in way.texte
    assert bool(found.reminder) == bool(found.ways)
    exact = any(len(when) == 10 for when, _ in steps)
    earliest = min((when for when, _ in steps), default="")
    for text in (
        *(each.texte for each in found.ways),
        *(each.sentence for each in found.deadlines),
        *in_short(found),
    ):
        assert exact or not _ISO_DAY.search(plain(text)), text
        assert not re.search(r"\.\.|\.,|,,|  |::|None|\( |,\.|;\.", plain(text)), text
        assert plain(text).endswith("."), text
        assert not (" passé " in text and "il reste" in text and len(steps) < 2), text
    for line in found.deadlines:
        assert line.day == "" or line.day[: len(earliest)] >= earliest
        assert line.passed is False or not line.to_act or "passé" in line.sentence


# ── amounts ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("benefit", "since", "asked", "said", "unsaid"),
    [
        ("rsa", "2026-05", "manque_mensuel", "651,69 € par mois depuis le 1er avril 2026", "à vérifier"),
        ("rsa", "2026-03", "manque_mensuel", "", "651,69"),
        ("rsa", "inconnu", "manque_mensuel", "Ce n’est pas ce qui est dû à ce ménage.", "à vérifier"),
        ("aspa", "2026-05", "manque_mensuel", "12 523,14 € par an", "succession"),
        ("c2s", "2026-05", "manque_mensuel", "", "Repère"),
    ],
)
def test_the_amounts_of_the_rule_are_told_as_of_the_facts_and_never_as_due(
    benefit: str, since: str, asked: str, said: str, unsaid: str
) -> None:
    held = Conversation.start(make_workplace(now=lambda: START + 90 * DAY))
    given = {**CASE_6, "prestation": benefit, "depuis": since}
    while (prompt := held.prompt()) is not None and prompt.question != asked:
        if prompt.question in given:
            held.answer(given[prompt.question])
        else:
            held.skip()
    assert prompt is not None
    assert said in plain(prompt.why)
    assert unsaid not in plain(prompt.why)
