"""The errors of the source, found and reported."""
