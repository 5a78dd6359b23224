"""A scenario run: from its name to an answer with intervals, marks and a record."""
