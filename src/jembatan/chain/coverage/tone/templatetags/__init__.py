"""Template tags of tone."""
