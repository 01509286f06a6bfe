"""Event, asset, release, delivery, article: in this order, later knows earlier."""
