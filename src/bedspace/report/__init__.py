"""Charts and the self-contained page."""
