"""The page of findings shows each finding once, and text from a file never becomes markup."""

from __future__ import annotations

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.findings_page import findings_page

FINDINGS = [
    Finding("adp.agency", Severity.WRONG, "a.xlsx", "Detention", "B4", "10", "12", "note"),
    Finding("adp.agency", Severity.WRONG, "b.xlsx", "Detention", "B5", "10", "<script>x</script>", ""),
    Finding("iclos.zero", Severity.TRAP, "a.xlsx", "ICLOS", "", "values", "nought", ""),
]


def test_findings_are_grouped_and_counted() -> None:
    page = findings_page(FINDINGS, 2, "abc")
    assert "wrong: adp.agency (2)" in page
    assert "2 wrong, 1 trap" in page
    assert page.index("adp.agency") < page.index("iclos.zero")


def test_text_from_a_file_is_no_markup() -> None:
    page = findings_page(FINDINGS, 2, "abc")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_nothing_found_is_said() -> None:
    assert "Nothing was found" in findings_page([], 2, "abc")
