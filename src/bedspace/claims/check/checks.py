"""Checking a text: every claim by arithmetic, against the record, and as a question to the model.

The three are reported apart. The model stands above this room, so feasibility comes in as a function; it is a
sentence and no verdict. A verdict on a text stands only where all words of its sentence were read (`guards`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from typing import Any

from bedspace.claims.check.arithmetic import check_arithmetic
from bedspace.claims.check.comparisons import compare
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.official_figures import check_record, check_utilisation
from bedspace.claims.check.posts import check_posts
from bedspace.claims.check.reading.sentence import read_sentence
from bedspace.claims.check.reading.stated import Reading
from bedspace.claims.check.texts import badly_copied, undated
from bedspace.claims.check.verdicts.answers import Answer, answered
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import Factor, bridge_between, concept_in
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.claims.read.extraction import Extract, read
from bedspace.claims.read.sentences import Sentence, sentences, word_set
from bedspace.figure import Figure
from bedspace.figures.scales import CONCEPTS
from bedspace.figures.sources import EMBEDDED, source_of

Feasibility = Callable[[Claim, date | None], Finding | None]
_ANNOUNCED = {"target", "plan", "required", "projected"}
_COMPARED = word_set(
    "arrests_cumulative arrests_daily_actual bookins_count bookins_daily removals_count departures_total "
    "detained_population detained_adp"
)


@dataclass(frozen=True)
class Report:
    """What was read in a text and what the checks found."""

    extract: Extract
    findings: tuple[Finding, ...]
    read: tuple[tuple[Sentence, Reading, Answer], ...] = ()

    def statements(self) -> list[dict[str, Any]]:
        """One row a statement: statement, verdict, sentence, claims, checks, steps, sources, not_tested."""
        return [self._statement(sentence, answer) for sentence, _, answer in self.read]

    def _statement(self, sentence: Sentence, answer: Answer) -> dict[str, Any]:
        claims = [claim for claim in self.extract.claims if claim.sentence_index == sentence.index]
        found = [finding for finding in self.findings if any(claim in claims for claim in finding.claims)]
        model = [finding.summary for finding in found if finding.check == "feasibility" and finding.steps]
        return {
            "statement": sentence.text,
            "verdict": answer.verdict.value,
            "sentence": answer.sentence,
            "claims": [asdict(claim) for claim in claims],
            "checks": [_row(finding) for finding in found],
            "steps": [str(step) for step in answer.steps],
            "sources": list(answer.sources),
            "not_tested": list(answer.not_tested),
            "model": model,
        }

    def rows(self) -> list[dict[str, Any]]:
        """The findings as a table: claim, check, verdict, reason, steps, sources, what it rests on."""
        return [_row(finding) for finding in self.findings]


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "claim": "; ".join(claim.text_span for claim in finding.claims),
        "metric": "; ".join(dict.fromkeys(claim.metric for claim in finding.claims)),
        "check": finding.check,
        "verdict": finding.verdict.value,
        "reason": finding.summary,
        "steps": [str(step) for step in finding.steps],
        "sources": list(finding.sources),
        "rests_on": finding.rests_on,
    }


def check(
    text: str,
    said: date | None = None,
    doc: str = "-",
    feasibility: Feasibility | None = None,
    factors: Mapping[str, Factor] | None = None,
    known: Sequence[Figure] | None = None,
) -> Report:
    """Read the claims of a text and check each.

    Parameters
    ----------
    text : str
    said : date, optional
        Day of publication; needed for relative dates and for what was known then.
    doc : str
    feasibility : callable, optional
        Answers a claim by the model; None where no model is at hand.
    factors : mapping of str to Factor, optional
        Bridges between scales by name; they stand with the parameters.
    known : sequence of Figure, optional
        Figures to compare with instead of the embedded ones.
    """
    extract = read(text, doc, said, given_topic=True)

    def concept(claim: Claim) -> str:
        return concept_in(claim.metric, _around(claim, extract.claims, text))

    findings = [
        *judge(extract.claims, said, feasibility, factors, concept, known),
        *mixed_definitions(extract.claims, text),
        *badly_copied(doc, text, said),
    ]
    if said is None and (finding := undated(doc, text)):
        findings.append(finding)
    record = Record(_tables(known), said, factors or {})
    return Report(extract, tuple(findings), tuple(_read(text, extract, said, record)))


def _tables(known: Sequence[Figure] | None) -> Callable[[str], Sequence[Figure]]:
    return EMBEDDED.of if known is None else source_of(known).of


def _read(text: str, extract: Extract, said: date | None, record: Record) -> Iterator[tuple[Sentence, Reading, Answer]]:
    """The sentences that state something, each with its answer."""
    found = list(sentences(text))
    texts = ["", *(sentence.text for sentence in found), ""]
    claimed = {claim.sentence_index for claim in extract.claims}
    for sentence, beside in zip(found, zip(texts, texts[2:], strict=False), strict=True):
        reading = read_sentence(sentence.text, said, beside, text)
        if sentence.index in claimed or reading.states_something:
            yield sentence, reading, answered(reading, record)


def judge(
    claims: Sequence[Claim],
    said: date | None = None,
    feasibility: Feasibility | None = None,
    factors: Mapping[str, Factor] | None = None,
    concept: Callable[[Claim], str] = lambda _: "",
    known: Sequence[Figure] | None = None,
) -> list[Finding]:
    """Check the claims of one text by arithmetic, against the record, and by the model.

    Parameters
    ----------
    claims : sequence of Claim
    said, feasibility, factors, known
        As in `check`.
    concept : callable
        What the words around a claim say it measures; empty where there are no words.
    """
    return [
        *check_arithmetic(claims),
        *compare(claims),
        *check_utilisation(claims, said),
        *(check_record(claim, said, known, concept=concept(claim), factors=factors) for claim in claims),
        *(found for claim in claims if (found := check_posts(claim, said))),
        *known_disputes(claims),
        *_feasibility(claims, said, feasibility),
    ]


def mixed_definitions(claims: Sequence[Claim], text: str) -> Iterator[Finding]:
    """Two numbers set side by side that do not measure the same."""
    for a, b in combinations([c for c in claims if c.metric in _COMPARED], 2):
        if abs(a.sentence_index - b.sentence_index) > 1 or a.family != b.family:
            continue
        first, second = (concept_in(claim.metric, _around(claim, claims, text)) for claim in (a, b))
        if first == second:
            continue
        bridge = bridge_between(first, second)
        names = CONCEPTS.get(first, first), CONCEPTS.get(second, second)
        summary = (
            f"'{a.text_span}' counts {names[0]}, '{b.text_span}' {names[1]}; a bridge between them: {bridge.words}"
        )
        said_before = (str(entry.source) for claim in (a, b) for entry in _same_in_ledger(claim))
        sources = tuple(source for source in dict.fromkeys((*said_before, bridge.source)) if source)
        yield Finding("data", "definition guard", Verdict.MIXED, summary, (), (a, b), sources)


def _around(claim: Claim, claims: Sequence[Claim], text: str) -> str:
    """The words that belong to a claim: up to its neighbours, within its sentence."""
    left = max((c.end for c in claims if c.end <= claim.start), default=0)
    right = min((c.start for c in claims if c.start >= claim.end), default=len(text))
    before, after = text[max(left, claim.start - 90) : claim.start], text[claim.end : min(right, claim.end + 70)]
    start = max(before.rfind(". "), before.rfind("\n"), before.rfind("; ")) + 1
    stops = [place for place in (after.find(". "), after.find("\n"), after.find("; "), after.find(", ")) if place >= 0]
    return before[start:] + text[claim.start : claim.end] + after[: min(stops, default=len(after))]


def known_disputes(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Ledger entries that say the same number, with what became of it and who denied it."""
    for claim in claims:
        for entry in _same_in_ledger(claim):
            answers = [other for other in ledger() if entry.id in other.answers]
            if not entry.outcome and not answers:
                continue
            told = "; ".join([f"outcome: {entry.outcome}"] * bool(entry.outcome) + [other.says for other in answers])
            summary = f"said before ({entry.said_by}, {entry.when}): {entry.says}; {told}"
            sources = (str(entry.source), *(str(other.source) for other in answers))
            yield Finding("data", "in the ledger", _outcome(entry), summary, (), (claim,), sources)


def _same_in_ledger(claim: Claim) -> list[Entry]:
    return [
        entry
        for entry in ledger()
        if entry.fact and entry.metric == claim.metric and (entry.low, entry.high) == (claim.low, claim.high)
    ]


def _outcome(entry: Entry) -> Verdict:
    if entry.outcome in {"misleading comparison", "different concept"}:
        return Verdict.MIXED
    if entry.outcome in {"does not hold", "does not agree with a later count"}:
        return Verdict.CONTRADICTED
    return Verdict.NOTE if entry.outcome in {"kept", "missed", "exceeded"} else Verdict.UNCHECKABLE


def _feasibility(claims: Sequence[Claim], said: date | None, judge: Feasibility | None) -> Iterator[Finding]:
    """The model's answer to each claim; an announced number without one cannot be checked, and that is said."""
    for claim in claims:
        found = judge(claim, said) if judge and not claim.vague else None
        if found is None and claim.status in _ANNOUNCED and not claim.vague:
            why = "the model has no answer to such a claim" if judge else "no model is at hand"
            found = Finding("feasibility", "question to the model", Verdict.UNCHECKABLE, why, (), (claim,))
        if found:
            yield found
