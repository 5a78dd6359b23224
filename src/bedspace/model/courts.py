"""Courts, as far as national figures identify them: relief and termination are exits with a rate of their own.

Hearings, decisions, habeas petitions and the 180 days after an order are not modelled here: see
`bedspace.model.system.NOT_MODELLED`.
"""

from __future__ import annotations

PART = "courts"
FORMS = ("relief", "court_order")
LONG_STAY_DAYS = 180
"""Days in custody beyond which people are counted in the block on law."""
