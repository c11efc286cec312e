"""The figures as they may be shown: what is hidden, what may be inferred, and in what words.

The counts come from :mod:`store.figures`. Nothing here reads a base or a clock.
"""
