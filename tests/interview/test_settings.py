"""What a team sets once: every key checked, the file kept as its author wrote it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from flows.faults import ContentError
from interview.conversation import Conversation
from interview.settings import Settings, read_settings
from interview.settings_file import UnknownSetting, changed, listed
from interview.settings_reading import parse_settings
from interview.sheets.saving import save_sheet
from interview.surroundings import workplace
from interview.working_days import after_working_days, is_working_day
from tests.flows.local_flows import written
from tests.support import CASE_6, answer_all


def test_without_a_file_everything_has_its_usual_value(tmp_path: Path) -> None:
    """Nothing has to be set before the first interview."""
    settings = read_settings(tmp_path / "reglages.toml")
    assert settings == Settings()
    assert (settings.retention.months, settings.reminders.days) == (24, (3, 15))


def test_a_misspelt_key_is_told_with_its_line_and_the_nearest_one() -> None:
    """All the faults of the file are told together."""
    with pytest.raises(ContentError) as refused:
        parse_settings('servise = "asf"\n\n[conservation]\nmoi = 12\n', "reglages.toml")
    told = [(each.code, each.line, each.nearest) for each in refused.value.faults]
    assert told == [("P020", 1, "service"), ("P020", 4, "mois")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[conservation]\nmois = 40\n", 2, "de 1 à 36"),
        ("\n[relances]\njours = [15, 3]\n", 3, "le plus petit d’abord"),
        ('[relances]\nzone = "Bretagne"\n', 2, "Métropole"),
        ('telephone_service = "à l’accueil"\n', 1, "04 76 00 00 00"),
        ('agent = "Une Personne"\n', 1, "minuscules"),
        ("theme = sombre\n", 1, "TOML"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_is_accepted(text: str, line: int, words: str) -> None:
    """The agent’s code is a code: a name is not accepted."""
    with pytest.raises(ContentError) as refused:
        parse_settings(text, "reglages.toml")
    (fault,) = refused.value.faults
    assert fault.line == line
    assert words in str(fault)


def test_a_change_keeps_the_comments_of_the_file() -> None:
    """The file is its author’s."""
    text = '# Notre service\nservice = "asf" # code\n'
    after = changed(text, "relances.jours", "5, 20", "reglages.toml")
    assert after.startswith(text)
    assert parse_settings(after, "x").reminders.days == (5, 20)
    assert parse_settings(changed(after, "relances.jours", "", "x"), "x") == parse_settings(text, "x")


def test_a_change_to_a_key_that_does_not_exist_names_the_nearest_first() -> None:
    """And changes nothing."""
    with pytest.raises(UnknownSetting, match="Réglages : service, "):
        changed("", "servic", "asf", "reglages.toml")


def test_every_setting_says_what_it_is_for() -> None:
    """The list of settings is their documentation."""
    assert all(each.description for each in listed(Settings()))


def test_working_days_leave_out_week_ends_and_public_holidays() -> None:
    """From Friday 30 April 2027: the 1st of May is a Saturday, Thursday 6 May is Ascension day."""
    friday = datetime.date(2027, 4, 30)
    assert after_working_days(friday, 3) == datetime.date(2027, 5, 5)
    assert after_working_days(friday, 4) == datetime.date(2027, 5, 7)
    assert not is_working_day(datetime.date(2026, 12, 25))
    assert is_working_day(datetime.date(2026, 12, 28))


def test_the_holidays_are_those_of_the_place() -> None:
    """26 December is a holiday in Alsace-Moselle only."""
    day = datetime.date(2028, 12, 26)
    assert is_working_day(day)
    assert not is_working_day(day, "Alsace-Moselle")


def test_the_flow_and_the_templates_of_the_settings_are_those_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A team sets them once: no option has to be typed; a name that leads nowhere is told."""
    monkeypatch.setattr("interview.settings.settings_path", lambda: tmp_path / "reglages.toml")
    local = written(tmp_path, name="notre-ville")
    (tmp_path / "modeles").mkdir()
    (tmp_path / "modeles" / "fiche.md.j2").write_text("# Notre fiche\n", encoding="utf-8")
    text = f"parcours = {json.dumps(str(local))}\nmodeles = {json.dumps(str(tmp_path / 'modeles'))}\n"
    (tmp_path / "reglages.toml").write_text(text, encoding="utf-8")
    place = workplace(None)
    assert place.machine.flow.id == "notre-ville"
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    path = save_sheet(held, 1, "texte", tmp_path / "fiche.txt")
    assert path.read_text("utf-8").strip().casefold() == "notre fiche"
    (tmp_path / "reglages.toml").write_text('parcours = "non-recour"\n', encoding="utf-8")
    with pytest.raises(ContentError, match="non-recours"):
        workplace(None)
