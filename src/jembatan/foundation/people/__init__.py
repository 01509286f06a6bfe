"""Accounts, roles and the people in office. See README.md."""
