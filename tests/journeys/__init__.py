"""Whole stories, through HTTP or a browser only."""
