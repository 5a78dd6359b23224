"""The warehouse: every release kept as it was printed."""
