"""Expected numbers, day by day, for all draws at once."""
