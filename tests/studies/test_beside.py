"""A run made from one that is kept is what a run of its own is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bedspace.errors import UsageError
from bedspace.figures.sources import EMBEDDED
from bedspace.studies.run import beside
from bedspace.studies.run.beside import MOST_DRAWS, keeping, ran
from bedspace.studies.run.runs import Answer, Request, run

PLAIN = Request("reports-2025-02", days=4, draws=2)
CHANGED = {
    "nothing": {},
    "a number": {"sets": {"beds_usable": "45000"}},
    "a policy and a switch": {"scenario": "reports-2025-02+fort-bliss", "off": ("287(g) agreements",)},
    "rates": {"sets": {"exit_elasticity": "0"}},
}


class Keeper(dict[str, Answer]):
    def get_or_make(self, key: str, make: Callable[[], Answer]) -> Answer:
        return self[key] if key in self else self.setdefault(key, make())


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_it_has_the_record_of_its_own(changed: Any) -> None:
    request, keeper = replace(PLAIN, **changed), Keeper()
    with keeping(keeper):
        found, base = ran(request)
        again, _ = ran(PLAIN)
    assert found.record == run(request).record
    assert base == (again,)
    assert len(keeper) == 1


def test_none_is_kept_of_many_draws_nor_where_nobody_keeps_any(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Request] = []
    monkeypatch.setattr(beside, "run", made.append)
    ran(PLAIN)
    keeper = Keeper()
    with keeping(keeper):
        ran(replace(PLAIN, draws=MOST_DRAWS + 1))
        assert not keeper
        ran(replace(PLAIN, draws=MOST_DRAWS))
    assert [each.draws for each in made] == [2, MOST_DRAWS + 1, MOST_DRAWS]
    assert len(keeper) == 1


def test_other_data_are_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper()
    with keeping(keeper):
        ran(PLAIN)
        monkeypatch.setattr(beside, "source_of_request", lambda _: replace(EMBEDDED, fingerprint="other"))
        ran(PLAIN)
    assert len(keeper) == 2


def test_what_is_wrong_is_told_as_ever() -> None:
    for wrong in (replace(PLAIN, sets={"nothing": "1"}), replace(PLAIN, scenario="nothing"), replace(PLAIN, days=-1)):
        with pytest.raises(UsageError) as alone:
            run(wrong)
        with keeping(Keeper()), pytest.raises(UsageError) as found:
            ran(wrong)
        assert found.value.faults == alone.value.faults
