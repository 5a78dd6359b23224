"""A per cent of a subject that is a part of it, or a part of a group that the text names."""

from __future__ import annotations

from dataclasses import replace

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import NONE, Judged, agreed, compare
from bedspace.claims.check.verdicts.known import Known, sources_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import of_part, part_name, when_of, why_none
from bedspace.claims.intervals import exactly


def share(number: Stated, record: Record) -> Judged:
    """A per cent of a subject that is a part of it."""
    subject = number.subject
    assert subject is not None
    if not number.parts:
        return Judged(number, NONE, f"it is not clear what '{number.text}' is a share of")
    base_parts = {dimension: number.parts[dimension] for dimension in number.of if dimension in number.parts}
    if len(number.parts) - len(base_parts) != 1:
        return Judged(
            number,
            NONE,
            f"'{number.text}' is a share within a smaller group, and the program could not tell which group",
        )
    tried = []
    for parts in (number.parts, *number.wider):
        found = share_of(replace(number, parts=parts), number.period, record)
        if found is None:
            named = part_name({d: v for d, v in parts.items() if d not in base_parts})
            of = of_part(subject, base_parts)
            tried.append(Judged(number, NONE, f"no table of this tool has how many of {of} are {named} at that time"))
            continue
        known, value, whole = found
        step = Step("per cent", "/", (exactly(100 * value), exactly(whole)), exactly(100 * value / whole))
        whose = "people on an average day" if subject.name == "adp" and not base_parts else of_part(subject, base_parts)
        words = f"{100 * value / whole:.1f} percent ({value:,.0f} of {whole:,.0f} {whose}, {when_of(number, known)})"
        named = part_name({d: v for d, v in parts.items() if d not in base_parts})
        verdict = compare(number.interval, number.open, known, share=True)
        words = f"{named}: {words}{why_none(number, verdict, known)}"
        tried.append(Judged(number, verdict, words, (step,), sources_of(known), known))
    return agreed(number, tried)


def share_of(number: Stated, period: Period | None, record: Record) -> tuple[Known, float, float] | None:
    """The share that a part is of its group in a period, in per cent, with the part and the whole as printed."""
    subject, parts = number.subject, number.parts
    base_parts = {dimension: parts[dimension] for dimension in number.of if dimension in parts}
    if subject is None or len(parts) - len(base_parts) != 1:
        return None
    whole_parts = base_parts
    if "criminality" in parts and len(parts) == 1:
        whole_parts = {"criminality": ("convicted", "pending", "other")}
    part, base = record.find(subject, parts, period), record.find(subject, whole_parts, period, beside=parts)
    if not part or not base or not part.printed or not base.printed:
        return None
    value, figure = part.printed[0]
    whole, of = min(base.printed, key=lambda one: (one[1].data_date != figure.data_date, one[1].rank != figure.rank))
    per_cent = 100 * value / whole
    return Known([(per_cent, figure)], exactly(per_cent), part.about, part.key, beside=[of]), value, whole
