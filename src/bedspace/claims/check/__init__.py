"""Claims to findings."""
