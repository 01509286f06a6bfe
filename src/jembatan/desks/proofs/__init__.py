"""Proof of publication: findings, verification, acceptance, payment."""
