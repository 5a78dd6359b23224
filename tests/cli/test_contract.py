"""The command line: the contract, and what it answers to wrong input."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bedspace.cli.main import VERBS, cli, main
from bedspace.errors import BedspaceError

ROOT = Path(__file__).resolve().parents[2]


def call(*arguments: str) -> Result:
    """Run a command as the shell would, known errors turned into message and exit code."""

    def entry() -> None:
        main(list(arguments))

    runner = CliRunner()
    with runner.isolation() as (out, err, *_):
        code = 0
        try:
            entry()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(runner, out.getvalue(), err.getvalue(), b"", None, code, None)


SMALL = ("--draws", "20", "--days", "20")
WRONG = {
    "unknown parameter": (("run", "--set", "bed_funded=1", *SMALL), "Did you mean beds_funded"),
    "two unknown parameters": (("run", "--set", "aaa=1", "--set", "bbb=2", *SMALL), "bbb"),
    "ill-typed parameter": (("run", "--set", "beds_funded=many", *SMALL), "'many' is no number"),
    "parameter out of range": (("run", "--set", "book_ins_per_arrest=2.5", *SMALL), "out of range"),
    "set without value": (("run", "--set", "beds_funded", *SMALL), "NAME=VALUE"),
    "not a number": (("run", "--set", "beds_funded=nan", *SMALL), "out of range"),
    "bad start": (("run", "--start", "2025-02-30", *SMALL), "is no date"),
    "bad as-of": (("run", "--as-of", "yesterday", *SMALL), "is no date"),
    "both vintages": (("run", "--as-of", "2025-01-19", "--data-through", "2025-07-18", *SMALL), "only one"),
    "nothing published yet": (("run", "--as-of", "2018-01-01", *SMALL), "no count of people held is known"),
    "start before the data": (("run", "no-change", "--start", "2019-01-01", *SMALL), "no full month of book-ins"),
    "no draws": (("run", "--draws", "0"), "0 draws"),
    "too many days": (("run", "--days", "99999"), "99999 days"),
    "unknown scenario": (("run", "no-such"), "there is none of this name"),
    "missing scenario file": (("run", "nowhere.toml"), "cannot be read"),
    "unknown output": (("run", "--outputs", "beds", *SMALL), "none of this name"),
    "unknown mechanism": (("run", "--off", "gravity", *SMALL), "no such mechanism"),
    "unknown engine": (("run", "--engine", "steam"), "steam"),
    "unknown inflow": (("run", "--inflow", "guessed"), "guessed"),
    "two formats": (("run", "--json", "--csv", *SMALL), "choose one"),
    "span without dots": (("fate", "8000", "--arrested", "2025-01-20"), "is no span"),
    "span backwards": (("fate", "8000", "--arrested", "2025-02-03..2025-01-20"), "runs backwards"),
    "nobody arrested": (("fate", "0", "--arrested", "2025-01-20..2025-01-21"), "more than none"),
    "cohort is no number": (("fate", "many", "--arrested", "2025-01-20..2025-01-21"), "many"),
    "unknown part": (("system", "weather"), "there is none of this name"),
    "unknown parameter shown": (("parameters", "show", "bedz"), "there is none of this name"),
    "unknown figure": (("why", "book_ins:2031-01"), "no figure of this name"),
    "unknown name": (("why", "happiness"), "no output, parameter or official figure"),
    "end of time": (("run", "--start", "9999-12-31"), "outside the data"),
    "arrests from another start": (
        ("run", "reports-2025-02", "--start", "2020-12-31", "--as-of", "2025-09-30"),
        "modelled arrests cannot",
    ),
    "cohort without end": (("fate", "inf", "--arrested", "2025-01-20..2025-01-21"), "at most"),
    "cohort of nothing": (("fate", "nan", "--arrested", "2025-01-20..2025-01-21"), "at most"),
    "parquet into nowhere": (("run", "--parquet", "/no/such/folder/x.parquet", *SMALL), "cannot be written"),
    "unknown verb": (("predict",), "predict"),
    "observed without data": (("run", "--inflow", "observed", *SMALL, "--days", "400"), "known in part"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_gets_one_clear_message(case: str) -> None:
    arguments, message = WRONG[case]
    result = call(*arguments)
    assert result.exit_code in (1, 2), result.output
    assert message in result.stderr
    assert "Traceback" not in result.output + result.stderr
    assert result.stdout == ""


def test_all_unknown_names_are_told_at_once() -> None:
    told = call("run", "--set", "aaa=1", "--set", "beds_funded=x", "--set", "bbb=2", *SMALL).stderr
    assert told.count("bedspace:") == 3


def test_a_scenario_file_with_two_faults_tells_both(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.toml"
    faulty.write_text('title = "t"\nquestion = "q"\ndays = "long"\ninflow = "guessed"\n')
    told = call("scenarios", "check", str(faulty))
    assert told.exit_code == 2
    assert "days" in told.stderr
    assert "inflow" in told.stderr


def test_json_has_version_fingerprint_record_and_rows() -> None:
    whole = json.loads(call("run", "--json", "--outputs", "midnight_population", *SMALL).stdout)
    assert whole.keys() == {"bedspace", "data", "record", "result"}
    assert whole["record"]["seed"] == 20250120
    assert whole["record"]["checks"]["age balance"] is True
    assert [*whole["result"][0]] == [
        *("output", "unit", "date", "area", "class", "mean", "q05", "q25", "q50", "q75", "q95", "rests_on")
    ]
    assert len(whole["result"]) == 21


def test_csv_and_parquet_hold_the_same_rows(tmp_path: Path) -> None:
    import duckdb

    rows = list(csv.DictReader(io.StringIO(call("run", "--csv", "--outputs", "removals", *SMALL).stdout)))
    target = tmp_path / "rows.parquet"
    assert call("run", "--parquet", str(target), "--outputs", "removals", *SMALL).exit_code == 0
    kept = duckdb.sql(f"select mean from '{target}' order by date").fetchnumpy()["mean"]
    assert [float(row["mean"]) for row in rows] == pytest.approx(list(kept))
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_same_seed_same_output() -> None:
    assert call("run", "--json", *SMALL).stdout == call("run", "--json", *SMALL).stdout


def test_a_run_says_what_looks_ahead() -> None:
    told = call("run", *SMALL).stdout
    assert "look-ahead" in told
    assert "Checks passed: 6 of 6" in told


def test_fate_tells_people_one_statistic_and_which() -> None:
    said = call("fate", "8000", "--arrested", "2025-01-20..2025-02-03", "--draws", "10").stdout.replace("\n", " ")
    assert "means of 10 model runs; 90 in 100 runs lie from q05 to q95" in said
    assert "q50" not in said


def test_fate_rows_are_those_of_the_contract() -> None:
    rows = json.loads(call("fate", "8000", "--arrested", "2025-01-20..2025-02-03", "--draws", "10", "--json").stdout)[
        "result"
    ]
    assert [*rows[0]] == ["day", "outcome", "form", "reason", "mean", "q05", "q50", "q95", "rests_on"]
    assert {row["day"] for row in rows} == {14, 30, 90, 180}


def test_system_lists_the_thirteen_parts() -> None:
    rows = json.loads(call("system", "--json").stdout)["result"]
    assert len(rows) == 13
    assert {row["rests_on"] for row in rows} <= {"counted", "reported", "estimated", "assumed"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    result = CliRunner().invoke(cli, [verb, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage" in result.output


def test_every_option_says_what_it_does_and_only_verbs_that_follow_persons_have_an_engine() -> None:
    context = click.Context(cli)
    verbs = {name: found for name in VERBS if (found := cli.get_command(context, name))}
    options = [(name, each) for name, verb in verbs.items() for each in verb.params if isinstance(each, click.Option)]
    assert [f"{name} {each.opts[0]}" for name, each in options if not each.help] == []
    assert {name for name, each in options if "--engine" in each.opts} == {"run", "reach"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb: str) -> None:
    assert f"bedspace {verb}" in (ROOT / "README.md").read_text()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from bedspace.cli.main import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'numba', 'duckdb', 'pydantic', 'rich', 'altair', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_errors_are_one_tree_with_exit_codes() -> None:
    kinds = BedspaceError.__subclasses__()
    assert {kind.exit_code for kind in kinds} == {1, 2}


def test_nobody_booked_in_is_no_error() -> None:
    nobody = ("--set", "ice_book_ins=0", "--set", "cbp_book_ins=0")
    result = call("run", "no-change", *nobody, "--json", "--outputs", "midnight_population", *SMALL)
    assert result.exit_code == 0
    assert "NaN" not in result.stdout


def test_officers_all_tied_down_is_no_error() -> None:
    tied = ("--set", "officers=1000", "--set", "custody_officers_per_held=0.1")
    assert call("run", *tied, *SMALL).exit_code == 0


def test_distinct_requests_have_distinct_records() -> None:
    from datetime import date

    from bedspace.studies.run.runs import Request, run

    base = Request("arithmetic", days=20, draws=1, inflow="observed", data_through=date(2025, 7, 1))
    other = Request(**{**base.__dict__, "observed_exits": True})
    assert run(base).record != run(other).record


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (("run", "--engine", "fluid"), "--engine fluid", "expected"),
        (("run", "--engine", "discrete-event"), "--engine discrete-event", "persons"),
        (("costs", "--table", "beside"), "--table beside", "others"),
    ],
)
def test_an_old_name_is_answered_by_one_line_with_the_new_one(words: tuple[str, ...], old: str, new: str) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert old in done.stderr
    assert new in done.stderr
