"""``bedspace export flows``: a data package whose sums can be replayed from its cells, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bedspace.cli.datapackage import FIELDS
from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.fiscal import fiscal_start, fiscal_year

TABLES = ("flows", "cells", "definitions")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of the embedded figures."""
    target = tmp_path_factory.mktemp("export") / "package"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(target / "none"))
        done = CliRunner().invoke(cli, ["export", "flows", str(target)])
    assert done.exit_code == 0, done.output
    return target


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def test_the_dictionary_names_every_column_and_the_hashes_hold(folder: Path) -> None:
    resources = {each["name"]: each for each in _described(folder)["resources"]}
    assert tuple(resources) == TABLES
    for name, resource in resources.items():
        raw = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert resource["bytes"] == len(raw)
        assert list(_rows(folder, name)[0]) == [field["name"] for field in resource["schema"]["fields"]]
        keys = [tuple(row[key] for key in resource["schema"]["primaryKey"]) for row in _rows(folder, name)]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_of_the_type_that_the_dictionary_says(folder: Path, name: str) -> None:
    readers = {"string": str, "date": date.fromisoformat, "integer": int, "number": float}
    for row in _rows(folder, name):
        for field, (kind, _) in FIELDS[name].items():
            if kind == "yearmonth":
                date.fromisoformat(f"{row[field]}-01")
            elif row[field]:
                readers[kind](row[field])


def test_every_count_is_the_sum_of_the_cells_that_stood_at_its_ends(folder: Path) -> None:
    cells, flows = _rows(folder, "cells"), _rows(folder, "flows")
    sums = {row["flow"]: (row["table"], row["keys"].split() or [""]) for row in _rows(folder, "definitions")}

    def standing(flow: str, by: str, year: int) -> dict[tuple[str, str], float]:
        table, keys = sums[flow]
        begin = f"{fiscal_start(year):%Y-%m}"
        kept = (c for c in cells if c["table"] == table and c["key"] in keys and c["month"] >= begin)
        in_order = sorted(kept, key=lambda c: (c["data_date"], c["published"], c["file"]))
        return {(c["key"], c["month"]): float(c["value"]) for c in in_order if c["data_date"] <= by}

    for row in flows:
        year = fiscal_year(date.fromisoformat(row["first"]))
        before = str(date.fromisoformat(row["first"]) - timedelta(days=1))
        later, earlier = (standing(row["flow"], day, year) for day in (row["through"], before))
        earlier = {} if before < str(fiscal_start(year)) else earlier
        assert float(row["count"]) == pytest.approx(sum(later.values()) - sum(earlier.values()), abs=1e-3)
        over = [place for place in {*later, *earlier} if _end(place[1]) <= before]
        revised = sum(later.get(place, 0.0) - earlier.get(place, 0.0) for place in over)
        assert float(row["revision"]) == pytest.approx(revised, abs=1e-3)
        assert float(row["a_day"]) == pytest.approx(float(row["count"]) / int(row["days"]), abs=1e-4)


def _end(month: str) -> str:
    later = date.fromisoformat(f"{month}-28") + timedelta(days=4)
    return str(later.replace(day=1) - timedelta(days=1))


def test_it_says_what_the_verb_says(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["data", "flows", "--json"])
    shown = {row["through"]: row for row in json.loads(done.stdout)["result"]}
    for row in _rows(folder, "flows"):
        assert float(row["a_day"]) == pytest.approx(shown[row["through"]][f"{row['flow']}_a_day"], abs=1e-4)
        assert float(row["revision"]) == shown[row["through"]][f"{row['flow']}_revised"]


def test_licence_version_sources_and_citation(folder: Path) -> None:
    described = _described(folder)
    assert described["licenses"][0]["name"] == "other-pd"
    files = {row["file"] for row in _rows(folder, "cells")}
    assert all(any(file in source["title"] for source in described["sources"]) for file in files)
    last = max(row["through"] for row in _rows(folder, "flows"))
    assert f"data through {last}" in described["citation"]
    assert described["citation"] in (folder / "README.md").read_text(encoding="utf-8")


def test_a_fresh_process_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "XDG_DATA_HOME": str(tmp_path / "none"),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    command = [sys.executable, "-m", "bedspace", "export", "flows", str(tmp_path / "again")]
    subprocess.run(command, check=True, env=env, capture_output=True)
    for file in sorted(folder.iterdir()):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_nothing_published_and_no_folder_are_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no flows had been published by then"):
        cli.main(["export", "flows", str(tmp_path), "--as-of", "2010-01-01"], standalone_mode=False)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written"):
        cli.main(["export", "flows", str(tmp_path / "file")], standalone_mode=False)
