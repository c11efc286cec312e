"""The grid: one row per situation, in and out of a base (see ``columns`` for what a row says)."""
