"""Public numbers: read from text, kept in a ledger, checked."""
