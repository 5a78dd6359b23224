"""What else a claim says: status, period, time, place, speaker, direction of a change.

Only the metric decides what a claim is; these are read from the same words around the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bedspace.claims.frames import Surroundings
from bedspace.claims.numbers import Quantity
from bedspace.claims.sentences import Sentence


@dataclass(frozen=True)
class Clock:
    """The day of publication, if known."""

    said: date | None


def of(metric: str, sentence: Sentence, around: Surroundings, quantity: Quantity, clock: Clock) -> dict[str, Any]:
    """Fields of a claim that its metric leaves open."""
    return {}
