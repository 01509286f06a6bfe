"""Articles of the press, traced to the releases they came from. See README.md."""
