"""The door of the staff's rooms, by the name under which the rooms above know it."""

from jembatan.foundation.gate import member_required, viewer_from

__all__ = ["member_required", "viewer_from"]
