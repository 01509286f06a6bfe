"""How the processes of one installation are started, watched and ended."""
