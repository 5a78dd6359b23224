"""Synthetic persons, one by one, where expected numbers mislead."""
