"""The pages, one module a page: what the template of each asks for."""
