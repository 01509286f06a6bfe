"""The morning clipping: what is said, as a PDF and a letter."""
