"""What must happen, kept until it has happened. See README.md."""
