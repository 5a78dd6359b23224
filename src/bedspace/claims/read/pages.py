"""The words of an HTML page that belong to its text; what stands around them on every page is left out.

Left out are: elements that never hold the text (scripts, menus, forms, footers), elements whose role, class or id says
that they are something else (``rules/pages.toml``), and blocks that are mostly links. Where a page marks its article or
main part, only that is read. Of a page on which nothing would be left, what was left out is read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files

from bedspace.claims.read.sentences import word_set

_BLOCKS = word_set(
    "p div br li ul ol tr td th table h1 h2 h3 h4 h5 h6 blockquote section article header footer main dl dt dd "
    "figure figcaption pre"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER = word_set("script style noscript svg nav template head footer form button select textarea iframe dialog aside")
_EMPTY = word_set("area base br col embed hr img input link meta source track wbr")
_CLOSED_BY_ITS_KIND = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option"})
_MAIN = frozenset({"article", "main"})
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
LINKED = 0.6
"""A block with more than this part of its letters in links is a list of links."""


@dataclass
class _Block:
    """The words of one block, and how many of their letters stand in links."""

    main: bool
    heading: bool
    words: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def is_links(self) -> bool:
        """Whether most of it is links; a heading may be one."""
        letters = sum(len(words.strip()) for words in self.words)
        return not self.heading and self.linked > LINKED * letters


def html_text(source: str) -> str:
    """Words of an HTML page that belong to its text, one block a line.

    >>> html_text("<nav>Home</nav><p>ICE held <b>42,000</b> people.</p><script>7</script>")
    'ICE held 42,000 people.'
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    kept = [block for block in reader.blocks if block.text and not block.is_links]
    main = [block for block in kept if block.main]
    return "\n".join(block.text for block in main or kept) or _lines("".join(reader.left_out))


def _lines(text: str) -> str:
    """The lines of a text that hold words, each with single blanks."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


@lru_cache(maxsize=1)
def _rules() -> dict[str, frozenset[str]]:
    """Roles, and words of classes and ids, of what is no text, and the words that turn such a word round."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "pages.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


class _Reader(HTMLParser):
    """Collects blocks; each open element knows whether its words are kept and whether they are in the main part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool, bool]] = [("", True, False)]
        self.blocks: list[_Block] = [_Block(False, False)]
        self.left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSED_BY_ITS_KIND and self.open[-1][0] == tag:
            self.handle_endtag(tag)
        if tag not in _EMPTY:
            _, kept, main = self.open[-1]
            kept = tag == "main" or (kept and not _is_around(tag, dict(attrs), main))
            self.open.append((tag, kept, kept and (main or tag in _MAIN)))
        self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        place = next((at for at in range(len(self.open) - 1, 0, -1) if self.open[at][0] == tag), 0)
        if place:
            del self.open[place:]
            self._begin_block(tag)

    def handle_data(self, data: str) -> None:
        tag, kept, _ = self.open[-1]
        if tag in ("script", "style"):
            return
        if not kept:
            self.left_out.append(data)
            return
        self.blocks[-1].words.append(data)
        if any(name == "a" for name, _, _ in self.open):
            self.blocks[-1].linked += len(data.strip())

    def _begin_block(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.left_out.append("\n")
            self.blocks.append(_Block(self.open[-1][2], any(name in _HEADINGS for name, _, _ in self.open)))


def _is_around(tag: str, attrs: dict[str, str | None], in_main: bool) -> bool:
    """Whether an element holds what stands around a text rather than the text."""
    rules = _rules()
    if tag in _NEVER or (tag == "header" and not in_main):
        return True
    if "hidden" in attrs or (attrs.get("aria-hidden") or "").lower() == "true":
        return True
    tokens = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".split()
    if tag in _MAIN:
        return any(token.lower() in rules["names"] for token in tokens)
    if tag in ("html", "body"):
        return False
    return (attrs.get("role") or "").lower() in rules["roles"] or any(map(_names_around, tokens))


def _names_around(token: str) -> bool:
    """Whether the first or last word of a class or id says so: ``site-footer``, not ``has-sidebar``."""
    words = [word.lower() for word in _NAME.findall(token)]
    rules = _rules()
    return bool(words) and words[0] not in rules["turned"] and not rules["names"].isdisjoint((words[0], words[-1]))
