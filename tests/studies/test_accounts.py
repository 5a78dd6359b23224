"""Accounts of arrests: set on early counts alone, scored on later ones, told apart where counts can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.parameters.accounts import DEFAULT, RIVALS, numbers, own, varied
from bedspace.parameters.catalogue import Catalogue, sources
from bedspace.parameters.distributions import log_uniform, lognormal, lognormal_or_none
from bedspace.parameters.parameter import Adjustment
from bedspace.parameters.settings import Setting, Settings, side_by_side
from bedspace.studies.accounts import counted, fit, path, rivals, scores
from bedspace.studies.accounts.observables import observables

START = date(2025, 2, 15)
DRAWS = 100
EMPTY_HANDED = {"list_dependence": 0.0, "publicity_loss": 0.0, "scope_narrow": 0.0, "not_booked": 0.0}


@cache
def fitted(account: str = DEFAULT) -> fit.Fitted:
    return fit.fit(numbers(account), DRAWS)


@cache
def table() -> dict[str, scores.Score]:
    return {score.what: score for score in scores.scores()}


@cache
def comparison() -> rivals.Comparison:
    return rivals.compare(DRAWS)


@pytest.mark.parametrize("place", range(11))
def test_each_bar_is_met(place: int) -> None:
    score = list(table().values())[place]
    assert score.bar
    assert score.met, score


def test_the_mean_absolute_error_is_that_of_the_medians() -> None:
    found = scores.beside(fit.fit())
    by_hand = np.abs(np.median(found.drawn, axis=1) - found.counted).mean()
    assert table()["mean absolute error, 10 windows"].value == pytest.approx(by_hand)
    assert table()["mean absolute error, 10 windows"].naive == pytest.approx(269, abs=1)
    assert len(found.found) == 10
    assert found.carried[0] == pytest.approx(614, abs=1)


def test_without_the_announcement_of_may_it_is_hardly_better_than_carrying() -> None:
    score = table()["mean absolute error, announcement of 21 May unknown"]
    assert score.naive
    assert 0.7 < score.value / score.naive < 1


def test_no_count_after_the_fifth_of_april_sets_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fitted().path.arrests
    known = counted.weekly

    def changed(quantity: str) -> tuple[counted.Week, ...]:
        late = counted.KNOWN
        return tuple(replace(w, a_day=w.a_day * 3) if w.last > late else w for w in known(quantity))

    monkeypatch.setattr(counted, "weekly", changed)
    counted.given.cache_clear()
    try:
        after = fit.fit(draws=DRAWS).path.arrests
        earlier = {w.last: w.a_day for w in changed("weekly_arrests")} != {
            w.last: w.a_day for w in known("weekly_arrests")
        }
    finally:
        counted.given.cache_clear()
    np.testing.assert_array_equal(before, after)
    assert earlier


def test_the_fit_gives_the_mean_of_the_weeks() -> None:
    weeks = counted.fitted_weeks()
    assert [w.first for w in (weeks[0], weeks[-1])] == [date(2025, 1, 20), date(2025, 3, 24)]
    mean = np.mean([w.a_day for w in weeks])
    np.testing.assert_allclose(fitted().weeks(weeks).mean(0), mean, rtol=0.002)


def test_before_a_target_the_level_stays_where_it_was() -> None:
    found = fitted().path.arrests
    december = slice(counted.row(date(2024, 10, 1)), counted.row(date(2025, 1, 1)))
    np.testing.assert_allclose(found[december].mean(0), fitted().numbers.at("arrests_before", 0), rtol=0.02)


TARGETS = ("arrest_target", "second_target")


def _scaled(names: tuple[str, ...], factor: float) -> Catalogue:
    """Numbers of which some are so many times as large from the start on, on every later day."""
    known = numbers()
    grown = Adjustment(how="multiply", amount=factor, since=START)
    return {**known, **{name: known[name].model_copy(update={"adjustments": (grown,)}) for name in names}}


def _of(catalogue: Catalogue, given: counted.Given) -> np.ndarray:
    base = path.drawn(numbers(), DRAWS, fit.SEED)
    return path.run(path.drawn(catalogue, DRAWS, fit.SEED), given, fitted().share, before=base).arrests


@pytest.mark.parametrize("days", [30, 90, 217])
@pytest.mark.parametrize(("names", "least"), [(TARGETS, 0.01), (("officers",), 0.01), (("borrowed_officers",), 0.0)])
def test_more_asked_and_more_officers_bring_more_arrests_in_every_draw(
    names: tuple[str, ...], least: float, days: int
) -> None:
    row = counted.row(START + timedelta(days))
    changed, base = _of(_scaled(names, 2), counted.given())[row], _of(numbers(), counted.given())[row]
    assert (changed >= base).all()
    assert np.median(changed / base) > 1 + least


@pytest.mark.parametrize("field", ["detainers", "agreements"])
def test_more_detainers_and_agreements_bring_more_arrests(field: str) -> None:
    given, row = counted.given(), counted.row(date(2025, 5, 15))
    more = replace(given, **{field: getattr(given, field) * 1.5})
    changed, base = _of(numbers(), more)[row], _of(numbers(), given)[row]
    assert (changed >= base).all()
    assert changed.mean() > 1.01 * base.mean()


def test_the_ranges_of_borrowed_agents_and_agreements_include_no_effect() -> None:
    drawn = fitted().numbers
    assert (drawn.at("arrests_per_agreement", 0) == 0).mean() == pytest.approx(0.5, abs=0.15)
    assert drawn.at("borrowed_efficiency", 0).min() < 0.05
    assert all(
        "Not identified" in numbers()[name].description for name in ("borrowed_efficiency", "arrests_per_agreement")
    )


def test_the_default_account_varies_at_most_25_numbers_and_a_rival_6_more() -> None:
    assert len(varied(numbers())) + 1 <= 25
    for account in RIVALS:
        assert 1 <= len(varied(own(account))) <= 6


def test_every_number_says_what_identifies_it_and_is_sourced() -> None:
    for name in varied(numbers()):
        assert any(word in numbers()[name].description for word in ("dentified", "Reported"))
    for account in (DEFAULT, *RIVALS):
        for each in own(account).values():
            assert each.name in numbers()
            keys = {key for value in each.values for key in value.source.split()} - {"assumption"}
            assert keys <= set(sources())


def test_what_only_rivals_use_does_nothing_in_the_default_account() -> None:
    for name, neutral in EMPTY_HANDED.items():
        assert {value.value for value in numbers()[name].values} == {neutral}


@pytest.mark.parametrize("account", RIVALS)
def test_each_rival_moves_something_that_was_counted(account: str) -> None:
    orders = [comparison()._order(DEFAULT, account, name) for name in observables()]
    assert max(orders) > 0.7


def test_lists_that_run_out_leave_less_for_june_and_no_beds_fewer_book_ins_per_arrest() -> None:
    middle = {(row.account, row.observable): row.expected for row in comparison().rows()}
    assert middle["lists-run-out", "june"] < 0.9 * middle[DEFAULT, "june"]
    assert middle["no-beds", "booked"] < 0.95 * middle[DEFAULT, "booked"]
    assert middle["high-risk-first", "whom in June"] < middle[DEFAULT, "whom in June"] - 0.03
    assert middle["too-few-officers", "june"] < 0.9 * middle[DEFAULT, "june"]


def test_every_pair_has_an_observable_that_would_separate_it() -> None:
    pairs = comparison().pairs()
    assert len(pairs) == 15
    assert all(pair.apart or pair.uncounted for pair in pairs)
    assert {pair.apart for pair in pairs} == {True, False}


def test_a_count_outside_the_band_is_not_called_consistent() -> None:
    for row in comparison().rows():
        assert row.consistent == (row.low <= row.counted <= row.high)
    assert {row.consistent for row in comparison().rows()} == {True, False}


def test_order_is_half_for_the_same_and_one_for_the_separate() -> None:
    draws = np.arange(50.0)
    assert rivals.order(draws, draws) == pytest.approx(0.5)
    assert rivals.order(draws, draws + 100) == 1
    assert rivals.order(draws + 100, draws) == 1


def test_the_exchanged_columns_of_february_are_left_out() -> None:
    shares = counted.share_convicted(counted.windows_known())
    touched = [date(2025, 2, 22) in (w.after, w.through) for w in counted.windows_known()]
    np.testing.assert_array_equal(np.isnan(shares), touched)
    assert shares[-1] == pytest.approx(0.434, abs=0.001)


SCORED = lognormal(np.linspace(0.01, 0.99, 99), 800, 0.2)


def test_crps_is_the_distance_to_the_truth_less_half_of_that_between_draws() -> None:
    between = np.abs(SCORED[:, None] - SCORED).mean() / 2
    assert scores.crps(np.array([700.0]), 900) == 200
    assert scores.crps(SCORED, 900) == pytest.approx(np.abs(SCORED - 900).mean() - between)


@pytest.mark.slow
@pytest.mark.xdist_group("scoringrules")
def test_crps_is_that_of_an_independent_library() -> None:
    scoringrules = pytest.importorskip("scoringrules")
    assert scores.crps(SCORED, 900) == pytest.approx(scoringrules.crps_ensemble(900, SCORED))


def test_priors_on_a_logarithm() -> None:
    u = np.linspace(0.0005, 0.9995, 1000)
    assert np.median(log_uniform(u, 2, 8)) == pytest.approx(4, rel=0.01)
    assert np.log(lognormal(u, 3, 0.4)).std() == pytest.approx(0.4, rel=0.02)
    none = lognormal_or_none(u, 3, 0.4, 0.25)
    assert (none == 0).mean() == pytest.approx(0.25, abs=0.002)
    assert np.median(none[none > 0]) == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize("what", ["causes", "counts", "pairs", "scores", "numbers"])
def test_the_verb_answers(what: str) -> None:
    done = CliRunner().invoke(cli, ["accounts", what, "--draws", "20"])
    assert done.exit_code == 0, done.output
    assert "predict" not in done.stdout


def test_too_few_draws_are_refused() -> None:
    assert CliRunner().invoke(cli, ["accounts", "--draws", "1"]).exit_code == 2


def test_accounts_fitted_abreast_are_those_fitted_alone() -> None:
    accounts = [numbers(account) for account in (DEFAULT, *RIVALS)]
    for found, account in zip(fit.fit_abreast(accounts, 20), accounts, strict=True):
        alone = fit.fit(account, 20)
        np.testing.assert_array_equal(found.share, alone.share)
        np.testing.assert_array_equal(found.path.booked, alone.path.booked)
        np.testing.assert_array_equal(found.noise, alone.noise)


def test_settings_side_by_side_stay_each_inside_its_own_range() -> None:
    few, many = (Setting(np.ones(3), np.array([0.4, 0.8]), (0.0, most)) for most in (0.5, 0.9))
    beside = side_by_side([Settings({"loss": few}, 2), Settings({"loss": many}, 2)])
    for day in range(3):
        np.testing.assert_array_equal(beside.at("loss", day), [0.4, 0.5, 0.4, 0.8])
