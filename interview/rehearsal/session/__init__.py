"""A session: several people rehearse the same cases, and look together at where they part.

- ``model``: what was answered, gathered
- ``figures``: everything that is counted of it, in frozen structs. It rests on ``agreement_rows`` (answers
  as rows), ``coefficients`` and ``bootstrap`` (agreement and its interval), ``agreement``, ``reading`` (the
  same, said in plain French), ``dividing``, ``confusions``, ``tree``, ``shift``
- ``tree_drawing``, ``figures_charts``: the tree in words, and two charts of the whole session
- ``arriving``, ``showing``, ``saving``, ``recent``: what the trainer’s screen asks for: who has answered,
  the figures with the references that were shown and no other, files written beside, sessions last held
"""
