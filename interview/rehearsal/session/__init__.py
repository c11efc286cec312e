"""A session: several people rehearse the same cases, and look together at where they part.

- ``model``: what was answered, gathered
"""
