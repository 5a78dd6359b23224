"""Documents, names, times and the command line."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedspace.claims.read.documents import load, to_text
from bedspace.claims.read.names import masked
from bedspace.claims.read.times import times
from bedspace.cli.main import cli
from bedspace.errors import InputRefused, UsageError

TEXT = "ICE held about 42,000 people in detention on Tuesday."


def test_html_is_read_without_scripts() -> None:
    page = b"<!doctype html><head><title>9</title></head><script>var a = 5000;</script><p>ICE held 7,000.</p><p>B</p>"
    assert to_text(page) == "ICE held 7,000.\nB"


def test_bytes_that_are_no_text_are_survived() -> None:
    assert isinstance(to_text(bytes(range(256)) * 100), str)
    assert to_text(b"\xef\xbb\xbfICE") == "ICE"


def test_a_missing_file_is_a_usage_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt"):
        load(str(tmp_path / "none.txt"))


@pytest.mark.parametrize("content", ["", " \n\t"])
@pytest.mark.parametrize("verb", [("check",), ("claims", "read")])
def test_an_empty_file_is_a_usage_error(tmp_path: Path, verb: tuple[str, ...], content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no text"):
        CliRunner().invoke(cli, [*verb, str(path)], catch_exceptions=False)


@pytest.mark.parametrize("name", ["nofile.txt", "article.HTML", "a.pdf", "folder/none", "", "  "])
def test_what_can_only_be_a_file_name_must_be_there(name: str) -> None:
    with pytest.raises(UsageError) as told:
        CliRunner().invoke(cli, ["check", name], catch_exceptions=False)
    assert told.value.exit_code == 2


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(cli, ["check", str(tmp_path)], catch_exceptions=False)


def test_texts_read_together_say_where_they_differ(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tom Homan ordered agents to make 700 arrests a day.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Agents were told to make 700 arrests a day.", encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", str(tmp_path)], catch_exceptions=False).stdout
    assert "the quota is set by Tom Homan in a.txt; nobody named in b.txt." in " ".join(told.split())


@pytest.mark.parametrize("verb", [("check", "-"), ("claims", "read", "-")])
def test_a_closed_standard_input_is_told_in_a_line(verb: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="standard input: it is closed"):
        cli.main(list(verb), standalone_mode=False)


def test_the_withdrawn_export_says_why_in_a_line() -> None:
    for more in ((), ("nofile.txt", "--out", "x"), ("--help",)):
        with pytest.raises(UsageError, match="was withdrawn: it put a rating made by a machine") as told:
            CliRunner().invoke(cli, ["export", "claimreview", *more], catch_exceptions=False)
        assert len(told.value.faults) == 1
        assert told.value.exit_code == 2
    assert "claimreview" not in CliRunner().invoke(cli, ["export", "--help"]).stdout


def test_a_pdf_that_cannot_be_read_is_refused_kindly() -> None:
    with pytest.raises(InputRefused, match="PDF"):
        to_text(b"%PDF-1.7 broken", "PDF")


def _pdf(*pages: str) -> bytes:
    """A PDF with a text layer: one line of text a page, its table of objects counted out."""
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, line in enumerate(pages):
        stream = f"BT /F1 11 Tf 40 760 Td ({line}) Tj ET"
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {font} /Contents {5 + 2 * number} 0 R >>"
        objects += [page, f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_claims_of_a_pdf_are_read_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(TEXT, "ICE was told to make 1,200 to 1,500 arrests a day."))
    lines = _run("claims", "read", str(path), "--jsonl", "--said", "2025-02-07").splitlines()
    found = [json.loads(line) for line in lines]
    assert [(c["metric"], c["low"], c["high"]) for c in found] == [
        ("detained_population", 42_000, 42_000),
        ("arrests_daily_target", 1_200, 1_500),
    ]
    text = load(str(path)).text
    assert all(text[c["start"] : c["end"]] == c["text_span"] for c in found)


def test_without_the_reader_a_pdf_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(InputRefused, match=r"bedspace\[pdf\]"):
        to_text(_pdf(TEXT), "a.pdf")


def test_private_names_are_masked_and_officials_are_not() -> None:
    assert masked("Kristi Noem visited Maria Santos in New York.") == "Kristi Noem visited [name] in New York."


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on June 14, 2024", date(2024, 6, 14), date(2024, 6, 14)),
        ("last weekend", date(2025, 2, 1), date(2025, 2, 2)),
        ("mid-January", date(2025, 1, 11), date(2025, 1, 20)),
        ("the first 13 days of February", date(2025, 2, 1), date(2025, 2, 13)),
        ("since Trump took office", date(2025, 1, 20), date(2025, 2, 7)),
        ("in fiscal year 2024", date(2023, 10, 1), date(2024, 9, 30)),
        ("last month", date(2025, 1, 1), date(2025, 1, 31)),
        ("two weeks ago", date(2025, 1, 24), date(2025, 1, 24)),
        ("in December", date(2024, 12, 1), date(2024, 12, 31)),
        ("yesterday", date(2025, 2, 6), date(2025, 2, 6)),
    ],
)
def test_times(text: str, first: date, last: date) -> None:
    (found,) = times(text, date(2025, 2, 7))
    assert (found.first, found.last) == (first, last)


def test_an_impossible_date_stays_open() -> None:
    (found,) = times("February 31, 2025")
    assert found.first is None


def _run(*arguments: str, stdin: str = "") -> str:
    result = CliRunner().invoke(cli, list(arguments), input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_read_prints_one_object_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (line,) = _run("claims", "read", str(path), "--jsonl", "--said", "2025-02-07").splitlines()
    claim = json.loads(line)
    assert claim["doc"] == "a.txt"
    assert (claim["metric"], claim["low"], claim["time_start"]) == ("detained_population", 42_000, "2025-02-04")
    assert TEXT[claim["start"] : claim["end"]] == claim["text_span"]


def test_read_lists_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ICE moved on June 14, 2025.", encoding="utf-8")
    rows = json.loads(_run("claims", "read", str(path), "--unread", "--json"))["result"]
    assert {row["reason"] for row in rows} == {"date"}


def test_check_reads_text_files_and_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    results = [
        json.loads(_run("check", source, "--said", "2025-02-07", "--json", stdin=TEXT))["result"]
        for source in (TEXT, str(path), "-")
    ]
    told = [[(row["statement"], row["verdict"], row["checks"]) for row in rows] for rows in results]
    assert told[0] == told[1] == told[2]
    keys = ["statement", "verdict", "sentence", "claims", "checks", "steps", "sources", "not_tested"]
    assert list(results[0][0]) == [*keys, "said_before", "doc", "start", "speaker", "rank", "worth"]
    assert set(results[0][0]["checks"][0]) == {
        *("claim", "metric", "check", "verdict", "reason", "steps", "sources", "rests_on")
    }


def test_check_says_in_words_that_a_text_holds_no_claim() -> None:
    assert "nothing was checked" in _run("check", "Good morning.")
    assert json.loads(_run("check", "Good morning.", "--json"))["result"] == []


def test_list_shows_ledger_disagreements_and_calendar() -> None:
    everything = json.loads(_run("claims", "list", "--json"))["result"]
    assert len(everything) > 150
    assert json.loads(_run("claims", "list", "--disagreements", "--json"))["result"]
    assert json.loads(_run("claims", "list", "--calendar", "--json"))["result"][0]["day"] < "2020"
    assert "Ledger" in _run("claims", "list", "--metric", "planned_beds")


def test_a_wrong_date_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(cli, ["check", TEXT, "--said", "tomorrow"], catch_exceptions=False)
