"""Settings, addresses, and the wiring: who subscribes to what."""
