"""Answering the cases of a session, each on their own, without debrief."""
