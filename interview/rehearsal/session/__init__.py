"""A session: several people rehearse the same cases, and look together at where they part.

- ``folder``: its files, prepared, brought in, read strictly; ``model``: what was answered, gathered
- ``answers``: answering its cases, each on their own
- ``counting``: everything that is counted of it, in frozen structs
- ``reporting``: the same in words: screen, paper, JSON, wording proposed
- ``commands``: ``repere formation seance …``
"""
