"""Text to claims."""
