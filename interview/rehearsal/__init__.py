"""Practice: what is invented to learn and to show, never near the base of real people.

- ``fictional``: a whole year of invented interviews; ``fictional_shares``: how often each thing comes;
  ``fictional_scene`` and ``recits.yaml``: what is told; ``fictional_situation``: the answers of a situation;
  ``fictional_desk``: an interview held without a face;
  ``fictional_sequel``: what comes of it; ``fictional_command``: ``repere formation base-fictive``
- ``commands``: the commands of ``repere formation``
"""
