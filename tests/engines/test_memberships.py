"""Which exits count as what, and what may move them: released, discretionary, barred, decided; each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from bedspace.engines.persons.run import national_of
from bedspace.engines.plan import FORMS, IS_BARRED, IS_DECIDED, IS_DISCRETIONARY, IS_RELEASE
from bedspace.model.custody import FORMS as REASONS
from bedspace.studies.run.areas import areas_of
from bedspace.studies.run.runs import Answer, Request, run

DISCRETIONARY = {"recognizance", "supervision", "parole"}


def chosen(mask: np.ndarray) -> set[str]:
    return {form for form, belongs in zip(FORMS, mask, strict=True) if belongs}


def test_released_is_who_is_neither_removed_nor_handed_over() -> None:
    assert chosen(IS_RELEASE) == {"bond", "court_order", "relief", "other"} | DISCRETIONARY


def test_the_agency_may_grant_three_forms_and_the_law_bars_these_and_bond() -> None:
    assert chosen(IS_DISCRETIONARY) == DISCRETIONARY
    assert chosen(IS_BARRED) == {"bond"} | DISCRETIONARY


def test_proceedings_decide_removal_and_relief() -> None:
    assert chosen(IS_DECIDED) == {"removal", "relief"}


def test_every_reason_of_the_official_table_belongs_to_its_form() -> None:
    assert REASONS["relief"] == ("relief_granted", "proceedings_terminated")
    assert REASONS["parole"] == ("paroled",)
    assert REASONS["other"] == ("transferred", "other", "prosecutorial_discretion")
    reasons = [reason for of_form in REASONS.values() for reason in of_form]
    assert len(reasons) == len(set(reasons)) == 12


# elasticity, pressure, mandatory detention: whom they act on

MORE = {"cbp_book_ins": "2000", "exit_drift": "0"}


def hazards(**sets: str) -> tuple[Answer, Mapping[str, np.ndarray]]:
    """Hazards by form over all classes, shape (t,), in the middle draw; of forms that were counted."""
    request = Request("no-change", start=date(2025, 1, 19), draws=1, days=20, inflow="held", sets={**MORE, **sets})
    answer = run(request, followed=True)
    return answer, by_form(answer)


def by_form(answer: Answer) -> Mapping[str, np.ndarray]:
    found = answer.result.hazards[:, 0].sum(1)
    return {form: found[:, f] for f, form in enumerate(FORMS) if found[1, f] > 0}


def test_exits_answer_to_book_ins_of_the_last_fortnight() -> None:
    """Exponentially averaged over 14 days; on the first day nothing has changed yet."""
    answer, found = hazards(exit_elasticity="0.5", pressure_on_release="0")
    before, now = answer.plan.estimates.book_ins.sum(), answer.result.book_ins[1, 0].sum()
    averaged = now + (before - now) * (13 / 14) ** np.arange(20)
    for form in found:
        np.testing.assert_allclose(found[form][1:] / found[form][1], (averaged / before) ** 0.5, rtol=1e-9)


def test_elasticity_counts_once() -> None:
    """What an event moves already, releases at discretion, answers to book-ins no second time."""
    _, found = hazards(exit_elasticity="0.5", release_event="1", pressure_on_release="1e-12")
    assert found.keys() > DISCRETIONARY
    for form in found:
        grows = found[form][20] > 1.1 * found[form][1]
        assert grows == (form not in DISCRETIONARY), form


def test_mandatory_detention_closes_bond_and_discretion_alone() -> None:
    """Of those who could be released, fewer still can."""
    base = {"pressure_on_release": "0", "exit_elasticity": "0"}
    _, plain = hazards(**base)
    answer = run(
        Request(
            "no-change+laken-riley", start=date(2025, 1, 19), draws=1, days=20, inflow="held", sets={**MORE, **base}
        ),
        followed=True,
    )
    share = {form: values[20] / plain[form][20] for form, values in by_form(answer).items()}
    before, then = (float(answer.plan.settings.at("mandatory_detention", row)[0]) for row in (0, 20))
    assert then > before
    for form, found in share.items():
        wanted = (1 - then) / (1 - before) if form in {"bond"} | DISCRETIONARY else 1
        assert found == pytest.approx(wanted), form


# persons


def test_persons_fly_on_the_days_on_which_there_are_flights() -> None:
    answer = run(Request("reports-2025-02+no-weekend-flights", draws=2, days=60))
    seats = national_of(answer.plan, areas_of(answer.vintage, answer.start), answer.result).seats
    in_force = answer.plan.settings.by_name["weekend_seats"].path == 0
    weekend = answer.plan.weekdays >= 5
    assert in_force.any()
    assert (seats[:, weekend & in_force] == 0).all()
    assert (seats[:, ~weekend] > 0).all()
