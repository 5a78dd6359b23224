"""Where the detained population was heading on 19 January 2025, if nothing changed."""

from bedspace import Request, run

answer = run(Request("no-change", draws=200))

print(f"People held at midnight, {answer.vintage.label}")
for row in (0, 30, 90, 180):
    low, _, middle, _, high = answer.quantiles("midnight_population", answer.day(row))
    print(f"{answer.day(row)}: {middle:,.0f} (9 of 10 model runs: {low:,.0f} to {high:,.0f})")
print(f"The numbers are {answer.rests_on('midnight_population')}.")
