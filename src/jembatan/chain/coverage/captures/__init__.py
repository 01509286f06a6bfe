"""Pages of print and minutes of radio and television, captured on a phone."""
