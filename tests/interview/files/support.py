"""What these tests share."""

from __future__ import annotations

from interview.cli import cli
from interview.cli_words import speak_french
from store import Base

NINETY_DAYS = 90 * 86_400_000


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def run(base: Base, *arguments: str) -> int:
    return speak_french(cli, ["dossiers", "--base", str(base.path), *arguments])
