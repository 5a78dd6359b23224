"""Accounts of arrests: the default one run, fitted and scored, and the rival ones of the reports beside it."""
