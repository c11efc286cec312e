"""What can be asked and concluded: content as data, its grammar, and what it means.

The content is YAML a trainer can read and change: ``non-recours.yaml`` (questions and rules),
``catalogue.yaml`` (benefits, organisms, old names, ways to contest), ``cases/`` (worked cases).
The code reads it strictly, tells all its faults at once, and says what answers mean.

- ``reading``, ``shape``, ``loader``: from a file to a checked :class:`flows.flow.Flow`
- ``grammar``, ``catalogue_file``, ``scenario``: what may be written
- ``conditions``: the closed operators and what they mean
- ``qualification``: answers → forms, certainty, typology, and what they rest on
- ``foresight``: what may still be concluded, what would have led elsewhere
- ``catalogue``, ``lookup``: search by any name, old or new
- ``faults``: what is wrong in a file, where, and what to do
"""
