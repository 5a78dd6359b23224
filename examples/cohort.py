"""What became of the first 8,000 people arrested, 14 and 90 days after the arrest of each."""

from datetime import date

from bedspace import Request, fate
from bedspace.studies.cohort.fate import OUTCOMES

found = fate(8_000, date(2025, 1, 20), date(2025, 2, 3), Request("reports-2025-02"))

for horizon in (14, 90):
    print(f"After {horizon} days, mean of the model runs:")
    for outcome in OUTCOMES:
        print(f"  {outcome}: {found.total(horizon, outcome).mean():,.0f}")
