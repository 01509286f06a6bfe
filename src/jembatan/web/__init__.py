"""The shell of the screens: base templates, components, static files. Knows no other app of Jembatan."""
