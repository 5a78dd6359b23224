"""Where a number comes from, and what answers each statement of the reports."""
