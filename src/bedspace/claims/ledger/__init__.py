"""What was said before, by whom, and where it can be read."""
