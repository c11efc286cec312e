"""Practice: what is invented to learn and to show, never near the base of real people.

- ``commands``: the commands of ``repere formation``
- ``fictional_year``: a year of invented interviews, in a base of its own
"""
