"""The cases that can be rehearsed: found, listed, printed."""
