"""The desk: what came in for a unit, and what it did with it."""
