"""Rehearsing a case alone: playing it, what is kept of it, progress."""
