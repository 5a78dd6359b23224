"""Writers of pages of the documentation whose numbers come from runs; no part of the package."""
