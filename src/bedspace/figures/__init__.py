"""Published figures: dated series with unit, vintage and source, and the guard against mixing them."""
