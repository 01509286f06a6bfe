"""Governments, their units, and the chokepoint: who may see and change what. See README.md."""
