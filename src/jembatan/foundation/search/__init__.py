"""One index over all that can be found. See README.md."""
