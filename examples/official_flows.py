"""The official book-ins and book-outs month by month, as published by a day, with the cell of each number."""

from datetime import date

from bedspace.figures.series import as_of

known = as_of(date(2025, 6, 30))
months = [period for period in known.periods("book_outs") if not period.startswith("FY")]

print(f"Book-ins and book-outs, {known.label}")
for month in months[-6:]:
    came, went = known.figure("book_ins", month), known.figure("book_outs", month)
    print(f"{month}: {came.value:,.0f} in ({came.origin}), {went.value:,.0f} out")
