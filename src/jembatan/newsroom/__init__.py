"""What the public and journalists see."""
