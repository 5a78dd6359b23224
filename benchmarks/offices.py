"""Beds of all offices for the engines written in Python, with the rule that finds a person one of them."""

from __future__ import annotations

NOWHERE = -1


class Offices:
    """Free beds by office, changed in place."""

    def __init__(self, free: list[int]):
        self.free = free

    def place(self, home: int) -> int:
        """Take a bed at home, else in the office with most free beds (the first of equals), else NOWHERE."""
        free = self.free
        if free[home] > 0:
            free[home] -= 1
            return home
        most = max(free)
        if most <= 0:
            return NOWHERE
        host = free.index(most)
        free[host] -= 1
        return host
