"""A year of invented interviews, in a base of its own.

- ``filling``: the whole year; ``making``: the base it goes to; ``command``: ``repere formation base-fictive``
- ``shares``: how often each thing comes; ``scene`` and ``recits.yaml``: what is told
- ``situation``: the answers of a situation; ``desk``: an interview held without a face; ``sequel``: what
  comes of it
"""
