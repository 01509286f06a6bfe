"""Side services that know the chain, not each other's inner rooms."""
