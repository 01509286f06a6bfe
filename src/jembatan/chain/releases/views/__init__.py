"""Screens of press releases."""
