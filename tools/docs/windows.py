"""ICE book-ins of the scenario engine by window after 5 April 2025, beside the counts and the last count carried on."""

from __future__ import annotations

from functools import cache

import numpy as np

from bedspace.studies.accounts.counted import windows_after
from bedspace.studies.accounts.scores import Beside, against, later
from bedspace.studies.run.runs import Request, run
from tools.docs.markdown import markdown

SCENARIO = "reports-2025-02+quota-3000"
DRAWS, DAYS = 300, 260
HEAD = f"""## ICE book-ins by window after 5 April 2025, given the target of 21 May

`{SCENARIO}` in the scenario engine, {DRAWS} runs. No count after 5 April 2025
sets a number; the form was chosen after these windows had been seen: *consistent with*, not *predicted*.
`bedspace accounts scores` has the same for the account alone.

"""


@cache
def found() -> Beside:
    """The engine's windows beside the counts."""
    answer = run(Request(SCENARIO, draws=DRAWS, days=DAYS))
    booked = answer.result.outputs["book_ins_ice"]
    return against(np.stack([booked[answer.row(w.first) : answer.row(w.through) + 1].mean(0) for w in windows_after()]))


def section() -> str:
    """The section of the page on validation."""
    beside = found()
    each = zip(beside.found, beside.counted, beside.median, beside.band.T, beside.carried, strict=True)
    rows = [
        {
            "window": f"{window.first} to {window.through}",
            "counted a day": f"{counted:,.0f}",
            "model, median": f"{median:,.0f}",
            "9 of 10 runs": f"{low:,.0f} to {high:,.0f}",
            "last count": f"{carried:,.0f}",
        }
        for window, counted, median, (low, high), carried in each
    ]
    scores = [
        {
            "score": score.what,
            "model": f"{score.value:.3g}",
            "last count": "" if score.naive is None else f"{score.naive:.3g}",
            "asked for": score.bar,
            "met": "yes" if score.met else "**no**",
        }
        for score in later(beside)
    ]
    return f"{HEAD}{markdown(rows)}\n\n{markdown(scores)}\n"
