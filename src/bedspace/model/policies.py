"""Policies: which dated parameters stand for a law or directive, and whom a change reaches.

A policy is a dated change of a parameter, with a reason and a reference, written in a scenario file. Release
and removal policy acts on everyone in custody; arrest policy on new arrests only.
"""

from __future__ import annotations

from typing import Literal

Reach = Literal["new arrests", "all in custody", "resources"]

REACH: dict[str, Reach] = {
    "arrest_target": "new arrests",
    "collateral_share": "new arrests",
    "custodial_growth": "new arrests",
    "officers_at_large_share": "new arrests",
    "ice_book_ins": "new arrests",
    "cbp_book_ins": "new arrests",
    "book_in_share": "new arrests",
    "discretionary_release": "all in custody",
    "bond_release": "all in custody",
    "removal_effort": "all in custody",
    "beds_usable": "resources",
    "beds_surge": "resources",
    "borrowed_officers": "resources",
    "seats_growth": "resources",
}
