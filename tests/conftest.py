"""Fixtures of every room."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from flows.flow import Flow
from interview.engine import FlowMachine
from tests.support import same_as_golden, shipped_flow, shipped_machine

settings.register_profile(
    "default",
    deadline=None,  # machines are shared: a slow moment is not a fault
    derandomize=True,  # the same examples on every machine: what fails for one fails for all
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("default"), derandomize=False, max_examples=400)
settings.load_profile("long" if os.environ.get("REPERE_LONG") == "1" else "default")


@pytest.fixture(autouse=True, scope="session")
def nobody_s_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests run as on a new machine, whatever the person who runs them has set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        for variable in ("REPERE_BASE", "REPERE_FORMATION"):
            patch.delenv(variable, raising=False)
        yield


@pytest.fixture(scope="session")
def flow() -> Flow:
    """The shipped flow."""
    return shipped_flow()


@pytest.fixture(scope="session")
def machine() -> FlowMachine:
    """The shipped flow, compiled."""
    return shipped_machine()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, beside the test that asks."""
    return lambda name, text: same_as_golden(request.path.parent / "golden" / name, text)
