"""Looking a word up: everything of the software that has a name, with what it is.

Each kind of thing lists itself once, in `KINDS`; the words of a thing are those of its name and of what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bedspace.claims.ledger.entries import ledger
from bedspace.errors import Fault, UsageError, unknown
from bedspace.figures.facilities.places import names
from bedspace.figures.newest import listed
from bedspace.figures.public import public_figures
from bedspace.figures.scales import CONCEPTS
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.fiscal import period_bounds
from bedspace.model.outputs import OUTPUTS
from bedspace.model.system import MECHANISMS, NOT_MODELLED
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.policy import policies
from bedspace.parameters.scenario import scenarios
from bedspace.studies.record.parts import parts
from bedspace.studies.record.words import everyday, meanings


@dataclass(frozen=True)
class Found:
    """A thing with a name.

    Attributes
    ----------
    kind, name, what : str
    """

    kind: str
    name: str
    what: str


Named = Iterable[tuple[str, str]]
KINDS: Mapping[str, Callable[[], Named]] = {
    "glossary": meanings,
    "term": lambda: CONCEPTS.items(),
    "count": lambda: ((name, entry["label"]) for name, entry in listed().items()),
    "parameter": lambda: ((p.name, f"{p.label}. {p.description}") for p in catalogue().values()),
    "policy": lambda: ((p.name, f"{p.title}. {p.reference}") for p in policies().values()),
    "scenario": lambda: ((s.name, f"{s.title}: {s.question}") for s in scenarios().values()),
    "output": lambda: ((o.name, f"{o.label}. {o.definition}") for o in OUTPUTS.values()),
    "part": lambda: ((row["part"], row["statement"]) for row in parts()),
    "mechanism": lambda: ((name, "can be switched off with --off") for name in MECHANISMS),
    "not modelled": lambda: NOT_MODELLED.items(),
    "ledger": lambda: ((entry.id, f"{entry.says} ({entry.said_by}, {entry.when})") for entry in ledger()),
    "said in public": lambda: ((f.fact, f"{f.series}: {f.value:g} {f.unit} ({f.citation})") for f in public_figures()),
    "facility": lambda: _facilities(),
}
FEW = 12
"""More facilities of one word than these are told as a number."""
SHOWN_BY = "The verbs latest, scenarios list, parameters list, system and claims list show all names."


def find(words: Sequence[str], known: Source = EMBEDDED, more: Mapping[str, Named] | None = None) -> tuple[Found, ...]:
    """Everything that has all the words, by its name first, then by what it is.

    Parameters
    ----------
    words : sequence of str
        Each matches the beginning of a word, in either number: ``detainers`` finds a detainer. What this house
        calls otherwise is looked up by that word as well, see `house_words`.
    known : Source
        Whose tables of figures are looked through as well.
    more : mapping of str to pairs, optional
        Further kinds of things, as in `KINDS`.

    Raises
    ------
    UsageError
        If nothing has them all; it offers the nearest names.
    """
    asked = [word for text in words for word in _words(text).split()]
    if not asked:
        raise UsageError(Fault("WORD", "no letter or digit in it", "a word to look up"))
    everything = list(_everything(known, more or {}))
    ways = [_patterns(asked), *(_patterns(_words(other).split()) for other in [house_words(words)] if other)]
    ranked = [(min(_rank(thing, patterns) for patterns in ways), thing) for thing in everything]
    found = [thing for rank, thing in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOWHERE]
    if not found:
        names = {thing.name for thing in everything if thing.kind not in ("ledger", "facility")}
        word = " ".join(words)
        raise UsageError(unknown(f"find {word}", word, sorted(names), "nothing has this word", SHOWN_BY))
    return tuple(_few_facilities(found))


def _facilities() -> Iterator[tuple[str, str]]:
    """Every place of the table by its newest name, with its other names and its address."""
    for place, called in groupby(names(), key=lambda name: name.place):
        *others, newest = sorted(called, key=lambda name: (name.last, name.first))
        also = f"also {', '.join(other.name for other in others)}; " if others else ""
        yield newest.name, f"{also}{newest.address}, {newest.state}: data facility {place}"


def _few_facilities(found: Sequence[Found]) -> Iterator[Found]:
    """What was found, with facilities as one line where they are many."""
    many = sum(thing.kind == "facility" for thing in found)
    if many > FEW:
        yield from (thing for thing in found if thing.kind != "facility")
        yield Found("facility", f"{many} facilities", "'bedspace data facility' lists all")
    else:
        yield from found


_NOWHERE = 2


def house_words(words: Sequence[str]) -> str:
    """What this house calls what people call so; empty where it has no word of its own.

    >>> house_words(["overcrowding"]), house_words(["bed"])
    ('occupancy', '')
    """
    asked = [_stem(word) for word in _words(" ".join(words)).split()]
    return next((own for said, own in everyday().items() if [_stem(w) for w in _words(said).split()] == asked), "")


def _patterns(words: Iterable[str]) -> list[re.Pattern[str]]:
    return [re.compile(rf"\b{re.escape(_stem(word))}") for word in words]


def _rank(thing: Found, patterns: Sequence[re.Pattern[str]]) -> int:
    name, whole = _words(thing.name), _words(f"{thing.kind} {thing.name} {thing.what}")
    if all(pattern.search(name) for pattern in patterns):
        return 0
    return 1 if all(pattern.search(whole) for pattern in patterns) else _NOWHERE


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _stem(word: str) -> str:
    """The beginning that a word has in either number."""
    if len(word) <= 3:
        return word
    return re.sub(r"(ies|y|s)$", "", word)


def _everything(known: Source, more: Mapping[str, Named]) -> Iterator[Found]:
    for kind, named in (*((kind, listing()) for kind, listing in KINDS.items()), *more.items()):
        yield from (Found(kind, name, what) for name, what in named)
    yield from (Found("figures", quantity, _table(known, quantity)) for quantity in known.quantities)


@lru_cache(maxsize=256)
def _table(known: Source, quantity: str) -> str:
    """What a table holds: how many figures of which days, and where they are printed."""
    figures = known.of(quantity)
    if not figures:
        return "no figures"
    first = min(period_bounds(figure.period)[0] for figure in figures)
    last = max(figure.data_date for figure in figures)
    units = ", ".join(sorted({figure.unit.value for figure in figures}))
    newest = max(figures, key=lambda figure: figure.rank).origin.file
    return f"{len(figures):,} figures in {units}, {first} to {last}; last printed in {newest}"
