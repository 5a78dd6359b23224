"""Removal through proceedings: a case, an order, a document, then the wait for a seat."""
