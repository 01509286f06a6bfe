"""Events that leaders attend: what is covered. See README.md."""
