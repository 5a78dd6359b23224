"""What two policies change, run by run: each run is held against the same run without them."""

from bedspace import Request, compare

OUTPUTS = ("midnight_population", "exits_capacity", "removals")

found = compare(Request("reports-2025-02", draws=200), ["+guantanamo-200-used+laken-riley"], OUTPUTS)

for row in found.table():
    change = f"{row['difference']:+,.0f} {row['unit']} ({row['q05']:+,.0f} to {row['q95']:+,.0f})"
    print(f"{row['period']}, {row['output']}: {change}")
