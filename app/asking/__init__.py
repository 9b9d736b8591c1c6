"""A person asks IT for an exception: what they ask, how it gets there, and what came of it."""
