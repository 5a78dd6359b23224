"""Public claims put as questions to the model."""
