"""What is done and learnt after the interview, as a service: checked, kept in one commit, told in a sentence.

Every function takes a held interview (``Conversation.read``) and the rank of one of its situations, and
gives back what was kept and what follows, in French. All that is wrong is said at once by
:class:`FollowError`, and then nothing was kept; a ``StoreError`` of the base leaves everything as it was.
"""

from __future__ import annotations

from interview.follow_up.chasing import ChaseLine, ToChase, a_relancer
from interview.follow_up.done import Done, done
from interview.follow_up.linking import link, unlink
from interview.follow_up.requalifying import Requalified, begin_anew, requalify
from interview.follow_up.requests import (
    NO_REMINDER,
    Act,
    Conclude,
    FollowError,
    FollowFault,
    Remind,
    Request,
    Tell,
    action_choices,
    outcome_choices,
    useful_choices,
)
from interview.follow_up.service import Guarded, act, cancel, conclude, keep, remind, tell
from interview.requalification import requalified_by

__all__ = [
    "NO_REMINDER",
    "Act",
    "ChaseLine",
    "Conclude",
    "Done",
    "FollowError",
    "FollowFault",
    "Guarded",
    "Remind",
    "Requalified",
    "Request",
    "Tell",
    "ToChase",
    "a_relancer",
    "act",
    "action_choices",
    "begin_anew",
    "cancel",
    "conclude",
    "done",
    "keep",
    "link",
    "outcome_choices",
    "remind",
    "requalified_by",
    "requalify",
    "tell",
    "unlink",
    "useful_choices",
]
