"""Writers of the generated pages in docs/: ``python -m tools.docs docs`` writes them all."""
