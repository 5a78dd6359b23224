"""One quantity claim as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass

DOUBTFUL = 0.5


@dataclass(frozen=True)
class Claim:
    """One quantity claim as it stands in a text.

    Attributes
    ----------
    doc : str
    start, end : int
        Offsets of `text_span` in the text.
    sentence_index : int
    text_span : str
    metric, family : str
    low, high : float or None
        None for vague plurals ("hundreds").
    comparator, unit, period, status : str
    of, direction : str or None
        For changes: the metric that changed, and ``up`` or ``down``.
    score : float
        From 0 to 1; below one half a person should look.
    vague : bool
    time_text, time_start, time_end : str or None
    geography : str
    attributed_to : str or None
    """

    doc: str
    start: int
    end: int
    sentence_index: int
    text_span: str
    metric: str
    family: str
    low: float | None
    high: float | None
    comparator: str
    unit: str
    period: str
    status: str
    score: float
    of: str | None = None
    direction: str | None = None
    vague: bool = False
    time_text: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    geography: str = "US"
    attributed_to: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at this reading."""
        return self.score < DOUBTFUL
