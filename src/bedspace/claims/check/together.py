"""What texts read together say differently: numbers, who is quoted, why people were released, who set a quota.

A difference is no verdict: it says that the texts are not one witness, and which of them to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from bedspace.claims.check.comparisons import compare
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.orders import order_in
from bedspace.claims.check.texts import reasons
from bedspace.claims.claim import Claim
from bedspace.claims.ledger.lineage import differing_credits


def differences(texts: Mapping[str, str], claims: Sequence[Claim]) -> list[Finding]:
    """What texts say differently, by the names of the texts.

    Parameters
    ----------
    texts : mapping of str to str
        Texts by name.
    claims : sequence of Claim
        The numbers that were read in them.
    """
    return [
        *differing_numbers(claims),
        *differing_credits(texts),
        *differing_reasons(texts),
        *differing_orders(texts),
    ]


def differing_numbers(claims: Sequence[Claim]) -> list[Finding]:
    """One quantity that has two values in two texts, or a record of two scopes; each pair of quotations once."""
    found = (each for each in compare(claims) if each.verdict is Verdict.CONTRADICTED)
    between = [each for each in found if len({claim.doc for claim in each.claims}) > 1]
    return list({(each.rule, frozenset(claim.text_span for claim in each.claims)): each for each in between}.values())


def differing_reasons(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Texts that explain releases differently."""
    given = {doc: found for doc, text in texts.items() if (found := reasons(text))}
    if len(set(given.values())) > 1:
        yield _told("reasons that differ", "releases are explained by", given)


def differing_orders(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Texts that let somebody else set a quota, or call a minimum what another calls an aim."""
    orders = {doc: order_in(text) for doc, text in texts.items()}
    givers = {doc: order.givers for doc, order in orders.items() if order.givers}
    binding = {doc: order.binding for doc, order in orders.items() if order.binding}
    for says, named in (("the quota is set by", givers), ("the quota is", binding)):
        if any(a.isdisjoint(b) for a, b in combinations(named.values(), 2)):
            yield _told("who set a quota, and as what", says, named)


def _told(rule: str, says: str, named: Mapping[str, frozenset[str]]) -> Finding:
    """One finding for all texts: what is said, and in which of them."""
    where: dict[frozenset[str], list[str]] = {}
    for doc, what in named.items():
        where.setdefault(what, []).append(doc)
    told = "; ".join(f"{' and '.join(sorted(what))} in {', '.join(docs)}" for what, docs in where.items())
    return Finding("text", rule, Verdict.NOTE, f"{says} {told}")
