"""The récapitulatif: the sheet handed to the person at the end, of which the agent ticks every line.

Nothing of an interview is on it unless somebody ticked it: it may be read by others at home. What was
ticked and written is kept in the journal, so that it can be printed again and changed.
"""

from __future__ import annotations
