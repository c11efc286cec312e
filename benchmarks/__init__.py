"""Measurements of the program beside plain programs that do the same work: `uv run python -m benchmarks`."""
