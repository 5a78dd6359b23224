"""Whether the numbers of a sentence hold, by arithmetic, by the official tables and by the model."""

from datetime import date

from bedspace.claims.check.checks import check
from bedspace.studies.claims.feasibility import answer, factors

SENTENCE = "About 42,000 people are held, 108 percent of the 40,000 beds funded."

report = check(SENTENCE, said=date(2025, 2, 7), feasibility=answer, factors=factors())

print(SENTENCE)
for row in report.rows():
    print(f"- {row['check']}: {row['verdict']}. {row['reason']}")
