"""Typesetting of papers: typst templates in, PDF out."""
