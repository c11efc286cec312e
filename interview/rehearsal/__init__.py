"""Practice: what is invented to learn and to show, never near the base of real people.

- ``commands``: the commands of ``repere formation``
- ``library``: the cases; ``listing``, ``printing``: a case listed, and on paper
- ``playing``: a case rehearsed, kept apart; ``attempts``: what an attempt is; ``kept``: reading them back
- ``setting``: what is shown and heard; ``earlier``: a later visit; ``replaying``: again from a question on
- ``debrief``: the two paths side by side; ``progress``: one learner over time
- ``session``: the same cases by several people
- ``fictional_year``: a year of invented interviews, in a base of its own
"""
