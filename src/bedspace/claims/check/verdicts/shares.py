"""A per cent of a subject that is a part of it, or a part of a group that the text names."""

from __future__ import annotations

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import NONE, Judged, agreed, compare
from bedspace.claims.check.verdicts.known import Known, sources_of
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.wording import of_part, part_name, when_of
from bedspace.claims.intervals import Interval, exactly


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
        part, base = record.find(subject, parts, number.period), record.find(subject, base_parts, number.period)
        if "criminality" in parts and len(parts) == 1 and part:
            base = (
                base
                if base_parts
                else record.find(subject, {"criminality": ("convicted", "pending", "other")}, number.period)
            )
        if not part or not base or not part.printed or not base.printed:
            tried.append(Judged(number, NONE, f"the record has no share for '{number.text}'"))
            continue
        value, figure = part.printed[0]
        whole = next((v for v, f in base.printed if f.data_date == figure.data_date), base.printed[0][0])
        per_cent = 100 * value / whole
        known = Known([(per_cent, figure)], exactly(per_cent), part.about, part.key)
        step = Step(
            "per cent", "/", (exactly(100 * value), exactly(whole)), Interval(100 * value / whole, 100 * value / whole)
        )
        whose = f"{subject.label}{of_part(base_parts)}"
        words = f"{per_cent:.1f} percent ({value:,.0f} of {whole:,.0f} {whose}, {when_of(number, known)})"
        tried.append(
            Judged(
                number,
                compare(number.interval, number.open, known, share=True),
                f"{part_name({d: v for d, v in parts.items() if d not in base_parts})}: {words}",
                (step,),
                sources_of(part),
                known,
            )
        )
    return agreed(number, tried)
