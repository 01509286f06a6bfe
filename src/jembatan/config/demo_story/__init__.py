"""The demonstration: invented people and outlets, real places, the whole chain from events to traced articles."""
