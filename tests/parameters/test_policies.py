"""Policies: what each file must say, what it moves, which hold together, and the summary beside them."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import combined, conflicts, policies, read_policy
from bedspace.parameters.scenario import read_scenario, scenario, scenarios
from bedspace.studies.run.runs import Answer, Request, run

EXPECTED = Path(__file__).resolve().parents[2] / "src/bedspace/parameters/policies/expected.csv"
RUNNABLE = [name for name, each in policies().items() if not each.not_modelled]
IN_BASELINE = [name for name, each in policies().items() if each.in_baseline]
DAYS = 540
THAT_BRING_ANY = {"arrests_per_agreement": "0.12"}
"""In the middle of every prior; half of the draws of agreements have no effect, so in the middle of the others."""
SUMMED = ("arrests", "officer_hours", "removals", "seats_free", "decisions", "hearings_free", "exits_capacity")
AT_THE_END = ("leads_high_risk", "midnight_population", "occupancy_usable", "occupancy_funded", "pressure")
PUBLICITY = {"publicity_loss", "operation_sought"}
INDIVIDUAL_ENGINE_ONLY = {"hold-rooms-72-hours"}

FILE = """
title = "t"
decided = 2025-03-01
reference = "r"
coded_by = "a test"
coded_from = "c"
left_out = "l"
[[changes]]
parameter = "beds_usable"
from = 2025-03-01
value = 50000
reason = "why"
"""


def made(name: str, *edits: tuple[str, str]):
    text = FILE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return read_policy(text, name)


ADDS = ("value = 50000", 'value = 500\nhow = "add"')
DOUBLES = ("value = 50000", 'value = 2\nhow = "multiply"')


# what a file must say


@pytest.mark.parametrize("name", policies())
def test_every_policy_changes_something_or_says_why_not(name: str) -> None:
    each = policies()[name]
    assert bool(each.changes) != bool(each.not_modelled)
    assert each.reference
    assert each.left_out
    assert each.coded_from


@pytest.mark.parametrize("name", RUNNABLE)
def test_every_policy_applies_and_reaches_somebody(name: str) -> None:
    each = policies()[name]
    assert scenario(f"{each.base}+{name}").applied(catalogue())
    for change in each.changes:
        assert change.reaches != "arithmetic"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (('title = "t"', ""), "title"),
        (('left_out = "l"', ""), "left_out"),
        (("decided = 2025-03-01", 'decided = "soon"'), "decided"),
        (('reference = "r"', 'reference = "r"\nfacts = ["NOPE1"]'), "NOPE1"),
        (('reference = "r"', 'reference = "r"\nnot_modelled = "because"'), "either changes or a reason"),
        (('reference = "r"', 'reference = "r"\ncolour = "red"'), "colour"),
        (('reference = "r"', 'reference = "r"\nclaimed = true\nin_baseline = true'), "only claimed"),
        (("value = 50000", 'value = 50000\nhow = "divide"'), "how"),
        (("[[changes]]", "[[changes]"), "TOML"),
    ],
)
def test_a_faulty_file_is_refused(edit: tuple[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made("p", edit)


# what a policy moves


@cache
def answer(name: str) -> Answer:
    return run(Request(name, draws=1, days=DAYS, sets=THAT_BRING_ANY))


@pytest.mark.parametrize("name", RUNNABLE)
def test_each_policy_matters(name: str) -> None:
    """Against its base at least one output differs on some day."""
    base = policies()[name].base
    with_it, without = answer(f"{base}+{name}").result.outputs, answer(base).result.outputs
    differ = [output for output in without if not np.array_equal(with_it[output], without[output])]
    assert bool(differ) != (name in INDIVIDUAL_ENGINE_ONLY)


@pytest.mark.parametrize("name", RUNNABLE)
def test_no_policy_acts_before_its_date(name: str) -> None:
    base = policies()[name].base
    first = min(change.since for change in policies()[name].changes)
    row = (first - answer(base).start).days
    with_it, without = answer(f"{base}+{name}").result, answer(base).result
    for output in ("arrests", "midnight_population", "removals", "exits_capacity", "occupancy_usable"):
        np.testing.assert_array_equal(with_it.outputs[output][:row], without.outputs[output][:row])


def test_effects_of_publicity_are_claimed_and_off_by_default() -> None:
    publicity = {name for name, each in policies().items() if any(c.parameter in PUBLICITY for c in each.changes)}
    assert publicity == {"leaks", "public-operation"}
    for name in publicity:
        assert policies()[name].claimed
        assert policies()[name].status == "claimed, off unless asked for"
    assert policies()["leaks"].title.startswith("Claimed: ")
    assert "claimed" in catalogue()["publicity_loss"].label
    for name in scenarios():
        chosen = scenario(name)
        assert not publicity & set(chosen.policies), name
        assert all(change.parameter not in PUBLICITY for change in chosen.changes), name
    assert all(value.value == 0 for name in PUBLICITY for value in catalogue()[name].values)


def test_fiscal_2024_with_all_policies_of_the_baseline_is_the_baseline_bit_for_bit() -> None:
    rebuilt = run(Request("+".join(["fiscal-2024", *IN_BASELINE]), draws=10)).result.outputs
    baseline = run(Request("reports-2025-02", draws=10)).result.outputs
    for name, values in baseline.items():
        np.testing.assert_array_equal(rebuilt[name], values, err_msg=name)


@pytest.mark.parametrize("name", IN_BASELINE)
def test_no_policy_of_the_baseline_can_be_left_out_of_it(name: str) -> None:
    """The dated values that it stands for are not in fiscal year 2024."""
    before = scenario("fiscal-2024").applied(catalogue())
    after = scenario(f"fiscal-2024+{name}").applied(catalogue())
    days = [date(2025, 1, 19) + timedelta(days=n) for n in range(200)]
    moved = {change.parameter for change in policies()[name].changes}
    assert all(any(before[each].stated(day) != after[each].stated(day) for day in days) for each in moved)


def test_fiscal_2019_stays_where_it_was_counted() -> None:
    """Flows of the year keep the population within 5 per cent of its average (they were taken from it)."""
    held = run(Request("fiscal-2019", draws=1, days=365)).result.outputs["midnight_population"]
    assert abs(held.mean() / 50_165 - 1) < 0.05


# which hold together


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("january-quota", "january-quota-nbc"), "same decision"),
        (("guantanamo-200-used", "guantanamo-30000-announced"), "same decision"),
        (("guantanamo-200-used", "beds-opened"), "add .* set beds_usable|set .* add beds_usable"),
        (("january-quota", "quota-3000", "january-quota-offices"), "same decision"),
        (("more-judges",), "removal here is at the counted rate"),
        (("no-such",), "none of this name"),
    ],
)
def test_what_cannot_hold_is_refused_with_the_reason(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(Request("+".join(["fiscal-2024", *names]), draws=1, days=1))


def test_all_reasons_are_told_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        combined(["january-quota", "january-quota-nbc", "january-quota-offices", "no-bond"])
    assert len(caught.value.faults) == 3


def test_a_target_gives_way_to_the_next_one() -> None:
    known = scenario("fiscal-2024+january-quota+quota-3000").applied(catalogue())["arrest_target"]
    assert [known.at(day) for day in (date(2025, 1, 20), date(2025, 5, 20), date(2025, 5, 21))] == [0, 1350, 3000]


def test_beds_add_up() -> None:
    known = scenario("fiscal-2024+guantanamo-200-used+buckley+border-space").applied(catalogue())["beds_usable"]
    assert known.at(date(2025, 6, 1)) == 38_521 + 200 + 200 + 1_000


def test_policies_that_lie_apart_in_time_hold_together() -> None:
    first = made("a", ("value = 50000", "value = 50000\nuntil = 2025-03-31"))
    later = made("b", ("from = 2025-03-01", "from = 2025-04-01"))
    overlapping = made("c", ("from = 2025-03-01", "from = 2025-03-31"))
    assert not [*conflicts(first, later)]
    assert [*conflicts(first, overlapping)]


@pytest.mark.parametrize(("a", "b", "together"), [(ADDS, ADDS, True), (DOUBLES, DOUBLES, True), (ADDS, DOUBLES, False)])
def test_only_what_commutes_holds_together(a: tuple[str, str], b: tuple[str, str], together: bool) -> None:
    assert (not [*conflicts(made("a", a), made("b", b))]) == together


def test_a_conflict_does_not_depend_on_the_order() -> None:
    for a, b in combinations(policies().values(), 2):
        assert bool([*conflicts(a, b)]) == bool([*conflicts(b, a)]), (a.name, b.name)


@settings(max_examples=15, deadline=None)
@given(st.permutations(["guantanamo-200-used", "laken-riley", "fewer-border-arrests", "no-bond", "buckley"]))
def test_the_order_of_policies_changes_no_bit(names: list[str]) -> None:
    def values(order: list[str]) -> np.ndarray:
        known = scenario("+".join(["fiscal-2024", *order])).applied(catalogue())
        days = [date(2025, 1, 19) + timedelta(days=7 * n) for n in range(60)]
        numbers = [
            known[name].stated(day)
            for name in ("beds_usable", "bond_release", "mandatory_detention", "cbp_book_ins")
            for day in days
        ]
        return np.array(numbers, float)  # book-ins are NaN where none is stated

    np.testing.assert_allclose(values(names), values(sorted(names)), rtol=1e-12)


# dates, ends, what users set


def test_a_policy_ends_on_its_last_day() -> None:
    known = made("p", ("value = 50000", "value = 50000\nuntil = 2025-03-31")).changes[0].applied(catalogue())
    before = catalogue()["beds_usable"]
    assert known.at(date(2025, 3, 31)) == 50_000
    assert known.at(date(2025, 4, 1)) == before.at(date(2025, 4, 1))
    assert known.at(date(2025, 9, 1)) == before.at(date(2025, 9, 1))


def test_an_addition_ramps_and_ends() -> None:
    edits = ("value = 50000", 'value = 500\nhow = "add"\nramp_days = 10\nuntil = 2025-03-31')
    known, before = made("p", edits).changes[0].applied(catalogue()), catalogue()["beds_usable"]
    days = (date(2025, 3, 1), date(2025, 3, 6), date(2025, 3, 31), date(2025, 4, 1))
    added = [known.at(day) - before.at(day) for day in days]
    assert added == pytest.approx([0, 250, 500, 0])


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("value = 50000", "value = 50000\nuntil = 2025-02-01"), "before it begins"),
        (('"beds_usable"', '"lead_success"'), "would hide a dated value|out of range"),
        (("value = 50000", "value = -1"), "out of range"),
        (('"beds_usable"', '"beds_useable"'), "Did you mean beds_usable"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(edit: tuple[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made("p", edit).changes[0].applied(catalogue())


def test_a_user_cannot_set_what_a_policy_sets() -> None:
    with pytest.raises(UsageError, match="policy january-quota sets it"):
        run(Request("fiscal-2024+january-quota", draws=1, days=5, sets={"arrest_target": "900"}))


def test_what_a_policy_adds_comes_on_top_of_what_a_user_sets() -> None:
    chosen = scenario("fiscal-2024+guantanamo-200-used")
    own, known = chosen.set({"beds_usable": "40000"}, catalogue())
    assert own.applied(known)["beds_usable"].at(date(2025, 6, 1)) == 40_200


def test_a_scenario_file_may_name_policies(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('title = "t"\nquestion = "q"\npolicies = ["guantanamo-200-used", "laken-riley"]\n')
    assert scenario(str(file)).policies == ("guantanamo-200-used", "laken-riley")
    assert scenario(f"{file}+buckley").policies == ("guantanamo-200-used", "laken-riley", "buckley")
    refused = read_scenario(
        'title = "t"\nquestion = "q"\npolicies = ["guantanamo-200-used", "guantanamo-30000-announced"]\n', "s"
    )
    with pytest.raises(UsageError, match="same decision"):
        refused.applied(catalogue())


def test_a_policy_may_be_a_file_of_the_user(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(FILE.replace(*ADDS))
    own = scenario(f"fiscal-2024+guantanamo-200-used+{file}").applied(catalogue())["beds_usable"]
    assert own.at(date(2025, 6, 1)) == 38_521 + 200 + 500
    with pytest.raises(UsageError, match="cannot be read"):
        scenario(f"fiscal-2024+{tmp_path / 'nowhere.toml'}")


def test_the_verb_checks_a_policy_file(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(FILE)
    bad.write_text(FILE.replace("beds_usable", "beds_useable"))
    told = CliRunner().invoke(cli, ["scenarios", "check", str(good), "--policy"])
    assert "no fault" in told.stdout
    refused = CliRunner().invoke(cli, ["scenarios", "check", str(bad), "--policy"])
    assert "Did you mean beds_usable" in str(refused.exception)


@pytest.mark.parametrize("name", policies())
def test_the_verb_shows_each_policy_with_its_sources(name: str) -> None:
    shown = CliRunner().invoke(cli, ["scenarios", "show", name]).stdout
    assert policies()[name].reference in shown
    assert all(f"[{fact}]" in shown for fact in policies()[name].facts)


def test_the_verb_lists_every_policy() -> None:
    rows = json.loads(CliRunner().invoke(cli, ["scenarios", "list", "--policies", "--json"]).stdout)["result"]
    assert [row["policy"] for row in rows] == [*policies()]
    assert {row["status"] for row in rows} == {each.status for each in policies().values()}


def test_a_run_takes_policies_and_records_them() -> None:
    arguments = [
        "run",
        "fiscal-2024",
        "--policy",
        "guantanamo-200-used",
        "--policy",
        "laken-riley",
        "--draws",
        "2",
        "--days",
        "5",
    ]
    record = json.loads(CliRunner().invoke(cli, [*arguments, "--outputs", "arrests", "--json"]).stdout)["record"]
    assert record["scenario"] == "fiscal-2024+guantanamo-200-used+laken-riley"


def test_a_policy_known_only_later_looks_ahead() -> None:
    known = scenario("fiscal-2024+laken-riley").applied(catalogue())
    assert known["mandatory_detention"].looks_ahead(date(2025, 1, 19))
    assert not catalogue()["mandatory_detention"].looks_ahead(date(2025, 1, 19))


# the summary beside the policies


def summary() -> list[dict[str, str]]:
    """What each policy moves against its base by day 180 and day 540, in the middle of every prior."""
    return [row for name in RUNNABLE for row in _moved(name)]


def _moved(name: str) -> list[dict[str, str]]:
    base = policies()[name].base
    with_it, without = measured(f"{base}+{name}"), measured(base)
    return [
        {
            "policy": name,
            "base": base,
            "day": str(day),
            **{output: f"{value - without[day][output]:.5g}" for output, value in of_day.items()},
        }
        for day, of_day in with_it.items()
    ]


@cache
def measured(name: str) -> dict[int, dict[str, float]]:
    """Flows summed up to a day, stocks and ratios on the day."""
    outputs = answer(name).result.outputs
    return {
        day: {
            **{flow: float(outputs.get(flow, np.zeros(1))[: day + 1].sum()) for flow in SUMMED},
            **{each: float(outputs[each][day, 0]) for each in AT_THE_END},
        }
        for day in (180, DAYS)
    }


def test_the_expected_summary_still_holds(tmp_path: Path) -> None:
    """Where it does not, the new table is written and the message says how to accept it."""
    found = summary()
    proposed = tmp_path / "expected.csv"
    with proposed.open("w", newline="") as file:
        writer = csv.DictWriter(file, found[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    kept = [*csv.DictReader(EXPECTED.read_text().splitlines())] if EXPECTED.exists() else []
    moved = [now for now, then in zip(found, kept, strict=False) if not _same(now, then)]
    accept = f"Read the new table; if it is right, accept it: cp {proposed} {EXPECTED}"
    assert len(found) == len(kept), f"{len(found)} rows, {len(kept)} expected. {accept}"
    assert not moved, f"{len(moved)} rows moved, first {moved[0]}. {accept}"


def _same(now: dict[str, str], then: dict[str, str]) -> bool:
    names = ("policy", "base", "day")
    if now.keys() != then.keys() or [now[name] for name in names] != [then[name] for name in names]:
        return False
    return all(float(now[k]) == pytest.approx(float(then[k]), rel=1e-3, abs=1e-3) for k in now.keys() - set(names))
