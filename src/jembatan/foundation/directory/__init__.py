"""Outlets, contacts and contact lists. See README.md."""
