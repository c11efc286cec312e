"""What can be established about a flow before anyone sits down with a person.

    proof = prove(flow)

- ``results``: what is said (:class:`Proof`, or :class:`Declined` past a stated bound)
- ``proving``: the property, and all that is asked of the graphs
- ``targets``: what may be concluded; ``answers``: what may be answered;
  ``bounds``: what stops the work; ``logic``: formulas and what is left of them
- ``plan``: the flow in numbers; ``graph``: all its interviews folded into one graph
- ``ends``: whether a formula is ever true, ever false, and no more
- ``deciding``: which answers decide; ``counting``: how many interviews; ``order``: neighbours exchanged
"""

from flows.proof.proving import prove
from flows.proof.results import (
    LARGEST_SET,
    Answer,
    Bound,
    Deciding,
    Declined,
    Interview,
    Order,
    Proof,
    Tied,
    Unreached,
    Verdict,
)

__all__ = [
    "LARGEST_SET",
    "Answer",
    "Bound",
    "Deciding",
    "Declined",
    "Interview",
    "Order",
    "Proof",
    "Tied",
    "Unreached",
    "Verdict",
    "prove",
]
