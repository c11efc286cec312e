"""Practice: what is invented to learn and to show, never near the base of real people.

- ``cases``: the cases that can be rehearsed, found, listed, printed
- ``alone``: rehearsing one, and what is kept of it; ``debrief``: what is said of it afterwards
- ``session``: the same cases for a group
- ``given``: one situation as somebody qualified it, the same alone and in a group
- ``fictional_year``: a year of invented interviews, in a base of its own
- ``commands``: the commands of ``repere formation``
"""
