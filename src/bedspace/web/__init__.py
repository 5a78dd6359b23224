"""The explorer and the API: the verbs of the command line over HTTP, and pages of the same answers."""
