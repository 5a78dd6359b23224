"""What would have to be true for a number to be reached, nationally, and what stands against it."""
