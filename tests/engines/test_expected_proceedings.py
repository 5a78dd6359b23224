"""Removal through proceedings: the removals counted, the checks, and a run that keeps every age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.expected import start
from bedspace.engines.expected.proceedings.kernels import hear_in_order, stage_hazards
from bedspace.engines.expected.run import abreast
from bedspace.engines.law import Law
from bedspace.engines.plan import FORMS, REMOVAL
from bedspace.errors import UsageError
from bedspace.model.courts import LONG_STAY_DAYS
from bedspace.model.docket import BEYOND, COURT, STAGES
from bedspace.studies.run.checks import checks
from bedspace.studies.run.runs import Answer, Request, run

STAGED = {"removal": "proceedings"}
AMPLE = {"seats_growth": "20", "exit_elasticity": "0", "exit_drift": "0", "beds_usable": "300000"}
SHORT = {"seats_growth": "0.3", "beds_usable": "36000", "hearing_capacity": "0.6", "third_country_places": "1.5"}
SCENARIO = "proceedings-2025"
POPULATION = "midnight_population"


@cache
def last_quarter_of_2024(draws: int, *, staged: bool) -> Answer:
    """October to December 2024 with the book-ins of the time, and nothing that binds."""
    known = {"start": date(2024, 10, 1), "data_through": date(2025, 9, 24), "inflow": "observed"}
    sets = AMPLE | (STAGED if staged else {})
    return run(Request("no-change", days=91, draws=draws, sets=sets, **known))


@pytest.mark.parametrize("draws", [1, 50])
class TestRemovalsCounted:
    """Proceedings return what the counted rates give, where neither seats nor beds bind."""

    def test_by_class(self, draws: int) -> None:
        counted, staged = (last_quarter_of_2024(draws, staged=way).result.due.sum((0, 1)) for way in (False, True))
        np.testing.assert_allclose(staged, counted, rtol=0.01)

    def test_leavers_and_stays(self, draws: int) -> None:
        counted, staged = (last_quarter_of_2024(draws, staged=way).result for way in (False, True))
        assert staged.leavers.sum() == pytest.approx(counted.leavers.sum(), rel=0.01)
        stays = [one.leaver_days.sum() / one.leavers.sum() for one in (counted, staged)]
        assert stays[1] == pytest.approx(stays[0], rel=0.01)

    def test_every_form_on_the_first_day(self, draws: int) -> None:
        """The steady stock of the start leaves by each form as counted, in the mean of the draws."""
        counted, staged = (last_quarter_of_2024(draws, staged=way).result.outputs for way in (False, True))
        for form in FORMS:
            name = "removals" if form == "removal" else f"exits_{form}"
            assert staged[name][1].mean() == pytest.approx(counted[name][1].mean(), rel=0.01, abs=1e-9), form

    def test_no_draw_goes_far_astray(self, draws: int) -> None:
        """Priors are cut where they would hold more people for long than are published."""
        counted, staged = (last_quarter_of_2024(draws, staged=way).result for way in (False, True))
        np.testing.assert_allclose(staged.due.sum((0, 2)), counted.due.sum((0, 2)), rtol=0.04)
        published = last_quarter_of_2024(draws, staged=True).plan.estimates.over_180_share
        over = staged.outputs["over_180_days"][0] / staged.outputs[POPULATION][0]
        assert (over < 1.05 * published).all()


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ({"removal": "0.5"}, "counted or proceedings"),
        ({"removal": "flights"}, "counted or proceedings"),
        ({"staged_removal": "1"}, "--set removal=proceedings"),
        ({"counted_removal": "0"}, "--set removal=proceedings"),
    ],
)
def test_no_third_way_and_no_old_name(sets: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as error:
        run(Request("no-change", draws=2, days=5, sets=sets))
    assert len(error.value.faults) == 1


@pytest.mark.parametrize("back", ["", "2025-02-10"])
def test_a_change_of_way_during_the_run_is_refused(tmp_path, back: str) -> None:
    """Even where it is taken back before the end."""
    header = 'title = "t"\nquestion = "q"\nstart = 2025-01-19\ndays = 40\ninflow = "held"\n'
    changes = [(1, "2025-02-01"), *([(0, back)] if back else [])]
    text = "".join(
        f'[[changes]]\nparameter = "removal"\nfrom = {day}\nvalue = {value}\nreason = "r"\n' for value, day in changes
    )
    (tmp_path / "changing.toml").write_text(header + text)
    with pytest.raises(UsageError, match="way of removal changes"):
        run(Request(str(tmp_path / "changing.toml"), draws=2))


some_settings = st.fixed_dictionaries(
    {
        "beds_usable": st.sampled_from([25_000, 40_000, 300_000]),
        "seats_growth": st.sampled_from([0.0, 0.5, 1.0, 20.0]),
        "hearing_capacity": st.sampled_from([0.0, 0.3, 1.0, 100.0]),
        "third_country_places": st.sampled_from([0.0, 2.0, 5_000.0]),
        "habeas_rate": st.sampled_from([0.0, 0.05]),
        "court_share": st.floats(0, 0.9),
        "court_days": st.floats(2, 365),
        "slow_country_share": st.floats(0, 0.9),
        "refusing_country_share": st.floats(0, 0.9),
        "document_days_cooperative": st.floats(1, 365),
        "document_days_slow": st.floats(1, 1000),
        "overdue_release_ratio": st.floats(1, 100),
        "weekend_seats": st.sampled_from([0.0, 1.0]),
        "cbp_book_ins": st.integers(0, 3_000),
        "capacity_release_share": st.floats(0, 1),
    }
)


@settings(max_examples=10, deadline=None)
@given(some_settings, st.sampled_from([1, 3]), st.sampled_from([1, 40]))
def test_checks_hold_whatever_the_settings(sets: dict[str, float], draws: int, days: int) -> None:
    answer = run(Request(SCENARIO, draws=draws, days=days, sets={name: str(value) for name, value in sets.items()}))
    assert all(check.passed for check in checks(answer)), checks(answer)
    assert all((values >= 0).all() for name, values in answer.result.outputs.items() if name != "seats_free")


@pytest.mark.slow
def test_a_long_run_keeps_its_checks() -> None:
    """Places for everybody refused until they end: whoever is refused later still becomes overdue."""
    plan = run(Request(SCENARIO, draws=2, days=460, sets={"third_country_places": "5000"})).plan
    places = replace(plan.settings.by_name["third_country_places"], path=np.where(np.arange(461) < 200, 5000.0, 0.0))
    changed = replace(plan.settings, by_name={**plan.settings.by_name, "third_country_places": places})
    result = expected_numbers.run(replace(plan, settings=changed))
    assert (result.outputs["overdue_orders"][460] > 2 * result.outputs["overdue_orders"][199]).all()
    assert min(values.min() for name, values in result.outputs.items() if name != "seats_free") >= 0
    person_days = result.outputs[POPULATION][:-1].sum(0)
    change = result.age_days[-1] - result.age_days[0]
    np.testing.assert_allclose(result.leaver_days.sum(0) + change, person_days, rtol=1e-9)


@pytest.mark.parametrize("missing", ["supervision", "relief", "bond", "transfer", "removal"])
def test_a_class_without_some_exit_is_followed_all_the_same(missing: str) -> None:
    plan = run(Request(SCENARIO, draws=2, days=30)).plan
    rates = plan.rates.copy()
    rates[:, 1, [FORMS.index(missing), FORMS.index("other")]] = 0
    outputs = expected_numbers.run(replace(plan, rates=rates)).outputs
    assert all(np.isfinite(values).all() and (values >= 0).all() for values in outputs.values())


def test_without_a_published_share_of_long_stays() -> None:
    plan = run(Request(SCENARIO, draws=2, days=30)).plan
    result = expected_numbers.run(replace(plan, estimates=replace(plan.estimates, over_180_share=None)))
    np.testing.assert_allclose(result.entrants[:, 1], plan.settings.at("stay_slow_share", 0))
    assert np.isfinite(result.outputs["over_180_days"]).all()


class Direct:
    """One draw of a run followed by day of booking and day of order: nothing is read off a recursion.

    Entries are by day, 0 for everybody held at the start; orders to countries that are slow or refuse stand in slots
    by day of order. Shapes: class, component, [stage or group], [slot], day of booking.
    """

    def __init__(self, answer: Answer):
        self.result, self.law, days = answer.result, law_of(answer), answer.plan.days
        docket, stock = self.law.docket, answer.plan.estimates.stock
        fast, slow = self.result.relative[0]
        of_slow = (fast - 1) / (fast - slow)
        held = stock[:, None, None] * np.array([1 - of_slow, of_slow])[:, None] * docket.shares[0][:, None]
        self.cases, self.cooperative = np.zeros((6, 2, 2, days + 1)), np.zeros((6, 2, days + 1))
        self.orders, self.overdue = np.zeros((6, 2, 2, LONG_STAY_DAYS, days + 1)), np.zeros((6, 2, 2, days + 1))
        self.waiting = np.zeros((6, days + 1))
        self.cases[..., 0], self.cooperative[..., 0] = held[..., :2], held[..., 2]
        self.overdue[..., 0] = held[..., 5:]
        for ago in range(LONG_STAY_DAYS):
            self.orders[..., -ago % LONG_STAY_DAYS, 0] = self.law.ordered_before[0] * self.law.kept_before[0] ** ago
        np.testing.assert_allclose(self.orders.sum((3, 4)), held[..., 3:5])
        self.decisions = self.elsewhere = 0.0

    def step(self, row: int) -> None:
        """One day in the order of a day."""
        hazards, day = hazards_on(self.law, row)[0], self.law.days[row]
        total = hazards.sum(-1)
        left = -np.expm1(-total[:, None] * self.result.relative[0][:, None])
        of_left = hazards / total[..., None]
        gone = self.cases * left[..., :2, None]
        decided = gone * of_left[:, None, :2, -1, None]
        relief = (gone[:, :, 1] * of_left[:, None, 1, FORMS.index("relief"), None]).sum()
        self.decisions = float(decided[:, :, 1].sum() + relief)
        due = (gone * of_left[:, None, :2, REMOVAL, None]).sum((1, 2))
        due += (self.cooperative * (left[..., 2] * of_left[:, None, 2, REMOVAL])[..., None]).sum(1)
        papers = left[..., 3:] * of_left[:, None, 3:, REMOVAL]
        due += (self.orders.sum(3) * papers[..., :2, None] + self.overdue * papers[..., 2:, None]).sum((1, 2))
        refused = (self.orders.sum((3, 4))[..., 1] * left[..., 4] / total[:, None, 4]).sum()
        refused += (self.overdue.sum(3)[..., 1] * left[..., 6] / total[:, None, 6]).sum()
        self.elsewhere = float(refused * day.elsewhere[0])
        self.cases -= gone
        self.cooperative *= 1 - left[..., 2, None]
        self.orders *= (1 - left[..., 3:5])[..., None, None]
        self.overdue *= 1 - left[..., 5:, None]
        ordered = np.einsum("cjkd,kg->cjgd", decided, day.groups[0])
        self.cooperative += ordered[:, :, 0]
        slot = row % LONG_STAY_DAYS
        self.overdue += self.orders[..., slot, :]
        self.orders[..., slot, :] = ordered[:, :, 1:]
        self.waiting = (self.waiting + due) * (1 - self.result.boarding_share[row, 0])
        placed = self.result.book_ins[row, 0] * (1 - self.result.local_share[row, 0])
        court = self.law.docket.to_court[0]
        for kind, share in enumerate((1 - court, court)):
            self.cases[:, :, kind, row] = (placed * share)[:, None] * self.result.entrants[0]
        for people in (self.cases, self.cooperative, self.orders, self.overdue):
            people *= 1 - self.result.released_above[row, 0]

    def by_booking(self) -> np.ndarray:
        """People held by day of booking."""
        stages = self.cases.sum((0, 1, 2)) + self.orders.sum((0, 1, 2, 3)) + self.overdue.sum((0, 1, 2))
        return np.asarray(stages + self.cooperative.sum((0, 1)) + self.waiting.sum(0))


def hazards_on(law: Law, row: int) -> np.ndarray:
    """Hazards of a day by class, stage and move."""
    return stage_hazards(law.docket.rates, law.days[row])


def law_of(answer: Answer) -> Law:
    """The proceedings of a run that has them."""
    assert answer.result.law is not None
    return answer.result.law


@pytest.mark.parametrize("sets", [AMPLE, SHORT], ids=["ample", "short"])
def test_stages_agree_with_cohorts_kept_by_age_and_order(sets: dict[str, str]) -> None:
    """Population, waiting, overdue and long stays over more than 250 days, with nothing short and everything short."""
    days = 262
    answer = run(Request(SCENARIO, draws=1, days=days, sets={**sets, "exit_drift": "0"}))
    outputs, direct = answer.result.outputs, Direct(answer)
    for row in range(1, days + 1):
        direct.step(row)
        held = direct.by_booking()
        assert outputs[POPULATION][row, 0] == pytest.approx(held.sum(), rel=1e-9)
        assert outputs["overdue_orders"][row, 0] == pytest.approx(direct.overdue.sum(), rel=1e-6)
        assert outputs["awaiting_decision"][row, 0] == pytest.approx(direct.cases[:, :, 1].sum(), rel=1e-9)
        assert outputs["decisions"][row, 0] == pytest.approx(direct.decisions, rel=1e-9)
        assert direct.elsewhere <= answer.plan.settings.at("third_country_places", row)[0] + 1e-9
        if row > LONG_STAY_DAYS + 7:
            # by weeks of booking, so that those of one day may be counted with their neighbours
            assert outputs["over_180_days"][row, 0] == pytest.approx(held[: row - LONG_STAY_DAYS].sum(), rel=0.003)
    waiting = direct.orders.sum() + direct.overdue.sum() + direct.cooperative.sum()
    assert outputs["awaiting_document"][days, 0] == pytest.approx(waiting, rel=1e-6)
    assert (outputs["awaiting_seat"][days, 0] > 1000) == (sets is SHORT)
    assert (outputs["exits_capacity"].sum() > 1000) == (sets is SHORT)


def test_decisions_fill_the_hearings_and_no_more() -> None:
    """Where hearings are short, as many decide as can; nobody is heard twice and no hearing stays free."""
    answer = run(Request(SCENARIO, draws=4, days=60, sets={**AMPLE, "hearing_capacity": "0.5"}))
    decisions, free = (answer.result.outputs[name][1:] for name in ("decisions", "hearings_free"))
    np.testing.assert_allclose(free, 0, atol=1e-3)
    np.testing.assert_allclose(decisions, np.broadcast_to(decisions[0], decisions.shape), rtol=1e-5)
    law = law_of(answer)
    steady = law.docket.shares[..., COURT] * answer.plan.estimates.stock
    assert (decisions[0] < 0.51 * (steady / 30).sum(1)).all()


ASKED = np.array([30.0, 20, 10, 30, 20, 10])


@pytest.mark.parametrize(
    ("hearings", "priority", "heard"),
    [(80, 1, [1, 0.5, 0, 1, 0.5, 0]), (80, 0, [80 / 120] * 6), (120, 0, [1] * 6), (200, 1, [1] * 6), (0, 0, [0] * 6)],
)
def test_those_with_convictions_are_heard_first_only_where_priority_holds(
    hearings: float, priority: float, heard: list[float]
) -> None:
    allowed = np.empty(6)
    assert hear_in_order(ASKED, hearings, priority, allowed) == (hearings >= ASKED.sum())
    np.testing.assert_allclose(allowed, heard)
    assert allowed @ ASKED == pytest.approx(min(hearings, ASKED.sum()))


def test_who_asks_for_no_decision_is_heard_or_not_without_harm() -> None:
    allowed = np.empty(6)
    hear_in_order(np.zeros(6), 0.0, 0.0, allowed)
    assert (allowed == 0).all()


def test_a_higher_rate_after_180_days_and_no_exit_of_all() -> None:
    law = law_of(run(Request(SCENARIO, draws=5, days=2)))
    supervision = FORMS.index("supervision")
    young, old = hazards_on(law, 1)[..., 4, supervision], hazards_on(law, 1)[..., BEYOND, supervision]
    assert len(STAGES) == BEYOND.stop
    assert (old >= young[..., None]).all()
    assert (old[..., 1] > 1.5 * young).any()
    assert old.max() < 0.5


def test_plans_side_by_side_start_as_alone() -> None:
    """Draws that start alike are set up once; those that do not keep a start of their own."""
    plan = run(Request(SCENARIO, draws=2, days=1)).plan
    others = [plan, replace(plan, rates=plan.rates * 1.01), replace(plan, start_factor=plan.start_factor * 0.99)]
    for found, alone in zip(abreast([*others, plan]), map(expected_numbers.run, [*others, plan]), strict=True):
        for name, values in alone.outputs.items():
            np.testing.assert_array_equal(found.outputs[name], values, err_msg=name)


def test_a_start_is_fitted_once_for_runs_that_start_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[int] = []
    fit, kept = start._fitted, dict[bytes, object]()
    monkeypatch.setattr(start, "_kept", kept)
    monkeypatch.setattr(start, "_fitted", lambda plan: (fitted.append(plan.settings.draws), fit(plan))[1])
    plan = run(Request(SCENARIO, draws=3, days=1)).plan
    first = expected_numbers.run(plan).outputs
    again = expected_numbers.run(replace(plan, inflow=2 * plan.inflow)).outputs
    np.testing.assert_array_equal(again["over_180_days"][0], first["over_180_days"][0])
    assert fitted == [3]
    estimates = [
        replace(plan.estimates, stock=1.01 * plan.estimates.stock),
        replace(plan.estimates, over_180_share=0.05),
    ]
    others = [
        replace(plan, rates=1.01 * plan.rates),
        replace(plan, start_factor=0.99 * plan.start_factor),
        *(replace(plan, estimates=each) for each in estimates),
    ]
    for number, other in enumerate(others, 2):
        found = expected_numbers.run(other).outputs["over_180_days"]
        assert (len(fitted), len(kept)) == (number, start._MOST_KEPT)
        kept.clear()
        np.testing.assert_array_equal(expected_numbers.run(other).outputs["over_180_days"], found)
        fitted.pop()
        expected_numbers.run(plan)
        fitted.pop()


def test_some_draws_are_put_in_the_place_of_those_of_another_result() -> None:
    one, other = (run(Request(SCENARIO, draws=3, days=2, seed=seed)).result for seed in (1, 2))
    found = one.with_draws(np.array([2, 0]), other.of_draws(slice(1, 3)))
    for name, values in found.outputs.items():
        np.testing.assert_array_equal(values[:, [2, 0]], other.outputs[name][:, 1:3], err_msg=name)
        np.testing.assert_array_equal(values[:, 1], one.outputs[name][:, 1], err_msg=name)
    np.testing.assert_array_equal(found.relative[[2, 0]], other.relative[1:3])
    np.testing.assert_array_equal(found.held[:, [2, 0]], other.held[:, 1:3])
    np.testing.assert_array_equal(found.held[:, 1], one.held[:, 1])
    assert found.law is None
    assert not len(found.hazards)
