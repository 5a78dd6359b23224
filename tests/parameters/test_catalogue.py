"""The catalogue of parameters: every number sourced, read, and in range; faulty files say all their faults."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.engines.streams import uniforms
from bedspace.errors import UsageError
from bedspace.model.money import OF_THE_BUDGET
from bedspace.model.system import MECHANISMS, NETWORK, PARAMETERS
from bedspace.parameters.catalogue import catalogue, parameter, read_topic, sources
from bedspace.parameters.distributions import beta, triangular, uniform
from bedspace.parameters.settings import settings

GOOD = """
[beds]
label = "Beds"
unit = "beds"
description = "Beds."
range = [0, 100]
prior = { kind = "fixed" }
rests_on = "assumed"
values = [{ from = 2025-01-01, value = 10, source = "assumption", evidence = "assumption" }]
"""


SHOWN_ONLY = {*OF_THE_BUDGET}
"""Parameters that pages, claims and the budget show and no engine reads."""


def test_every_parameter_belongs_to_one_part() -> None:
    assert sorted(PARAMETERS) == sorted(catalogue())


def test_every_parameter_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from bedspace.engines.expected.state import DayParameters
    from bedspace.parameters.settings import Settings
    from bedspace.studies.run.areas import run_areas
    from bedspace.studies.run.runs import Request, run

    read: set[str] = set()

    class Recorded(dict):
        def __getitem__(self, name: str):
            read.add(name)
            return super().__getitem__(name)

    today = DayParameters.__getitem__
    monkeypatch.setattr(DayParameters, "__getitem__", lambda self, name: read.add(name) or today(self, name))
    plain = Settings.__init__
    monkeypatch.setattr(Settings, "__init__", lambda self, by_name, draws: plain(self, Recorded(by_name), draws))
    run_areas(Request("reports-2025-02", draws=2, days=8))
    run(Request("proceedings-2025", draws=2, days=8))
    # read before the draws
    before = {"ice_book_ins", "cbp_book_ins", "start_population", "snapshot_bridge"}
    before |= {"start_error", "start_error_growth", "outs_missing"}
    assert set(catalogue()) - read - before == SHOWN_ONLY


def test_every_source_is_registered() -> None:
    for each in catalogue().values():
        assert each.label
        assert each.description
        for value in each.values:
            assert value.source == "assumption" or all(key in sources() for key in value.source.split())


def test_what_nobody_read_is_not_called_counted() -> None:
    for each in catalogue().values():
        unread = [k for v in each.values for k in v.source.split() if k in sources() and sources()[k].verified == "no"]
        assert not (unread and each.rests_on == "counted"), each.name


def test_switches_name_parameters_and_lie_in_range() -> None:
    for changes in MECHANISMS.values():
        for name, value in changes.items():
            catalogue()[name].check(value, name)


def test_arrows_name_parameters() -> None:
    assert NETWORK.parameters() - set(catalogue()) == {"exit_rate"}  # estimated, not a parameter


def test_a_ramp_is_linear_from_the_day_after_its_start() -> None:
    ramped = parameter("borrowed_officers")
    values = [ramped.at(date(2025, 1, day)) for day in (21, 22, 23)]
    np.testing.assert_allclose(values, [0, 200, 400])
    assert ramped.at(date(2025, 2, 20)) == 6000


def test_a_value_holds_until_the_next() -> None:
    funded = parameter("beds_funded")
    assert [funded.at(date(year, 6, 1)) for year in (2019, 2021, 2024)] == [45274, 34000, 41500]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('unit = "beds"', 'unit = "bed"'), "unit"),
        (("range = [0, 100]", "range = [0, 5]"), "outside the range"),
        (('source = "assumption", ', ""), "source"),
        (("value = 10", 'value = "ten"'), "value"),
        (("value = 10, ", ""), "no value is given from 2025-01-01"),
        (('kind = "fixed"', 'kind = "uniform", low = 1'), "takes"),
        (('label = "Beds"', 'label = "Beds"\ncolour = "red"'), "colour"),
        (('rests_on = "assumed"', 'rests_on = "known"'), "rests_on"),
        (("from = 2025-01-01", 'from = "soon"'), "from"),
        (("[beds]", "[beds"), "topic.toml"),
    ],
)
def test_a_faulty_file_is_refused_with_the_key(change: tuple[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_topic(GOOD.replace(*change), "topic")


def test_all_faults_of_a_file_are_told_at_once() -> None:
    bad = GOOD.replace('unit = "beds"', 'unit = "bed"').replace('rests_on = "assumed"', 'rests_on = "known"')
    with pytest.raises(UsageError) as caught:
        read_topic(bad, "topic")
    assert len(caught.value.faults) == 2


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="beds_funded"):
        parameter("bed_funded")


def test_priors_have_the_moments_they_should() -> None:
    """Means within four standard errors."""
    n = 20_000
    u = uniforms(1, "moments", n)
    for draws, mean in (
        (uniform(u, 2, 4), 3.0),
        (triangular(u, 0, 1, 5), 2.0),
        (beta(u, 25, 2.8), 25 / 27.8),
    ):
        assert abs(draws.mean() - mean) < 4 * draws.std() / np.sqrt(n)


def test_a_beta_has_its_stated_range() -> None:
    low, mean, high = 0.80, 0.90, 0.98
    draws = beta(uniforms(1, "share", 20_000), 25, 2.8)
    assert draws.mean() == pytest.approx(mean, abs=0.005)
    np.testing.assert_allclose(np.quantile(draws, (0.05, 0.95)), (low, high), atol=0.01)


def test_draws_stay_inside_their_ranges() -> None:
    drawn = settings(catalogue(), date(2025, 1, 19), 200, 500, lambda purpose, count: uniforms(3, purpose, count))
    for name, each in catalogue().items():
        for row in (0, 30, 200):
            values = drawn.at(name, row)
            if each.from_figures:
                values = values[np.isfinite(values)]
            assert (values >= each.range[0]).all(), name
            assert (values <= each.range[1]).all(), name


def test_a_number_that_the_figures_give_is_none_and_read_by_nobody_as_one() -> None:
    known = catalogue()["start_population"]
    days = [date(2025, 1, 18), date(2025, 1, 19), date(2025, 1, 20)]
    assert [known.stated(day) for day in days] == [None, 39_874, None]
    assert known.at(days[1]) == 39_874
    with pytest.raises(UsageError, match="no number is stated for 2025-01-20; expected the newest count"):
        known.at(days[2])


def hires(start: date, draws: int, *values: tuple[date, float]):
    """Settings with officers hired on dates, drawn for 200 days from a start."""
    dated = [
        {"from": day, "value": value, "source": "assumption", "evidence": "assumption"}
        for day, value in ((date(2020, 1, 1), 0.0), *values)
    ]
    hired = catalogue()["hired_officers"]
    changed = {**catalogue(), "hired_officers": type(hired).model_validate({**hired.model_dump(), "values": dated})}
    return settings(changed, start, 200, draws, lambda purpose, count: uniforms(3, purpose, count))


def test_a_lag_acts_in_whole_days_and_sees_before_the_start() -> None:
    """One draw takes the middle of the prior, 150 days."""
    before, after = date(2024, 12, 20), date(2025, 2, 1)
    drawn = hires(date(2025, 1, 19), 1, (before, 100), (after, 300))
    trained = {day: (day - date(2025, 1, 19)).days for day in (date(2025, 5, 18), date(2025, 5, 19), date(2025, 7, 1))}
    assert [drawn.lagged("hired_officers")[row, 0] for row in trained.values()] == [0, 100, 300]
    assert drawn.at("hired_officers", 0)[0] == 100


def test_each_draw_has_its_own_lag() -> None:
    drawn = hires(date(2025, 1, 19), 200, (date(2025, 1, 20), 100))
    lags = np.rint(drawn.at("training_days", 0))
    for row in (100, 125, 150, 175):
        np.testing.assert_array_equal(drawn.lagged("hired_officers")[row] > 0, lags <= row - 1)
