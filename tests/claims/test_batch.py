"""Pages, transcripts and folders: what belongs to a text, who speaks, and which statements come first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bedspace.claims.check.batch import Checked, check_all, derived, rows_of
from bedspace.claims.check.checks import check
from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.worth import Worth, worth
from bedspace.claims.read.documents import given, load_all, to_text
from bedspace.claims.read.extraction import read
from bedspace.claims.read.pages import html_text
from bedspace.claims.read.transcripts import transcript
from bedspace.errors import UsageError

SAID = date(2025, 2, 7)
PAGE = """<!doctype html><html><head><title>9 things</title></head><body class="has-sidebar">
<header>600 newsletters</header><nav><ul><li><a href="/">1 home</a></ul></nav>
<div id="cookie-banner"><p>We and 848 partners store cookies</p></div>
<div class="content with-sidebar"><article class="post sharing-enabled">
<header><h1><a href="x">ICE holds 42,000</a></h1></header>
<p>ICE held <b>42,000</b> people. <!-- 77 --><span class="share">Share 12</span> It has 40,000 beds.
<p class="ad">Buy 5 beds<p>The next paragraph is not closed.
<ul class="related-stories"><li><a href="y">7 things to know</a></ul></article></div>
<section id="comments"><article><p>I saw 9,000 arrests</p></article></section>
<aside>5 more</aside><footer>2025</footer><script>var a = "<p>5000</p>";</script></body></html>"""


def test_a_page_is_read_without_what_stands_around_its_text() -> None:
    assert html_text(PAGE).split("\n") == [
        "ICE holds 42,000",
        "ICE held 42,000 people. It has 40,000 beds.",
        "The next paragraph is not closed.",
    ]


def test_without_an_article_the_blocks_that_are_mostly_links_are_left_out() -> None:
    page = "<p>ICE held 42,000 <a>people</a>.</p><div><a>8 jobs</a> | <a>9 houses</a></div><h2><a>3 beds</a></h2>"
    assert html_text(page) == "ICE held 42,000 people.\n3 beds"


@pytest.mark.parametrize(("linked", "kept"), [(60, True), (61, False)])
def test_a_block_is_a_list_of_links_from_six_letters_in_ten_on(linked: int, kept: bool) -> None:
    assert (html_text(f"<p><a>{'a' * linked}</a>{'b' * (100 - linked)}</p><p>c</p>") != "c") is kept


def test_of_a_page_with_nothing_else_what_was_left_out_is_read() -> None:
    assert html_text("<div class='comments'><p>Only 5</p><p>more</p></div>") == "Only 5\nmore"


@pytest.mark.parametrize("page", ["<p", "<div><div class=nav>", "</p></div>", "<a><a><p>x", "<!-- ", "<![CDATA[x"])
def test_a_broken_page_is_survived(page: str) -> None:
    assert isinstance(html_text(page), str)


HEARING = """COMMITTEE ON HOMELAND SECURITY
SEN. GARY PETERS (D-MI): How many people does ICE
hold today?
[00:12:03] MR. LYONS: ICE held about 42,000 people
in detention on Tuesday. We made 900 arrests a day.
Secretary Noem: The law funds 41,500 detention beds.
MR. LYONS: We want 3,000 arrests a day.
"""


def test_a_transcript_keeps_its_speakers_and_every_offset() -> None:
    found = transcript(HEARING)
    assert [turn.speaker for turn in found.turns] == ["SEN. GARY PETERS", "MR. LYONS", "Secretary Noem", "MR. LYONS"]
    assert len(found.text) == len(HEARING)
    assert "people in detention" in found.text
    claims = read(found.text, "-", SAID, given_topic=True).claims
    assert [(c.low, found.speaker(c.start)) for c in claims] == [
        (42_000, "MR. LYONS"),
        (900, "MR. LYONS"),
        (41_500, "Secretary Noem"),
        (3_000, "MR. LYONS"),
    ]
    assert all(HEARING[c.start : c.end].split() == c.text_span.split() for c in claims)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Q. How many?\nA. We hold 42,000.\nQ. And beds?\n", ["Q", "A", "Q"]),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\n<v Tom Homan>We arrested\n\n00:04.000 --> 00:05.000\n<v Ann Lee>900?\n",
         ["Tom Homan", "Ann Lee"]),
        ("Tom Homan: We did 900.\nKristen Welker: A day?\n", ["Tom Homan", "Kristen Welker"]),
        ("0:15 Speaker 1: We did 900.\n0:20 Speaker 2: So many?\n", ["Speaker 1", "Speaker 2"]),
        ("JAKE TAPPER, CNN HOST: Hello.\nTAPPER: How many?\nTAPPER: Now?\n", ["JAKE TAPPER", "TAPPER"]),
        ("[00:12:03]\nHOMAN:\nWe did it.\n[00:12:05]\nWELKER:\nReally?\n", ["HOMAN", "WELKER"]),
        ("Arrests: 1,200\nRemovals: 600\n", []),
        ("Why it matters: arrests rose.\nThe bottom line: beds are full.\n", []),
        ("Sources: ICE\nSources: CBP\n", []),
        ("ICE held 42,000 people.\nIt was 9:30 then.\n", []),
    ],
)  # fmt: skip
def test_who_speaks(text: str, speakers: list[str]) -> None:
    found = transcript(text)
    assert [turn.speaker for turn in found.turns] == speakers
    assert len(found.text) == len(text)
    assert bool(speakers) or found.text == text


def _checked(*texts: str) -> list[Checked]:
    documents = [given(text, f"{number}.txt") for number, text in enumerate(texts)]
    return check_all(documents, SAID, check)


def test_rows_name_text_speaker_and_what_was_said_before() -> None:
    rows = rows_of(_checked(HEARING, "ICE was told to make 1,200 to 1,500 arrests a day."))
    assert [(row["doc"], row["speaker"]) for row in rows][-2:] == [("0.txt", "MR. LYONS"), ("1.txt", "")]
    assert any("said before by" in told for told in rows[-1]["said_before"])


def test_statements_are_ranked_by_the_stated_rule() -> None:
    texts = ("Hundreds were arrested by ICE. ICE wants to make 3,100 arrests a day.",
             "ICE held 39,703 people on January 12, 2025. ICE held 79,703 people on January 12, 2025.")  # fmt: skip
    rows = rows_of(_checked(*texts), ranked=True)
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    assert [row["verdict"] for row in rows[:2]] == ["contradicted", "supported"]
    assert [row["rank"] for row in rows] == [1, 1, 4, 5]
    assert [row["rank"] for row in rows_of(_checked(*texts))] == [5, 4, 1, 1]


def test_a_number_that_the_record_may_test_comes_before_one_that_no_table_holds() -> None:
    assert worth(Verdict.UNCHECKABLE, read("ICE held 42,000 people.").claims) is Worth.TESTABLE
    assert worth(Verdict.UNCHECKABLE, read("ICE wants 3,100 arrests a day.").claims) is Worth.UNBOUND
    assert worth(Verdict.SUPPORTED, []) is Worth.COMPARED
    assert worth(Verdict.UNCHECKABLE, []) is Worth.DOUBTFUL


def test_texts_that_derive_from_one_another_are_named() -> None:
    first = "ICE was told to make 1,200 to 1,500 arrests a day, up from a few hundred a day, officials said on Sunday."
    second = f"A newspaper wrote: {first}"
    assert [(link.first, link.second) for link in derived(_checked(first, second, "ICE held 42,000 people."))] == [
        ("0.txt", "1.txt")
    ]


def test_a_folder_gives_its_texts_and_names_the_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.html").write_text("<p>ICE held 42,000 people.</p>", encoding="utf-8")
    (tmp_path / "a.txt").write_text("ICE held 41,000 people.", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("ICE held 1 person.", encoding="utf-8")
    documents, faults = load_all([str(tmp_path)])
    assert [document.text for document in documents] == ["ICE held 41,000 people.", "ICE held 42,000 people."]
    assert [document.name for document in documents] == ["a.txt", "deep/b.html"]
    assert [Path(fault.where).name for fault in faults] == ["broken.pdf", "empty.txt"]


def test_a_folder_without_texts_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no text"):
        load_all([str(tmp_path)])


def test_a_page_is_known_by_its_first_words() -> None:
    assert to_text(PAGE.encode()).startswith("ICE holds 42,000\n")
