"""A run that is led along a course of people held gets there, by the level of exits that made the course."""

from dataclasses import replace

import numpy as np
import pytest

from bedspace.engines.expected import run as expected
from bedspace.engines.expected.by_rate import SLOWEST
from bedspace.engines.expected.course import exit_level
from bedspace.engines.plan import Plan
from bedspace.studies.run.runs import Request, run


@pytest.fixture(scope="module", params=[1, 5])
def plan(request: pytest.FixtureRequest) -> Plan:
    return run(Request(draws=request.param, days=30, inflow="held")).plan


def led(plan: Plan, level: np.ndarray) -> np.ndarray:
    return expected.run(replace(plan, exit_level=level)).outputs["midnight_population"]


def test_the_level_that_made_a_course_is_found_again(plan: Plan) -> None:
    level = np.linspace(0.7, 1.4, 31 * plan.settings.draws).reshape(31, -1)
    assert exit_level(plan, led(plan, level))[1:] == pytest.approx(level[1:], rel=1e-9)


def test_a_course_that_no_exits_can_follow_is_caught_up_with(plan: Plan) -> None:
    course = led(plan, np.ones((31, 1)))
    course[10] /= 1.5
    level = exit_level(plan, course)
    assert (level[11] == SLOWEST).all()
    assert (led(plan, level)[11] < 0.9 * course[11]).all()
    assert led(plan, level)[-1] == pytest.approx(course[-1], rel=1e-9)
