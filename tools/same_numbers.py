"""Ten fixed requests and the numbers that answer them, to compare two states of the code bit by bit.

    python tools/same_numbers.py write before.json     # in the one state
    python tools/same_numbers.py write after.json      # in the other
    python tools/same_numbers.py compare before.json after.json

The parsed ``result`` of ``--json`` is kept; of the report, the numbers of its tables in order. Labels may differ:
only numbers are compared, and of a check its verdicts.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ARTICLE = (
    "ICE arrested 956 people on Sunday, January 26, 2025, and 1,179 on Monday. Officials want 1,200 to 1,500 arrests "
    "a day; each of the 25 field offices was told to make 75. About 42,000 people are held in 41,500 funded beds."
)
REQUESTS: dict[str, tuple[str, ...]] = {
    "no-change": ("run", "no-change", "--start", "2025-01-19", "--draws", "200"),
    "reports": ("run", "reports-2025-02", "--draws", "200"),
    "frozen": ("run", "frozen-2025", "--data-through", "2025-08-31", "--draws", "200"),
    "proceedings": ("run", "proceedings-2025", "--draws", "100"),
    "persons": ("run", "reports-2025-02", "--engine", "persons", "--draws", "10"),
    "observed": ("run", "no-change", "--start", "2025-01-19", "--inflow", "observed", "--data-through", "2025-08-31"),
    "compare": ("compare", "reports-2025-02", "+guantanamo-200-used", "+laken-riley", "--draws", "200"),
    "fate": ("fate", "8000", "--arrested", "2025-01-20..2025-02-03", "reports-2025-02", "--draws", "200"),
    "check": ("check", ARTICLE, "--said", "2025-02-07"),
}
OLD_NAMES = {"persons": "discrete-event", "expected": "fluid"}


def numbers(value: Any) -> list[float]:
    """Every number in a parsed result, in order; text and truth values are left out."""
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in numbers(value[key])]
    if isinstance(value, list):
        return [number for each in value for number in numbers(each)]
    return [] if isinstance(value, str | bool | None) else [value]


def verdicts(rows: list[dict[str, Any]]) -> list[str]:
    """The verdicts of a check, in order."""
    return [row["verdict"] for row in rows]


def answer(words: tuple[str, ...]) -> list[Any]:
    """The numbers of one request; an engine that has not this name yet is asked by its old one."""
    done = subprocess.run(["bedspace", *words, "--json"], capture_output=True, text=True)
    old = tuple(OLD_NAMES.get(word, word) for word in words)
    if done.returncode == 2 and old != words:
        return answer(old)
    if done.returncode not in (0, 1):
        raise SystemExit(f"bedspace {' '.join(words)}: {done.stderr}")
    result = json.loads(done.stdout)["result"]
    return verdicts(result) if words[0] == "check" else numbers(result)


def page() -> list[float]:
    """The numbers in the tables of the report."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        subprocess.run(["bedspace", "report", "reports-2025-02", "--draws", "200", "--out", out], check=True)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", out.read_text(encoding="utf-8"), re.S)
    texts = (re.sub(r"<[^>]*>", "", cell).replace(",", "").strip() for cell in cells)
    return [float(text) for text in texts if re.fullmatch(r"-?\d+(\.\d+)?", text)]


def main(verb: str, *files: str) -> int:
    """Write the numbers to a file, or compare two files; 1 where they differ."""
    if verb == "write":
        found = {name: answer(words) for name, words in REQUESTS.items()} | {"report": page()}
        Path(files[0]).write_text(json.dumps(found))
        return 0
    before, after = (json.loads(Path(file).read_text()) for file in files)
    differing = [name for name in before if before[name] != after.get(name)]
    for name in before:
        print(f"{name}: {len(before[name])} numbers, {'DIFFERENT' if name in differing else 'the same'}")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
