"""What every answer offers to Python besides its rows: a short name, a data frame, a chart."""

from __future__ import annotations

import importlib
from typing import Any

from bedspace.errors import Fault, UsageError


class Tabled:
    """An answer with rows and a record."""

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract."""
        raise NotImplementedError

    def to_pandas(self) -> Any:
        """The rows as a data frame.

        Raises
        ------
        UsageError
            If pandas is not installed.
        """
        try:
            pandas = importlib.import_module("pandas")
        except ImportError:
            raise UsageError(Fault("to_pandas", "pandas is not installed", "", "Install it, or use table().")) from None
        return pandas.DataFrame(self.table())

    def __repr__(self) -> str:
        record: dict[str, Any] = self.record  # type: ignore[attr-defined]
        told = f"{record['scenario']} from {record['start']}, {record['draws']} draws, data {record['data']}"
        return f"<{type(self).__name__} of {told}; table(), chart(), record>"

    def chart(self, *names: str) -> Any:
        """The answer drawn, with its words: ``save("x.svg")`` writes it, and a notebook shows it.

        Parameters
        ----------
        *names : str
            Of an output where a run has several; people held by default.

        Raises
        ------
        UsageError
            Where answers of this kind have no chart, and for an output that the run has not.
        """
        # charts stand in a room above, which is asked for by name when a chart is wanted
        return importlib.import_module("bedspace.report.answered").chart(self, *names)
