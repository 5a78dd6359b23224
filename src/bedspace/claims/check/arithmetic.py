"""Whether the numbers of one text add up, by identities kept as data in ``identities.toml``.

For each stated claim the claims that an identity needs are sought nearby in the same text, and interval
arithmetic says whether some reading of the words makes the identity hold.
"""

from __future__ import annotations

import ast
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import product

from bedspace.claims.check.findings import Finding, Step, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, apply, exactly, said
from bedspace.claims.metrics import metrics
from bedspace.errors import Fault, UsageError

_CHOICES = 3
_LEAST_SHARED = 0.2
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True)
class Identity:
    """One identity: what is stated, and the expression that it has to equal or that has to reach it."""

    name: str
    equals: str
    why: str
    stated: str = ""
    relation: str = "="
    unit: str = ""
    tolerance: float = 0.0

    @cached_property
    def tree(self) -> ast.expr:
        """The expression, parsed."""
        return ast.parse(self.equals, mode="eval").body

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Metrics named in the expression, in order."""
        names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return tuple(node.id for node in sorted(names, key=lambda node: node.col_offset))


@lru_cache(maxsize=1)
def identities() -> tuple[Identity, ...]:
    """The identities that are shipped."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "identities.toml").read_text(encoding="utf-8"))
    found = tuple(Identity(**row) for row in table["identity"])
    for identity in found:
        names = {identity.stated, *identity.needs} - {""}
        if unknown := names - set(metrics()):
            raise UsageError(Fault(f"identities.toml, {identity.name}", f"unknown metrics {sorted(unknown)}"))
    return found


def check_arithmetic(claims: Sequence[Claim]) -> list[Finding]:
    """Findings of all identities over the claims of one text.

    Parameters
    ----------
    claims : sequence of Claim
        Claims of one text, in order.
    """
    return [finding for identity in identities() for finding in _findings(identity, claims)]


def _findings(identity: Identity, claims: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each stated value: of the possible partners those that agree, else the nearest."""
    done: set[tuple[float | None, ...]] = set()
    for anchor in claims:
        if anchor.metric != (identity.stated or identity.needs[0]) or not _usable(identity, anchor):
            continue
        tried = [_finding(identity, anchor, parts) for parts in _partners(identity, anchor, claims)]
        if not tried or (values := tuple(c.low for c in tried[0].claims)) in done:
            continue
        done.add(values)
        yield next((found for found in tried if found.verdict is Verdict.SUPPORTED), tried[0])


def _usable(identity: Identity, anchor: Claim) -> bool:
    return said(anchor) is not None and not (anchor.vague and identity.relation == ">=")


def _partners(identity: Identity, anchor: Claim, claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Choices of one claim for each metric that is needed, the nearest ones first."""
    choices = []
    for metric in identity.needs:
        fitting = [c for c in claims if c.metric == metric and said(c)]
        choices.append(sorted(fitting, key=lambda claim: abs(claim.start - anchor.start))[:_CHOICES])
    yield from sorted(product(*choices), key=lambda parts: sum(abs(p.start - anchor.start) for p in parts))


def _finding(identity: Identity, anchor: Claim, parts: Sequence[Claim]) -> Finding:
    steps = [Step(_meaning(part), "read", (_said(part),), _said(part)) for part in parts]
    result = _evaluate(identity.tree, dict(zip(identity.needs, map(_said, parts), strict=True)), steps)
    involved = tuple(dict.fromkeys((anchor, *parts)))
    if not identity.stated:
        summary = f"{identity.why}: {result} {identity.unit}".strip()
        return Finding("arithmetic", identity.name, Verdict.NOTE, summary, tuple(steps), involved)
    stated = _said(anchor)
    steps.append(Step(f"stated as {anchor.metric}, '{anchor.text_span}'", "compare", (stated, result), stated))
    verdict = _verdict(identity, stated, result)
    summary = _summary(identity, stated, result, verdict)
    rests_on = "assumed" if identity.relation == ">=" else "reported"
    return Finding("arithmetic", identity.name, verdict, summary, tuple(steps), involved, rests_on=rests_on)


def _verdict(identity: Identity, stated: Interval, result: Interval) -> Verdict:
    if identity.relation == ">=":
        return Verdict.UNCHECKABLE
    agrees = stated.shared(result.widened(identity.tolerance)) >= _LEAST_SHARED
    return Verdict.SUPPORTED if agrees else Verdict.CONTRADICTED


def _summary(identity: Identity, stated: Interval, result: Interval, verdict: Verdict) -> str:
    numbers = f"{identity.why}: {_centred(result)}, stated {_centred(stated)}"
    if verdict is Verdict.SUPPORTED:
        return f"{numbers}: agrees"
    if identity.relation == ">=" and result.high >= stated.low:
        return f"{numbers}: within the limit"
    if identity.relation == ">=":
        return f"{numbers}: at most {100 * result.high / stated.low:.0f} % of it"
    if stated.meets(result):
        return f"{numbers}: agrees only if every number was rounded the same way"
    return f"{numbers}: off by {100 * result.gap(stated):.0f} %"


def _centred(interval: Interval) -> str:
    if interval.low == interval.high or interval.high == math.inf:
        return str(interval)
    return f"{exactly(interval.centre)} ({interval})"


def _meaning(claim: Claim) -> str:
    return f"{claim.metric}, '{claim.text_span}'"


def _said(claim: Claim) -> Interval:
    found = said(claim)
    assert found is not None, claim
    return found


def _evaluate(node: ast.expr, values: Mapping[str, Interval], steps: list[Step]) -> Interval:
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return exactly(float(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        sign = _SIGNS[type(node.op)]
        left, right = _evaluate(node.left, values, steps), _evaluate(node.right, values, steps)
        result = apply(sign, left, right)
        steps.append(Step(ast.unparse(node), sign, (left, right), result))
        return result
    raise UsageError(Fault("identities.toml", f"'{ast.unparse(node)}' is no arithmetic"))
