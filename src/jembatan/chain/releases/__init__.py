"""Press releases: drafts, versions, clearance, publication. See README.md."""
