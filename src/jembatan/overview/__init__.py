"""What reads across all rooms: home, trail, search, the unit's record of changes."""
