"""Insyn: follow-up of social care in Swedish municipalities."""
