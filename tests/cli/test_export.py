"""The verb export: ClaimReview objects with the words of the claim and nothing else of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bedspace.claims.check.findings import Finding, Verdict, overall
from bedspace.claims.claimreview import MEANING
from bedspace.cli.main import cli
from bedspace.errors import UsageError

TEXT = (
    "The secretary had breakfast. Each of the 25 field offices must make 75 arrests a day, 1,200 to 1,500 arrests a day"
    " nationwide, Tom Homan said. ICE held about 42,000 people in detention on February 5, 2025, said Maria Santos."
)


def _export(text: str, out: Path, *more: str, stdin: str = "") -> dict[str, Any]:
    arguments = ["export", "claimreview", text, "--said", "2025-02-07", "--out", str(out), *more]
    result = CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    whole: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return whole


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _export(TEXT, tmp_path_factory.mktemp("out") / "checks.json", "--reviewed", "2025-02-10")


def test_there_is_one_object_for_each_checked_claim(whole: dict[str, Any]) -> None:
    assert whole["@context"] == "https://schema.org"
    claims = [review["claimReviewed"] for review in whole["@graph"]]
    assert claims == ["25 field offices", "75 arrests", "1,200 to 1,500 arrests", "about 42,000 people"]
    assert {review["@type"] for review in whole["@graph"]} == {"ClaimReview"}


def test_what_the_vocabulary_requires_is_there(whole: dict[str, Any]) -> None:
    for review in whole["@graph"]:
        assert review["datePublished"] == "2025-02-10"
        assert review["author"]["name"].startswith("bedspace")
        assert review["itemReviewed"]["@type"] == "Claim"
        assert review["itemReviewed"]["datePublished"] == "2025-02-07"
        assert review["reviewRating"]["@type"] == "Rating"
        assert review["reviewRating"]["alternateName"] in {verdict.value for verdict in MEANING}
        assert "ratingValue" not in review["reviewRating"]
        assert review["reviewBody"]


def test_verdicts_are_those_of_the_checks(whole: dict[str, Any]) -> None:
    verdicts = {review["claimReviewed"]: review["reviewRating"]["alternateName"] for review in whole["@graph"]}
    assert verdicts["1,200 to 1,500 arrests"] == Verdict.CONTRADICTED
    assert verdicts["75 arrests"] == Verdict.IMPLAUSIBLE
    assert verdicts["25 field offices"] == Verdict.UNCHECKABLE
    assert verdicts["about 42,000 people"] == Verdict.SUPPORTED
    (held,) = [review for review in whole["@graph"] if review["claimReviewed"] == "about 42,000 people"]
    assert any("published" in source for source in held["citation"])


def test_no_more_of_the_text_is_given_and_private_names_are_masked(whole: dict[str, Any]) -> None:
    told = json.dumps(whole)
    assert "breakfast" not in told
    assert "Maria Santos" not in told
    assert "nationwide, Tom" not in told


def test_same_text_same_file_from_file_text_and_standard_input(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    day = ("--reviewed", "2025-02-10")
    found = [
        _export(given, tmp_path / f"{number}.json", *day, stdin=TEXT)
        for number, given in enumerate((TEXT, str(source), "-"))
    ]
    assert found[0] == found[1] == found[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.json", "1.json", "2.json", "a.txt"]


def test_a_text_without_claims_gives_an_empty_list(tmp_path: Path) -> None:
    assert _export("Good morning.", tmp_path / "a.json")["@graph"] == []


def test_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder does not exist"):
        _export(TEXT, tmp_path / "none" / "a.json")


def test_one_verdict_speaks_against_before_it_supports() -> None:
    def made(*verdicts: Verdict) -> list[Finding]:
        return [Finding("data", "r", verdict, "s") for verdict in verdicts]

    assert overall(made(Verdict.NOTE, Verdict.SUPPORTED, Verdict.CONTRADICTED)) is Verdict.CONTRADICTED
    assert overall(made(Verdict.UNCHECKABLE, Verdict.SUPPORTED)) is Verdict.SUPPORTED
    assert overall(made(Verdict.IMPLAUSIBLE, Verdict.MIXED)) is Verdict.MIXED
    assert overall(made(Verdict.NOTE)) is Verdict.UNCHECKABLE
