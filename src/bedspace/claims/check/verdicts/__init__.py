"""Stated numbers against the record: one verdict for one statement."""
