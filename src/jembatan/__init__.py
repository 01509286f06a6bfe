"""Jembatan: the working network of government public relations."""

__version__ = "0.1.0"
