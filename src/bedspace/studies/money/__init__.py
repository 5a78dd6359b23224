"""Dollars by fiscal year, account and item."""
