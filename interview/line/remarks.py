"""What a second look would question, told line by line."""

from __future__ import annotations

from collections.abc import Sequence

from interview.line.console import Console
from interview.remarks import TITLE, Remark
from interview.views import ReviewRow
from templates.typography import french


def tell_remarks(console: Console, remarks: Sequence[Remark], rows: Sequence[ReviewRow], first: int) -> None:
    """Each remark, with the number of the answer to change.

    Args:
        rows: the answers of the situation, numbered from *first* but for those set aside.
    """
    standing = [row.question for row in rows if row.state != "parquee"]
    numbers = {question: rank for rank, question in enumerate(standing, first)}
    console.items(french(f"{TITLE} :"), (_told(each, numbers.get(each.question, 0)) for each in remarks))


def _told(remark: Remark, number: int) -> str:
    return french(f"{remark.sentence} (Réponse n° {number}.)") if number else remark.sentence
