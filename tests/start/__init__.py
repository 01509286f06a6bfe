"""The installation as a person starts it: real processes on the loopback."""
