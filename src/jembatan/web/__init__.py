"""The shell of the staff's and the public's screens: templates, components, static files. Knows no app."""
