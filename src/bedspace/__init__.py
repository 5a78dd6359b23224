"""bedspace: an open model of the US immigration-enforcement system.

Arrests, custody, courts, removal or release, as five news reports of February 2025 describe them, run on
public statistics. Counts and synthetic persons only.
"""

__version__ = "0.1.0"
