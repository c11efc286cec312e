"""The flow given to a command: an id or a file. Nothing is read here, only found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class FlowArgument(click.ParamType):  # type: ignore[type-arg]  # generic in the latest click only
    """Gives the file of the flow; None for the shipped one. What is unknown is a wrong usage."""

    name = "parcours"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | None:
        """The file meant by *value*."""
        from interview.workbench.known_flows import UnknownFlow, flow_named

        if isinstance(value, Path):
            return value
        try:
            return flow_named(value)
        except UnknownFlow as error:
            self.fail(str(error), param, ctx)


FLOW = FlowArgument()
