"""Evidence of what an article's page was: as fetched, sealed, provable."""
