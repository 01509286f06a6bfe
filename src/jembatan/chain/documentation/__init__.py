"""Photos and video of events. See README.md."""
