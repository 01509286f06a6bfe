"""Right of reply and correction: requests to outlets, and their clock."""
