"""Numbers of the model: dated values with unit, range, distribution, source and evidence; scenarios."""
