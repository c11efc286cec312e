"""What is said once a case has been rehearsed: where the agent and the reference part, why, what it changes.

- ``model``: a debrief as plain frozen values, in final French
- ``computing``: from an attempt to its debrief; ``standings``: what an answer is worth; ``leading``: what
  would have led to the reference
- ``words``: the sentences
- ``content``, ``saving``: the document; ``command``: ``repere formation retour``

Pure but for ``saving``. There is no score: what counts is what a difference changes.
"""
