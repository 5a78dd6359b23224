"""Questions put to the model: estimation, runs, arrest cohorts, attribution, checks."""
