"""What these tests share."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from flows.faults import ContentError
from flows.loader import load_flow

TODAY = datetime.date(2026, 11, 21)


def sentence(path: Path) -> str:
    """Everything that is told of a file that is refused."""
    with pytest.raises(ContentError) as caught:
        load_flow(path)
    return str(caught.value)
