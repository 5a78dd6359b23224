"""Whether the numbers of a sentence hold, by arithmetic, by the official tables and by the model."""

from datetime import date

from bedspace.claims.check.checks import check
from bedspace.studies.claims.feasibility import answer, factors

SENTENCE = "In January 2025, ICE booked 21,992 people into detention."

report = check(SENTENCE, said=date(2025, 7, 7), feasibility=answer, factors=factors())

for row in report.statements():
    print(f"{row['statement']}\n{row['verdict']}: {row['sentence']}")
    for source in row["sources"]:
        print(f"- {source}")
