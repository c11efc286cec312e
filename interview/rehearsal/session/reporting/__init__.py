"""The figures of a session in words: on screen, on paper, as JSON, as wording proposed."""
