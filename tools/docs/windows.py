"""ICE book-ins of the scenario engine by window after 5 April 2025, beside the counts and the last count carried on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.change import Change
from bedspace.parameters.parameter import Prior
from bedspace.studies.accounts.counted import windows_after
from bedspace.studies.accounts.fit import fit
from bedspace.studies.accounts.scores import FIRST_TARGETS, Beside, against, later, with_target
from bedspace.studies.run.response import FITTED
from bedspace.studies.run.runs import Request, run
from tools.docs.markdown import markdown

UNANNOUNCED = "reports-2025-02"
SCENARIO = f"{UNANNOUNCED}+quota-3000"
DRAWS, DAYS = 300, 260
HEAD = f"""## ICE book-ins by window after 5 April 2025, given the target of 21 May

`{SCENARIO}` in the scenario engine, {DRAWS} runs. No count after 5 April 2025
sets a number; the form was chosen after these windows had been seen: *consistent with*, not *predicted*.
`bedspace accounts scores` has the same for the account alone.

"""
OTHERS = """
The same with each first target that outlets report, for which the same weeks set another answer (its middle is used),
and with the announcement of 21 May unknown:

"""


@cache
def found() -> Beside:
    """The engine's windows beside the counts."""
    return _beside(Request(SCENARIO, draws=DRAWS, days=DAYS))


def _beside(request: Request) -> Beside:
    answer = run(request)
    booked = answer.result.outputs["book_ins_ice"]
    return against(np.stack([booked[answer.row(w.first) : answer.row(w.through) + 1].mean(0) for w in windows_after()]))


@cache
def others() -> Mapping[str, Beside]:
    """The same under each first target that outlets report, and with the announcement of 21 May unknown."""
    made = {f"first target {target:,.0f} a day": _beside(with_first_target(target)) for target in FIRST_TARGETS}
    return {**made, "announcement of 21 May unknown": _beside(Request(UNANNOUNCED, draws=DRAWS, days=DAYS))}


def with_first_target(target: float) -> Request:
    """The scenario with a first target, and the middle of the answers that the same weeks then give."""
    share = float(np.median(fit(with_target("arrest_target", target), DRAWS).share))
    since = next(value.since for value in catalogue()["arrest_target"].values if value.value)
    given = {"parameter": "arrest_target", "from": since, "value": target, "reason": "as one outlet reports it"}
    changes = (Change.model_validate({**given, "prior": Prior(kind="fixed")}),)
    return Request(SCENARIO, draws=DRAWS, days=DAYS, sets={FITTED: f"{share:.4f}"}, changes=changes)


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
    variants = [
        {
            "run": name,
            "mean absolute error": f"{each.error:.3g}",
            "over the last count": f"{each.error / each.error_of_carrying:.2f}",
            "at most .40": "yes" if each.error <= 0.4 * each.error_of_carrying else "**no**",
            "median of the first and the last window": f"{each.median[0]:,.0f} and {each.median[-1]:,.0f}",
        }
        for name, each in {"as above": beside, **others()}.items()
    ]
    return f"{HEAD}{markdown(rows)}\n{_peak(beside)}\n{markdown(scores)}\n{OTHERS}{markdown(variants)}\n"


def _peak(beside: Beside) -> str:
    """What the run misses of the peak, in words."""
    at = int(np.argmax(beside.counted))
    window, counted, median = beside.found[at], beside.counted[at], beside.median[at]
    inside = "inside" if beside.band[0][at] <= counted <= beside.band[1][at] else "outside"
    return (
        f"\nThe peak of {window.first} to {window.through} is missed: {median:,.0f} where {counted:,.0f} were counted,"
        f" {median / counted - 1:+.0%}; the count lies {inside} the band.\n"
    )
