"""Content-addressed files and who may open them. See README.md."""
