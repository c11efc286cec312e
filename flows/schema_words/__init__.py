"""French words for the schema of content files: what an editor shows beside each key.

One entry a struct, one sentence a key, under the name the key bears in the file. The structs say which
keys there are and what they hold; a test holds the two lists equal.
"""

from __future__ import annotations

from flows.schema_words.catalogue import CATALOGUE
from flows.schema_words.entry import DATE, Words
from flows.schema_words.flow import FLOW
from flows.schema_words.local import LOCAL
from flows.schema_words.scenario import SCENARIO

__all__ = ["DATE", "WORDS", "Words"]

WORDS: dict[type, Words] = {**FLOW, **LOCAL, **CATALOGUE, **SCENARIO}
"""What is said of each struct that a content file may hold."""
