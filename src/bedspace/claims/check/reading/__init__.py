"""A sentence as a set of stated numbers, with the words that nothing read."""
