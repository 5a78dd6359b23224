"""Checking a text: every claim by arithmetic, against the record, and as a question to the model.

A statement of a text gets one verdict, from its numbers and the record (`reading`, `verdicts`). The model stands above
this room, so feasibility comes in as a function; it is a sentence and no verdict. `judge` checks claims without words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from bedspace.claims.check.arithmetic import check_arithmetic
from bedspace.claims.check.comparisons import compare
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.official_figures import check_record, check_utilisation
from bedspace.claims.check.posts import check_posts
from bedspace.claims.check.reading.continued import read_together
from bedspace.claims.check.reading.sentence import may_state
from bedspace.claims.check.said_before import IN_LEDGER, known_disputes, said_before
from bedspace.claims.check.statements import answer_to
from bedspace.claims.check.texts import badly_copied, undated
from bedspace.claims.check.verdicts.answers import Answer
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import Factor
from bedspace.claims.read.extraction import Extract, read
from bedspace.claims.read.sentences import Sentence, sentences
from bedspace.figure import Figure
from bedspace.figures.sources import EMBEDDED, Source, source_of
from bedspace.fiscal import parse_day
from bedspace.tabled import Tabled

Feasibility = Callable[[Claim, date | None], Finding | None]
_Kind = TypeVar("_Kind")
_ANNOUNCED = {"target", "plan", "required", "projected"}


@dataclass(frozen=True, repr=False)
class Report(Tabled):
    """What was read in a text and what the checks found."""

    extract: Extract
    findings: tuple[Finding, ...]
    read: tuple[tuple[Sentence, Answer], ...] = ()

    def __repr__(self) -> str:
        return f"<Report of {len(self.read)} statements: {', '.join(each.verdict.value for _, each in self.read)}>"

    def statements(self) -> list[dict[str, Any]]:
        """One row a statement: its words, one verdict, and what stands behind it."""
        return [self._statement(sentence, answer) for sentence, answer in self.read]

    def table(self) -> list[dict[str, Any]]:
        """The statements."""
        return self.statements()

    def used_in(self, start: int, end: int) -> list[str]:
        """The numbers, as written, that an answer in a stretch of the text tests or names, and the times read in it."""
        answers = [answer for sentence, answer in self.read if sentence.start < end and start < sentence.end]
        tested = [
            one.number.text
            for answer in answers
            for one in answer.judged
            if f"'{one.number.text}'" in answer.sentence
            or (
                one.verdict is not Verdict.UNCHECKABLE
                and (one.verdict is not Verdict.MIXED or answer.verdict is one.verdict)
            )
        ]
        sums = [answer.sentence for answer in answers if {one.kind for one in answer.judged} == {"arithmetic"}]
        return [*tested, *sums, *(time for answer in answers for time in answer.times)]

    @cached_property
    def claims(self) -> Mapping[int, list[Claim]]:
        """The numbers read, by the index of their sentence."""
        found: dict[int, list[Claim]] = {}
        for claim in self.extract.claims:
            found.setdefault(claim.sentence_index, []).append(claim)
        return found

    @cached_property
    def _found(self) -> Mapping[int, list[Finding]]:
        """The findings by the index of each sentence that they speak of."""
        found: dict[int, list[Finding]] = {}
        for finding in self.findings:
            for index in {claim.sentence_index for claim in finding.claims}:
                found.setdefault(index, []).append(finding)
        return found

    def _statement(self, sentence: Sentence, answer: Answer) -> dict[str, Any]:
        found = [each for each in self._within(self._found, sentence) if _speaks_of(each, sentence)]
        beside = [finding for finding in found if finding.rule != IN_LEDGER]
        before = [finding.summary for finding in found if finding.rule == IN_LEDGER]
        return {
            "statement": sentence.text,
            "verdict": answer.verdict.value,
            "sentence": answer.sentence,
            "claims": [asdict(claim) for claim in self._within(self.claims, sentence) if claim.start < sentence.end],
            "checks": [*(_tested(answer, one) for one in answer.judged), *map(_row, beside)],
            "steps": [str(step) for step in answer.steps],
            "sources": list(answer.sources),
            "not_tested": list(answer.not_tested),
            "said_before": list(dict.fromkeys(before)),
        }

    def _within(self, by_index: Mapping[int, list[_Kind]], sentence: Sentence) -> list[_Kind]:
        """What stands by the index of a sentence, and of the one after it, which may be read with it."""
        both = (by_index.get(index, []) for index in (sentence.index, sentence.index + 1))
        return list({id(each): each for some in both for each in some}.values())

    def rows(self) -> list[dict[str, Any]]:
        """Findings beside the statements: of the model, of arithmetic over the text, of the text as such."""
        return [_row(finding) for finding in self.findings]


def _speaks_of(finding: Finding, sentence: Sentence) -> bool:
    return any(sentence.start <= claim.start < sentence.end for claim in finding.claims)


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


def _tested(answer: Answer, one: Judged) -> dict[str, Any]:
    """One number of a statement; where the statement gets no verdict, its numbers get none."""
    verdict = Verdict.UNCHECKABLE if answer.verdict is Verdict.UNCHECKABLE else one.verdict
    subject = one.number.subject
    return {
        "claim": one.number.text,
        "metric": subject.label if subject else "",
        "check": "data" if one.kind in {"record", "move"} else one.kind,
        "verdict": verdict.value,
        "reason": one.words,
        "steps": [str(step) for step in one.steps],
        "sources": list(one.sources),
        "rests_on": "counted" if one.known and one.known.printed else "reported",
    }


def check(
    text: str,
    said: date | str | None = None,
    doc: str = "-",
    feasibility: Feasibility | None = None,
    factors: Mapping[str, Factor] | None = None,
    known: Source | Sequence[Figure] = EMBEDDED,
) -> Report:
    """Read the statements of a text and check each.

    Parameters
    ----------
    text : str
    said : date, optional
        Day of publication; needed for relative dates and for what was known then.
    doc : str
    feasibility : callable, optional
        Answers a claim by the model; None where no model is at hand. It is silent where the record has a figure.
    factors : mapping of str to Factor, optional
        Bridges between scales by name; they stand with the parameters.
    known : Source or sequence of Figure
        Figures to compare with instead of the embedded ones.
    """
    said = parse_day(said, "said") if isinstance(said, str) else said
    extract = read(text, doc, said, given_topic=True)
    record = Record(source_of(known).of, said, factors or {})
    cut = list(sentences(text))
    answers = list(_answers(text, cut, extract, said, record))
    counted = {sentence.index for sentence, answer in answers if answer.has_record or answer.of_others}
    asked = [claim for claim in extract.claims if claim.sentence_index not in counted]
    findings = [
        *(finding for finding in check_arithmetic(extract.claims) if finding.verdict is Verdict.NOTE),
        *_feasibility(asked, said, feasibility),
        *said_before(extract.claims, said, {sentence.index: sentence.text for sentence in cut}),
        *badly_copied(doc, text, said),
    ]
    if said is None and (finding := undated(doc, text)):
        findings.append(finding)
    return Report(extract, tuple(findings), tuple(answers))


def _answers(
    text: str, found: Sequence[Sentence], extract: Extract, said: date | None, record: Record
) -> Iterator[tuple[Sentence, Answer]]:
    """The sentences that state something, each with its answer."""
    together = list(read_together(text, found))
    texts = ["", *(words for _, words in together), ""]
    claimed = {claim.sentence_index for claim in extract.claims}
    for (sentence, words), beside in zip(together, zip(texts, texts[2:], strict=False), strict=True):
        if sentence.index not in claimed and not may_state(words):
            continue
        reading, answer = answer_to(words, said, beside, text, record)
        if sentence.index in claimed or reading.states_something or answer.verdict is not Verdict.UNCHECKABLE:
            yield sentence, replace(answer, times=reading.times)


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


def _feasibility(claims: Sequence[Claim], said: date | None, judge: Feasibility | None) -> Iterator[Finding]:
    """The model's answer to each claim; an announced number without one cannot be checked, and that is said."""
    for claim in claims:
        found = judge(claim, said) if judge and not claim.vague else None
        if found is None and claim.status in _ANNOUNCED and not claim.vague:
            why = "the model has no answer to such a claim" if judge else "no model is at hand"
            found = Finding("feasibility", "question to the model", Verdict.UNCHECKABLE, why, (), (claim,))
        if found:
            yield found
