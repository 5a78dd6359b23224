"""What the official tables say before a run: rates, stocks, past errors."""
