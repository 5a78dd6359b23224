"""Policies: laws and directives as dated changes of parameters, and whom each change reaches.

A policy is written in a file with its reason and reference (`bedspace.parameters.policy`). Arrest policy acts on
new arrests only; release and removal policy on everyone in custody, also those booked in before it; money,
staff and flights change resources. A file that claims another reach than the engines give is refused.
"""

from __future__ import annotations

from bedspace.parameters.change import REACH, Reach

PART = "policies"


def reached(parameter: str) -> Reach | None:
    """Whom a change of a parameter reaches; None where the question has no answer.

    >>> reached("bond_release")
    'all in custody'
    """
    return REACH.get(parameter)
