"""What those who work on the software run: writers of the docs, and a comparison of numbers. Not in the wheel."""
