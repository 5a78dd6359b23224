"""The record of a run: what was asked, of which data, on which machine, and hashes that tell two runs apart."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace import __version__
from bedspace.data.store import warehouse
from bedspace.figures.embedded import fingerprint
from bedspace.figures.series import Vintage
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.catalogue import fingerprint as parameter_fingerprint
from bedspace.parameters.scenario import Dated
from bedspace.studies.run.request import Request
from bedspace.studies.run.starting_count import StartingCount

RECORD_FILE = "bedspace-record.json"
"""Name under which a report page offers its record."""
RESULT_HASH = "result_hash"
"""What a record says of the result, besides what was asked: by it a run done again is seen to be the same."""


def asked_of(
    request: Request, chosen: Dated, known: Catalogue, vintage: Vintage, count: StartingCount
) -> dict[str, Any]:
    """Enough to do a run again.

    Parameters
    ----------
    request, vintage, count : see there
    chosen : Dated
        The scenario as set up.
    known : Catalogue
        Parameters under the scenario, its policies, values set and mechanisms off: the hash of the scenario is of
        these, of the scenario and of whether its start may be stale, so that two files of one name have two hashes.
    """
    return {
        "bedspace": __version__,
        "numpy": np.__version__,
        "platform": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "data": fingerprint(),
        "warehouse": warehouse.fingerprint(request.home) if request.home else "",
        "parameters": parameter_fingerprint(),
        "vintage": vintage.label,
        "as_of": "" if vintage.revised else vintage.day.isoformat(),
        "data_through": vintage.day.isoformat() if vintage.revised else "",
        "scenario": chosen.name,
        "scenario_hash": hash_of([chosen.model_dump_json().encode(), *_values(known), b"stale ok" * request.stale_ok]),
        "start": chosen.start.isoformat(),
        "starting_count": count.record,
        "stale_ok": request.stale_ok,
        "days": chosen.days,
        "inflow": chosen.inflow,
        "engine": "expected",
        "draws": request.draws,
        "seed": request.seed,
        "observed_exits": request.observed_exits,
        "set": dict(request.sets),
        "changes": [change.model_dump(mode="json", by_alias=True) for change in request.changes],
        "off": list(request.off),
    }


def result_hash(outputs: Mapping[str, NDArray[Any]]) -> str:
    """First twelve digits of a hash of every bit of some outputs, shape (t, n) each, in the order of their names."""
    return hash_of_draws(sorted(outputs), draw_hashes(outputs))


def draw_hashes(outputs: Mapping[str, NDArray[Any]]) -> list[bytes]:
    """A hash of every bit of each draw, so that draws made in different places give the hash of all together."""
    digests = [hashlib.sha256() for _ in range(next(iter(outputs.values())).shape[1])]
    for name in sorted(outputs):
        for digest, series in zip(digests, np.ascontiguousarray(outputs[name].T), strict=True):
            digest.update(series.data)
    return [digest.digest() for digest in digests]


def hash_of_draws(names: Iterable[str], hashes: Iterable[bytes]) -> str:
    """First twelve digits of a hash of the names of some outputs and the hashes of the draws in their order."""
    return hash_of([*(name.encode() for name in names), *hashes])


def _values(known: Catalogue) -> Iterable[bytes]:
    return (parameter.model_dump_json().encode() for _, parameter in sorted(known.items()))


def hash_of(parts: Iterable[Any]) -> str:
    """First twelve digits of a hash of some bytes one after the other."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:12]
