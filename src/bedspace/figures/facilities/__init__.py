"""One facility over releases: which printed names are one place, and its averages between releases."""
