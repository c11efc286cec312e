"""The dossier d'interpellation: what recurs, what illustrates it, what is proposed, the meeting.

- ``state``: what a dossier holds, as plain data; ``service``: the only door, everything kept at each change
- ``subject``: from codes and dates to a scope, and to words
- ``gathering``: the situations of a scope; ``proposing``: which of them tell most, and why
- ``likeness``: proposals that say the same thing
- ``general``: the figures; ``changes``: what moved since the last meeting
- ``content``: the whole as the context of its template; ``saving``: written, remembered, handed
"""
