"""How a published release reaches the press, recipient by recipient. See README.md."""
